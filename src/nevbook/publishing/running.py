"""The code of all pages, run before they are rendered: in parallel, by warm processes, into Jupyter's own cache.

Rendering finds the outputs there, as it finds those of earlier builds. What cannot be run here, because a cell fails,
begins another process or takes too long, is left to the renderer: it runs such a page once more, in a kernel as
everybody's, and reports what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from nevbook.publishing import page_runs
from nevbook.publishing.page_runs import Page, Ran
from nevbook.publishing.warm import TaskDiedError
from nevbook.publishing.workers import Workers


def run_all(workers: Workers, root: Path, pages: Iterable[Page], tell: Callable[[Ran, int, int], object]) -> None:
    """Run the code of pages whose outputs are in no cache.

    Parameters
    ----------
    workers : Workers
        What the work is done by.
    root : Path
        The repository.
    pages : iterable of Page
        All pages, whether they have code or not.
    tell : callable
        Told of each page that has run, how many have, and of how many.
    """
    try:
        waiting = workers.running.run(page_runs.find_waiting, root, tuple(pages))
    except TaskDiedError:
        return
    count = sum(map(len, waiting))
    done: list[Ran] = []

    def work(alike: tuple[Page, ...]) -> None:
        with TemporaryDirectory() as tables:
            while alike:
                ran: tuple[Ran, ...] = ()
                with suppress(TaskDiedError):  # the renderer says what is wrong with the first of them
                    ran = workers.running.run(page_runs.run, root, alike, tables)
                for one in ran:
                    done.append(one)
                    tell(one, len(done), count)
                over = {alike[0], *(one.page for one in ran)}
                alike = tuple(page for page in alike if page not in over)

    workers.at_once(work, waiting)
