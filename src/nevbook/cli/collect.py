"""``nevbook collect``: take in what students handed in."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nevbook.cli.class_option import class_option
from nevbook.cli.common import json_option, reports_problems, say, show_problems

if TYPE_CHECKING:
    from nevbook.grading.classes.school_class import SchoolClass
    from nevbook.grading.intake.received import HandIn


@click.command("collect")
@click.argument("exercise")
@class_option
@click.option("--from", "source", type=click.Path(path_type=Path), help="A folder, a zip or a file that came in.")
@click.option("--pattern", "patterns", multiple=True, help="A name pattern, tried first; for instance '{number}_*'.")
@click.option("--student", default="", metavar="NUMBER", help="All of it is this student's, whatever it is called.")
@click.option("--decide", "decisions", multiple=True, metavar="NUMBER=WORD", help="Decide what counts of a hand-in.")
@json_option
@reports_problems
def command(
    exercise: str,
    class_name: str | None,
    source: Path | None,
    patterns: tuple[str, ...],
    student: str,
    decisions: tuple[str, ...],
    as_json: bool,
) -> None:
    """Take in what a class handed in for EXERCISE.

    Files are told apart by their names: Moodle's export, 学号-姓名, number_anything. What belongs to nobody for
    certain is listed and kept. A hand-in that can be read in two ways waits for a decision: accept, first, second …,
    earlier (the hand-in before it counts), reject, latest (undo).
    """
    from nevbook.grading.classes.school_class import find_class

    if bool(source) == bool(decisions):
        raise click.UsageError("Use either --from or --decide.")
    school_class = find_class(class_name)
    if decisions:
        _decide(school_class, exercise, decisions, as_json)
    elif source:
        _collect(school_class, exercise, source, patterns, student, as_json)


def _collect(
    school_class: SchoolClass, exercise: str, source: Path, patterns: tuple[str, ...], student: str, as_json: bool
) -> None:
    from nevbook.grading.intake.collect import collect

    done = collect(school_class, exercise, source.expanduser().resolve(), patterns=patterns, student=student)
    hand_ins = (*done.taken, *done.already)
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
    sys.exit(bool(open_ones))


def _decide(school_class: SchoolClass, exercise: str, decisions: tuple[str, ...], as_json: bool) -> None:
    from nevbook.grading.intake.decisions import decide

    told = [decision.partition("=") for decision in decisions]
    done = decide(school_class, exercise, {number.strip(): word.strip() for number, _, word in told})
    if as_json:
        click.echo(json.dumps([_as_json(hand_in) for hand_in in done], ensure_ascii=False, indent=1))
        return
    for hand_in in done:
        word = hand_in.decision or "–"
        say(f"Decided for {hand_in.student}: {word}", f"{hand_in.student} 的决定：{word}")
    _show_taken(school_class, done)


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
        "folder": str(hand_in.folder),
        "decision": hand_in.decision,
        "remarks": [found.as_json() for found in hand_in.remarks],
        "repairs": [found.as_json() for found in hand_in.repairs],
        "failures": [found.as_json() for found in hand_in.failures],
    }
