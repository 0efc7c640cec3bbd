"""``nevbook build``: the book, in each of its languages."""

from __future__ import annotations

from pathlib import Path

import click

from nevbook.cli.common import json_option, reports_problems, repository, root_option, show_problems


@click.command("build")
@click.option("--language", "code", type=click.Choice(["en", "zh"]), help="Only the book in this language.")
@root_option
@json_option
@reports_problems
def command(code: str | None, root: Path | None, as_json: bool) -> None:
    """Make the book under build/book; every complaint, and every cell that fails, is a problem."""
    from nevbook.cli.book_building import build_book, languages_of, need_author_side
    from nevbook.curriculum import read_curriculum
    from nevbook.problems import ProblemsFound, problem
    from nevbook.publishing.languages import HOME, language

    need_author_side()
    folder = repository(root)
    codes = languages_of(folder)
    if code and code not in codes:
        home = f"{HOME}{language(code).suffix}"
        raise ProblemsFound([problem("no-book-language", home, language=language(code).name, home=home)])
    curriculum, unreadable = read_curriculum(folder)
    found = unreadable or build_book(curriculum, [code] if code else codes, quiet=as_json)
    if found:
        raise ProblemsFound(found)
    if as_json:
        show_problems([], as_json)
