"""What a learning platform takes back, as ``class.yml`` says: marks in its own columns, feedback pages as one zip."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from nevbook.grading.classes.files import write_whole
from nevbook.grading.classes.school_class import SchoolClass
from nevbook.grading.classes.terms import MarksFile, filled, shown
from nevbook.grading.intake.received import counting
from nevbook.grading.outcome.feedback import feedback_page
from nevbook.grading.outcome.spreadsheet import Cell, csv_bytes, xlsx_bytes
from nevbook.grading.outcome.standing import Standing, State
from nevbook.grading.outcome.words import words
from nevbook.problems import ProblemsFound, problem

_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')


def write_marks_files(school_class: SchoolClass, exercise: str, found: Sequence[Standing]) -> tuple[Path, ...]:
    """Write the marks for each platform that takes them: ``reports/<exercise>-<platform>.csv`` or ``.xlsx``.

    A mark stands there only where a submission is graded; else the cell is empty, or the platform's `not_submitted`.
    """
    written = []
    for name, platform in school_class.platforms.items():
        if platform.marks is None:
            continue
        facts = platform.marks
        path = school_class.paths.reports / f"{exercise}-{name}.{facts.file}"
        once = {"exercise": exercise, "class": school_class.title}
        once["max_points"] = str(_number(found[0].max_points) if found else "")
        titles = [str(filled(title, once)) for title in facts.columns]
        rows = [_row(school_class, exercise, standing, facts) for standing in found]
        path.parent.mkdir(exist_ok=True)
        if facts.file == "csv":
            write_whole(path, csv_bytes(titles, rows, facts.coding))
        else:
            write_whole(path, xlsx_bytes(exercise, titles, rows, [18.0] * len(titles)))
        written.append(path)
    return tuple(written)


def write_feedback_zips(
    school_class: SchoolClass, exercise: str, found: Sequence[Standing]
) -> dict[Path, tuple[str, ...]]:
    """Pack the pages that are there for each platform that takes them: ``reports/<exercise>-<platform>-feedback.zip``.

    Returns
    -------
    dict of Path to tuple of str
        Each zip, and the students whose page is not in it: there is none, or the platform exported no folder of theirs.

    Raises
    ------
    ProblemsFound
        Where two students' pages would have the same name.
    """
    written = {}
    for platform, facts in school_class.platforms.items():
        if not facts.feedback:
            continue
        names, left_out = dict[str, str](), []
        data = BytesIO()
        with ZipFile(data, "w", ZIP_DEFLATED) as archive:
            for standing in found:
                number = standing.student.number
                page = feedback_page(school_class.paths, number, exercise)
                name = _page_name(school_class, exercise, standing, facts.feedback)
                if not name or not page.is_file():
                    left_out.append(number)
                    continue
                if name.casefold() in names:
                    other = names[name.casefold()]
                    told = {"platform": platform, "name": name, "student": number, "other": other}
                    raise ProblemsFound([problem("page-name-twice", school_class.paths.facts, 0, **told)])
                names[name.casefold()] = number
                info = ZipInfo(name)  # without a time: the same pages make the same zip
                info.compress_type = ZIP_DEFLATED
                archive.writestr(info, page.read_bytes())
        path = school_class.paths.reports / f"{exercise}-{platform}-feedback.zip"
        path.parent.mkdir(exist_ok=True)
        write_whole(path, data.getvalue())
        written[path] = tuple(left_out)
    return written


def _row(school_class: SchoolClass, exercise: str, standing: Standing, facts: MarksFile) -> list[Cell]:
    student, mark = standing.student, standing.total
    if mark is None and standing.state is State.NOT_SUBMITTED:
        mark = facts.not_submitted
    most, language = standing.max_points, school_class.language
    values: dict[str, Any] = {
        "number": student.number,
        "name": student.name,
        "email": student.email,
        "exercise": exercise,
        "class": school_class.title,
        "standing": words(language)[standing.state.value],
        "automatic": _number(standing.automatic),
        "manual": _number(standing.manual),
        "penalty": _number(standing.penalty),
        "mark": _number(mark),
        "percent": "" if mark is None or not most else _number(100 * mark / most),
        "max_points": _number(most),
        "handed_in": shown(standing.handed_in, school_class.timezone) if standing.handed_in else "",
        "late": standing.late,
        "why": "\n".join(found.what(language) for found in standing.why),
        "comments": "\n".join(standing.grades.comments.values()),
    }
    return [filled(text, values) for text in facts.columns.values()]


def _number(points: float | None) -> Cell:
    if points is None:
        return ""
    return int(points) if points == int(points) else round(points, 2)


def _page_name(school_class: SchoolClass, exercise: str, standing: Standing, pattern: str) -> str:
    """Give a page's name in a zip; empty where the platform told no folder of the student."""
    student = standing.student
    hand_in = counting(school_class, student.number, exercise)
    first = Path(hand_in.files[0].name).parts if hand_in and hand_in.files else ()
    folder = "" if not first else first[0] if len(first) > 1 else Path(first[0]).stem
    if "{folder}" in pattern and not folder:
        return ""
    values = {"number": student.number, "name": student.name, "exercise": exercise, "class": school_class.code}
    safe = {key: _NOT_IN_NAMES.sub("_", value).strip(" .") or "_" for key, value in values.items()}
    return "/".join(str(filled(part, safe | {"folder": folder})) for part in pattern.split("/"))
