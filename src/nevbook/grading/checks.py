"""What only grading knows to be wrong in a repository: exercises that do not compile, samples that do not fit them."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from nevbook.curriculum import Curriculum, Document, Exercise
from nevbook.grading.exercises.compile import exercise_problems, graded_cells, role_of
from nevbook.grading.outcome.standing import State
from nevbook.grading.samples.answers import Sample, read_samples
from nevbook.grading.verifier.static import Source, findings
from nevbook.problems import Problem, nearest, problem

#: Full marks, a slip in a unit, a wrong verdict, nothing entered, an error: an exercise needs that many samples.
SAMPLES_NEEDED = 5

_FIELDS = {"Number", "Choice", "Order", "Text"}


def check(curriculum: Curriculum) -> Iterator[Problem]:
    """Check every exercise and its samples, without running anything."""
    for exercise in curriculum.exercises.values():
        found = [wrong for page in exercise.pages.values() for wrong in exercise_problems(page)]
        for wrong in found:
            yield replace(wrong, path=curriculum.relative(Path(wrong.path)))
        if not found:
            yield from _tests(curriculum, exercise)
            yield from _languages(curriculum, exercise)
            yield from _samples(curriculum, exercise)


def _tests(curriculum: Curriculum, exercise: Exercise) -> Iterator[Problem]:
    """Find what the tests cannot judge from outside the student's process."""
    for page in exercise.pages.values():
        sources = [Source(role_of(cell), cell.source, cell.line) for cell in page.code_cells]
        for found in findings(sources):
            yield problem(found.code, curriculum.relative(page.path), found.line, **_said(found.code, found.name))


def _said(code: str, name: str) -> dict[str, str]:
    return {"what": name} if code == "test-cannot-cross" else {"name": name}


def _languages(curriculum: Curriculum, exercise: Exercise) -> Iterator[Problem]:
    """Find parts for a person to mark that one page has and another has not; the curriculum compares what has code."""
    parts = {
        page.path: {cell.id: cell.cell.line for cell in graded_cells(page) if cell.role == "manual"}
        for page in exercise.pages.values()
    }
    for path, own in parts.items():
        for other, theirs in parts.items():
            for id_ in theirs.keys() - own.keys():
                place = f"{other.name}:{theirs[id_]}"
                yield problem("exercise-part-missing", curriculum.relative(path), 0, id=id_, there=place)


def _samples(curriculum: Curriculum, exercise: Exercise) -> Iterator[Problem]:
    samples, problems = read_samples(exercise, curriculum.root)
    yield from problems
    cells = graded_cells(exercise.home)
    points = {
        role: {cell.id: cell.points for cell in cells if cell.role == role} for role in ("answer", "test", "manual")
    }
    fields = job_card_fields(exercise.home)
    for sample in samples:
        told = sample.answers
        yield from _unknown(curriculum, sample, "marks", told.marks, points["test"])
        yield from _unknown(curriculum, sample, "manual", told.manual, points["manual"])
        yield from _unknown(curriculum, sample, "cells", told.cells, points["answer"] | points["manual"])
        if fields:
            yield from _unknown(curriculum, sample, "entered", told.entered, fields)
        yield from _points(curriculum, sample, "marks", told.marks, points["test"])
        yield from _points(curriculum, sample, "manual", told.manual, points["manual"])
        yield from _untold(curriculum, sample, points["test"])
    place = curriculum.relative(exercise.folder / "answers")
    if len(samples) + len(problems) < SAMPLES_NEEDED:
        yield problem("samples-few", place, number=len(samples), needed=SAMPLES_NEEDED)
    if not problems and not any(dict(sample.answers.marks) == points["test"] for sample in samples):
        yield problem("samples-no-full", place)


def _unknown(
    curriculum: Curriculum, sample: Sample, key: str, told: Iterable[str], there: Iterable[str]
) -> Iterator[Problem]:
    known = list(there)
    for id_ in told:
        if id_ not in known:
            near = nearest(id_, known) or ", ".join(known) or "–"
            place = (curriculum.relative(sample.path), sample.lines.line(key, id_))
            yield problem("sample-unknown", *place, key=key, id=id_, near=near)


def _points(
    curriculum: Curriculum, sample: Sample, key: str, told: Mapping[str, float], there: Mapping[str, float]
) -> Iterator[Problem]:
    for id_, value in told.items():
        if id_ in there and not 0 <= value <= there[id_]:
            place = (curriculum.relative(sample.path), sample.lines.line(key, id_))
            yield problem("sample-points", *place, id=id_, value=f"{value:g}", most=f"{there[id_]:g}")


def _untold(curriculum: Curriculum, sample: Sample, tests: Iterable[str]) -> Iterator[Problem]:
    missing = [id_ for id_ in tests if id_ not in sample.answers.marks]
    if missing and sample.answers.standing in (State.GRADED, State.NEEDS_TEACHER):
        place = (curriculum.relative(sample.path), sample.lines.line("marks"))
        yield problem("sample-untold", *place, ids=", ".join(missing))


def job_card_fields(document: Document) -> tuple[str, ...]:
    """Give the ids of the fields of the job cards that an exercise's code makes, as far as they are written out."""
    found: list[str] = []
    for cell in document.code_cells:
        try:
            tree = ast.parse(cell.source)
        except SyntaxError:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _called(node) in _FIELDS and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found.append(first.value)
    return tuple(found)


def _called(call: ast.Call) -> str:
    """Give the last name of what is called: ``Number`` of ``jobcard.Number(…)``."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
