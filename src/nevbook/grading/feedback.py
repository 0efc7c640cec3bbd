"""A page for each student: where the work stands, what each question earned and why, what the teacher wrote.

The pages are made by nbgrader's own ``GenerateFeedback`` with a template of ours. Nothing that a student wrote reaches a
page as HTML, and neither a test's source nor a traceback does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from nevbook.grading.collect import known_student
from nevbook.grading.fresh import Release, cell_id, is_answer, is_manual
from nevbook.grading.marking import ManualQuestion, manual_questions
from nevbook.grading.nbgrader_app import load_config
from nevbook.grading.outputs import error_of, said_by_test
from nevbook.grading.paths import ClassPaths, record_name
from nevbook.grading.received import counting
from nevbook.grading.school_class import SchoolClass
from nevbook.grading.standing import Question, Standing, State, standings
from nevbook.grading.words import plain_points, words
from nevbook.problems import Problem, ProblemsFound, problem

#: What a student can do something about, or should know; the rest of intake's remarks is for the teacher.
_FOR_STUDENTS = (
    "intake-answer-missing", "intake-answer-cut", "intake-record-alone", "intake-text-differs", "intake-cells-changed",
    "intake-other-files", "intake-tests-restored", "intake-decided",
)  # fmt: skip


def write_feedback(school_class: SchoolClass, exercise: str, only: Sequence[str] = ()) -> tuple[Path, ...]:
    """Write a page for each student, also for those whose work could not be graded.

    Parameters
    ----------
    school_class : SchoolClass
        In whose language the pages are.
    exercise : str
        Handed out to the class.
    only : sequence of str
        The numbers of the students; all of them by default.

    Returns
    -------
    tuple of Path
        The pages, in the order of the roster.

    Raises
    ------
    ProblemsFound
        Where the exercise was not handed out, a student is unknown, or nbgrader cannot make a page.
    """
    for number in only:
        known_student(school_class, number)
    questions = manual_questions(school_class, exercise)
    return tuple(
        _write_page(school_class, exercise, standing, questions)
        for standing in standings(school_class, exercise)
        if not only or standing.student.number in only
    )


def feedback_page(paths: ClassPaths, student: str, exercise: str) -> Path:
    """Say where a student's page is."""
    return paths.feedback(student, exercise) / f"{exercise}.html"


def _write_page(
    school_class: SchoolClass, exercise: str, standing: Standing, questions: Sequence[ManualQuestion]
) -> Path:
    import nbformat

    def fill(notebook: Any, resources: Any) -> tuple[Any, Any]:
        resources["page"] = _page(school_class, exercise, standing, questions, notebook)
        return notebook, resources

    path = feedback_page(school_class.paths, standing.student.number, exercise)
    if standing.scores:
        _generate(school_class, exercise, standing.student.number, fill)
    else:
        exporter, empty = _exporter(school_class), nbformat.v4.new_notebook()
        exporter.register_preprocessor(fill)
        html, _ = exporter.from_notebook_node(empty)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, encoding="utf-8")
    return path


def _generate(school_class: SchoolClass, exercise: str, student: str, fill: Any) -> None:
    from nbgrader.converters import GenerateFeedback
    from nbgrader.converters.base import NbGraderException
    from nbgrader.coursedir import CourseDirectory

    from nevbook.grading.engine import kept_surroundings, quiet_logger, reason_in

    config, (log, said) = _config(school_class), quiet_logger()
    course = CourseDirectory(config=config, log=log, assignment_id=exercise, student_id=student)
    converter = GenerateFeedback(coursedir=course, config=config, log=log)
    converter.force, converter.preprocessors = True, [fill]
    with kept_surroundings():
        try:
            converter.start()
        except NbGraderException as error:
            reason = reason_in(said.getvalue()) or error
            raise ProblemsFound([problem("feedback-broke", student=student, reason=reason)]) from None


def _exporter(school_class: SchoolClass) -> Any:
    from nbconvert.exporters import HTMLExporter

    config = _config(school_class)
    config.HTMLExporter.default_preprocessors = []
    return HTMLExporter(config=config)


def _config(school_class: SchoolClass) -> Any:
    config = load_config(school_class.paths)
    config.HTMLExporter.template_name = "nevbook-feedback"
    config.HTMLExporter.extra_template_basedirs = [str(files(__package__).joinpath("templates"))]
    return config


def _page(
    school_class: SchoolClass, exercise: str, standing: Standing, asked: Sequence[ManualQuestion], notebook: Any
) -> dict[str, Any]:
    """Give all that a page shows, as plain text."""
    language, paths, student = school_class.language, school_class.paths, standing.student
    cells = {cell_id(cell): cell for cell in notebook.cells}
    hand_in = counting(paths, student.number, exercise)
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
        "written": [_written(question, standing, cells) for question in asked if standing.scores],
        "code": [_code(name, cell, standing) for name, cell in cells.items() if is_answer(cell) and not is_manual(cell)],
        "entered": _entered(paths, student.number, exercise) if standing.scores else {},
    }


def _mark(standing: Standing, language: str) -> str:
    if standing.total is not None:
        return f"{plain_points(standing.total)} / {plain_points(standing.max_points)}"
    if standing.is_provisional:
        points = plain_points((standing.automatic or 0) + (standing.manual or 0))
        return f"{points} / {plain_points(standing.max_points)} ({words(language)['provisional']})"
    return ""


def _why(standing: Standing, language: str) -> Iterator[tuple[str, str]]:
    """Give what happened, and what the student can do."""
    said = words(language)
    for found in standing.why:
        if standing.state is State.NEEDS_TEACHER:
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


def _written(asked: ManualQuestion, standing: Standing, cells: Mapping[str, Any]) -> dict[str, str]:
    question = next(one for one in standing.questions if one.id == asked.id)
    points, cell = standing.points(question), cells.get(asked.id)
    return {
        "id": asked.id,
        "text": asked.text,
        "answer": asked.answer(cell.source) if cell else "",
        "points": "" if points is None else f"{plain_points(points)} / {plain_points(question.max_points)}",
        "comment": standing.scores[asked.id].comment,
    }


def _code(name: str, cell: Any, standing: Standing) -> dict[str, str]:
    return {"id": name, "source": cell.source, "error": error_of(cell), "comment": standing.comments.get(name, "")}


def _entered(paths: ClassPaths, student: str, exercise: str) -> dict[str, str]:
    from nevlab.jobcard import Record

    answers = Record.read(paths.submitted(student, exercise) / record_name(exercise)).answers()
    return {
        field: ", ".join(value) if isinstance(value, list) else f"{value:g}" if isinstance(value, float) else str(value)
        for field, value in answers.items()
    }


def _title(release: Release) -> str:
    heads = (line for cell in release.notebook.cells if cell.cell_type == "markdown" for line in cell.source.split("\n"))
    return next((line[2:].strip() for line in heads if line.startswith("# ")), release.exercise)


def _local(time: datetime, timezone: str) -> str:
    return f"{time.astimezone(ZoneInfo(timezone)):%Y-%m-%d %H:%M}"
