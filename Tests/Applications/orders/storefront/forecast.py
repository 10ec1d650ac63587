"""Where the revenue is heading."""

import numpy as np
import pandas as pd
from scipy import stats


def next_value(series: pd.Series) -> float:
    """The value that a straight line through the series reaches next, or its last value if it follows no line."""
    if len(series) < 3:
        return float(series.iloc[-1])
    steps = np.arange(len(series))
    line = stats.linregress(steps, series.to_numpy())
    if line.pvalue > 0.2:
        return float(series.iloc[-1])
    return float(line.intercept + line.slope * len(series))
