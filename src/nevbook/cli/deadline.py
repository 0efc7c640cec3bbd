"""``nevbook deadline``: when an exercise is due."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

import click

from nevbook.cli.class_option import class_option
from nevbook.cli.common import json_option, reports_problems, say

if TYPE_CHECKING:
    from nevbook.grading.classes.school_class import SchoolClass


@click.command("deadline")
@click.argument("exercise")
@click.argument("time", required=False)
@class_option
@click.option("--student", "students", multiple=True, metavar="NUMBER", help="For this student only; may be repeated.")
@click.option("--remove", is_flag=True, help="Take the deadline away, or the students' own ones.")
@json_option
@reports_problems
def command(
    exercise: str, time: str | None, class_name: str | None, students: tuple[str, ...], remove: bool, as_json: bool
) -> None:
    """Say when EXERCISE is due, for the class or, with --student, for single students; without TIME show it.

    TIME is '2026-11-21 22:00' by the class's clock, or a day alone, which means its end. In any case it is worked out
    anew which hand-in counts and what lateness costs; nothing need be graded again for the time alone.
    """
    from nevbook.grading.classes.school_class import find_class
    from nevbook.grading.intake.collect import known_student
    from nevbook.grading.intake.lateness import recount
    from nevbook.grading.outcome.penalties import enter_lateness

    if time and remove:
        raise click.UsageError("Use either TIME or --remove.")
    school_class = find_class(class_name)
    for number in students:
        known_student(school_class, number)
    if time or remove:
        school_class = school_class.with_deadline(exercise, _moment(time) if time else None, students)
    if school_class.paths.release_notebook(exercise).is_file():
        recount(school_class, exercise)
        enter_lateness(school_class, exercise)
    _show(school_class, exercise, as_json)


def _moment(text: str) -> datetime:
    from nevbook.grading.classes.terms import moment
    from nevbook.problems import ProblemsFound, problem

    try:
        return moment(text)
    except ValueError:
        raise ProblemsFound([problem("time-unreadable", told=text)]) from None


def _show(school_class: SchoolClass, exercise: str, as_json: bool) -> None:
    from nevbook.grading.classes.terms import shown

    terms, zone = school_class.terms, school_class.timezone
    due, facts = terms.due(exercise), terms.deadlines.get(exercise)
    own = {number: terms.due(exercise, number) for number in (facts.extensions if facts else ())}
    extensions = {number: at for number, at in own.items() if at is not None}
    if as_json:
        said = {
            "due": due.isoformat() if due else None,
            "extensions": {number: at.isoformat() for number, at in extensions.items()},
        }
        click.echo(json.dumps(said, ensure_ascii=False, indent=1))
        return
    if due is None:
        say(f"{exercise} has no deadline.", f"{exercise} 没有截止时间。")
        return
    say(f"{exercise} is due at {shown(due, zone)} ({zone}).", f"{exercise} 的截止时间：{shown(due, zone)}（{zone}）。")
    for number, at in extensions.items():
        student = school_class.student(number)
        click.echo(f"  {number} {student.name if student else ''}  {shown(at, zone)}")
