"""JSON as the API speaks it: sorted keys, amounts as strings."""

import json
from decimal import Decimal
from typing import Any

try:
    import orjson
except ImportError:
    orjson = None


def _default(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError("%s has no JSON form" % type(value).__name__)


def dumps(value: Any) -> str:
    """The value as compact JSON."""
    if orjson is not None:
        return orjson.dumps(value, default=_default, option=orjson.OPT_SORT_KEYS).decode()
    return json.dumps(value, default=_default, sort_keys=True, separators=(",", ":"))
