"""The articles on sale."""

import json
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict

from storefront.models import Line, StoreError

_ARTICLES = Path(__file__).parent / "data" / "articles.json"


@lru_cache(maxsize=None)
def articles() -> Dict[str, Dict[str, Any]]:
    """Every article by its number."""
    return json.loads(_ARTICLES.read_text(encoding="utf-8"))


def line(sku: str, quantity: int) -> Line:
    """A priced line of an order, or ``StoreError`` for an article or a quantity the store does not sell."""
    article = articles().get(sku)
    if article is None:
        raise StoreError("no article %r" % sku)
    if not isinstance(quantity, int) or not 1 <= quantity <= article["maximum"]:
        raise StoreError("%s: quantity must be between 1 and %d" % (sku, article["maximum"]))
    return Line(sku, article["category"], quantity, Decimal(article["price"]))
