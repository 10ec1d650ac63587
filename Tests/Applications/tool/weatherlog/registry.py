"""The sub-commands by name. A command registers itself where it is defined."""

from argparse import ArgumentParser, Namespace
from typing import Callable, Dict, NamedTuple, Optional


class Command(NamedTuple):
    """A sub-command: its one-line help, what it does, and the arguments it adds."""

    help: str
    run: Callable[[Namespace], int]
    arguments: Optional[Callable[[ArgumentParser], None]]


COMMANDS: Dict[str, Command] = {}


def command(name: str, help: str, arguments: Optional[Callable[[ArgumentParser], None]] = None) -> Callable:
    """Register the decorated function as the sub-command ``name``."""

    def register(run: Callable[[Namespace], int]) -> Callable[[Namespace], int]:
        COMMANDS[name] = Command(help, run, arguments)
        return run

    return register
