"""Reads, shows and analyses the logs of weather stations."""

from weatherlog.stations import Reading, Station, open_station, stations

__all__ = ["Reading", "Station", "__version__", "open_station", "stations"]

__version__ = "1.4.0"
