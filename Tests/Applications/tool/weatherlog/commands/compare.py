"""``weatherlog compare``"""

from argparse import ArgumentParser, Namespace

from weatherlog.analysis import compare
from weatherlog.registry import command
from weatherlog.stations import open_station, stations

_COLUMNS = ("temperature", "range", "precipitation", "degree days")


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("stations", nargs="*", metavar="station", help="the stations' codes (default: all)")


@command("compare", "compare the climates of stations", arguments)
def run(options: Namespace) -> int:
    chosen = [open_station(code, options.data) for code in options.stations] or stations(options.data)
    print("%-12s" % "station" + "".join("%14s" % column for column in _COLUMNS))
    for row in compare(chosen):
        print("%-12s" % row["station"] + "".join("%14.1f" % row[column] for column in _COLUMNS))
    return 0
