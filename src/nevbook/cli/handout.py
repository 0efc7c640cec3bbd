"""``nevbook handout``: an exercise's hand-out for a class."""

from __future__ import annotations

import json

import click

from nevbook.cli.class_option import class_option
from nevbook.cli.common import json_option, reports_problems, say


@click.command("handout")
@click.argument("exercise")
@class_option
@click.option("--replace", is_flag=True, help="Hand out a changed exercise although students have handed in already.")
@json_option
@reports_problems
def command(exercise: str, class_name: str | None, replace: bool, as_json: bool) -> None:
    """Make the hand-out of EXERCISE: a release folder for nbgrader and a zip for the learning platform."""
    from nevbook.grading.classes.school_class import find_class
    from nevbook.grading.exercises.handout import find_exercise, hand_out

    school_class = find_class(class_name)
    done = hand_out(school_class, find_exercise(school_class, exercise), replace=replace)
    release = school_class.paths.release(exercise)
    if as_json:
        said = {
            "state": done.state,
            "zip": str(done.zip),
            "release": str(release),
            "earlier": str(done.earlier) if done.earlier else None,
        }
        click.echo(json.dumps(said, ensure_ascii=False, indent=1))
        return
    if done.state == "unchanged":
        say(f"{exercise} has not changed; the hand-out is as it was.", f"{exercise} 没有变化，发放包保持原样。")
    if done.earlier:
        say(f"The earlier hand-out is kept in {done.earlier}", f"先前的发放内容保留在 {done.earlier}")
    say(f"Give this to the class: {done.zip}", f"发给班级的文件：{done.zip}")
    say(f"For stock nbgrader: {release}", f"供 nbgrader 使用的目录：{release}")
