"""What `build` and `preview` share: making the book with its progress on the terminal."""

from __future__ import annotations

import datetime
import sys
import time
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nevbook.cli.common import EXTRAS, say

if TYPE_CHECKING:
    from nevbook.curriculum import Curriculum
    from nevbook.problems import Problem
    from nevbook.publishing.workers import Workers


#: What a person calls each edition.
_NAMES = {
    "book": ("The book", "书"),
    "release": ("The release", "发布版"),
    "teacher": ("The teacher edition", "教师版"),
}


def need_author_side() -> None:
    """Find out now whether everything is installed: the book is made in other processes.

    Raises
    ------
    ModuleNotFoundError
        Named after the first package that lacks.
    """
    for package in EXTRAS["author"]:
        if find_spec(package) is None:
            raise ModuleNotFoundError(name=package)


def build_book(
    workers: Workers,
    curriculum: Curriculum,
    codes: Iterable[str],
    quiet: bool = False,
    released: datetime.date | None = None,
    edition: str = "book",
    on_paper: bool = False,
) -> tuple[Problem, ...]:
    """Build an edition of the book in some languages; show how far it is, and how long it took."""
    from nevbook.publishing import book
    from nevbook.publishing.paper import press

    began = time.monotonic()
    edition = "release" if released else edition
    chosen = tuple(codes)
    watched = sys.stdout.isatty() and not quiet
    progress = _show if watched else _pass_over
    found = book.build(workers, curriculum, chosen, progress, released, edition)
    if on_paper and not found:
        found = press.print_book(curriculum, chosen, progress, edition, released)
    if watched:
        click.echo("\r\x1b[K", nl=False)
    if not found and not quiet:
        seconds = f"{time.monotonic() - began:.0f}"
        paths = book.BookPaths(curriculum.root, edition)
        front_door = paths.book / "index.html"
        name = _NAMES[edition]
        say(f"{name[0]}, made in {seconds} s: {front_door}", f"{name[1]}已生成，用时 {seconds} 秒：{front_door}")
        if on_paper:
            folder = paths.book / "pdf"
            say(f"  on paper: {folder}", f"  PDF：{folder}")
    return found


def languages_of(root: Path) -> tuple[str, ...]:
    """Give the languages of the book.

    Raises
    ------
    ProblemsFound
        Where it has no home page in any.
    """
    from nevbook.problems import ProblemsFound, problem
    from nevbook.publishing.languages import HOME, of_book

    codes = of_book(root)
    if not codes:
        raise ProblemsFound([problem("no-book-language", f"{HOME}.md", language="English", home=f"{HOME}.md")])
    return codes


def _show(code: str, percent: int, page: str) -> None:
    click.echo(f"\r\x1b[K{code} {percent:3d} % {page}", nl=False)


def _pass_over(_code: str, _percent: int, _page: str) -> None:
    """Say nothing where the line cannot be written over: a log would hold a line for each page."""
