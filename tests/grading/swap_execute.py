"""A plugin for nbgrader's own tests: the configuration that their ``temp_cwd`` makes has nevbook's steps in it."""

from __future__ import annotations

from pathlib import Path

import pytest

SWAP = """
from nevbook.grading.running.swap import AUTOGRADE_PREPROCESSORS
c.Autograde.autograde_preprocessors = AUTOGRADE_PREPROCESSORS
c.IsolatedExecute.timeout_counts = "clock"
c.IsolatedExecute.go_on = True
c.IsolatedExecute.keep_files = True
"""


@pytest.fixture(autouse=True)
def _swapped(temp_cwd):
    with Path(temp_cwd, "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write(SWAP)
