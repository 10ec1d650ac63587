"""The week's reviews for the merchandising team: a line for each product and the words that set it apart."""

from typing import Any, Dict, List, Sequence

import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer

from reviews.language import stopwords
from reviews.model import Review, Score

_WORDS_EACH = 3


def weekly_digest(reviews: Sequence[Review], scores: Sequence[Score]) -> List[Dict[str, Any]]:
    """One entry for each product, worst first."""
    frame = pd.DataFrame(
        {
            "product": [review.product for review in reviews],
            "text": [review.text for review in reviews],
            "rating": [review.rating for review in reviews],
            "polarity": [score.polarity for score in scores],
        }
    )
    grouped = frame.groupby("product", sort=True)
    summary = grouped.agg(
        reviews=("polarity", "size"),
        polarity=("polarity", "mean"),
        rating=("rating", "mean"),
        text=("text", " ".join),
    ).reset_index()
    summary["words"] = _distinctive_words(summary["text"].tolist())
    summary = summary.sort_values(["polarity", "product"])
    return [
        {
            "product": row.product,
            "reviews": int(row.reviews),
            "polarity": round(float(row.polarity), 3),
            "rating": None if pd.isna(row.rating) else round(float(row.rating), 2),
            "words": row.words,
        }
        for row in summary.itertuples()
    ]


def _distinctive_words(documents: List[str]) -> List[List[str]]:
    vectorizer = TfidfVectorizer(stop_words=sorted(stopwords()), token_pattern=r"\b[a-z]{4,}\b")
    weights = vectorizer.fit_transform(documents).toarray()
    names = vectorizer.get_feature_names_out()
    return [
        [str(names[index]) for index in sorted(range(len(names)), key=lambda i: (-round(row[i], 6), names[i]))[:_WORDS_EACH]]
        for row in weights
    ]
