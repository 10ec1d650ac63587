"""The table of packages."""

import dataclasses
import pathlib
import tomllib

FOLDER = pathlib.Path(__file__).resolve().parent.parent


@dataclasses.dataclass(frozen=True)
class Package:
    """One line of packages.toml."""

    name: str
    #: The interpreters under which the suite runs with the agent and without it.
    agent: tuple = ()
    #: The interpreters under which the suite and the commands run before and after the fix.
    fix: tuple = ()
    #: What the suite needs beside the package itself and pytest.
    needs: tuple = ()
    #: Arguments for pytest.
    tests: tuple = ()
    #: What is recorded and fixed, one after the other; the first word is a console script or `python`.
    record: tuple = ()
    #: Commands whose output must stay the same, beside `--help` of every console script.
    commands: tuple = ()
    #: The folder of the sources within the sdist, found if not given.
    source: str = ""
    #: Whether continuous integration runs it.
    sample: bool = False


def read():
    """All packages by name, in the order of the file."""
    with open(FOLDER / "packages.toml", "rb") as file:
        table = tomllib.load(file)
    return {
        name: Package(name, **{key: tuple(value) if isinstance(value, list) else value for key, value in line.items()})
        for name, line in table.items()
    }
