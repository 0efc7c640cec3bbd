"""``nevbook report``: the class in an exercise, as csv, xlsx and a page."""

from __future__ import annotations

import json

import click

from nevbook.cli.class_option import class_option
from nevbook.cli.common import json_option, reports_problems, say
from nevbook.cli.standings_shown import show_standings, standing_as_json


@click.command("report")
@click.argument("exercise", required=False)
@class_option
@json_option
@reports_problems
def command(exercise: str | None, class_name: str | None, as_json: bool) -> None:
    """Write the report of EXERCISE, or of every exercise that was handed out.

    Also the marks in the columns that the class's learning platforms take (platforms in class.yml).
    """
    from nevbook.grading.classes.school_class import find_class
    from nevbook.grading.outcome.report import summary, write_report
    from nevbook.grading.outcome.uploads import write_marks_files

    school_class = find_class(class_name)
    told = {}
    for one in [exercise] if exercise else school_class.exercises:
        report = write_report(school_class, one)
        uploads = write_marks_files(school_class, one, report.standings)
        told[one] = {
            "files": [str(path) for path in (report.csv, report.xlsx, report.html)],
            "uploads": [str(path) for path in uploads],
            "summary": summary(report.standings),
            "standings": [standing_as_json(found) for found in report.standings],
        }
        if not as_json:
            say(f"{one}: {report.html} (and .xlsx, .csv)", f"{one}：{report.html}（另有 .xlsx、.csv）")
            for path in uploads:
                say(f"{one}: for the platform: {path}", f"{one}：平台成绩表：{path}")
            show_standings(report.standings)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
