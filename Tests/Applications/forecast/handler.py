"""Forecasts the readings of a sensor."""

import logging
import sys
from pathlib import Path

import matplotlib
import pandas as pd
from matplotlib import pyplot
from prophet import Prophet

INPUTS = Path(__file__).parent / "inputs" / sys.implementation.cache_tag
matplotlib.use("Agg")
logging.getLogger("cmdstanpy").disabled = True


def handler(event, context):
    """The next days of a sensor; on demand also as a chart."""
    readings = pd.read_csv(INPUTS / "readings.csv", parse_dates=["ds"])
    if event.get("operation") == "last":
        last = readings.iloc[-1]
        return {"ok": True, "day": str(last["ds"].date()), "value": round(float(last["y"]), 3)}
    model = Prophet(daily_seasonality=False, yearly_seasonality=False, uncertainty_samples=0)
    model.fit(readings.tail(event.get("history", 120)))
    future = model.predict(model.make_future_dataframe(periods=event.get("days", 7)))
    answer = {"ok": True, "forecast": [round(float(value), 1) for value in future["yhat"].tail(event.get("days", 7))]}
    if event.get("chart"):
        figure, axes = pyplot.subplots()
        axes.plot(readings["ds"], readings["y"])
        answer["chart"] = [int(value) for value in figure.get_size_inches()]
        pyplot.close(figure)
    return answer
