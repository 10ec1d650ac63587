"""A cold start that imports scientific libraries."""

import scipy.stats
import pandas
import sklearn.linear_model

assert scipy.stats and pandas and sklearn.linear_model
