"""What the fixes were measured to do, kept between runs, and the table that is made of all of it."""

import collections
import datetime
import json
import subprocess

from .environment import FOLDER

RESULTS, TABLE = FOLDER / "results", FOLDER / "RESULTS.md"
INTRODUCTION = """\
# Published packages before and after a fix

Written by `Tests/Ecosystem/run --only fix NAME...`, with a row for each package as it was last run; `results/` keeps what the rows
are made of. The recorded commands are fixed one after the other, in place, with `libprof fix {options}`. Then the package's own tests
run, `--help` of its console scripts, and the commands of `packages.toml`.

*Tests* are those of a plain run; in brackets stand those that do not end alike in two plain runs and are set aside. *Commands* are
those whose output is compared. *Outcome* is “same” if every test ended as before and every command wrote the same. *Changes* are
imported names, by strategy. *Start* is a whole run of the recorded command in a fresh process, before and after in turn, with the
95 % interval of the ratio and the number of pairs. *Dropped* is what the proof itself found to break the recorded command, or not to
pay, *left alone* what would have paid, by hazard (`libprof explain HAZARD`). *Took* is libprof's own time, *commit* the one that it was
built from.

"""
OF_PACKAGE = ("package", "Python", "tests", "commands", "outcome", "commit")
OF_COMMAND = ("recorded", "changes", "start", "times as fast", "dropped", "left alone", "took")


def commit(tool):
    """The commit that the tool was built from, as its age tells, and whether it was built with changes to the sources."""
    built, root = tool.stat().st_mtime, FOLDER.parent.parent

    def git(*arguments):
        return subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True).stdout.split()

    described = git("log", "-1", f"--before=@{int(built)}", "--format=%h")
    if not described:
        return "unknown"
    changed = [root / path for path in git("diff", "--name-only", described[0], "--", "Sources", "Patches", "Package.swift")]
    return described[0] + ("-dirty" if any(path.exists() and path.stat().st_mtime < built for path in changed) else "")


def keep(environment, measured, tool, options):
    """Keeps what was measured of one package under one interpreter, and writes the table anew."""
    result = {
        "package": environment.release, "python": environment.version, "commit": commit(tool),
        "date": datetime.date.today().isoformat(), **measured,
    }
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{environment.folder.name}.json").write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n")
    kept = [json.loads(path.read_text()) for path in sorted(RESULTS.glob("*.json"))]
    TABLE.write_text(INTRODUCTION.format(options=" ".join(options)) + table(kept) + "\n" + circumstances(kept))


def table(kept):
    rows = [OF_PACKAGE + OF_COMMAND, ("---",) * len(OF_PACKAGE + OF_COMMAND)]
    for result in kept:
        first = of_package(result)
        for fix in result["fixes"]:
            rows.append((*first, *of_command(fix)))
            first = ("",) * len(first)
    return "".join("| " + " | ".join(cells) + " |\n" for cells in rows)


def of_package(result):
    aside = f" ({len(result['setAside'])})" if result["setAside"] else ""
    tests = counted(result["tests"]) + aside
    return result["package"], result["python"], tests, str(result["commands"]), outcome(result), f"`{result['commit']}`"


def of_command(fix):
    command = fix["command"].replace("|", "\\|")
    dropped = collections.Counter("breaks" if name["breaks"] else "unpaid" for name in fix["dropped"])
    return (
        f"`{command}`", counted(fix["changes"]), start(fix), gain(fix), counted(dropped), counted(fix["leftAlone"]),
        f"{fix['seconds']:.0f} s",
    )


def circumstances(kept):
    """On which machines, and when."""
    machines = sorted({fix["machine"] for result in kept for fix in result["fixes"]})
    dates = sorted({result["date"] for result in kept})
    between = dates[0] if len(dates) == 1 else f"{dates[0]} to {dates[-1]}"
    return f"Measured on {between}, on {'; '.join(machines)}.\n"


def counted(counts):
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{count} {what}" for what, count in ordered) or "–"


def start(fix):
    return f"{fix['before'] * 1000:.0f} ms → {fix['after'] * 1000:.0f} ms" if "before" in fix else "–"


def gain(fix):
    if "before" not in fix:
        return "–"
    interval = f"{fix['lower']:.2f}–{fix['upper']:.2f}, " if "lower" in fix else ""
    return f"{fix['timesAsFast']:.2f}× ({interval}n = {fix['pairs']})"


def outcome(result):
    if not any(fix["isProven"] for fix in result["fixes"]):
        return "nothing written"
    different = {"tests": result["testsDiffering"], "commands": result["commandsDiffering"]}
    wrong = [f"{len(names)} {what}" for what, names in different.items() if names]
    return f"**{' and '.join(wrong)} differ**" if wrong else "same"
