"""What a review is, and what is known about it after scoring."""

from dataclasses import dataclass
from typing import Any, Optional, Tuple

MAXIMUM_TEXT = 10_000


class ReviewError(ValueError):
    """The event does not describe a review."""


@dataclass(frozen=True)
class Review:
    """A customer's opinion of a product: stars, text, or both."""

    id: str
    product: str
    rating: Optional[int]
    text: str

    @classmethod
    def from_event(cls, entry: Any) -> "Review":
        """Read a review from its part of an event, or raise ``ReviewError``."""
        if not isinstance(entry, dict):
            raise ReviewError("a review must be an object")
        identifier = entry.get("id")
        if not isinstance(identifier, str) or not identifier:
            raise ReviewError("a review needs an 'id'")
        rating = entry.get("rating")
        if rating is not None and rating not in (1, 2, 3, 4, 5):
            raise ReviewError("%s: 'rating' must be between 1 and 5" % identifier)
        text = (entry.get("text") or "").strip()
        if len(text) > MAXIMUM_TEXT:
            raise ReviewError("%s: 'text' is longer than %d characters" % (identifier, MAXIMUM_TEXT))
        if rating is None and not text:
            raise ReviewError("%s: a review needs a 'rating' or a 'text'" % identifier)
        return cls(identifier, str(entry.get("product", "")), rating, text)


@dataclass(frozen=True)
class Score:
    """How a review feels: polarity from -1 to 1, subjectivity from 0 to 1."""

    polarity: float
    subjectivity: float
    source: str
    highlights: Tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The polarity in a word."""
        if self.polarity >= 0.1:
            return "positive"
        if self.polarity <= -0.1:
            return "negative"
        return "neutral"
