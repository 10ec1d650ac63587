"""Units, and quantities derived from others."""

import numpy as np

_ABSOLUTE_ZERO = -273.15
_SYMBOLS = {"celsius": "°C", "fahrenheit": "°F", "kelvin": "K"}

UNITS = tuple(sorted(_SYMBOLS))


def convert(celsius: float, unit: str) -> float:
    """A temperature in another unit."""
    if unit == "fahrenheit":
        return celsius * 9 / 5 + 32
    if unit == "kelvin":
        return celsius - _ABSOLUTE_ZERO
    return celsius


def symbol(unit: str) -> str:
    """How a unit is written."""
    return _SYMBOLS[unit]


def degree_days(temperatures, base: float = 17.0):
    """Heating degree days of months with these mean temperatures, taking a month as 30 days."""
    return np.clip(base - np.asarray(temperatures, dtype=float), 0.0, None) * 30
