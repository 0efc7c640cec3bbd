"""``nevbook grade``: run and score what was taken in."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from nevbook.cli.class_option import class_option
from nevbook.cli.common import json_option, message_language, reports_problems, say
from nevbook.cli.standings_shown import show_standings, standing_as_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nevbook.grading.running.passes import Change, Step


@click.command("grade")
@click.argument("exercise")
@class_option
@click.option("--student", "students", multiple=True, metavar="NUMBER", help="Only this student; may be repeated.")
@click.option("--again", is_flag=True, help="Grade what has not changed, too.")
@click.option("--trust-students", is_flag=True, help="Run students' code without isolation; each mark says so.")
@click.option(
    "--workers", type=click.IntRange(1), help="How many submissions at a time here; by default one a processor."
)
@click.option("--scheduler", metavar="ADDRESS", help="Of a Dask cluster that runs the submissions: tcp://HOST:8786.")
@json_option
@reports_problems
def command(
    exercise: str,
    class_name: str | None,
    students: tuple[str, ...],
    again: bool,
    trust_students: bool,
    workers: int | None,
    scheduler: str | None,
    as_json: bool,
) -> None:
    """Grade the submissions of EXERCISE that are new or changed."""
    from nevbook.grading.classes.school_class import find_class
    from nevbook.grading.outcome.standing import State, standings
    from nevbook.grading.running.batch import grade
    from nevbook.grading.running.cluster import Cluster
    from nevbook.grading.running.local import ThisMachine

    if workers and scheduler:
        raise click.UsageError("--workers is for this machine; a cluster has its own")
    school_class = find_class(class_name)
    done = grade(
        school_class,
        exercise,
        trust_students=trust_students,
        only=students,
        again=again,
        progress=_show_step,
        place=Cluster(scheduler) if scheduler else ThisMachine(workers or 0),
    )
    shown = [found for found in standings(school_class, exercise) if not students or found.student.number in students]
    if as_json:
        said = {
            "graded": done.done,
            "could_not_run": done.stopped,
            "unchanged": done.unchanged,
            "changes": [vars(change) for change in done.changes],
            "seconds": {part: round(spent_s, 3) for part, spent_s in done.seconds.items()},
            "standings": [standing_as_json(found) for found in shown],
        }
        click.echo(json.dumps(said, ensure_ascii=False, indent=1))
    else:
        say(
            f"Graded now: {len(done.done) + len(done.stopped)}. As before: {len(done.unchanged)}.",
            f"本次评分 {len(done.done) + len(done.stopped)} 份，与上次相同 {len(done.unchanged)} 份。",
        )
        _show_changes(done.changes)
        show_standings(shown)
    sys.exit(any(found.state is State.COULD_NOT_RUN for found in shown))


def _show_changes(changes: Sequence[Change]) -> None:
    """List the points that are other ones than before, and why."""
    why = {
        "exercise": ("the exercise was changed", "练习已修改"),
        "submission": ("a newer submission", "重新提交"),
    }
    if changes:
        say(f"Points that have changed: {len(changes)}.", f"分数有变化：{len(changes)} 处。")
    for change in changes:
        en, zh = why[change.why]
        marks = f"{change.student}  {change.question}  {change.before:g} → {change.now:g}"
        say(f"{marks}  ({en})", f"{marks}（{zh}）")


def _show_step(step: Step) -> None:
    """Show where the run is; on standard error, so that ``--json`` stays readable."""
    who = f"{step.student.number} {step.student.name}"
    if message_language() == "zh":
        text = f"第 {step.position}/{step.total} 份：{who}"
        text += f"，已运行 {step.running_s:.0f} 秒" if step.running_s else ""
    else:
        text = f"submission {step.position}/{step.total}: {who}"
        text += f", running for {step.running_s:.0f} s" if step.running_s else ""
    click.echo(text, err=True)
