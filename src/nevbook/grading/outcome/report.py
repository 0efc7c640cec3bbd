"""The class in one exercise: as csv, as xlsx, and as a page."""

from __future__ import annotations

import csv
import statistics
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from io import StringIO
from pathlib import Path
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from nevbook.grading.classes.files import write_whole
from nevbook.grading.classes.school_class import SchoolClass
from nevbook.grading.outcome.spreadsheet import csv_cell, head, put
from nevbook.grading.outcome.standing import Standing, State, standings
from nevbook.grading.outcome.words import plain_points, words

Cell: TypeAlias = str | float | None


@dataclass(frozen=True)
class Report:
    """Where a report was written, and the standings that it shows."""

    csv: Path
    xlsx: Path
    html: Path
    standings: tuple[Standing, ...]


def write_report(school_class: SchoolClass, exercise: str, now: datetime | None = None) -> Report:
    """Write the report of an exercise into the class's folder ``reports/``.

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
    found = standings(school_class, exercise)
    folder = school_class.paths.reports
    folder.mkdir(exist_ok=True)
    report = Report(folder / f"{exercise}.csv", folder / f"{exercise}.xlsx", folder / f"{exercise}.html", found)
    titles, rows = _table(found, school_class.language)
    _write_csv(report.csv, titles, rows)
    _write_xlsx(report.xlsx, exercise, titles, rows)
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


def _table(found: tuple[Standing, ...], language: str) -> tuple[list[str], list[list[Cell]]]:
    say = words(language)
    questions = found[0].questions if found else ()
    keys = ["automatic", "manual", "total", "provisional", "why", "to_do", "remarks", "isolation"]
    titles = [say[key] for key in ("number", "name", "standing")]
    titles += [f"{question.id} ({plain_points(question.max_points)})" for question in questions]
    titles += [say[key] for key in keys]
    return titles, [_row(standing, language) for standing in found]


def _row(standing: Standing, language: str) -> list[Cell]:
    say = words(language)
    return [
        standing.student.number,
        standing.student.name,
        say[standing.state.value],
        *(standing.points(question) for question in standing.questions),
        standing.automatic,
        standing.manual,
        standing.total,
        say["yes"] if standing.is_provisional else "",
        "\n".join(found.what(language) for found in standing.why),
        "\n".join(found.remedy(language) for found in standing.why),
        "\n".join(found.what(language) for found in standing.remarks),
        say.get(standing.isolation, standing.isolation),
    ]


def _write_csv(path: Path, titles: list[str], rows: list[list[Cell]]) -> None:
    text = StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow([csv_cell(title) for title in titles])
    table.writerows([csv_cell(value) for value in row] for row in rows)
    write_whole(path, text.getvalue().encode("utf-8-sig"))  # with BOM: a spreadsheet would read Chinese as GBK


def _write_xlsx(path: Path, exercise: str, titles: list[str], rows: list[list[Cell]]) -> None:
    from io import BytesIO

    from openpyxl import Workbook
    from openpyxl.styles import Alignment

    book = Workbook()
    sheet = book.active
    sheet.title = exercise[:31]
    head(sheet, titles, [14, 14, 14, *[10] * (len(titles) - 7), 44, 44, 44, 16])
    for line, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            put(sheet, line, column, value).alignment = Alignment(wrap_text=True, vertical="top")
    data = BytesIO()
    book.save(data)
    write_whole(path, data.getvalue())


def _page(
    school_class: SchoolClass,
    exercise: str,
    found: tuple[Standing, ...],
    titles: list[str],
    rows: list[list[Cell]],
    made_at: str,
) -> str:
    from jinja2 import Environment, StrictUndefined

    template = files(__package__).joinpath("templates/report.html.j2").read_text(encoding="utf-8")
    shown = [[value if isinstance(value, str) else plain_points(value) for value in row] for row in rows]
    return (
        Environment(autoescape=True, undefined=StrictUndefined)
        .from_string(template)
        .render(
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
    )
