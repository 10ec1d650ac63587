"""One virtual environment and one unpacked sdist per package and interpreter, kept between runs."""

import contextlib
import fcntl
import glob
import hashlib
import json
import os
import shutil
import subprocess
import tarfile

from .packages import FOLDER

CACHE = FOLDER / ".cache"


class Unavailable(Exception):
    """What this machine lacks."""


def interpreter(version):
    """The CPython `version`, from PATH or from pyenv."""
    root = os.environ.get("PYENV_ROOT") or os.path.expanduser("~/.pyenv")
    candidates = sorted(glob.glob(f"{root}/versions/{version}.*/bin/python3"))
    candidates += filter(None, [shutil.which(f"python{version}"), shutil.which("python3")])
    question = "import sys, venv; print('%d.%d' % sys.version_info[:2])"
    for candidate in candidates:
        answer = subprocess.run([candidate, "-I", "-c", question], capture_output=True, text=True)
        if answer.stdout.strip() == version:
            return candidate
    raise Unavailable(f"no CPython {version} on this machine")


class Environment:
    """The environment of one package under one interpreter."""

    def __init__(self, package, version):
        self.package, self.version = package, version
        self.folder = CACHE / f"{package.name}-{version}"
        self.lock = FOLDER / "locks" / f"{package.name}-{version}.txt"
        self.python = self.folder / "environment" / "bin" / "python"
        self.project = self.folder / "project"
        self.installer = CACHE / f"installer-{version}" / "bin" / "python"

    @contextlib.contextmanager
    def alone(self):
        """Keeps other runs away from the folder."""
        CACHE.mkdir(exist_ok=True)
        with open(CACHE / f".{self.folder.name}.lock", "w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def prepare(self):
        """Builds what is missing; the stamp, written last, holds the hash of the lock it was built from."""
        if not self.lock.exists():
            raise Unavailable(f"{self.lock.name} is missing: run --pin {self.package.name}")
        stamp, digest = self.folder / "stamp", hashlib.sha256(self.lock.read_bytes()).hexdigest()
        if stamp.exists() and stamp.read_text() == digest:
            return
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.make()
        pinned = ["--require-hashes", "--no-deps", "-r", str(self.lock)]
        self.pip("install", "--only-binary", ":all:", "--compile", *pinned)
        own = self.folder / "own.txt"
        own.write_text(self.own_line())
        sdist = self.folder / "sdist"
        # Not `:all:`, which would also build the build backend from source, and the backend of that.
        source = ["--no-binary", self.package.name]
        self.pip("download", "--require-hashes", "--no-deps", *source, "-d", str(sdist), "-r", str(own))
        (archive,) = sdist.iterdir()
        with tarfile.open(archive) as tar:
            tar.extractall(self.folder / "unpacked", filter="data")
        stamp.write_text(digest)

    def make(self):
        """An empty environment; pip serves it from one of its own, which is made once per interpreter."""
        base = interpreter(self.version)
        if not self.installer.exists():
            subprocess.run([base, "-m", "venv", self.installer.parent.parent], check=True)
        subprocess.run([base, "-m", "venv", "--without-pip", self.folder / "environment"], check=True)

    def pip(self, command, *arguments):
        """Runs pip in the environment and returns what it printed; its own words if it fails."""
        result = subprocess.run(
            [self.installer, "-m", "pip", "--python", self.python, command, "--quiet", "--no-input", *arguments],
            capture_output=True, text=True, env=os.environ | {"PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        )
        if result.returncode:
            raise Unavailable(f"pip {command} for {self.package.name}: {result.stderr.strip()[-1500:]}")
        return result.stdout

    def own_line(self):
        wanted = self.package.name.lower().replace("_", "-") + "=="
        return next(line for line in self.lock.read_text().splitlines(True) if line.startswith(wanted))

    @property
    def release(self):
        return self.own_line().split()[0].replace("==", " ")

    def fresh_project(self):
        """Puts the unpacked sdist, as published, at `project`."""
        shutil.rmtree(self.project, ignore_errors=True)
        (root,) = (self.folder / "unpacked").iterdir()
        shutil.copytree(root, self.project, symlinks=True)

    @property
    def source(self):
        if self.package.source:
            return self.project / self.package.source
        return next((self.project / name for name in ("src", "lib") if (self.project / name).is_dir()), self.project)

    def variables(self):
        """The process environment of everything that runs here; nothing of the caller's but the bare necessities."""
        scratch = self.folder / "scratch"
        shutil.rmtree(scratch, ignore_errors=True)
        (scratch / "home").mkdir(parents=True)
        (scratch / "tmp").mkdir()
        return {
            "PATH": f"{self.python.parent}:/usr/local/bin:/usr/bin:/bin", "HOME": str(scratch / "home"),
            "TMPDIR": str(scratch / "tmp"), "PYTHONPATH": str(self.source), "PYTHONHASHSEED": "0", "LANG": "C.UTF-8",
            "TZ": "UTC", "COLUMNS": "100", "PIP_NO_INDEX": "1", "VIRTUAL_ENV": str(self.python.parent.parent),
        }

    def console_scripts(self):
        """The package's own console scripts, from its metadata."""
        question = (
            "import importlib.metadata as m, json, sys; "
            "print(json.dumps(sorted(e.name for e in m.distribution(sys.argv[1]).entry_points"
            " if e.group == 'console_scripts')))"
        )
        answer = subprocess.run([self.python, "-I", "-c", question, self.package.name], capture_output=True, text=True)
        return json.loads(answer.stdout)
