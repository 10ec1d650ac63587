"""The store's order service."""

from storefront.models import Line, Order, StoreError

__all__ = ["Line", "Order", "StoreError"]
