"""The services' sandbox: answers inside the process, the same answer to the same request.

It sits where the network would, below ``requests``: everything above it, from preparing a request to decoding its
answer, runs as it does in production.
"""

import hashlib
import io
import json
from pathlib import Path
from typing import Any, Tuple
from urllib.parse import urlsplit

from requests import PreparedRequest, Response
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict

from storefront.transports import transport

_SALES = Path(__file__).parent / "data" / "sales.csv"
_STAGES = ("packed", "handed over", "in delivery", "delivered")


def _number(text: str, digits: int) -> str:
    return str(int(hashlib.sha256(text.encode()).hexdigest(), 16))[:digits]


@transport("sandbox")
class SandboxAdapter(BaseAdapter):
    """A ``requests`` adapter that never leaves the process."""

    def send(self, request: PreparedRequest, **options: Any) -> Response:
        status, kind, content = self._answer(request)
        response = Response()
        response.status_code = status
        response.url = request.url
        response.request = request
        response.headers = CaseInsensitiveDict({"Content-Type": kind, "Content-Length": str(len(content))})
        response.encoding = "utf-8"
        response.raw = io.BytesIO(content)
        response.connection = self
        return response

    def close(self) -> None:
        """Nothing is open."""

    def _answer(self, request: PreparedRequest) -> Tuple[int, str, bytes]:
        url = urlsplit(request.url)
        service = url.hostname.split(".")[0]
        if (service, request.method, url.path) == ("ledger", "GET", "/sales.csv"):
            return 200, "text/csv", _SALES.read_bytes()
        status, body = getattr(self, "_" + service)(request.method, url.path, request.body)
        return status, "application/json", json.dumps(body).encode()

    def _payments(self, method: str, path: str, body: bytes) -> Tuple[int, Any]:
        payment = json.loads(body)
        if payment["token"].startswith("declined"):
            return 402, {"error": "the payment was declined"}
        return 201, {"authorization": "PA" + _number(payment["reference"], 9)}

    def _shipping(self, method: str, path: str, body: bytes) -> Tuple[int, Any]:
        if method == "POST":
            parcel = json.loads(body)
            days = 2 if parcel["country"] == "FI" else 5
            return 201, {"tracking": "TR" + _number(parcel["reference"], 10), "days": days}
        order = path.rsplit("/", 1)[-1]
        if not order.startswith("SO-"):
            return 404, {"error": "not found"}
        stage = int(_number(order, 2)) % len(_STAGES)
        return 200, {
            "tracking": "TR" + _number(order, 10),
            "stages": list(_STAGES[: stage + 1]),
            "days": len(_STAGES) - 1 - stage,
        }

    def _ledger(self, method: str, path: str, body: bytes) -> Tuple[int, Any]:
        return 201, {"entry": int(_number(body.decode(), 6))}

    def _documents(self, method: str, path: str, body: bytes) -> Tuple[int, Any]:
        return 201, {"path": path}
