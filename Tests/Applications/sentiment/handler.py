"""Entry point of the review-sentiment function.

The shop's backend invokes it directly with one of three operations:

``analyse``
    one review, as soon as a customer submits it; most have stars and no text
``batch``
    the reviews of one product, when its page is rebuilt
``digest``
    the reviews of a week, for the merchandising team's Monday mail
"""

import logging

import reviews.logs  # noqa: F401  (configures logging before anything logs)
from reviews import Review, ReviewError
from reviews.digest import weekly_digest
from reviews.language import is_english
from reviews.phrases import key_phrases
from reviews.scoring import average, score

logger = logging.getLogger(__name__)


def handler(event, context):
    """Answer one invocation; a malformed event gets an error answer, never an exception."""
    operation = event.get("operation")
    action = _ACTIONS.get(operation)
    if action is None:
        return _error("unknown operation %r" % (operation,))
    try:
        return {"ok": True, "operation": operation, "result": action(event)}
    except ReviewError as problem:
        logger.info("rejected %s: %s", operation, problem)
        return _error(str(problem))


def _analyse(event):
    review = Review.from_event(event.get("review"))
    return _scored(review)


def _batch(event):
    reviews = _reviews(event)
    results = [_scored(review) for review in reviews]
    english = [review.text for review in reviews if review.text and is_english(review.text)]
    return {
        "reviews": results,
        "polarity": average([result["polarity"] for result in results]),
        "phrases": key_phrases(english),
    }


def _digest(event):
    reviews = _reviews(event)
    return weekly_digest(reviews, [score(review) for review in reviews])


def _reviews(event):
    entries = event.get("reviews")
    if not isinstance(entries, list) or not entries:
        raise ReviewError("'reviews' must be a list with at least one review")
    return [Review.from_event(entry) for entry in entries]


def _scored(review):
    """The public form of one review's score."""
    result = score(review)
    return {
        "id": review.id,
        "label": result.label,
        "polarity": result.polarity,
        "subjectivity": result.subjectivity,
        "source": result.source,
        "highlights": list(result.highlights),
    }


def _error(message):
    return {"ok": False, "error": message}


_ACTIONS = {"analyse": _analyse, "batch": _batch, "digest": _digest}
