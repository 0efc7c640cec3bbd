"""Teaching hours: a course's are its chapters', and enough of them are practice."""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose

from nevbook.curriculum.model import Curriculum
from nevbook.problems import Problem, problem


def check(curriculum: Curriculum) -> Iterator[Problem]:
    """Find hours that do not add up, and practice below a course's own minimum."""
    for course in curriculum.courses:
        # A chapter that cannot be read is reported already; its hours are not known.
        for part in ("theory", "practice") if course.complete else ():
            told = getattr(course.hours, part)
            total = sum(getattr(chapter.facts.hours, part) for chapter in course.chapters)
            if not isclose(told, total, abs_tol=1e-9):
                place = curriculum.at(course.path, "hours", part)
                yield problem("hours-do-not-add-up", *place, part=part, told=f"{told:g}", total=f"{total:g}")
        least = course.practice_minimum * course.hours.total
        if course.hours.practice < least - 1e-9:
            place = curriculum.at(course.path, "hours", "practice")
            yield problem(
                "practice-too-short",
                *place,
                practice=f"{course.hours.practice:g}",
                total=f"{course.hours.total:g}",
                least=f"{least:g}",
                minimum=f"{course.practice_minimum:.0%}",
            )
