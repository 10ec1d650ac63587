"""``weatherlog trend``"""

from argparse import ArgumentParser, Namespace

from weatherlog import analysis
from weatherlog.registry import command
from weatherlog.stations import open_station


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("station", help="the station's code")
    parser.add_argument("--confidence", type=float, default=0.95, help="of the interval and the test (default: 0.95)")


@command("trend", "tell whether a station is getting warmer", arguments)
def run(options: Namespace) -> int:
    result = analysis.trend(open_station(options.station, options.data), options.confidence)
    print("%s: %+.2f °C per decade (%+.2f to %+.2f) over %d years, %s" % (
        options.station,
        result.per_decade,
        result.low,
        result.high,
        result.years,
        "significant" if result.significant else "not significant",
    ))
    return 0
