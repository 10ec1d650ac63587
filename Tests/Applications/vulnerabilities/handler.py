"""Looks components up in a copy of the vulnerability database, without a network."""

import sys
from pathlib import Path

from cve_bin_tool.cve_scanner import CVEScanner
from cve_bin_tool.util import ProductInfo

DATABASE = Path(__file__).parent / "inputs" / sys.implementation.cache_tag / "cve.db"


def handler(event, context):
    """The known vulnerabilities of each component."""
    components = event.get("components") or []
    if not components:
        return {"ok": False, "error": "there are no components"}
    CVEScanner.dbname = str(DATABASE)
    found = {}
    with CVEScanner(score=event.get("least", 0)) as scanner:
        for vendor, product, version in components:
            component = ProductInfo(vendor, product, version)
            scanner.get_cves(component, {"default": {}, "paths": {""}})
        for component, data in scanner.all_cve_data.items():
            cves = sorted((cve.cve_number, cve.severity) for cve in data["cves"])
            found["%s %s" % (component.product, component.version)] = cves
    return {"ok": True, "found": found}
