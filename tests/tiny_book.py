"""The tiny repository of ``tests/books``, with the real book's settings and looks."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

from nevbook.curriculum import read_curriculum
from nevbook.publishing import book
from nevbook.publishing.workers import Workers

ROOT = Path(__file__).parents[1]


def silent(_code: str, _percent: int, _page: str) -> None:
    """Progress that nobody watches."""


def copy_tiny(to: Path) -> Path:
    shutil.copytree(ROOT / "tests/books/two-languages", to)
    shutil.copytree(ROOT / "book/_theme", to / "book/_theme")
    shutil.copyfile(ROOT / "_config.yml", to / "_config.yml")
    return to


@cache
def workers() -> Workers:
    """Give the warm processes of all tests of this process; they end with it."""
    return Workers()


def build(root: Path, *codes: str):
    curriculum, problems = read_curriculum(root)
    assert [found.show("en") for found in problems] == []
    return book.build(workers(), curriculum, codes or ("en", "zh"), silent)


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def files(root: Path) -> set[str]:
    """Name every file outside build/."""
    names = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    return {name for name in names if not name.startswith("build/")}
