"""A grading engine under attack, and what the attackers are after."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "grading"))

from ground import Ground, Prey

from nevbook.grading.sandbox.probe import capabilities


@pytest.fixture(scope="session")
def isolated_here():
    """Skip where nothing can be isolated."""
    if not capabilities().complete:
        pytest.skip("this machine cannot isolate students' code")


@pytest.fixture(scope="session")
def ground(isolated_here, tmp_path_factory):
    """Give a warm parent, whose children attack, and the prey."""
    with Prey.laid_out(tmp_path_factory.mktemp("prey")) as prey:
        made = Ground(prey)
        yield made
        made.close()
