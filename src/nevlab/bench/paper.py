"""The job card on paper: the form of a workshop, with boxes to fill in by hand and lines to sign on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from nevlab.bench import page
from nevlab.jobcard import Choice, Field, JobCard, Number, Order
from nevlab.labels import label


def sheet(card: JobCard) -> str:
    """Give `card` as HTML. The book's style sheet makes it a form; ``<!--order-->`` stands where the order belongs."""
    fields = list(card.fields.values())
    parts = [
        f'<p class="nevlab-card-title"><b>{label("Job card", "工单")}</b> <span>{escape(card.exercise)}</span></p>',
        _boxes("nevlab-card-head", _head()),
        "<!--order-->",
        *_asked(fields),
        page.notice(),
        _boxes("nevlab-card-sign", _signatures()),
    ]
    return page.wrap(f'<div class="nevlab-card">{"".join(parts)}</div>')


def _head() -> tuple[str, ...]:
    return (
        label("School or company", "单位"),
        label("Bay", "工位"),
        label("Date", "日期"),
        label("Vehicle model", "车型"),
        "VIN",
        label("Mileage (km)", "里程（km）"),
        label("Name", "姓名"),
        label("Student number", "学号"),
        label("Class", "班级"),
    )


def _signatures() -> tuple[str, ...]:
    return (
        label("Technician, date", "操作人签字、日期"),
        label("Supervisor, date", "监护人签字、日期"),
        label("Inspector, date", "检验员签字、日期"),
    )


def _asked(fields: Sequence[Field]) -> Iterator[str]:
    """Give the fields in their order; numbers that follow one another share a table."""
    counted = 0
    for are_numbers, group in groupby(fields, lambda field: isinstance(field, Number)):
        together = list(group)
        if are_numbers:
            yield _measurements(together, counted)
            counted += len(together)
        else:
            yield from map(_box, together)


def _measurements(numbers: Sequence[Field], before: int) -> str:
    head = (
        (label("No.", "序号"), "no"),
        (label("Measured", "测量项目"), "what"),
        (label("Reading", "实测值"), "reading"),
        (label("Unit", "单位"), "unit"),
        (label("Limit", "标准值"), "limit"),
        (label("Within limit", "判定"), "verdict"),
    )
    top = "".join(f'<th scope="col" class="nevlab-card-{what}">{words}</th>' for words, what in head)
    verdict = f"{_tick(label('yes', '合格'))} {_tick(label('no', '不合格'))}"
    rows = "".join(
        f'<tr><td class="nevlab-card-no">{number}</td><th scope="row">{escape(field.label)}</th><td></td>'
        f'<td class="nevlab-card-unit">{escape(getattr(field, "unit", ""))}</td><td class="nevlab-card-limit"></td>'
        f'<td class="nevlab-card-verdict">{verdict}</td></tr>'
        for number, field in enumerate(numbers, before + 1)
    )
    return f'<table class="nevlab-card-numbers"><thead><tr>{top}</tr></thead><tbody>{rows}</tbody></table>'


def _box(field: Field) -> str:
    """Give a field that is ticked, numbered or written into."""
    match field:
        case Choice(options=words):
            inside, kind = "".join(f"<li>{_tick(word)}</li>" for word in words.values()), "choice"
        case Order(steps=words):
            inside, kind = "".join(f"<li>{_tick(word)}</li>" for word in words.values()), "order"
        case _:
            inside, kind = "", "text"
    hint = f" {label('(number the steps)', '（在框内填序号）')}" if kind == "order" else ""
    inside = f"<ul>{inside}</ul>" if inside else ""
    return f'<div class="nevlab-card-{kind}"><p><b>{escape(field.label)}</b>{hint}</p>{inside}</div>'


def _tick(words: str) -> str:
    """Give words behind a box."""
    return f'<span class="nevlab-tick"><i></i>{escape(words)}</span>'


def _boxes(classes: str, names: Sequence[str]) -> str:
    """Give boxes with a small name in each, to be written into."""
    return f'<ul class="{classes}">{"".join(f"<li>{escape(name)}</li>" for name in names)}</ul>'
