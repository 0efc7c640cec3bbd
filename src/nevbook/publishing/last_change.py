"""When a chapter was last changed, as the repository's history has it; without a history nothing is said."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nevbook.curriculum import Chapter, Curriculum


@dataclass(frozen=True)
class LastChange:
    """The last commit of a chapter's files.

    Parameters
    ----------
    day : str
        The day of the commit, ISO 8601: the same in every copy of the repository that stands at the same commit.
    is_open : bool
        Whether a file was changed since, and not committed.
    """

    day: str
    is_open: bool


def of_chapter(chapter: Chapter, curriculum: Curriculum) -> LastChange | None:
    """Give the last change of a chapter's folder and of its exercises; None where no history tells."""
    if not _has_whole_history(curriculum.root):
        return None
    folders = [str(folder) for folder in _folders(chapter, curriculum)]
    day = _git(curriculum.root, "log", "-1", "--format=%cs", "--", *folders)
    if not day:
        return None
    return LastChange(day, is_open=bool(_git(curriculum.root, "status", "--porcelain", "--", *folders)))


def _folders(chapter: Chapter, curriculum: Curriculum) -> Iterator[Path]:
    yield chapter.folder
    for name in chapter.facts.exercises:
        if exercise := curriculum.exercises.get(name):
            yield exercise.folder


@cache
def _has_whole_history(root: Path) -> bool:
    # In a shallow copy every file seems to come from its oldest commit.
    return _git(root, "rev-parse", "--is-shallow-repository") == "false"


def _git(root: Path, *words: str) -> str:
    """Give what git says; nothing where it is not installed, or `root` is in no repository."""
    try:
        told = subprocess.run(
            ["git", "--no-optional-locks", "-C", str(root), *words], capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        return ""
    return told.stdout.strip() if told.returncode == 0 else ""
