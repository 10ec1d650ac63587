"""Where an order is."""

from typing import Any, Dict

from storefront import gateway


def order_status(order_id: str) -> Dict[str, Any]:
    """What the carrier knows about an order."""
    parcel = gateway.call("GET", "%s/parcels/%s" % (gateway.SHIPPING, order_id)).json()
    return {
        "order": order_id,
        "status": parcel["stages"][-1],
        "history": parcel["stages"],
        "tracking": parcel["tracking"],
        "delivery_days": parcel["days"],
    }
