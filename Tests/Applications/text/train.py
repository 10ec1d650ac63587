"""Trains the model that tells complaints from praise."""

import sys
import tempfile
from pathlib import Path

import joblib
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

import store

INPUTS = Path(__file__).parent / "inputs" / sys.implementation.cache_tag


def handler(event, context):
    """Train on the first messages, and say how often the model is right about the others."""
    count = event.get("messages", 600)
    if count < 10:
        return {"ok": False, "error": "ten messages are the least"}
    frame = pd.read_csv(INPUTS / "messages.csv")
    known, unknown = frame.head(count), frame.tail(200)
    model = make_pipeline(TfidfVectorizer(), LogisticRegression(random_state=7))
    model.fit(known["text"], known["label"])
    if event.get("publish"):
        with tempfile.TemporaryDirectory() as folder:
            joblib.dump(model, Path(folder) / "text.joblib")
            store.upload(Path(folder) / "text.joblib", event["publish"])
    right = float((model.predict(unknown["text"]) == unknown["label"]).mean())
    return {"ok": True, "right": round(right, 4), "words": len(model[0].vocabulary_), "published": event.get("publish")}
