"""``nevbook collect``: take in what students handed in."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nevbook.cli.class_option import class_option
from nevbook.cli.common import json_option, reports_problems, say, show_problems

if TYPE_CHECKING:
    from nevbook.grading.classes.school_class import SchoolClass
    from nevbook.grading.intake.received import HandIn
    from nevbook.problems import Problem


@click.command("collect")
@click.argument("exercise")
@class_option
@click.option("--from", "source", type=click.Path(path_type=Path), help="A folder, a zip or a file that came in.")
@click.option("--pattern", "patterns", multiple=True, help="A name pattern, tried first; for instance '{number}_*'.")
@click.option("--student", default="", metavar="NUMBER", help="All of it is this student's, whatever it is called.")
@click.option("--platform", default="", metavar="NAME", help="Which of class.yml's platforms exported it.")
@click.option(
    "--handed-in",
    "times",
    multiple=True,
    metavar="NUMBER=TIME",
    help="When it was handed in: '2026-11-21 21:50', on-time, or collected (undo); all=… for everybody.",
)
@click.option("--decide", "decisions", multiple=True, metavar="NUMBER=WORD", help="Decide what counts of a hand-in.")
@json_option
@reports_problems
def command(
    exercise: str,
    class_name: str | None,
    source: Path | None,
    patterns: tuple[str, ...],
    student: str,
    platform: str,
    times: tuple[str, ...],
    decisions: tuple[str, ...],
    as_json: bool,
) -> None:
    """Take in what a class handed in for EXERCISE.

    Files are told apart by their names: Moodle's export, 学号-姓名, number_anything. What belongs to nobody for
    certain is listed and kept. A hand-in that can be read in two ways waits for a decision: accept, first, second …,
    earlier (the hand-in before it counts), reject, latest (undo).

    Where the exercise has a deadline, the last hand-in before it counts. Its time is the platform's, where class.yml
    says that the export tells it, else the time of collecting, unless --handed-in says better; together with --from
    it is said of what came in from there. A student's receipt is shown and never counts by itself.
    """
    from nevbook.grading.classes.school_class import find_class

    if bool(decisions) == bool(source or times):
        raise click.UsageError("Use --from (with or without --handed-in), --handed-in alone, or --decide alone.")
    school_class = find_class(class_name)
    if decisions:
        _decide(school_class, exercise, decisions, as_json)
    elif source:
        found = {"patterns": patterns, "student": student, "platform": platform}
        _collect(school_class, exercise, source, found, _told(times), as_json)
    else:
        _tell(school_class, exercise, _told(times), as_json)


def _told(options: tuple[str, ...]) -> dict[str, str]:
    told = [option.partition("=") for option in options]
    return {number.strip(): word.strip() for number, _, word in told}


def _collect(
    school_class: SchoolClass,
    exercise: str,
    source: Path,
    found: Mapping[str, Any],
    times: Mapping[str, str],
    as_json: bool,
) -> None:
    from nevbook.grading.intake.collect import collect
    from nevbook.grading.intake.lateness import tell_times
    from nevbook.grading.outcome.penalties import enter_lateness

    done = collect(school_class, exercise, source.expanduser().resolve(), **found)
    hand_ins = (*done.taken, *done.already)
    if times:
        tell_times(school_class, exercise, times, hand_ins)
    if school_class.terms.due(exercise):
        enter_lateness(school_class, exercise)
    open_ones = [*done.refused, *done.unmatched, *done.open_repairs]
    open_ones += [failure for hand_in in hand_ins for failure in hand_in.failures]
    if as_json:
        said = {
            "taken": [_as_json(hand_in) for hand_in in done.taken],
            "already": [_as_json(hand_in) for hand_in in done.already],
            "unmatched": [found.as_json() for found in done.unmatched],
            "refused": [found.as_json() for found in done.refused],
        }
        click.echo(json.dumps(said, ensure_ascii=False, indent=1))
    else:
        say(
            f"Taken in: {len(done.taken)}. There already: {len(done.already)}. Not clear whose: {len(done.unmatched)}.",
            f"新收 {len(done.taken)} 份，已有 {len(done.already)} 份，不明归属 {len(done.unmatched)} 份。",
        )
        _show_taken(school_class, hand_ins)
        show_problems((*done.unmatched, *done.refused))
        _show_times(school_class, exercise, [hand_in.student for hand_in in hand_ins])
    sys.exit(bool(open_ones))


def _decide(school_class: SchoolClass, exercise: str, decisions: tuple[str, ...], as_json: bool) -> None:
    from nevbook.grading.intake.decisions import decide
    from nevbook.grading.outcome.penalties import enter_lateness

    done = decide(school_class, exercise, _told(decisions))
    if school_class.terms.due(exercise):
        enter_lateness(school_class, exercise)
    if as_json:
        click.echo(json.dumps([_as_json(hand_in) for hand_in in done], ensure_ascii=False, indent=1))
        return
    for hand_in in done:
        word = hand_in.decision or "–"
        say(f"Decided for {hand_in.student}: {word}", f"{hand_in.student} 的决定：{word}")
    _show_taken(school_class, done)


def _tell(school_class: SchoolClass, exercise: str, times: Mapping[str, str], as_json: bool) -> None:
    from nevbook.grading.classes.terms import shown
    from nevbook.grading.intake.lateness import tell_times
    from nevbook.grading.outcome.penalties import enter_lateness

    done = tell_times(school_class, exercise, times)
    enter_lateness(school_class, exercise)
    if as_json:
        click.echo(json.dumps([_as_json(hand_in) for hand_in in done], ensure_ascii=False, indent=1))
        return
    for hand_in in done:
        at = shown(hand_in.time, school_class.timezone)
        say(f"{hand_in.student}: counts as handed in at {at}", f"{hand_in.student}：提交时间按 {at} 计")
    _show_times(school_class, exercise, [hand_in.student for hand_in in done])


def _show_times(school_class: SchoolClass, exercise: str, numbers: Iterable[str]) -> None:
    """Say what should be known of the times, a kind of remark once with all whom it is about."""
    from nevbook.grading.intake.lateness import time_remarks

    of_kind: dict[str, dict[str, Problem]] = {}
    for number in numbers:
        for found in time_remarks(school_class, exercise, number):
            of_kind.setdefault(found.code, {})[number] = found
    for about in of_kind.values():
        click.echo(f"\n{', '.join(about)}")
        show_problems([next(iter(about.values()))])


def _show_taken(school_class: SchoolClass, hand_ins: tuple[HandIn, ...]) -> None:
    for hand_in in hand_ins:
        found = [*hand_in.failures, *hand_in.open_repairs]
        student = school_class.student(hand_in.student)
        if found and student:
            click.echo(f"\n{student.number} {student.name}")
            show_problems(found)


def _as_json(hand_in: HandIn) -> dict[str, object]:
    return {
        "student": hand_in.student,
        "at": hand_in.at,
        "handed_in": hand_in.time.isoformat(),
        "folder": str(hand_in.folder),
        "decision": hand_in.decision,
        "remarks": [found.as_json() for found in hand_in.remarks],
        "repairs": [found.as_json() for found in hand_in.repairs],
        "failures": [found.as_json() for found in hand_in.failures],
    }
