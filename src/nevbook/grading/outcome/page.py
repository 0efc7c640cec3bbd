"""What a student's feedback page shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from nevbook.grading.classes.paths import record_name
from nevbook.grading.classes.school_class import SchoolClass
from nevbook.grading.intake.fresh import Release, cell_id, is_answer, is_manual
from nevbook.grading.intake.received import counting
from nevbook.grading.outcome.outputs import error_of, said_by_test
from nevbook.grading.outcome.questions import ManualQuestion
from nevbook.grading.outcome.standing import Question, Standing, State
from nevbook.grading.outcome.words import plain_points, words
from nevbook.problems import Problem
from nevlab.jobcard import Record

#: What a student can do something about, or should know; the rest of intake's remarks is for the teacher.
_FOR_STUDENTS = (
    "intake-answer-missing", "intake-answer-cut", "intake-record-alone", "intake-text-differs", "intake-cells-changed",
    "intake-other-files", "intake-tests-restored", "intake-decided", "time-told", "time-late", "time-late-unknown",
    "time-later-kept",
)  # fmt: skip
#: What only the teacher can do something about.
_FOR_TEACHERS = ("run-broke", "intake-broke")


def page_of(
    school_class: SchoolClass, exercise: str, standing: Standing, asked: Sequence[ManualQuestion], notebook: Any
) -> dict[str, Any]:
    """Give all that a page shows, as plain text; `notebook` is the graded one, None where there is none."""
    language, paths, student = school_class.language, school_class.paths, standing.student
    cells = {cell_id(cell): cell for cell in notebook.cells} if notebook else {}
    hand_in = counting(school_class, student.number, exercise)
    texts = {question.id for question in asked}
    entered = Record.read(paths.submitted(student.number, exercise) / record_name(exercise)).in_words()
    texts_written = _texts(paths.submitted(student.number, exercise) / f"{exercise}.ipynb")
    return {
        "language": {"en": "en", "zh": "zh-CN"}[language],
        "words": words(language),
        "title": _title(Release.of(school_class, exercise)),
        "class": school_class.title,
        "student": student,
        "taken_in": _local(hand_in.time, school_class.timezone) if hand_in else "",
        "state": standing.state.value,
        "mark": _mark(standing, language),
        "why": list(_why(standing, language)),
        "remarks": [found.what(language) for found in standing.remarks if found.code in _FOR_STUDENTS],
        "isolation": standing.isolation,
        "tests": [
            _test(question, standing, cells.get(question.id, {}), language)
            for question in standing.questions
            if not question.is_manual and standing.scores
        ],
        "written": [_written(question, standing, texts_written, entered) for question in asked if standing.scores],
        "code": [
            _code(name, cell, standing) for name, cell in cells.items() if is_answer(cell) and not is_manual(cell)
        ],
        "entered": [told for field, told in entered.items() if standing.scores and field not in texts],
    }


def _mark(standing: Standing, language: str) -> str:
    if standing.total is not None:
        mark = f"{plain_points(standing.total)} / {plain_points(standing.max_points)}"
        return (
            words(language)["after_penalty"].format(mark=mark, penalty=plain_points(standing.penalty))
            if standing.penalty
            else mark
        )
    if standing.is_provisional:
        points = plain_points((standing.automatic or 0) + (standing.manual or 0))
        return words(language)["provisional_mark"].format(points=points, max=plain_points(standing.max_points))
    return ""


def _why(standing: Standing, language: str) -> Iterator[tuple[str, str]]:
    """Give what happened, and what the student can do."""
    said = words(language)
    for found in standing.why:
        if standing.state is State.NEEDS_TEACHER or found.code in _FOR_TEACHERS:
            yield _without_others_texts(found, language), said["waiting"]
        elif standing.state is State.NOT_SUBMITTED:
            yield found.what(language), found.remedy(language)
        else:
            yield found.what(language), f"{found.remedy(language)} {said['hand_in_again']}"


def _without_others_texts(found: Problem, language: str) -> str:
    # The first line says what there is to decide; the readings below it are for the teacher.
    return found.what(language).splitlines()[0]


def _test(question: Question, standing: Standing, cell: Any, language: str) -> dict[str, str]:
    points = standing.points(question)
    result = "failed" if not points else "passed" if points >= question.max_points else "partly"
    return {
        "id": question.id,
        "result": words(language)[result],
        "kind": result,
        "points": f"{plain_points(points)} / {plain_points(question.max_points)}",
        "said": said_by_test(cell, language) if cell else "",
    }


def _written(
    asked: ManualQuestion, standing: Standing, texts: Mapping[str, str], entered: Mapping[str, tuple[str, str]]
) -> dict[str, str]:
    question = next(one for one in standing.questions if one.id == asked.id)
    points = standing.points(question)
    return {
        "title": entered[asked.id][0] if asked.id in entered else asked.id,
        "text": asked.text,
        "answer": asked.answer(texts.get(asked.id, "")),
        "points": "" if points is None else f"{plain_points(points)} / {plain_points(question.max_points)}",
        "comment": standing.grades.comments.get(asked.id, ""),
    }


def _texts(submission: Path) -> dict[str, str]:
    """Give what was written, as it was handed in: what is graded is kept in a form that is safe to look at."""
    import nbformat

    if not submission.is_file():
        return {}
    cells = nbformat.read(submission, as_version=4).cells
    return {cell_id(cell): cell.source for cell in cells if cell.cell_type == "markdown"}


def _code(name: str, cell: Any, standing: Standing) -> dict[str, str]:
    return {
        "id": name,
        "source": cell.source,
        "error": error_of(cell),
        "comment": standing.grades.comments.get(name, ""),
    }


def _title(release: Release) -> str:
    heads = (
        line for cell in release.notebook.cells if cell.cell_type == "markdown" for line in cell.source.split("\n")
    )
    return next((line[2:].strip() for line in heads if line.startswith("# ")), release.exercise)


def _local(time: datetime, timezone: str) -> str:
    return f"{time.astimezone(ZoneInfo(timezone)):%Y-%m-%d %H:%M}"
