"""What is assessed must have been practised; an exercise assesses what its chapter says; a course covers its letter."""

from __future__ import annotations

from collections.abc import Iterator

from nevbook.curriculum.coverage import coverage
from nevbook.curriculum.exercise_text import graded_id
from nevbook.curriculum.model import Course, Curriculum
from nevbook.problems import Problem, problem


def check(curriculum: Curriculum) -> Iterator[Problem]:
    """Find what is assessed but not practised, graded but not assessed, and competencies that a course forgets."""
    # A chapter that cannot be read is reported already; what it covers is not known.
    for course in (course for course in curriculum.courses if course.complete):
        yield from _practised_first(course, curriculum)
        yield from _answered_for(course, curriculum)
    for exercise in curriculum.exercises.values():
        owner = curriculum.chapter(exercise.chapter_id)
        if owner is None:
            continue
        for cell in exercise.home.cells:
            named = str(cell.metadata.get("competency"))
            if graded_id(cell) and named in curriculum.competencies and named not in owner.facts.competencies.assessed:
                place = (curriculum.relative(exercise.home.path), cell.line)
                yield problem("competency-not-assessed", *place, id=named, chapter=owner.id, cell=graded_id(cell))


def _practised_first(course: Course, curriculum: Curriculum) -> Iterator[Problem]:
    practised: set[str] = set()
    for chapter in course.chapters:
        facts = chapter.facts.competencies
        practised.update(facts.practised)
        for index, id_ in enumerate(facts.assessed):
            if id_ not in practised:
                place = curriculum.at(chapter.home.path, "nev", "competencies", "assessed", index)
                yield problem("assessed-not-practised", *place, id=id_)


def _answered_for(course: Course, curriculum: Curriculum) -> Iterator[Problem]:
    if course.left_out is None:
        return
    uncovered = {one.id: one.missing for one in coverage(course, curriculum) if one.missing}
    for id_, missing in uncovered.items():
        if id_ not in course.left_out:
            place = curriculum.at(course.path, "left_out")
            yield problem("competency-uncovered", *place, id=id_, missing=", ".join(missing))
    for id_ in course.left_out:
        if id_ in curriculum.competencies and id_ not in uncovered:
            yield problem("competency-covered", *curriculum.at(course.path, "left_out", id_), id=id_)
