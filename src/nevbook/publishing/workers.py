"""The warm processes that make books: one runs the code of pages, the other renders."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from types import TracebackType
from typing import TypeVar

from nevbook.publishing import execution, page_runs, render
from nevbook.publishing.release import ENVIRONMENT
from nevbook.publishing.warm import Warm

A = TypeVar("A")
B = TypeVar("B")


class Workers(AbstractContextManager["Workers"]):
    """Both processes; they serve any number of builds, of any repository.

    Parameters
    ----------
    release : bool
        Whether releases are made, in the surroundings that are the same everywhere.
    """

    def __init__(self, release: bool = False) -> None:
        self.release = release
        environment = execution.environment() | (ENVIRONMENT if release else {})
        self.running = Warm(page_runs.__name__, environment)
        self.rendering = Warm(render.__name__, environment)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End both, and all that they do."""
        self.running.close()
        self.rendering.close()

    def at_once(self, work: Callable[[A], B], items: Iterable[A]) -> list[B]:
        """Call a function, which waits for the workers, with each item; on Ctrl+C nobody waits for their work."""
        with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
            try:
                return list(pool.map(work, items))
            except BaseException:
                self.close()
                raise

    def renew(self) -> None:
        """Begin those anew that hold code which has changed."""
        self.running.renew()
        self.rendering.renew()
