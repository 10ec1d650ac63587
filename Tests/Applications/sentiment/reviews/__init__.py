"""Sentiment of customer reviews."""

from reviews.model import Review, ReviewError, Score

__all__ = ["Review", "ReviewError", "Score"]
