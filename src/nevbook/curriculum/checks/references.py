"""Ids that name something: each must exist; the nearest one is offered."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from nevbook.curriculum.exercise_text import graded_id
from nevbook.curriculum.model import Curriculum
from nevbook.problems import Problem, nearest, problem


def check(curriculum: Curriculum) -> Iterator[Problem]:
    """Find ids that name nothing."""
    yield from _chapters(curriculum)
    yield from _exercises(curriculum)
    yield from _registers(curriculum)


def _chapters(curriculum: Curriculum) -> Iterator[Problem]:
    competencies, chapters = _Ids(curriculum, "competencies"), _Ids(curriculum, "chapters")
    people, standards, exercises = (_Ids(curriculum, kind) for kind in ("people", "standards", "exercises"))
    for chapter in curriculum.chapters:
        facts, path = chapter.facts, chapter.home.path
        for block in ("taught", "practised", "assessed"):
            yield from competencies.unknown(path, getattr(facts.competencies, block), "nev", "competencies", block)
        for index, author in enumerate(facts.authors):
            yield from people.unknown(path, [author.person], "nev", "authors", index, "person")
        yield from standards.unknown(path, facts.standards, "nev", "standards")
        yield from chapters.unknown(path, facts.prerequisites, "nev", "prerequisites")
        yield from exercises.unknown(path, facts.exercises, "nev", "exercises")
    for course in curriculum.courses:
        yield from competencies.unknown(course.path, course.left_out or (), "left_out")


def _exercises(curriculum: Curriculum) -> Iterator[Problem]:
    competencies, chapters = _Ids(curriculum, "competencies"), _Ids(curriculum, "chapters")
    for exercise in curriculum.exercises.values():
        yield from chapters.unknown(exercise.home.path, [exercise.chapter_id], "nev", "chapter")
        for cell in exercise.home.cells:
            named = str(cell.metadata.get("competency") or "")
            if graded_id(cell) and named and named not in competencies:
                place = (curriculum.relative(exercise.home.path), cell.line)
                yield competencies.problem(place, "competency", named)


def _registers(curriculum: Curriculum) -> Iterator[Problem]:
    folder = curriculum.root / "courses"
    organisations, competencies = _Ids(curriculum, "organisations"), _Ids(curriculum, "competencies")
    standards, sources = _Ids(curriculum, "standards"), _Ids(curriculum, "sources", "standards")
    for id_, person in curriculum.people.items():
        named = [person.organisation] if person.organisation else []
        yield from organisations.unknown(folder / "people.yml", named, "people", id_, "organisation")
    for id_, competency in curriculum.competencies.items():
        path = folder / "competencies.yml"
        yield from competencies.unknown(path, competency.prerequisites, "competencies", id_, "prerequisites")
        yield from sources.unknown(path, competency.sources, "competencies", id_, "sources")
    for id_, standard in curriculum.standards.items():
        yield from standards.unknown(folder / "standards.yml", standard.replaces, "standards", id_, "replaces")


#: Kind → where its ids stand.
_PLACES = {
    "competencies": "courses/competencies.yml",
    "sources": "courses/competencies.yml",
    "people": "courses/people.yml",
    "organisations": "courses/people.yml",
    "standards": "courses/standards.yml",
    "chapters": "courses/",
    "exercises": "exercises/",
}


class _Ids:
    """The ids of one kind, or of several. A register that holds nothing could not be read: nothing is unknown in it."""

    def __init__(self, curriculum: Curriculum, *kinds: str) -> None:
        self.curriculum, self.kinds = curriculum, kinds
        self.known: Collection[str] = [id_ for kind in kinds for id_ in _ids(curriculum, kind)]
        self.open = any(kind not in ("chapters", "exercises") and not _ids(curriculum, kind) for kind in kinds)

    def __contains__(self, named: object) -> bool:
        return self.open or named in self.known or named in self.curriculum.unreadable

    def unknown(self, path: Path, named: Collection[str], *way: str | int) -> Iterator[Problem]:
        for index, id_ in enumerate(named):
            if id_ not in self:
                key = ".".join(part for part in way[1:] if isinstance(part, str))
                yield self.problem(self.curriculum.at(path, *way, index), key, id_)

    def problem(self, place: tuple[str, int], key: str, id_: str) -> Problem:
        where = " / ".join(dict.fromkeys(_PLACES[kind] for kind in self.kinds))
        near = nearest(id_, self.known) or "—"
        return problem("unknown-id", *place, key=key, id=id_, nearest=near, where=where)


def _ids(curriculum: Curriculum, kind: str) -> Collection[str]:
    if kind == "chapters":
        return [chapter.id for chapter in curriculum.chapters]
    return list(getattr(curriculum, kind))
