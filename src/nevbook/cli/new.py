"""``nevbook new``: a course, a chapter, an exercise, a class."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nevbook.cli.common import reports_problems, repository, root_option, say

if TYPE_CHECKING:
    from nevbook.curriculum import Curriculum
    from nevbook.curriculum.skeletons import Files


class _New(click.Group):
    """The things that can be new; a class belongs to the grading room and is loaded when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*super().list_commands(ctx), "class"]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name == "class":
            command: click.Command = import_module("nevbook.cli.new_class").command
            return command
        return super().get_command(ctx, cmd_name)


@click.command("new", cls=_New)
def command() -> None:
    """Make a skeleton that nevbook check finds in order. Nothing is ever overwritten."""


def titles(verb: Callable[..., Any]) -> Callable[..., Any]:
    """Add the titles in both languages to a verb."""
    verb = click.option("--title-zh", default="", help="Its title in Chinese.")(verb)
    return click.option("--title-en", default="", help="Its title in English.")(verb)


@command.command("course")
@click.argument("id_", metavar="ID")
@titles
@click.option("--letter", metavar="A-Z", help="Its letter in competencies.yml; by default the next free one.")
@root_option
@reports_problems
def course(id_: str, title_en: str, title_zh: str, letter: str | None, root: Path | None) -> None:
    """Make the course ID in the languages in which it has a title."""
    from nevbook.curriculum import skeletons

    if not (title_en or title_zh):
        raise click.UsageError("--title-en TEXT, --title-zh TEXT")
    if letter and not (len(letter) == 1 and "A" <= letter <= "Z"):
        raise click.BadParameter(letter, param_hint="--letter A-Z")
    curriculum = _read(root)
    _write(curriculum, skeletons.new_course(curriculum, id_, _titles(title_en, title_zh), letter), {})


@command.command("chapter")
@click.argument("course_id", metavar="COURSE")
@click.argument("name")
@titles
@click.option(
    "--from",
    "notebook",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="A notebook that somebody sent: its text and code become the chapter's.",
)
@root_option
@reports_problems
def chapter(course_id: str, name: str, title_en: str, title_zh: str, notebook: Path | None, root: Path | None) -> None:
    """Make the chapter NAME at the end of COURSE, and add its hours to the course's."""
    from nevbook.curriculum import skeletons
    from nevbook.curriculum.incoming import read_notebook

    curriculum = _read(root)
    incoming = read_notebook(notebook) if notebook else None
    _write(
        curriculum, *skeletons.new_chapter(curriculum, course_id, name, _titles(title_en, title_zh), incoming=incoming)
    )


@command.command("exercise")
@click.argument("id_", metavar="ID")
@click.option("--chapter", "chapter_id", metavar="CHAPTER", required=True, help="The chapter that it belongs to.")
@titles
@root_option
@reports_problems
def exercise(id_: str, chapter_id: str, title_en: str, title_zh: str, root: Path | None) -> None:
    """Make the exercise ID with sample answers, and list it in its chapter."""
    from nevbook.curriculum import skeletons

    curriculum = _read(root)
    _write(curriculum, *skeletons.new_exercise(curriculum, id_, chapter_id, _titles(title_en, title_zh)))


def _titles(en: str, zh: str) -> dict[str, str]:
    return {language: title for language, title in (("en", en.strip()), ("zh", zh.strip())) if title}


def _read(root: Path | None) -> Curriculum:
    from nevbook.curriculum import read_curriculum

    return read_curriculum(repository(root))[0]


def _write(curriculum: Curriculum, made: Files, changed: Files) -> None:
    """Write the skeleton, bring the table of contents up to date, and say what was done."""
    from nevbook.curriculum import read_curriculum, skeletons
    from nevbook.publishing import toc

    skeletons.write(curriculum, made, changed)
    written = read_curriculum(curriculum.root)[0]
    derived = toc.write(written)
    for path in made:
        say(f"new      {curriculum.relative(path)}", f"新建  {curriculum.relative(path)}")
    for path in [*changed, *([curriculum.root / "_toc.yml"] if derived else [])]:
        say(f"changed  {curriculum.relative(path)}", f"修改  {curriculum.relative(path)}")
    say(
        "Next: write, then nevbook check and nevbook preview.",
        "接下来：编写内容，然后运行 nevbook check 和 nevbook preview。",
    )
