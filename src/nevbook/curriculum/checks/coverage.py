"""What is assessed must have been practised, and an exercise assesses what its chapter says."""

from __future__ import annotations

from collections.abc import Iterator

from nevbook.curriculum.exercise_text import graded_id
from nevbook.curriculum.model import Curriculum
from nevbook.problems import Problem, problem


def check(curriculum: Curriculum) -> Iterator[Problem]:
    """Find competencies that are assessed but not practised, and graded cells whose chapter does not assess theirs."""
    for course in curriculum.courses:
        practised: set[str] = set()
        for chapter in course.chapters:
            path, facts = chapter.home.path, chapter.facts.competencies
            practised.update(facts.practised)
            for index, id_ in enumerate(facts.assessed):
                if id_ not in practised and course.complete:
                    place = curriculum.at(path, "nev", "competencies", "assessed", index)
                    yield problem("assessed-not-practised", *place, id=id_)
    for exercise in curriculum.exercises.values():
        owner = curriculum.chapter(exercise.chapter_id)
        if owner is None:
            continue
        for cell in exercise.home.cells:
            named = str(cell.metadata.get("competency"))
            if graded_id(cell) and named in curriculum.competencies and named not in owner.facts.competencies.assessed:
                place = (curriculum.relative(exercise.home.path), cell.line)
                yield problem("competency-not-assessed", *place, id=named, chapter=owner.id, cell=graded_id(cell))
