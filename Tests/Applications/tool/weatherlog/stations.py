"""Weather stations and what they recorded, as files: one CSV for each station, one row for each month."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Iterator, List

SAMPLES = Path(__file__).parent / "samples"


class StationError(Exception):
    """A station that cannot be read."""


@dataclass(frozen=True)
class Reading:
    """A month at a station: mean temperature in °C, precipitation in mm."""

    month: date
    temperature: float
    precipitation: float


@dataclass(frozen=True)
class Station:
    """A place that records the weather."""

    code: str
    path: Path

    def readings(self) -> Iterator[Reading]:
        """What was recorded, oldest first."""
        with self.path.open(newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                try:
                    yield Reading(
                        date.fromisoformat(row["month"] + "-01"),
                        float(row["temperature"]),
                        float(row["precipitation"]),
                    )
                except (KeyError, TypeError, ValueError) as problem:
                    raise StationError("%s: not a weather log (%s)" % (self.path, problem)) from problem


def stations(directory: Path = SAMPLES) -> List[Station]:
    """The stations of a directory by code."""
    return [Station(path.stem, path) for path in sorted(directory.glob("*.csv"))]


def open_station(code: str, directory: Path = SAMPLES) -> Station:
    """The station with this code, or ``StationError``."""
    path = directory / (code + ".csv")
    if not path.is_file():
        known = ", ".join(station.code for station in stations(directory)) or "none"
        raise StationError("no station %r; there are: %s" % (code, known))
    return Station(code, path)
