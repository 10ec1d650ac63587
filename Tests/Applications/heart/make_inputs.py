"""Patients that nobody has treated, and a model of them."""

import joblib
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier

FEATURES = ["age", "ejection_fraction", "serum_creatinine", "serum_sodium", "time"]
generator = np.random.default_rng(5)
values = generator.normal([60, 38, 1.4, 136, 130], [12, 12, 0.6, 4, 70], (600, 5)).round(2)
risk = 0.04 * (values[:, 0] - 60) - 0.06 * (values[:, 1] - 38) + 0.9 * (values[:, 2] - 1.4) - 0.01 * (values[:, 4] - 130)
ill = (risk + generator.normal(0, 0.6, 600) > 0).astype(int)
joblib.dump(RandomForestClassifier(n_estimators=30, random_state=5).fit(values, ill), "heart.joblib")
ward = pd.DataFrame(values[:40], columns=FEATURES)
ward.insert(0, "patient", ["patient %02d" % number for number in range(40)])
ward.to_csv("ward.csv", index=False)
