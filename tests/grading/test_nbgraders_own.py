"""nbgrader's own tests of autograding and of hand-outs pass with nevbook's steps in its configuration."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from class_fixture import TRUSTED

TESTS = ("nbgrader.tests.apps.test_nbgrader_autograde", "nbgrader.tests.apps.test_nbgrader_generate_assignment")


@pytest.mark.slow
@pytest.mark.skipif(TRUSTED, reason="this machine cannot isolate: see nevbook doctor")
def test_nbgraders_own_tests_pass(tmp_path):
    scripts = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", "")])
    environment = dict(os.environ) | {"PATH": scripts, "PYTHONPATH": str(Path(__file__).parent)}
    own = [
        "-m",
        "pytest",
        "-q",
        "-W",
        "ignore",
        "-p",
        "swap_execute",
        "-p",
        "no:cacheprovider",
        "--rootdir",
        str(tmp_path),
    ]
    done = subprocess.run(
        [sys.executable, *own, "--pyargs", *TESTS],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    said = done.stdout[-5000:] + done.stderr[-2000:]
    assert done.returncode == 0, said
    assert re.search(r"\b71 passed, 2 skipped\b", done.stdout), said
