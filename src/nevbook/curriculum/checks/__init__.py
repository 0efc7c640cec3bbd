"""What can be wrong with courses whose files can be read: one topic a module, each a function of the curriculum."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from nevbook.curriculum.checks import (
    authors,
    coverage,
    duplicates,
    editions,
    exercises,
    graded_cells,
    hours,
    images,
    languages,
    pages,
    prerequisites,
    references,
    secrets,
    siblings,
)
from nevbook.curriculum.model import Curriculum
from nevbook.curriculum.signing import standing
from nevbook.problems import Problem

CHECKS: tuple[Callable[[Curriculum], Iterator[Problem]], ...] = (
    references.check,
    exercises.check,
    duplicates.check,
    prerequisites.check,
    authors.check,
    hours.check,
    coverage.check,
    editions.check,
    graded_cells.check,
    languages.check,
    siblings.check,
    secrets.check,
    pages.check,
    images.check,
    standing.check,
)


def check(curriculum: Curriculum) -> Iterator[Problem]:
    """Find everything that is wrong with what :func:`~nevbook.curriculum.read_curriculum` could read."""
    for topic in CHECKS:
        yield from topic(curriculum)
