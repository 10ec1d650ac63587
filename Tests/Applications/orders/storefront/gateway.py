"""Speaks HTTP with the services around the store: payments, shipping, the sales ledger, the document store."""

import os
from functools import lru_cache

import requests
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry

from storefront import sandbox  # noqa: F401  (registers the sandbox transport)
from storefront.models import StoreError
from storefront.transports import TRANSPORTS

PAYMENTS = "https://payments.store.example"
SHIPPING = "https://shipping.store.example"
LEDGER = "https://ledger.store.example"
DOCUMENTS = "https://documents.store.example"

_TIMEOUT = 5


@lru_cache(maxsize=None)
def session() -> requests.Session:
    """The session all calls share: ``STORE_TRANSPORT=live`` calls the services, the default calls the sandbox."""
    name = os.environ.get("STORE_TRANSPORT", "sandbox")
    shared = requests.Session()
    shared.trust_env = False
    shared.headers["User-Agent"] = "storefront/2.3"
    if name == "live":
        retries = Retry(total=3, backoff_factor=0.2, status_forcelist=(502, 503, 504))
        shared.mount("https://", HTTPAdapter(max_retries=retries))
    else:
        shared.mount("https://", TRANSPORTS[name]())
    return shared


def call(method: str, url: str, **arguments) -> requests.Response:
    """The service's answer, or ``StoreError`` where it refuses or cannot be reached."""
    try:
        response = session().request(method, url, timeout=_TIMEOUT, **arguments)
    except requests.RequestException as problem:
        raise StoreError("a service is unavailable: %s" % problem, status=503) from problem
    if response.status_code == 404:
        raise StoreError("not found", status=404)
    if not response.ok:
        raise StoreError(response.json().get("error", response.reason), status=402 if response.status_code == 402 else 502)
    return response
