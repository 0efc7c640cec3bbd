"""The warm processes that make books: one runs the code of pages, the other renders."""

from __future__ import annotations

from contextlib import AbstractContextManager
from types import TracebackType

from nevbook.publishing import execution, notebooks, render
from nevbook.publishing.release import ENVIRONMENT
from nevbook.publishing.warm import Warm


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
        self.running = Warm(notebooks.__name__, environment)
        self.rendering = Warm(render.__name__, environment)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.running.close()
        self.rendering.close()

    def renew(self) -> None:
        """Begin those anew that hold code which has changed."""
        self.running.renew()
        self.rendering.renew()
