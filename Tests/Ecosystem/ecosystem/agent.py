"""The agent must not change what a program does: the same suite with it and without it."""

import os
import shutil

from . import suite
from .environment import FOLDER

LIBRARY = FOLDER.parent.parent / ".build" / "release" / "libprof-agent.so"
#: Those of the recorder's starts that ask for most (`Recorder.swift`): its timed and its sampled ones have `imports,memory`,
#: which the first of these has as well.
PROBES = ("imports,memory,calls", "imports,calls,counts,effects")


def check(environment, plain, flaky, say):
    """Runs the suite under the agent; returns the number of tests that end otherwise."""
    wrong = 0
    for probes in PROBES:
        logs = environment.folder / "logs"
        shutil.rmtree(logs, ignore_errors=True)
        logs.mkdir()
        environment.fresh_project()
        variables = environment.variables() | {
            "LD_PRELOAD": str(LIBRARY), "LIBPROF_AGENT_LOGS": str(logs), "LIBPROF_AGENT_PROBES": probes,
        }
        watched = suite.run(environment, variables)
        sizes = [entry.stat().st_size for entry in os.scandir(logs)]
        if not any(sizes):
            raise suite.Broken(f"the agent ({probes}) wrote no log: it did not run")
        different = plain.differences(watched, flaky)
        wrong += len(different)
        say(f"agent ({probes}): {watched}; {len(sizes)} processes, {sum(sizes) / 1e6:.1f} MB of logs; "
            + (f"{len(different)} DIFFERENT" if different else "all outcomes equal"))
        for name, (before, after) in list(different.items())[:20]:
            say(f"  {name}: {'/'.join(before)} → {'/'.join(after)}")
        if different:
            (environment.folder / f"agent-{probes}.txt").write_text(watched.output)
        shutil.rmtree(logs)
    return wrong
