# -*- coding: latin-1 -*-
import heavy  # für Größen

UNIT = "m²"


def handler(event, context):
    return 1


def report():
    return str(heavy.work()) + UNIT
