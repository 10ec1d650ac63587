"""Entry point of the order API: one function behind an HTTP gateway.

    POST /orders               places an order: prices, payment, shipment
    GET  /orders/{id}          tells where an order is
    GET  /reports/monthly      the accountants' sales report, run once a month
"""

import json
import logging
from typing import Any, Dict

from storefront import StoreError, serialization
from storefront.checkout import place_order
from storefront.reports import monthly_report
from storefront.tracking import order_status

logger = logging.getLogger(__name__)


def handler(event: Dict[str, Any], context: Any) -> Dict[str, Any]:
    """Answer one request of the gateway."""
    try:
        status, body = route(event)
    except StoreError as problem:
        logger.info("refused: %s", problem)
        status, body = problem.status, {"error": str(problem)}
    return {
        "statusCode": status,
        "headers": {"Content-Type": "application/json"},
        "body": serialization.dumps(body),
    }


def route(event: Dict[str, Any]) -> Any:
    """The status and the body that answer the request."""
    method, path = event["httpMethod"], event["path"].rstrip("/")
    if (method, path) == ("POST", "/orders"):
        return 201, place_order(_body(event), event["requestContext"]["requestId"])
    if method == "GET" and path.startswith("/orders/"):
        return 200, order_status(path[len("/orders/"):])
    if (method, path) == ("GET", "/reports/monthly"):
        parameters = event.get("queryStringParameters") or {}
        return 200, monthly_report(parameters.get("month"))
    raise StoreError("no such resource: %s %s" % (method, path), status=404)


def _body(event: Dict[str, Any]) -> Any:
    try:
        return json.loads(event.get("body") or "")
    except ValueError:
        raise StoreError("the body is not JSON") from None
