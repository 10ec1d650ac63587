"""The command line of `run`."""

import argparse
import sys
import time

from . import agent, fix, lock, packages, suite
from .environment import Environment, Unavailable

CHECKS = {"agent": agent.check, "fix": fix.check}


def main():
    parser = argparse.ArgumentParser(prog="run", description="Runs published packages' suites with and without libprof.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="packages of packages.toml (default: all)")
    parser.add_argument("--only", choices=CHECKS, help="one of the checks")
    parser.add_argument("--python", metavar="VERSION", help="one of the interpreters, such as 3.11")
    parser.add_argument("--sample", action="store_true", help="the packages that continuous integration runs")
    parser.add_argument("--pin", action="store_true", help="resolve and lock instead of running")
    arguments = parser.parse_args()
    table = packages.read()
    unknown = [name for name in arguments.names if name not in table]
    if unknown:
        parser.error(f"not in packages.toml: {', '.join(unknown)}")
    chosen = [
        package for name, package in table.items()
        if (name in arguments.names or not arguments.names) and (package.sample or not arguments.sample)
    ]
    failed = 0
    for package in chosen:
        for version in sorted({*package.agent, *package.fix}, key=lambda text: int(text.split(".")[1])):
            if arguments.python in (None, version):
                failed += pin(package, version) if arguments.pin else examine(package, version, arguments.only)
    return 1 if failed else 0


def say(text):
    print("  " + text, flush=True)


def pin(package, version):
    print(lock.pin(package, version).name, flush=True)
    return 0


def examine(package, version, only):
    """Makes the checks the table asks of a package under one interpreter; returns how much went wrong."""
    checks = [name for name in CHECKS if version in getattr(package, name) and only in (None, name)]
    if not checks:
        return 0
    environment, began, wrong = Environment(package, version), time.monotonic(), 0
    try:
        with environment.alone():
            environment.prepare()
            print(f"== {environment.release}, CPython {version}", flush=True)
            plain, flaky = suite.baseline(environment)
            say(f"plain: {plain}")
            if flaky:
                say(f"set aside, since two plain runs differ: {', '.join(sorted(flaky))}")
            for name in checks:
                wrong += CHECKS[name](environment, plain, flaky, say)
    except Unavailable as reason:
        print(f"== {package.name}, CPython {version}\n  skipped: {reason}", flush=True)
    except suite.Broken as reason:
        say(f"BROKEN: {reason}")
        wrong += 1
    say(f"took {time.monotonic() - began:.0f} s")
    return wrong


sys.exit(main())
