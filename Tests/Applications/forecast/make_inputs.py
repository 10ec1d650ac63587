"""Readings of a sensor that follows the week."""

import math

import pandas as pd

days = pd.date_range("2024-01-01", periods=200)
values = [20 + day * 0.02 + 3 * math.sin(day * 2 * math.pi / 7) + ((day * 7919) % 13) / 10 for day in range(200)]
pd.DataFrame({"ds": days, "y": values}).to_csv("readings.csv", index=False)
