"""Resolves what a package needs, and pins it with hashes."""

import hashlib
import json
import pathlib
import shutil
import tempfile

from .environment import Environment


def pin(package, version):
    """Writes the lock of one package and interpreter, and returns its path."""
    environment = Environment(package, version)
    shutil.rmtree(environment.folder, ignore_errors=True)
    environment.folder.mkdir(parents=True)
    environment.make()
    # Only what exists as a wheel: building a dependency could run anything and need a compiler.
    wanted = [package.name, "pytest", *package.needs]
    report = json.loads(environment.pip(
        "install", "--dry-run", "--ignore-installed", "--only-binary", ":all:", "--report", "-", *wanted
    ))
    lines = {}
    for item in report["install"]:
        name = item["metadata"]["name"].lower().replace("_", "-")
        lines[name] = f"{name}=={item['metadata']['version']} --hash=sha256:{hash_of(item)}"
    own = package.name.lower()
    with tempfile.TemporaryDirectory() as folder:
        release = lines[own].split()[0]
        environment.pip("download", "--no-deps", "--no-binary", package.name, "-d", folder, release)
        (sdist,) = pathlib.Path(folder).iterdir()
        lines[own] += f" --hash=sha256:{hashlib.sha256(sdist.read_bytes()).hexdigest()}"
    environment.lock.parent.mkdir(exist_ok=True)
    environment.lock.write_text("".join(lines[name] + "\n" for name in sorted(lines)))
    shutil.rmtree(environment.folder)
    return environment.lock


def hash_of(item):
    return item["download_info"]["archive_info"]["hashes"]["sha256"]
