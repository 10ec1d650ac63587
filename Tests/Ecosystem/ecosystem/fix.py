"""A patch must not change what a package does: its suite and its commands before and after `libprof fix`."""

import collections
import difflib
import itertools
import json
import re
import shlex
import subprocess

from . import results, suite
from .environment import FOLDER

LIBPROF = FOLDER.parent.parent / ".build" / "release" / "libprof"
#: Much is changed for little: here it is correctness that is looked for. A gain of some percent takes many pairs to be shown.
OPTIONS = ("--min-gain", "0.2", "--pairs", "60", "--time-budget", "120")


def words(environment, command):
    """A command line with its first word in the environment."""
    first, *rest = shlex.split(command)
    return [str(environment.python.parent / first), *rest]


def answers(environment, variables):
    """What every command writes and how it ends."""
    commands = [f"{script} --help" for script in environment.console_scripts()] + list(environment.package.commands)
    given = {}
    for command in commands:
        ended = subprocess.run(
            words(environment, command), cwd=environment.project, env=variables, stdin=subprocess.DEVNULL,
            capture_output=True, timeout=120,
        )
        # A warning and a traceback name their lines, and a patch moves lines.
        text = (ended.stdout + b"\n" + ended.stderr).decode(errors="replace")
        given[command] = [f"status {ended.returncode}", *re.sub(r"(\.py:|\.py\", line )\d+", r"\1…", text).splitlines()]
    return given


def fix(environment, variables, command, say):
    """Fixes the project for one command, in place; returns what was planned, measured and written."""
    verdict = environment.folder / "verdict.json"
    verdict.unlink(missing_ok=True)
    ended = subprocess.run(
        [LIBPROF, "fix", *OPTIONS, "--verdict", verdict, "--", *words(environment, command)], cwd=environment.project,
        env=variables, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=1800,
    )
    with open(environment.folder / "fix.txt", "a") as file:
        file.write(f"$ {command}\n{ended.stderr}\n")
    if ended.returncode not in (0, 1) or not verdict.exists():
        raise suite.Broken(f"libprof fix -- {command} ended with {ended.returncode}:\n{ended.stderr[-3000:]}")
    measured = summary(command, json.loads(verdict.read_text()))
    refused = refusals(ended.stderr)
    measured["leftAlone"] = collections.Counter(
        hazard for line in refused for hazard in re.findall(r"\[([a-z-]+)\]", line) if hazard != "proof"
    )
    say(f"fix -- {command}: {results.counted(measured['changes']) or 'nothing'} changed, "
        f"{results.start(measured)}, {results.gain(measured)}")
    telling = r"^Not offered|^Proven|^Nothing|^Written"
    for line in ended.stderr.splitlines():
        if re.search(telling, line):
            say("  " + line.strip())
    for dropped in measured["dropped"]:
        say(f"  dropped: {dropped['file']}:{dropped['line']} `{dropped['name']}` {dropped['reason']}")
    for line in refused[:8] + ([f"and {len(refused) - 8} more"] if len(refused) > 8 else []):
        say(f"  left alone: {line}")
    return measured


def summary(command, verdict):
    """What a verdict says of one command: the patch that is offered, its start before and after, and what was dropped."""
    machine, stages, attempts = verdict["machine"], verdict["stages"], verdict["attempts"]
    measured = {
        "command": command,
        "isProven": verdict["isProven"],
        "seconds": stages["profilingSeconds"] + stages["proofSeconds"],
        "machine": f"{machine['processors']} processors, {machine['memoryBytes'] / 2**30:.0f} GiB, {machine['system']}",
        "changes": {},
        "dropped": [
            {**dropped["place"], "reason": dropped["reason"], "breaks": "breaks the program" in dropped["reason"]}
            for dropped in verdict["dropped"]
        ],
    }
    if verdict["isProven"]:
        measured["changes"] = collections.Counter(change["strategy"] for change in attempts[-1]["changes"])
        (event,) = attempts[-1]["events"]
        start = event["coldStartSeconds"]
        measured |= {
            "before": start["before"]["median"], "after": start["after"]["median"],
            "pairs": start["before"]["count"], "timesAsFast": 1 / start["ratio"],
        }
        if "ratioUpper" in start:
            measured |= {"lower": 1 / start["ratioUpper"], "upper": 1 / start["ratioLower"]}
    return measured


def refusals(text):
    """What was left alone in the last plan although it would pay, as the tool says it."""
    _, found, rest = text.rpartition("Left alone, though it would pay:\n")
    lines = []
    for line in rest.splitlines() if found else ():
        if not line.startswith("  ") or line.startswith("  --unsafe-fixes"):
            break
        words = " ".join(line.split())
        if line.startswith("      ") and lines:
            # A long line is broken, and goes on further in.
            lines[-1] += " " + words
        else:
            lines.append(words)
    # What was measured follows.
    return list(itertools.takewhile(lambda line: " as fast" not in line, lines))


def check(environment, plain, flaky, say):
    """Fixes a copy and compares; returns the number of tests and commands that end otherwise."""
    (environment.folder / "fix.txt").unlink(missing_ok=True)
    environment.fresh_project()
    variables = environment.variables()
    before, again = answers(environment, variables), answers(environment, variables)
    fixes = [fix(environment, environment.variables(), command, say) for command in environment.package.record]
    measured = {
        "tests": plain.counts, "setAside": sorted(flaky), "commands": len(before), "fixes": fixes,
        "testsDiffering": {}, "commandsDiffering": [], "commandsVarying": [],
    }
    if any(fix["isProven"] for fix in fixes):
        compare(environment, (before, again), plain, flaky, measured, say)
    else:
        say("no patch was written: nothing to compare")
    results.keep(environment, measured, LIBPROF, OPTIONS)
    return len(measured["commandsDiffering"]) + len(measured["testsDiffering"])


def compare(environment, answered, plain, flaky, measured, say):
    """Runs commands and suite of the fixed project, and notes what comes out otherwise."""
    before, again = answered
    variables = environment.variables()
    after = answers(environment, variables)
    for command in before:
        if before[command] != again[command]:
            measured["commandsVarying"].append(command)
            say(f"  {command}: its output varies by itself")
        elif before[command] != after[command]:
            measured["commandsDiffering"].append(command)
            say(f"  {command}: ANOTHER OUTPUT")
            for line in list(difflib.unified_diff(before[command], after[command], n=0, lineterm=""))[2:22]:
                say("    " + line)
    patched = suite.run(environment, variables)
    different = plain.differences(patched, flaky)
    measured["testsDiffering"] = different
    say(f"after: {patched}; " + (f"{len(different)} DIFFERENT" if different else "all outcomes equal")
        + f"; {len(before)} commands" + ("" if measured["commandsDiffering"] else ", all outputs equal"))
    for name, (old, new) in list(different.items())[:20]:
        say(f"  {name}: {'/'.join(old)} → {'/'.join(new)}")
    if different:
        (environment.folder / "after.txt").write_text(patched.output)
