"""The command line."""

import argparse
import sys
from pathlib import Path
from typing import List, Optional

import weatherlog.commands  # noqa: F401  (the sub-commands register themselves)
from weatherlog import __version__
from weatherlog.registry import COMMANDS
from weatherlog.stations import SAMPLES, StationError

try:
    import argcomplete
except ImportError:
    argcomplete = None


def parser() -> argparse.ArgumentParser:
    """The parser with every registered sub-command."""
    top = argparse.ArgumentParser(prog="weatherlog", description="Read, show and analyse the logs of weather stations.")
    top.add_argument("--version", action="version", version="%(prog)s " + __version__)
    top.add_argument(
        "--data", type=Path, default=SAMPLES, metavar="DIRECTORY", help="where the stations' files are (default: samples)"
    )
    choices = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, entry in sorted(COMMANDS.items()):
        choice = choices.add_parser(name, help=entry.help, description=entry.help)
        if entry.arguments is not None:
            entry.arguments(choice)
    return top


def main(arguments: Optional[List[str]] = None) -> int:
    """Run one command; the exit status."""
    top = parser()
    if argcomplete is not None:
        argcomplete.autocomplete(top)
    options = top.parse_args(arguments)
    try:
        return COMMANDS[options.command].run(options)
    except StationError as problem:
        print("weatherlog: %s" % problem, file=sys.stderr)
        return 1
