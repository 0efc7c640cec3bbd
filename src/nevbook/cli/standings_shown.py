"""Standings on the terminal, for a person or for a program."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import click

from nevbook.cli.common import message_language

if TYPE_CHECKING:
    from nevbook.grading.outcome.standing import Standing


def show_standings(found: Iterable[Standing], notes: Mapping[str, str] | None = None) -> None:
    """Show one line a student: number, name, standing, mark; below it why there is none.

    Parameters
    ----------
    found : iterable of Standing
        Whose lines.
    notes : mapping, optional
        Student number → what else to say at the line's end.
    """
    from nevbook.grading.outcome.words import plain_points, words

    found, language = tuple(found), message_language()
    wide = max((_width(standing.student.name) for standing in found), default=0)
    told = words(language)
    for standing in found:
        student = standing.student
        points = plain_points(standing.total)
        if standing.is_provisional:
            so_far = plain_points((standing.automatic or 0) + (standing.manual or 0))
            points = told["provisional_mark"].format(points=so_far, max=plain_points(standing.max_points))
        state = told[standing.state.value]
        trusted = f"  [{told.get(standing.isolation, standing.isolation)}]" if standing.isolation else ""
        name = student.name + " " * (wide - _width(student.name))
        note = f"  {notes[student.number]}" if notes else ""
        line = f"{student.number:<12} {name}  {state + ' ' * (14 - _width(state))} {points:<22}{trusted}{note}"
        click.echo(line.rstrip())
        for why in standing.why:
            click.echo(f"{'':<12}   {why.what(language).splitlines()[0]}")


def standing_as_json(standing: Standing) -> dict[str, Any]:
    """Give a standing for a program."""
    return {
        "student": standing.student.number,
        "name": standing.student.name,
        "standing": standing.state.value,
        "why": [found.as_json() for found in standing.why],
        "points": {question.id: standing.points(question) for question in standing.questions},
        "automatic": standing.automatic,
        "manual": standing.manual,
        "penalty": standing.penalty,
        "total": standing.total,
        "max_points": standing.max_points,
        "provisional": standing.is_provisional,
        "remarks": [found.as_json() for found in standing.remarks],
        "isolation": standing.isolation,
        "handed_in": standing.handed_in.isoformat() if standing.handed_in else None,
        "late_s": standing.late_s,
    }


def _width(text: str) -> int:
    """Give how many columns a text takes: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in text)
