"""What takes long and changes nothing afterwards: one process of a run makes it, the others wait for it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Give a folder that all processes of a run share, and that `make` has filled."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    folder.mkdir(exist_ok=True)
    with (folder / ".made").open("a") as made:
        fcntl.flock(made, fcntl.LOCK_EX)
        if (folder / ".made").stat().st_size == 0:
            make(folder)
            made.write("made")
    return folder
