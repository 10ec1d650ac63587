"""``weatherlog show``"""

from argparse import ArgumentParser, Namespace

from weatherlog import units
from weatherlog.registry import command
from weatherlog.stations import open_station


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("station", help="the station's code")
    parser.add_argument("--last", type=int, default=12, metavar="N", help="how many months (default: 12)")
    parser.add_argument("--unit", choices=units.UNITS, default="celsius", help="the unit of temperatures (default: celsius)")


@command("show", "show the latest readings of a station", arguments)
def run(options: Namespace) -> int:
    readings = list(open_station(options.station, options.data).readings())
    symbol = units.symbol(options.unit)
    print("%-8s %10s %10s" % ("month", symbol, "mm"))
    for reading in readings[-options.last :] if options.last > 0 else []:
        temperature = units.convert(reading.temperature, options.unit)
        print("%-8s %10.1f %10.1f" % (reading.month.strftime("%Y-%m"), temperature, reading.precipitation))
    return 0
