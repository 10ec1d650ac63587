"""Estimates the risk of heart failure from a patient's values."""

import sys
import tempfile
from pathlib import Path

import joblib
import numpy as np
import pandas as pd

import store

INPUTS = Path(__file__).parent / "inputs" / sys.implementation.cache_tag
FEATURES = ["age", "ejection_fraction", "serum_creatinine", "serum_sodium", "time"]


def handler(event, context):
    """The risk of one patient, or the patients of a ward by risk."""
    if event.get("operation") == "ward":
        frame = pd.read_csv(INPUTS / "ward.csv")
        frame["risk"] = model(None).predict_proba(frame[FEATURES].to_numpy())[:, 1].round(4)
        highest = frame.sort_values(["risk", "patient"], ascending=[False, True]).head(3)
        return {"ok": True, "highest": highest[["patient", "risk"]].to_dict("records")}
    missing = [name for name in FEATURES if name not in event]
    if missing:
        return {"ok": False, "error": "missing: " + ", ".join(missing)}
    patient = np.array([[float(event[name]) for name in FEATURES]])
    return {"ok": True, "risk": round(float(model(event.get("model")).predict_proba(patient)[0, 1]), 4)}


def model(key):
    """The model that came with the function, or one of the store."""
    if not key:
        return joblib.load(INPUTS / "heart.joblib")
    with tempfile.TemporaryDirectory() as folder:
        store.download(key, Path(folder) / "heart.joblib")
        return joblib.load(Path(folder) / "heart.joblib")
