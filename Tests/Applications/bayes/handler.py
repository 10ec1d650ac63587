"""Sentiment of short messages by a bag-of-words naive Bayes model."""

import pickle
import sys
from pathlib import Path

import numpy as np
import pandas as pd

MODEL = Path(__file__).parent / "inputs" / sys.implementation.cache_tag / "model.pickle"


def handler(event, context):
    """Label messages, or explain what a label is made of."""
    with MODEL.open("rb") as file:
        vectorizer, model = pickle.load(file)
    if event.get("operation") == "explain":
        weights = model.feature_log_prob_[1] - model.feature_log_prob_[0]
        order = np.argsort(weights, kind="stable")
        names = vectorizer.get_feature_names_out()
        return {"negative": [str(name) for name in names[order[:3]]], "positive": [str(name) for name in names[order[-3:]]]}
    messages = event.get("messages") or []
    if not messages:
        return {"ok": False, "error": "there are no messages"}
    shares = model.predict_proba(vectorizer.transform(messages))[:, 1]
    return {"ok": True, "positive": [round(float(share), 4) for share in shares]}
