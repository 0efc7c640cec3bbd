"""Ids that two chapters share."""

from __future__ import annotations

from collections.abc import Iterator

from nevbook.curriculum.model import Curriculum
from nevbook.problems import Problem, problem


def check(curriculum: Curriculum) -> Iterator[Problem]:
    """Find chapters whose id is taken, by another chapter of any course."""
    first: dict[str, str] = {}
    for chapter in curriculum.chapters:
        file, line = curriculum.at(chapter.home.path, "nev", "id")
        if chapter.id in first:
            yield problem("duplicate-id", file, line, id=chapter.id, first=first[chapter.id])
        first.setdefault(chapter.id, f"{file}:{line}")
