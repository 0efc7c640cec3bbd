"""Build the book straight from the source tree: run the code of its pages, then render all languages at once."""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Callable, Iterable

from nevbook.curriculum import Curriculum
from nevbook.problems import Problem, problem
from nevbook.publishing import assets, complaints, execution, links, live, release, render, running, toc
from nevbook.publishing.languages import language, of_book, titles
from nevbook.publishing.page_runs import Page, Ran
from nevbook.publishing.paths import BookPaths
from nevbook.publishing.turns import alone
from nevbook.publishing.warm import TaskDiedError
from nevbook.publishing.workers import Workers

#: Called with a language, a percentage and the page that is being worked on.
Progress = Callable[[str, int, str], None]

_STEP = re.compile(r"\[ *(\d+)%\] (\S+)")


def build(
    workers: Workers,
    curriculum: Curriculum,
    codes: Iterable[str],
    progress: Progress,
    released: datetime.date | None = None,
    edition: str = "book",
) -> tuple[Problem, ...]:
    """Build an edition of the book in some languages into ``build/book``, ``build/release`` or ``build/teacher``.

    Parameters
    ----------
    workers : Workers
        What the work is done by; for a release, those of releases.
    curriculum : Curriculum
        What was read from the repository.
    codes : iterable of str
        The languages to build.
    progress : callable
        Told of each page that is run, read or written.
    released : date, optional
        The day that a release states. A release is made from nothing; where there are problems, nothing is left of it.
    edition : str
        ``book`` or ``teacher``; with a stated day it is a ``release``.

    Returns
    -------
    tuple of Problem
        Everything that Sphinx and the pages' code complained of, and links that lead nowhere, with file and line.
    """
    paths = BookPaths(curriculum.root, "release" if released else edition)
    chosen = tuple(codes)
    # Teachers read and print theirs; the notebooks are the students'.
    opened = None if edition == "teacher" else live.of_book(curriculum.root)
    with alone(paths.turn):
        if released:
            for folder in (paths.book, *map(paths.work, chosen)):
                shutil.rmtree(folder, ignore_errors=True)
        # What was printed is not of these pages any more; printing them again takes up where it left off.
        shutil.rmtree(paths.book / "pdf", ignore_errors=True)
        workers.renew()
        toc.write(curriculum)
        for code in chosen:
            paths.work(code).mkdir(parents=True, exist_ok=True)
            paths.toc(code).write_text(toc.text(toc.derive(curriculum, code, edition == "teacher")), encoding="utf-8")
            paths.log(code).write_text("", encoding="utf-8")
        _run(workers, curriculum, paths, chosen, progress)
        found = workers.at_once(lambda code: _render(workers, curriculum, paths, code, progress, released), chosen)
        problems = [complaint for of_language in found for complaint in of_language]
        problems += links.check(paths, chosen, problems)
        links.write_external(paths, of_book(curriculum.root))
        if not (released and problems):
            live.make(curriculum, paths, chosen, opened)
        _finish(paths, chosen, released, broken=bool(problems))
    return tuple(dict.fromkeys(problems))


def _finish(paths: BookPaths, codes: Iterable[str], released: datetime.date | None, broken: bool) -> None:
    """Give the built book its front door; make a release the same everywhere, or take it away where it is broken."""
    if released and broken:
        shutil.rmtree(paths.book, ignore_errors=True)
        return
    for code in codes if released else ():
        release.settle(paths.html(code))
    homes = {code: told for code, told in titles(paths.root).items() if paths.home(code).is_file()}
    if homes:
        assets.write_front_door(paths.book, homes)


def _run(workers: Workers, curriculum: Curriculum, paths: BookPaths, codes: Iterable[str], progress: Progress) -> None:
    pages = [
        Page(code, name, paths.root / f"{name}{language(code).suffix}", execution.cache_folder(paths.outputs(code)))
        for code in codes
        for name in sorted(toc.docnames(curriculum, code))
    ]

    def tell(ran: Ran, done: int, count: int) -> None:
        page = ran.page
        progress(page.code, 100 * done // count, page.name)
        shared = f", shared with {ran.shared_with}" if ran.shared_with else ""
        with paths.log(page.code).open("a", encoding="utf-8") as log:
            log.write(f"{page.name}: Executed notebook in {ran.seconds:.2f} seconds{shared}\n")

    running.run_all(workers, paths.root, pages, tell)


def _render(
    workers: Workers,
    curriculum: Curriculum,
    paths: BookPaths,
    code: str,
    progress: Progress,
    released: datetime.date | None,
) -> tuple[Problem, ...]:
    kept = paths.trees(code) / complaints.FILE
    kept_before = kept.stat().st_mtime_ns if kept.exists() else 0
    siblings = tuple(other for other in of_book(curriculum.root) if other != code)
    said: list[str] = []
    with paths.log(code).open("a", encoding="utf-8") as log:

        def tell(text: str) -> None:
            log.write(text)
            said.append(text)
            for percent, page in _STEP.findall(text):
                progress(code, int(percent), page)

        try:
            at_its_end = workers.rendering.run(
                render.render, curriculum, code, paths.edition, str(released or ""), siblings, tell=tell
            )
        except TaskDiedError as error:
            at_its_end = False
            tell(str(error))
    found = complaints.read(kept)
    finished = kept.exists() and kept.stat().st_mtime_ns != kept_before
    if at_its_end and finished:
        return found
    tail = " ".join("".join(said[-4:]).split())
    return (*(found if finished else ()), _broke(paths, code, tail))


def _broke(paths: BookPaths, code: str, tail: str) -> Problem:
    log = paths.log(code).relative_to(paths.root).as_posix()
    return problem("book-broke", log, language=language(code).name, message=tail)
