"""``nevbook build``: the book, in each of its languages; for teachers; on paper; and the release that is given out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from nevbook.cli.common import json_option, reports_problems, repository, root_option, show_problems

if TYPE_CHECKING:
    from nevbook.curriculum import Curriculum
    from nevbook.publishing.workers import Workers


@click.command("build")
@click.option("--language", "code", type=click.Choice(["en", "zh"]), help="Only the book in this language.")
@click.option("--pdf", is_flag=True, help="Also on paper: each chapter, each course, and the teacher edition.")
@click.option(
    "--teacher", is_flag=True, help="Only the teacher edition, with notes and solutions, under build/teacher."
)
@click.option(
    "--release",
    is_flag=True,
    help="Make build/release from nothing, the same on every machine; only where every chapter is signed.",
)
@root_option
@json_option
@reports_problems
def command(code: str | None, pdf: bool, teacher: bool, release: bool, root: Path | None, as_json: bool) -> None:
    """Make the book under build/book; every complaint, and every cell that fails, is a problem."""
    from nevbook.cli.book_building import languages_of, need_author_side
    from nevbook.curriculum import read_curriculum
    from nevbook.problems import ProblemsFound, problem
    from nevbook.publishing.languages import HOME, language
    from nevbook.publishing.paper import chromium
    from nevbook.publishing.workers import Workers

    if release and code:
        raise click.UsageError("--release, --language: a release has all languages of the book.")
    if release and teacher:
        raise click.UsageError("--release, --teacher: what is given out holds nothing for teachers alone.")
    need_author_side()
    if pdf:
        chromium.find()
    folder = repository(root)
    codes = languages_of(folder)
    if code and code not in codes:
        home = f"{HOME}{language(code).suffix}"
        raise ProblemsFound([problem("no-book-language", home, language=language(code).name, home=home)])
    if release:
        _release(folder, codes, pdf, quiet=as_json)
    else:
        with Workers() as workers:
            curriculum, unreadable = read_curriculum(folder)
            if unreadable:
                raise ProblemsFound(unreadable)
            _editions(workers, curriculum, (code,) if code else codes, pdf, teacher, quiet=as_json)
    if as_json:
        show_problems([], as_json)


def _editions(
    workers: Workers, curriculum: Curriculum, codes: tuple[str, ...], pdf: bool, teacher: bool, quiet: bool
) -> None:
    """Make the student's edition, or the teacher's, or, on paper, both."""
    from nevbook.cli.book_building import build_book
    from nevbook.problems import ProblemsFound

    for edition in ("teacher",) if teacher else ("book", "teacher") if pdf else ("book",):
        if found := build_book(workers, curriculum, codes, quiet, edition=edition, on_paper=pdf):
            raise ProblemsFound(found)


def _release(folder: Path, codes: tuple[str, ...], pdf: bool, quiet: bool) -> None:
    """Make a release, or say all at once what stands in its way."""
    from nevbook.cli.book_building import build_book
    from nevbook.cli.check import judge
    from nevbook.curriculum.signing import lacking_for_release
    from nevbook.problems import ProblemsFound
    from nevbook.publishing.release import day
    from nevbook.publishing.workers import Workers

    stated = day()
    curriculum, problems = judge(folder)
    # A stale signature is told of once, with the chapter that it keeps from the release.
    in_the_way = [found for found in problems if found.code != "signature-stale"]
    if found := [*lacking_for_release(curriculum), *in_the_way]:
        raise ProblemsFound(found)
    with Workers(release=True) as workers:
        broken = build_book(workers, curriculum, codes, quiet, stated, on_paper=pdf)
    if broken:
        raise ProblemsFound(broken)
