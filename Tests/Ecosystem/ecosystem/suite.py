"""One run of a package's own test suite, and the comparison of two."""

import collections
import subprocess
import xml.etree.ElementTree

LIMIT = 900


class Broken(Exception):
    """A suite that did not run at all."""


def run(environment, variables):
    """Runs the suite of the project as it stands now."""
    report = environment.folder / "junit.xml"
    report.unlink(missing_ok=True)
    # The cache would order tests by what failed last.
    command = [
        environment.python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--continue-on-collection-errors",
        "-o", "junit_family=xunit1", f"--junitxml={report}", *environment.package.tests,
    ]
    try:
        ended = subprocess.run(
            command, cwd=environment.project, env=variables, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, timeout=LIMIT, text=True, errors="replace",
        )
    except subprocess.TimeoutExpired:
        raise Broken(f"the suite took longer than {LIMIT} s") from None
    if not report.exists():
        raise Broken(f"pytest ended with {ended.returncode}:\n{ended.stdout[-3000:]}")
    # By id a list, since an id may repeat.
    outcomes = collections.defaultdict(list)
    for case in xml.etree.ElementTree.parse(report).iter("testcase"):
        kinds = {child.tag for child in case} & {"failure", "error", "skipped"}
        outcomes[f"{case.get('classname')}::{case.get('name')}"].append("+".join(sorted(kinds)) or "passed")
    if not any("passed" in kinds for kinds in outcomes.values()):
        raise Broken(f"no test passed:\n{ended.stdout[-3000:]}")
    return Suite({name: tuple(kinds) for name, kinds in outcomes.items()}, ended.stdout)


class Suite:
    """What one run gave."""

    def __init__(self, outcomes, output):
        self.outcomes, self.output = outcomes, output

    def differences(self, other, flaky=()):
        """Every test that ended otherwise there, with both outcomes."""
        names = sorted(self.outcomes.keys() | other.outcomes.keys())
        missing = ("not run",)
        pairs = {name: (self.outcomes.get(name, missing), other.outcomes.get(name, missing)) for name in names}
        return {name: pair for name, pair in pairs.items() if pair[0] != pair[1] and name not in flaky}

    @property
    def counts(self):
        """How many tests ended how."""
        return collections.Counter(kind for kinds in self.outcomes.values() for kind in kinds)

    def __str__(self):
        return ", ".join(f"{count} {kind}" for kind, count in sorted(self.counts.items(), key=lambda item: -item[1]))


def baseline(environment):
    """The outcomes of two plain runs, and the tests on which they do not agree."""
    runs = []
    for _ in range(2):
        environment.fresh_project()
        runs.append(run(environment, environment.variables()))
    return runs[0], set(runs[0].differences(runs[1]))
