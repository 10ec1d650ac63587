"""Wines that nobody has pressed: six measurements and a quality that follows from them, with noise."""

import joblib
import numpy as np
import pandas as pd
from sklearn.linear_model import ElasticNet

from data import FEATURES

generator = np.random.default_rng(7)
values = generator.normal([8.3, 2.5, 0.09, 0.997, 0.66, 10.4], [1.7, 1.4, 0.04, 0.002, 0.17, 1.1], (1600, 6))
quality = 5.6 + 0.3 * (values[:, 5] - 10.4) + 0.8 * (values[:, 4] - 0.66) - 0.05 * (values[:, 0] - 8.3)
frame = pd.DataFrame(values.round(4), columns=FEATURES)
frame["quality"] = np.clip(np.round(quality + generator.normal(0, 0.6, 1600)), 3, 8).astype(int)
frame.to_csv("wines.csv", index=False)
model = ElasticNet(alpha=0.1, l1_ratio=0.5, random_state=7).fit(frame[FEATURES].to_numpy(), frame["quality"].to_numpy())
joblib.dump(model, "wine.joblib")
