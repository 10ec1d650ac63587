"""The sales ledger: every order is written to it, and the reports read it back."""

import io

import pandas as pd

from storefront import gateway
from storefront.formatting import money
from storefront.models import Order


def record_sale(order: Order) -> int:
    """Enter an order; the number of the entry."""
    entry = {
        "order": order.id,
        "country": order.country,
        "lines": [
            {"sku": line.sku, "category": line.category, "quantity": line.quantity, "amount": money(line.amount)}
            for line in order.lines
        ],
    }
    return gateway.call("POST", gateway.LEDGER + "/sales", json=entry).json()["entry"]


def load_sales():
    """All sales as a table of ``date``, ``sku``, ``category``, ``country``, ``quantity`` and ``amount``."""
    export = gateway.call("GET", gateway.LEDGER + "/sales.csv")
    return pd.read_csv(io.StringIO(export.text), parse_dates=["date"])
