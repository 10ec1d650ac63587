"""How amounts and tables look to the outside."""

from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

_CENT = Decimal("0.01")


def money(amount) -> str:
    """An amount with two digits, whatever number it comes as."""
    return str(Decimal(str(amount)).quantize(_CENT, rounding=ROUND_HALF_UP))


def records(frame):
    """The rows of a table as plain dictionaries: missing cells as null, floats as money."""
    rows = []
    for row in frame.to_dict("records"):
        rows.append({name: _cell(value) for name, value in row.items()})
    return rows


def _cell(value):
    if pd.isna(value):
        return None
    if isinstance(value, float):
        return money(value)
    return value.item() if hasattr(value, "item") else value
