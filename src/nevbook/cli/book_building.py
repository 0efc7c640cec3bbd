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
) -> tuple[Problem, ...]:
    """Build the book in some languages, or a release of it; show how far it is, and how long it took."""
    from nevbook.publishing import book

    began = time.monotonic()
    watched = sys.stdout.isatty() and not quiet
    found = book.build(workers, curriculum, codes, _show if watched else _pass_over, released)
    if watched:
        click.echo("\r\x1b[K", nl=False)
    if not found and not quiet:
        seconds = f"{time.monotonic() - began:.0f}"
        front_door = book.BookPaths(curriculum.root, release=released is not None).book / "index.html"
        say(f"The book, made in {seconds} s: {front_door}", f"书已生成，用时 {seconds} 秒：{front_door}")
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
