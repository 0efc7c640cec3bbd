"""Which chapters of a course teach, practise and assess each competency that the framework gives to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from nevbook.curriculum.facts import BothWords
from nevbook.curriculum.model import Chapter, Course, Curriculum

WAYS = ("taught", "practised", "assessed")


@dataclass(frozen=True)
class Coverage:
    """What a course does for one competency: way → the chapters that do it, and the reason where it leaves it out."""

    id: str
    chapters: Mapping[str, tuple[Chapter, ...]]
    reason: BothWords | None

    @property
    def missing(self) -> tuple[str, ...]:
        """Give the ways for which there is no chapter."""
        return tuple(way for way in WAYS if not self.chapters[way])


def coverage(course: Course, curriculum: Curriculum) -> Iterator[Coverage]:
    """Go through the competencies of a course's letter, in the framework's order."""
    for id_, competency in curriculum.competencies.items():
        if course.letter in competency.courses:
            chapters = {
                way: tuple(one for one in course.chapters if id_ in getattr(one.facts.competencies, way))
                for way in WAYS
            }
            yield Coverage(id_, chapters, (course.left_out or {}).get(id_))
