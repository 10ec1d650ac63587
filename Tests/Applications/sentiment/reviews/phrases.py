"""The two-word phrases that the reviews of a product share."""

from typing import Iterable, List

from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder
from nltk.stem import PorterStemmer
from nltk.tokenize import TreebankWordTokenizer

from reviews.language import stopwords

_tokenizer = TreebankWordTokenizer()
_stemmer = PorterStemmer()


def key_phrases(texts: Iterable[str], limit: int = 5) -> List[str]:
    """The most telling pairs of neighbouring words, each by the first spelling it was seen in."""
    spellings = {}
    documents = []
    for text in texts:
        document = []
        for token in _tokenizer.tokenize(text.lower()):
            if token.isalpha() and token not in stopwords():
                stem = _stemmer.stem(token)
                spellings.setdefault(stem, token)
                document.append(stem)
        documents.append(document)
    finder = BigramCollocationFinder.from_documents(documents)
    finder.apply_freq_filter(2)
    scored = finder.score_ngrams(BigramAssocMeasures.likelihood_ratio)
    ranked = sorted(scored, key=lambda entry: (-round(entry[1], 6), entry[0]))
    return [" ".join(spellings[stem] for stem in pair) for pair, _ in ranked[:limit]]
