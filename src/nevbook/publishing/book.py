"""Build the book: every language at once, each in a process of its own, straight from the source tree."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from nevbook.curriculum import Curriculum
from nevbook.problems import Problem, problem
from nevbook.publishing import assets, complaints, toc
from nevbook.publishing.languages import language, of_book, read_yaml
from nevbook.publishing.paths import BookPaths
from nevbook.publishing.turns import alone

#: Called with a language, a percentage and the page that is being worked on.
Progress = Callable[[str, int, str], None]

_STEP = re.compile(r"\[ *(\d+)%\] (\S+)")


def build(curriculum: Curriculum, codes: Iterable[str], progress: Progress) -> tuple[Problem, ...]:
    """Build the book in some languages into ``build/book``.

    Parameters
    ----------
    curriculum : Curriculum
        What was read from the repository.
    codes : iterable of str
        The languages to build.
    progress : callable
        Told of each page that is read or written.

    Returns
    -------
    tuple of Problem
        Everything that Sphinx and the pages' code complained of, with file and line.
    """
    paths = BookPaths(curriculum.root)
    chosen = tuple(codes)
    with alone(paths.turn), ThreadPoolExecutor(max_workers=len(chosen) or 1) as pool:
        toc.write(curriculum)
        found = pool.map(lambda code: _render(curriculum, code, progress), chosen)
        problems = tuple(complaint for of_language in found for complaint in of_language)
    titles = {code: told for code, told in _titles(curriculum.root).items() if paths.home(code).is_file()}
    if titles:
        assets.write_front_door(paths.book, titles)
    return tuple(dict.fromkeys(problems))


def _render(curriculum: Curriculum, code: str, progress: Progress) -> tuple[Problem, ...]:
    paths = BookPaths(curriculum.root)
    paths.work(code).mkdir(parents=True, exist_ok=True)
    paths.toc(code).write_text(toc.text(toc.derive(curriculum, code)), encoding="utf-8")
    kept = paths.trees(code) / complaints.FILE
    kept_before = kept.stat().st_mtime_ns if kept.exists() else 0
    siblings = [other for other in of_book(curriculum.root) if other != code]
    command = [sys.executable, "-m", "nevbook.publishing.render", str(curriculum.root), code, *siblings]
    said: list[str] = []
    with (
        subprocess.Popen(
            command,
            cwd=curriculum.root,
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
    return (*(found if finished else ()), _broke(curriculum.root, code, tail))


def _broke(root: Path, code: str, tail: str) -> Problem:
    log = BookPaths(root).log(code).relative_to(root).as_posix()
    return problem("book-broke", log, language=language(code).name, message=tail)


def _titles(root: Path) -> dict[str, tuple[str, str]]:
    """Give each language's name and the book's title in it, from the book's settings."""
    settings = read_yaml(root / "_config.yml")
    titles = {"en": settings["title"], **settings["sphinx"]["config"].get("nevbook_titles", {})}
    return {code: (language(code).name, titles.get(code, settings["title"])) for code in of_book(root)}
