"""A patch must not change what a package does: its suite and its commands before and after `libprof fix`."""

import difflib
import re
import shlex
import subprocess

from . import suite
from .environment import FOLDER

LIBPROF = FOLDER.parent.parent / ".build" / "release" / "libprof"
#: Much is changed for little: here it is correctness that is looked for.
OPTIONS = ("--min-gain", "0.2", "--pairs", "15", "--time-budget", "60")
#: What `libprof` says it does, and the strategy's name.
STRATEGIES = {
    "defer": "local", "defer to its branch": "local (branch)", "leave to type checkers": "type-checking",
    "import lazily": "lazy-modules", "export lazily": "module-getattr", "remove": "remove",
}


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
        # A warning names its line, and a patch moves lines.
        text = (ended.stdout + b"\n" + ended.stderr).decode(errors="replace")
        given[command] = [f"status {ended.returncode}", *re.sub(r"(\.py:)\d+", r"\1…", text).splitlines()]
    return given


def fix(environment, variables, command, say):
    """Fixes the project for one command, in place; returns whether a patch was written."""
    ended = subprocess.run(
        [LIBPROF, "fix", *OPTIONS, "--", *words(environment, command)], cwd=environment.project, env=variables,
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=1800,
    )
    with open(environment.folder / "fix.txt", "a") as file:
        file.write(f"$ {command}\n{ended.stderr}\n")
    if ended.returncode not in (0, 1):
        raise suite.Broken(f"libprof fix -- {command} ended with {ended.returncode}:\n{ended.stderr[-3000:]}")
    changes = {strategy: len(re.findall(rf":\d+  {verb} `", ended.stderr)) for verb, strategy in STRATEGIES.items()}
    made = ", ".join(f"{count} {strategy}" for strategy, count in changes.items() if count) or "nothing"
    say(f"fix -- {command}: planned {made}")
    telling = r"^  .* as fast|^Not offered|^Proven|^Trying again|^Nothing|^Written"
    for line in ended.stderr.splitlines():
        if re.search(telling, line):
            say("  " + line.strip().removeprefix(f"{environment.python.parent}/"))
    refused = refusals(ended.stderr)
    if refused:
        say(f"  left alone: {', '.join(refused)}")
    return "\nWritten:" in ended.stderr


def refusals(text):
    """What was left alone although it would pay, as the tool says it."""
    _, found, rest = text.rpartition("Left alone, though it would pay:\n")
    lines = []
    for line in rest.splitlines() if found else ():
        if not line.startswith("  ") or " as fast" in line:
            break
        words = " ".join(line.split())
        if line.startswith("      ") and lines:
            # A long line is broken, and goes on further in.
            lines[-1] += " " + words
        else:
            lines.append(words)
    return lines[:8] + ([f"and {len(lines) - 8} more"] if len(lines) > 8 else [])


def check(environment, plain, flaky, say):
    """Fixes a copy and compares; returns the number of tests and commands that end otherwise."""
    (environment.folder / "fix.txt").unlink(missing_ok=True)
    environment.fresh_project()
    variables = environment.variables()
    before, again = answers(environment, variables), answers(environment, variables)
    written = [fix(environment, environment.variables(), command, say) for command in environment.package.record]
    if not any(written):
        say("no patch was written: nothing to compare")
        return 0
    variables = environment.variables()
    after = answers(environment, variables)
    wrong = 0
    for command in before:
        if before[command] != again[command]:
            say(f"  {command}: its output varies by itself")
        elif before[command] != after[command]:
            wrong += 1
            say(f"  {command}: ANOTHER OUTPUT")
            for line in list(difflib.unified_diff(before[command], after[command], n=0, lineterm=""))[2:22]:
                say("    " + line)
    patched = suite.run(environment, variables)
    different = plain.differences(patched, flaky)
    say(f"after: {patched}; " + (f"{len(different)} DIFFERENT" if different else "all outcomes equal")
        + f"; {len(before)} commands" + ("" if wrong else ", all outputs equal"))
    for name, (old, new) in list(different.items())[:20]:
        say(f"  {name}: {'/'.join(old)} → {'/'.join(new)}")
    if different:
        (environment.folder / "after.txt").write_text(patched.output)
    return wrong + len(different)
