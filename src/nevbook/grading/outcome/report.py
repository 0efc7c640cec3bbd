"""The class in one exercise: as csv, as xlsx, and as a page."""

from __future__ import annotations

import statistics
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from nevbook.grading.classes.files import write_whole
from nevbook.grading.classes.school_class import SchoolClass
from nevbook.grading.classes.terms import shown
from nevbook.grading.outcome.penalties import enter_lateness
from nevbook.grading.outcome.rendering import rendered
from nevbook.grading.outcome.spreadsheet import Cell, csv_bytes, xlsx_bytes
from nevbook.grading.outcome.standing import Standing, State, standings
from nevbook.grading.outcome.words import plain_points, words


@dataclass(frozen=True)
class Report:
    """Where a report was written, and the standings that it shows."""

    csv: Path
    xlsx: Path
    html: Path
    standings: tuple[Standing, ...]


def write_report(school_class: SchoolClass, exercise: str, now: datetime | None = None) -> Report:
    """Write the report of an exercise into the class's folder ``reports/``; the gradebook learns of lateness, too.

    Parameters
    ----------
    school_class : SchoolClass
        In whose language it is.
    exercise : str
        Handed out to the class.
    now : datetime or None
        What the page says it was made at, with a time zone; the clock's time by default.

    Raises
    ------
    ProblemsFound
        Where the exercise was not handed out, or a note cannot be read.
    """
    enter_lateness(school_class, exercise)
    found = standings(school_class, exercise)
    folder = school_class.paths.reports
    folder.mkdir(exist_ok=True)
    report = Report(folder / f"{exercise}.csv", folder / f"{exercise}.xlsx", folder / f"{exercise}.html", found)
    titles, rows = _table(found, school_class)
    widths = [14.0] * 3 + [10.0] * (len(titles) - 9) + [16.0, 8.0, 44.0, 44.0, 44.0, 16.0]
    write_whole(report.csv, csv_bytes(titles, rows))
    write_whole(report.xlsx, xlsx_bytes(exercise, titles, rows, widths))
    made_at = (now or datetime.now(UTC)).astimezone(ZoneInfo(school_class.timezone))
    page = _page(school_class, exercise, found, titles, rows, f"{made_at:%Y-%m-%d %H:%M}")
    write_whole(report.html, page.encode())
    return report


def summary(found: tuple[Standing, ...]) -> dict[str, Any]:
    """Give how many students have each standing, and the mean and the median of the marks; None without any."""
    marks = [standing.total for standing in found if standing.total is not None]
    states = Counter(standing.state for standing in found)
    return {
        **{state.value: states[state] for state in State},
        "mean": statistics.fmean(marks) if marks else None,
        "median": statistics.median(marks) if marks else None,
    }


def _table(found: tuple[Standing, ...], school_class: SchoolClass) -> tuple[list[str], list[list[Cell]]]:
    say = words(school_class.language)
    questions = found[0].questions if found else ()
    keys = ["automatic", "manual", "penalty", "total", "provisional", "handed_in", "late"]
    keys += ["why", "to_do", "remarks", "isolation"]
    titles = [say[key] for key in ("number", "name", "standing")]
    titles += [f"{question.id} ({plain_points(question.max_points)})" for question in questions]
    titles += [say[key] for key in keys]
    return titles, [_row(standing, school_class) for standing in found]


def _row(standing: Standing, school_class: SchoolClass) -> list[Cell]:
    language = school_class.language
    say = words(language)
    return [
        standing.student.number,
        standing.student.name,
        say[standing.state.value],
        *(standing.points(question) for question in standing.questions),
        standing.automatic,
        standing.manual,
        standing.penalty,
        standing.total,
        say["yes"] if standing.is_provisional else "",
        shown(standing.handed_in, school_class.timezone) if standing.handed_in else "",
        standing.late,
        "\n".join(found.what(language) for found in standing.why),
        "\n".join(found.remedy(language) for found in standing.why),
        "\n".join(found.what(language) for found in standing.remarks),
        say.get(standing.isolation, standing.isolation),
    ]


def _page(
    school_class: SchoolClass,
    exercise: str,
    found: tuple[Standing, ...],
    titles: list[str],
    rows: list[list[Cell]],
    made_at: str,
) -> str:
    shown = [[value if isinstance(value, str) else plain_points(value) for value in row] for row in rows]
    return rendered(
        "report",
        language={"en": "en", "zh": "zh-CN"}[school_class.language],
        say=words(school_class.language),
        class_title=school_class.title,
        exercise=exercise,
        made_at=made_at,
        max_points=plain_points(found[0].max_points if found else 0),
        summary={key: plain_points(value) for key, value in summary(found).items()},
        states=[standing.state.value for standing in found],
        titles=titles,
        rows=shown,
    )
