"""Turns DNA sequences into walks in the plane, for the sequence viewer of a laboratory."""

import os

import requests
from squiggle import transform

METHODS = ("squiggle", "gates", "yau", "randic", "qi")


def handler(event, context):
    """The corners of a walk; the sequence is in the event, or at an address."""
    method = event.get("method", "squiggle")
    if method not in METHODS:
        return {"ok": False, "error": "unknown method %r" % (method,)}
    sequence = event.get("sequence") or fetched(event.get("path", ""))
    if not sequence or set(sequence.upper()) - set("ACGT"):
        return {"ok": False, "error": "this is no DNA sequence"}
    x, y = transform(sequence, method=method)
    return {
        "ok": True,
        "bases": len(sequence),
        "end": [round(float(x[-1]), 6), round(float(y[-1]), 6)],
        "highest": round(float(max(y)), 6),
        "lowest": round(float(min(y)), 6),
    }


def fetched(path):
    """The letters of a FASTA file in the laboratory's store."""
    answer = requests.get(os.environ["STORE_ENDPOINT"] + path, timeout=10)
    answer.raise_for_status()
    return "".join(line.strip() for line in answer.text.splitlines() if not line.startswith(">"))
