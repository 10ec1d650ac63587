"""Tells complaints from praise."""

import sys
import tempfile
from pathlib import Path

import joblib
import pandas as pd

import store

INPUTS = Path(__file__).parent / "inputs" / sys.implementation.cache_tag


def handler(event, context):
    """Label messages; a whole table of them gets a summary."""
    if event.get("operation") == "health":
        return {"ok": True, "status": "up"}
    if "csv" in event:
        frame = pd.read_csv(INPUTS / event["csv"])
        frame["guess"] = model(None).predict(frame["text"])
        return {"ok": True, "complaints": int((frame["guess"] == 0).sum()), "praise": int((frame["guess"] == 1).sum())}
    texts = event.get("texts") or []
    if not texts:
        return {"ok": False, "error": "there are no texts"}
    shares = model(event.get("model")).predict_proba(texts)[:, 1]
    return {"ok": True, "praise": [round(float(share), 4) for share in shares]}


def model(key):
    """The model that came with the function, or one of the store."""
    if not key:
        return joblib.load(INPUTS / "text.joblib")
    with tempfile.TemporaryDirectory() as folder:
        store.download(key, Path(folder) / "text.joblib")
        return joblib.load(Path(folder) / "text.joblib")
