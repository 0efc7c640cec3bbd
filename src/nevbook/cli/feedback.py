"""``nevbook feedback``: a page for each student."""

from __future__ import annotations

import json

import click

from nevbook.cli.class_option import class_option
from nevbook.cli.common import json_option, reports_problems, say


@click.command("feedback")
@click.argument("exercise")
@class_option
@click.option("--student", "students", multiple=True, metavar="NUMBER", help="Only this student; may be repeated.")
@json_option
@reports_problems
def command(exercise: str, class_name: str | None, students: tuple[str, ...], as_json: bool) -> None:
    """Write each student's feedback page of EXERCISE, also for those whose work could not be graded.

    Also one zip of all pages for each of the class's learning platforms that takes one (platforms in class.yml).
    """
    from nevbook.grading.classes.school_class import find_class
    from nevbook.grading.outcome.feedback import write_feedback
    from nevbook.grading.outcome.standing import standings
    from nevbook.grading.outcome.uploads import write_feedback_zips

    school_class = find_class(class_name)
    pages = write_feedback(school_class, exercise, students)
    zips = write_feedback_zips(school_class, exercise, standings(school_class, exercise))
    if as_json:
        said = {"pages": [str(page) for page in pages], "zips": {str(path): left for path, left in zips.items()}}
        click.echo(json.dumps(said, ensure_ascii=False, indent=1))
        return
    folder = school_class.paths.folder / "feedback"
    say(f"{len(pages)} pages: {folder}/NUMBER/{exercise}/", f"共 {len(pages)} 页：{folder}/学号/{exercise}/")
    for path, left_out in zips.items():
        say(f"For the platform: {path}", f"供平台上传：{path}")
        if left_out:
            say(f"  not in it: {', '.join(left_out)}", f"  未包含：{'、'.join(left_out)}")
