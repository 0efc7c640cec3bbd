"""``nevbook new class``: a class's folder from a roster."""

from __future__ import annotations

import json
from pathlib import Path

import click

from nevbook.cli.common import json_option, message_language, reports_problems, repository, root_option, say
from nevbook.problems import LANGUAGES


@click.command("class")
@click.argument("code")
@click.option(
    "--roster",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    required=True,
    help="The students: csv or xlsx with the columns 学号/number and 姓名/name.",
)
@click.option("--language", type=click.Choice(LANGUAGES), help="What is handed out; by default the messages' language.")
@click.option("--title", help="What the class is called; by default its code.")
@click.option("--timezone", default="Asia/Shanghai", show_default=True, help="In which times are shown.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="The class's folder; by default CODE in NEVBOOK_CLASSES or ~/nev-classes.",
)
@click.option("--gradebook", metavar="URL", default="", help="A PostgreSQL database; by default a file in the folder.")
@root_option
@json_option
@reports_problems
def command(
    code: str,
    roster: Path,
    language: str | None,
    title: str | None,
    timezone: str,
    folder: Path | None,
    gradebook: str,
    root: Path | None,
    as_json: bool,
) -> None:
    """Make the class CODE from a roster, or add the students that are new to it."""
    from nevbook.grading.classes.enrol import enrol

    done = enrol(
        code,
        roster,
        repository(root),
        language=language or message_language(),
        title=title,
        timezone=timezone,
        folder=folder,
        gradebook=gradebook,
    )
    place, total = done.school_class.paths.folder, len(done.school_class.roster)
    if as_json:
        said = {
            "folder": str(place),
            "made": done.made,
            "students": total,
            "added": [student.number for student in done.added],
            "kept": [student.number for student in done.kept],
            "renamed": [before.number for before, _ in done.renamed],
        }
        click.echo(json.dumps(said, ensure_ascii=False, indent=1))
        return
    if done.made:
        say(f"Made the class {code} with {total} students: {place}", f"已建立班级 {code}，共 {total} 名学生：{place}")
    elif done.added:
        who = ", ".join(f"{student.number} {student.name}" for student in done.added)
        say(f"Added to {code}: {who}. Now {total} students.", f"{code} 新增：{who}。现有 {total} 名学生。")
    else:
        say(f"Nobody new for {code}; {total} students.", f"{code} 没有新增学生；现有 {total} 名。")
    facts = done.school_class
    for key, given, stands in (("title", title, facts.title), ("language", language, facts.language)):
        if given and given != stands:
            say(f"class.yml keeps {key}: {stands}", f"class.yml 保持 {key}: {stands}")
    for student in done.kept:
        say(
            f"Stays in the class though not in this roster: {student.number} {student.name}",
            f"不在这份花名册中，但仍保留在班级里：{student.number} {student.name}",
        )
    for before, asked in done.renamed:
        say(
            f"{before.number} stays {before.name}, this roster says {asked.name}; roster.csv is where to change it.",
            f"学号 {before.number} 仍为 {before.name}，这份花名册写的是 {asked.name}；如需更改，修改 roster.csv。",
        )
