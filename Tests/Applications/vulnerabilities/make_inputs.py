"""A database in the tool's own form, with vulnerabilities that nobody has found."""

import sqlite3

from cve_bin_tool.cvedb import CVEDB

database = sqlite3.connect("cve.db")
for statement in CVEDB.TABLE_SCHEMAS.values():
    database.execute(statement)
products = [("haxx", "curl"), ("gnu", "glibc"), ("openssl", "openssl"), ("zlib", "zlib"), ("sqlite", "sqlite")]
for index in range(400):
    vendor, product = products[index % len(products)]
    number = "CVE-2099-%04d" % index
    score = (index * 37) % 100 / 10
    severity = "CRITICAL" if score >= 9 else "HIGH" if score >= 7 else "MEDIUM" if score >= 4 else "LOW"
    database.execute(
        "INSERT INTO cve_severity VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (number, severity, "made up", score, 3, "CVSS:3.1/AV:N", "NVD", "2024-01-01T00:00:00"),
    )
    database.execute(
        "INSERT INTO cve_range VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (number, vendor, product, "*", "%d.0.0" % (index % 7), "", "", "%d.%d.0" % (index % 7 + 1, index % 4), "NVD"),
    )
database.commit()
