"""Orders and their lines."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Tuple


class StoreError(Exception):
    """A request the store refuses, with the HTTP status that says so."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True)
class Line:
    """Some pieces of one article."""

    sku: str
    category: str
    quantity: int
    price: Decimal

    @property
    def amount(self) -> Decimal:
        return self.price * self.quantity


@dataclass(frozen=True)
class Order:
    """What a customer bought, priced."""

    id: str
    customer: str
    country: str
    lines: Tuple[Line, ...]

    @property
    def total(self) -> Decimal:
        return sum((line.amount for line in self.lines), Decimal())
