"""Exercises and the chapters that they belong to: each side must name the other."""

from __future__ import annotations

from collections.abc import Iterator

from nevbook.curriculum.model import Curriculum
from nevbook.problems import Problem, problem


def check(curriculum: Curriculum) -> Iterator[Problem]:
    """Find exercises that their chapter does not list, or that another chapter lists."""
    for exercise in curriculum.exercises.values():
        owner = curriculum.chapter(exercise.chapter_id)
        if owner and exercise.id not in owner.facts.exercises:
            place = curriculum.at(owner.home.path, "nev", "exercises")
            yield problem("exercise-not-listed", *place, exercise=exercise.id, chapter=owner.id)
    for chapter in curriculum.chapters:
        for index, id_ in enumerate(chapter.facts.exercises):
            listed = curriculum.exercises.get(id_)
            if listed and listed.chapter_id != chapter.id:
                place = curriculum.at(chapter.home.path, "nev", "exercises", index)
                yield problem("exercise-of-another", *place, exercise=id_, chapter=chapter.id, owner=listed.chapter_id)
