"""Estimates what a house is worth."""

import sys
from pathlib import Path

import joblib
import numpy as np
from scipy import stats
from sklearn.linear_model import LinearRegression

MODEL = Path(__file__).parent / "inputs" / sys.implementation.cache_tag / "house.joblib"
FEATURES = ("area", "rooms", "age", "distance")


def handler(event, context):
    """A price, and on demand the range it lies in nineteen times of twenty."""
    missing = [name for name in FEATURES if not isinstance(event.get(name), (int, float))]
    if missing:
        return {"ok": False, "error": "missing: " + ", ".join(missing)}
    saved = joblib.load(MODEL)
    house = np.array([[event[name] for name in FEATURES]], dtype=float)
    price = float(saved["model"].predict(house)[0])
    answer = {"ok": True, "price": round(price)}
    if event.get("range"):
        low, high = stats.norm.interval(0.95, loc=price, scale=saved["deviation"])
        answer["range"] = [round(float(low)), round(float(high))]
    return answer
