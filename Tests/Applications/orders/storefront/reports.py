"""The accountants' monthly sales report."""

import pandas as pd

from storefront.exports import upload_workbook
from storefront.forecast import next_value
from storefront.formatting import money, records
from storefront.ledger import load_sales
from storefront.models import StoreError

_TOP = 3


def monthly_report(month):
    """Revenue of a month (``YYYY-MM``) by category, against the month before, with an outlook and a workbook."""
    try:
        period = pd.Period(month, freq="M") if month else None
    except ValueError:
        period = None
    if period is None:
        raise StoreError("'month' must look like 2024-05")
    sales = load_sales()
    sales["month"] = sales["date"].dt.to_period("M")
    revenue = sales.groupby("month")["amount"].sum()
    if period not in revenue.index:
        raise StoreError("no sales in %s" % period, status=404)
    categories = _by_category(sales, period)
    articles = _top_articles(sales[sales["month"] == period])
    return {
        "month": str(period),
        "revenue": money(revenue[period]),
        "categories": records(categories),
        "articles": records(articles),
        "outlook": money(next_value(revenue[:period])),
        "workbook": upload_workbook(str(period), {"Categories": categories, "Articles": articles}),
    }


def _by_category(sales, period):
    table = sales.pivot_table(index="category", columns="month", values="amount", aggfunc="sum")
    current = table[period]
    before = table[period - 1] if period - 1 in table.columns else pd.Series(float("nan"), index=table.index)
    change = ((current / before - 1) * 100).round(2)
    return pd.DataFrame({"revenue": current.round(2), "change_percent": change}).reset_index()


def _top_articles(sales):
    totals = sales.groupby("sku").agg(quantity=("quantity", "sum"), revenue=("amount", "sum"))
    totals["revenue"] = totals["revenue"].round(2)
    return totals.sort_values(["revenue", "quantity"], ascending=False).head(_TOP).reset_index()
