"""Places orders."""

import hashlib
from typing import Any, Dict

from storefront import gateway
from storefront.catalogue import line
from storefront.formatting import money
from storefront.ledger import record_sale
from storefront.models import Order, StoreError


def place_order(body: Any, request_id: str) -> Dict[str, Any]:
    """Price, charge, record and ship what the body asks for.

    The order's number derives from the request's, so that a repeated request places the same order.
    """
    order = _order(body, request_id)
    payment = gateway.call(
        "POST",
        gateway.PAYMENTS + "/charges",
        json={"reference": order.id, "amount": money(order.total), "token": str(body.get("payment", ""))},
    ).json()
    entry = record_sale(order)
    parcel = gateway.call(
        "POST", gateway.SHIPPING + "/parcels", json={"reference": order.id, "country": order.country}
    ).json()
    return {
        "order": order.id,
        "total": money(order.total),
        "payment": payment["authorization"],
        "ledger": entry,
        "tracking": parcel["tracking"],
        "delivery_days": parcel["days"],
    }


def _order(body: Any, request_id: str) -> Order:
    if not isinstance(body, dict) or not isinstance(body.get("lines"), list) or not body["lines"]:
        raise StoreError("an order needs at least one line")
    for name in ("customer", "country"):
        if not isinstance(body.get(name), str) or not body[name]:
            raise StoreError("an order needs a %r" % name)
    lines = tuple(line(entry.get("sku"), entry.get("quantity")) for entry in body["lines"])
    number = hashlib.sha256(request_id.encode()).hexdigest()[:10].upper()
    return Order("SO-" + number, body["customer"], body["country"], lines)
