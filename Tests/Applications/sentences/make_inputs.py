"""An untrained Punkt tokenizer stands in for the one that would be downloaded."""

import pickle

from nltk.tokenize.punkt import PunktSentenceTokenizer

with open("punkt.pickle", "wb") as file:
    pickle.dump(PunktSentenceTokenizer(), file)
