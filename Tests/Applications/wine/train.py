"""Trains the model of wine quality, and keeps it in the store on demand."""

import tempfile
from pathlib import Path

import joblib
import numpy as np
from sklearn.linear_model import ElasticNet
from sklearn.metrics import mean_absolute_error, mean_squared_error, r2_score
from sklearn.model_selection import train_test_split

import store
from data import FEATURES, wines


def handler(event, context):
    """Train with the event's parameters, and say how good the result is."""
    if not 0 < event.get("alpha", 0.1) <= 10:
        return {"ok": False, "error": "'alpha' must be positive and at most 10"}
    frame = wines()
    train, test = train_test_split(frame, test_size=0.25, random_state=7)
    model = ElasticNet(alpha=event.get("alpha", 0.1), l1_ratio=event.get("ratio", 0.5), random_state=7)
    model.fit(train[FEATURES].to_numpy(), train["quality"].to_numpy())
    guessed = model.predict(test[FEATURES].to_numpy())
    if event.get("publish"):
        with tempfile.TemporaryDirectory() as folder:
            joblib.dump(model, Path(folder) / "wine.joblib")
            store.upload(Path(folder) / "wine.joblib", event["publish"])
    return {
        "ok": True,
        "rmse": round(float(np.sqrt(mean_squared_error(test["quality"], guessed))), 5),
        "mae": round(float(mean_absolute_error(test["quality"], guessed)), 5),
        "r2": round(float(r2_score(test["quality"], guessed)), 5),
        "published": event.get("publish"),
    }
