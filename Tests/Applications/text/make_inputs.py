"""Messages put together here, and a model trained on them."""

import joblib
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

GOOD = ["great", "lovely", "fast", "friendly", "perfect", "happy", "bright", "clean"]
BAD = ["broken", "late", "rude", "awful", "dirty", "slow", "sad", "noisy"]
PLAIN = ["the", "parcel", "shop", "room", "service", "arrived", "today", "was"]


def messages(count):
    for index in range(count):
        words = GOOD if index % 2 else BAD
        mixed = [words[(index * 3 + k) % 8] if k % 3 == 0 else PLAIN[(index * 5 + k) % 8] for k in range(9)]
        yield " ".join(mixed), index % 2


frame = pd.DataFrame(messages(900), columns=["text", "label"])
frame.to_csv("messages.csv", index=False)
model = make_pipeline(TfidfVectorizer(), LogisticRegression(random_state=7)).fit(frame["text"], frame["label"])
joblib.dump(model, "text.joblib")
