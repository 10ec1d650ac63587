"""``weatherlog list``"""

from argparse import Namespace

from weatherlog.registry import command
from weatherlog.stations import stations


@command("list", "list the stations and the time they cover")
def run(options: Namespace) -> int:
    for station in stations(options.data):
        readings = list(station.readings())
        if readings:
            first, last = readings[0].month, readings[-1].month
            print("%-12s %s to %s  %4d months" % (station.code, first.strftime("%Y-%m"), last.strftime("%Y-%m"), len(readings)))
        else:
            print("%-12s empty" % station.code)
    return 0
