"""One build at a time: an open preview and a build, or two terminals, would write over each other's pages."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def alone(file: Path) -> Iterator[None]:
    """Wait until nobody else holds `file`, and hold it; the system lets go of it even where a program is killed."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a") as held:
        if sys.platform == "win32":
            import msvcrt

            while True:
                try:
                    msvcrt.locking(held.fileno(), msvcrt.LK_NBLCK, 1)
                    break
                except OSError:
                    time.sleep(0.2)
        else:
            import fcntl

            fcntl.flock(held, fcntl.LOCK_EX)
        yield
