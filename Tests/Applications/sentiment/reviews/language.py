"""Whether a text is English: the lexicon knows no other language."""

from functools import lru_cache
from pathlib import Path
from typing import FrozenSet

try:
    from langdetect import DetectorFactory, detect
except ImportError:
    detect = None
else:
    DetectorFactory.seed = 0

_WORDS = Path(__file__).parent / "data" / "stopwords.txt"


@lru_cache(maxsize=None)
def stopwords() -> FrozenSet[str]:
    """The English words too common to mean anything."""
    return frozenset(_WORDS.read_text(encoding="utf-8").split())


def is_english(text: str) -> bool:
    """Ask langdetect where it is installed, else look for the words no English sentence goes without."""
    if detect is not None:
        return detect(text) == "en"
    words = text.lower().split()
    return sum(word in stopwords() for word in words) * 5 >= len(words)
