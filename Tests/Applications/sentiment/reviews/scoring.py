"""Scores reviews: by the text's lexicon where there is a text, by the stars where there is none."""

from statistics import fmean
from typing import Sequence

from textblob.en import sentiment

from reviews.language import is_english
from reviews.model import Review, Score

_STARS = {1: -0.8, 2: -0.4, 3: 0.0, 4: 0.4, 5: 0.8}
_MAXIMUM_HIGHLIGHTS = 3


def score(review: Review) -> Score:
    """The score of one review."""
    if not review.text or not is_english(review.text):
        return _by_rating(review)
    polarity, subjectivity = sentiment(review.text)
    if review.rating is not None:
        # Irony escapes the lexicon; the customer's own stars keep it in bounds.
        polarity = (2 * polarity + _STARS[review.rating]) / 3
    return Score(round(polarity, 3), round(subjectivity, 3), "text", _highlights(review.text))


def average(values: Sequence[float]) -> float:
    """The mean to three digits."""
    return round(fmean(values), 3)


def _by_rating(review: Review) -> Score:
    return Score(_STARS.get(review.rating, 0.0), 0.0, "rating")


def _highlights(text: str):
    """The words that moved the polarity most, strongest first."""
    assessments = [(" ".join(words), polarity) for words, polarity, *_ in sentiment(text).assessments if polarity]
    assessments.sort(key=lambda entry: (-abs(entry[1]), entry[0]))
    return tuple(dict.fromkeys(words for words, _ in assessments))[:_MAXIMUM_HIGHLIGHTS]
