# -*- coding: latin-1 -*-
UNIT = "m²"


def handler(event, context):
    return 1


def report():
    import heavy  # für Größen

    return str(heavy.work()) + UNIT
