"""The statistics behind ``trend`` and ``compare``."""

from typing import Dict, List, NamedTuple

import numpy as np
import pandas as pd
from scipy import stats

from weatherlog.stations import Station
from weatherlog.units import degree_days


class Trend(NamedTuple):
    """A robust straight line through the yearly means."""

    years: int
    per_decade: float
    low: float
    high: float
    significant: bool


def trend(station: Station, confidence: float = 0.95) -> Trend:
    """The warming of a station: Theil's slope with its interval, and Kendall's test of whether there is any."""
    yearly = _frame(station)["temperature"].groupby(level="year").mean()
    years = yearly.index.to_numpy(dtype=float)
    slope, _, low, high = stats.theilslopes(yearly.to_numpy(), years, confidence)
    tau = stats.kendalltau(years, yearly.to_numpy())
    return Trend(len(yearly), slope * 10, low * 10, high * 10, bool(tau.pvalue < 1 - confidence))


def compare(stations: List[Station]) -> List[Dict[str, object]]:
    """Climate figures of several stations, coldest first."""
    rows = []
    for station in stations:
        frame = _frame(station)
        monthly = frame.groupby(level="month").mean()
        rows.append(
            {
                "station": station.code,
                "temperature": float(frame["temperature"].mean()),
                "range": float(np.ptp(monthly["temperature"].to_numpy())),
                "precipitation": float(frame["precipitation"].groupby(level="year").sum().mean()),
                "degree days": float(degree_days(monthly["temperature"]).sum()),
            }
        )
    return sorted(rows, key=lambda row: row["temperature"])


def _frame(station: Station):
    readings = list(station.readings())
    return pd.DataFrame(
        {
            "temperature": [reading.temperature for reading in readings],
            "precipitation": [reading.precipitation for reading in readings],
        },
        index=pd.MultiIndex.from_tuples(
            [(reading.month.year, reading.month.month) for reading in readings], names=["year", "month"]
        ),
    )
