"""Trials of the sandbox run in a process of their own, as root where the tests are, and as an ordinary user."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

RUNNER = Path(__file__).parent / "runner.py"
USERS = ["me", "ordinary"] if sys.platform == "linux" and os.geteuid() == 0 else ["me"]


def pytest_collection_modifyitems(items):
    if sys.platform != "linux":
        for item in items:
            if Path(item.fspath).parent == RUNNER.parent:
                item.add_marker(pytest.mark.skip(reason="the sandbox is Linux's"))


@pytest.fixture(scope="session")
def trials():
    """Give what the trials of a module told, run as a user; each module is run once."""
    known = {}

    def run(user, module):
        if (user, module) not in known:
            folder = Path(tempfile.mkdtemp(prefix="others", dir=place))
            folder.chmod(0o777)  # anybody could read and write it, were it not for the sandbox
            environment = {**os.environ, "THE_SECRET": "s3cret-in-the-environment"}
            command = [sys.executable, "-I", RUNNER, user, module, folder]
            done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False, timeout=300)
            assert done.returncode == 0, done.stderr
            known[user, module] = json.loads(done.stdout)
        return known[user, module]

    # Not pytest's own folder: to that an ordinary user has no way.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        Path(place).chmod(0o755)
        yield run


@pytest.fixture(params=USERS)
def user(request):
    """Give the user as whom the trials are run."""
    return request.param
