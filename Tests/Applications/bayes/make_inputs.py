"""A small model, trained on sentences put together here."""

import pickle

from sklearn.feature_extraction.text import CountVectorizer
from sklearn.naive_bayes import MultinomialNB

GOOD = ["great", "lovely", "fast", "friendly", "perfect", "happy", "bright", "clean"]
BAD = ["broken", "late", "rude", "awful", "dirty", "slow", "sad", "noisy"]
PLAIN = ["the", "parcel", "shop", "room", "service", "arrived", "today", "was"]


def messages(count):
    for index in range(count):
        words = GOOD if index % 2 else BAD
        mixed = [words[(index * 3 + k) % 8] if k % 3 == 0 else PLAIN[(index * 5 + k) % 8] for k in range(9)]
        yield " ".join(mixed), index % 2


texts, labels = zip(*messages(400))
vectorizer = CountVectorizer()
model = MultinomialNB().fit(vectorizer.fit_transform(texts), labels)
with open("model.pickle", "wb") as file:
    pickle.dump((vectorizer, model), file)
