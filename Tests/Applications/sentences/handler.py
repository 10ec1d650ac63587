"""The mood of a long text, sentence by sentence, for the newsroom's daily overview."""

import pickle
import sys
from pathlib import Path

import nltk
from textblob import TextBlob

TOKENIZER = Path(__file__).parent / "inputs" / sys.implementation.cache_tag / "punkt.pickle"
LONGEST = 100_000


def handler(event, context):
    """Mean polarity, and the sentences at both ends."""
    text = event.get("text", "").strip()
    if not text:
        return {"ok": False, "error": "there is no text"}
    if len(text) > LONGEST:
        return {"ok": False, "error": "the text is longer than %d characters" % LONGEST}
    if event.get("operation") == "count":
        return {"ok": True, "sentences": len(sentences(text))}
    scored = [(round(TextBlob(sentence).sentiment.polarity, 4), sentence) for sentence in sentences(text)]
    return {
        "ok": True,
        "sentences": len(scored),
        "polarity": round(sum(polarity for polarity, _ in scored) / len(scored), 4),
        "brightest": max(scored)[1],
        "darkest": min(scored)[1],
    }


def sentences(text):
    """The text cut by a Punkt tokenizer."""
    with TOKENIZER.open("rb") as file:
        return pickle.load(file).tokenize(text)
