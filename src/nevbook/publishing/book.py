"""Build the book: every language at once, each in a process of its own, straight from the source tree."""

from __future__ import annotations

import datetime
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

from nevbook.curriculum import Curriculum
from nevbook.problems import Problem, problem
from nevbook.publishing import assets, complaints, links, release, toc
from nevbook.publishing.languages import language, of_book, titles
from nevbook.publishing.paths import BookPaths
from nevbook.publishing.turns import alone

#: Called with a language, a percentage and the page that is being worked on.
Progress = Callable[[str, int, str], None]

_STEP = re.compile(r"\[ *(\d+)%\] (\S+)")


def build(
    curriculum: Curriculum,
    codes: Iterable[str],
    progress: Progress,
    released: datetime.date | None = None,
    edition: str = "book",
) -> tuple[Problem, ...]:
    """Build an edition of the book in some languages into ``build/book``, ``build/release`` or ``build/teacher``.

    Parameters
    ----------
    curriculum : Curriculum
        What was read from the repository.
    codes : iterable of str
        The languages to build.
    progress : callable
        Told of each page that is read or written.
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
    with alone(paths.turn), ThreadPoolExecutor(max_workers=len(chosen) or 1) as pool:
        if released:
            for folder in (paths.book, *map(paths.work, chosen)):
                shutil.rmtree(folder, ignore_errors=True)
        # What was printed is not of these pages any more; printing them again takes up where it left off.
        shutil.rmtree(paths.book / "pdf", ignore_errors=True)
        toc.write(curriculum)
        found = pool.map(lambda code: _render(curriculum, paths, code, progress, released), chosen)
        problems = [complaint for of_language in found for complaint in of_language]
        problems += links.check(paths, chosen, problems)
        links.write_external(paths, of_book(curriculum.root))
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


def _render(
    curriculum: Curriculum, paths: BookPaths, code: str, progress: Progress, released: datetime.date | None
) -> tuple[Problem, ...]:
    paths.work(code).mkdir(parents=True, exist_ok=True)
    paths.toc(code).write_text(toc.text(toc.derive(curriculum, code, paths.edition == "teacher")), encoding="utf-8")
    kept = paths.trees(code) / complaints.FILE
    kept_before = kept.stat().st_mtime_ns if kept.exists() else 0
    siblings = [other for other in of_book(curriculum.root) if other != code]
    command = [
        sys.executable,
        "-m",
        "nevbook.publishing.render",
        str(curriculum.root),
        code,
        paths.edition,
        str(released or ""),
        *siblings,
    ]
    said: list[str] = []
    with (
        subprocess.Popen(
            command,
            cwd=curriculum.root,
            env=os.environ | (release.ENVIRONMENT if released else {}),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        ) as process,
        paths.log(code).open("w", encoding="utf-8") as log,
    ):
        assert process.stdout is not None
        for line in process.stdout:
            log.write(line)
            said.append(line)
            for percent, page in _STEP.findall(line):
                progress(code, int(percent), page)
    found = complaints.read(kept)
    finished = kept.exists() and kept.stat().st_mtime_ns != kept_before
    if process.returncode == 0 and finished:
        return found
    tail = " ".join("".join(said[-4:]).split())
    return (*(found if finished else ()), _broke(paths, code, tail))


def _broke(paths: BookPaths, code: str, tail: str) -> Problem:
    log = paths.log(code).relative_to(paths.root).as_posix()
    return problem("book-broke", log, language=language(code).name, message=tail)
