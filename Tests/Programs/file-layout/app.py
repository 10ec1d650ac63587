# -*- coding: latin-1 -*-
"""Zeigt Größen."""
from __future__ import annotations
import json; import heavy

UNIT = "m²"


def handler(event, context):
	"""Antwortet."""
	return json.dumps(1)


def report():
	"""Zählt."""
	return str(heavy.work()) + UNIT
