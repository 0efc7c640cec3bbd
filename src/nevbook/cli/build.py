"""``nevbook build``: the book, in each of its languages; with ``--release``, the one that is given out."""

from __future__ import annotations

from pathlib import Path

import click

from nevbook.cli.common import json_option, reports_problems, repository, root_option, show_problems


@click.command("build")
@click.option("--language", "code", type=click.Choice(["en", "zh"]), help="Only the book in this language.")
@click.option(
    "--release",
    is_flag=True,
    help="Make build/release from nothing, the same on every machine; only where every chapter is signed.",
)
@root_option
@json_option
@reports_problems
def command(code: str | None, release: bool, root: Path | None, as_json: bool) -> None:
    """Make the book under build/book; every complaint, and every cell that fails, is a problem."""
    from nevbook.cli.book_building import build_book, languages_of, need_author_side
    from nevbook.curriculum import read_curriculum
    from nevbook.problems import ProblemsFound, problem
    from nevbook.publishing.languages import HOME, language
    from nevbook.publishing.workers import Workers

    if release and code:
        raise click.UsageError("--release, --language: a release has all languages of the book.")
    need_author_side()
    folder = repository(root)
    codes = languages_of(folder)
    if code and code not in codes:
        home = f"{HOME}{language(code).suffix}"
        raise ProblemsFound([problem("no-book-language", home, language=language(code).name, home=home)])
    if release:
        _release(folder, codes, quiet=as_json)
    else:
        with Workers() as workers:
            curriculum, unreadable = read_curriculum(folder)
            found = unreadable or build_book(workers, curriculum, [code] if code else codes, quiet=as_json)
        if found:
            raise ProblemsFound(found)
    if as_json:
        show_problems([], as_json)


def _release(folder: Path, codes: tuple[str, ...], quiet: bool) -> None:
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
        broken = build_book(workers, curriculum, codes, quiet, stated)
    if broken:
        raise ProblemsFound(broken)
