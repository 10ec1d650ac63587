"""Measurements of wines."""

import sys
from pathlib import Path

import pandas as pd

INPUTS = Path(__file__).parent / "inputs" / sys.implementation.cache_tag
FEATURES = ["acidity", "sugar", "chlorides", "density", "sulphates", "alcohol"]


def wines():
    """All measured wines, with the tasters' quality."""
    return pd.read_csv(INPUTS / "wines.csv")
