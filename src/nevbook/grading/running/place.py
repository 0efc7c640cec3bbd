"""Where submissions are run: on this machine, or on a cluster."""

from __future__ import annotations

from concurrent.futures import Executor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Workers:
    """Who runs tasks.

    Parameters
    ----------
    executor : Executor
        Takes them.
    at_once : int
        How many tasks keep it busy; more would only be held in memory.
    """

    executor: Executor
    at_once: int


class Place(Protocol):
    """Where tasks are run."""

    def check(self, exercise: str, trusted: bool) -> None:
        """Make sure, before anything is run, that an exercise can be graded there.

        Raises
        ------
        ProblemsFound
            With all that is in the way; students' code that cannot be isolated there, too, unless it is `trusted`.
        """
        ...

    def prepare(self, cell_limit_s: float, trusted: bool) -> None:
        """Begin to start what tasks of this kind will need; returns at once."""
        ...

    def open(self) -> AbstractContextManager[Workers]:
        """Open the workers; where they have died, they can be opened anew."""
        ...
