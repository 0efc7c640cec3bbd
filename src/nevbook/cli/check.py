"""``nevbook check``: every problem of the courses at once, without running anything."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nevbook.cli.common import json_option, reports_problems, repository, root_option, say, show_problems

if TYPE_CHECKING:
    from nevbook.curriculum import Curriculum
    from nevbook.problems import Problem


def judge(root: Path) -> tuple[Curriculum, list[Problem]]:
    """Read the courses, and give with them everything that is wrong, in the order of files and lines."""
    from nevbook.curriculum import read_curriculum
    from nevbook.curriculum.checks import check
    from nevbook.grading.checks import check as check_grading
    from nevbook.publishing.checks import check as check_publishing

    curriculum, unreadable = read_curriculum(root)
    found = {*unreadable, *check(curriculum), *check_publishing(curriculum), *check_grading(curriculum)}
    return curriculum, sorted(found, key=lambda one: (one.path, one.line, one.code))


@click.command("check")
@click.option(
    "--copy-code",
    metavar="ID",
    help="First copy the code cells of the chapter or exercise ID from its first language into the others.",
)
@root_option
@json_option
@reports_problems
def command(copy_code: str | None, root: Path | None, as_json: bool) -> None:
    """Report every problem of the courses: file and line, what is wrong, what to write instead."""
    from nevbook.curriculum import read_curriculum
    from nevbook.curriculum.copying import copy_code as copy

    folder = repository(root)
    if copy_code:
        done = copy(read_curriculum(folder)[0], copy_code)
        for copied in () if as_json else done:
            say(
                f"{copied.file}: {copied.cells} code cells copied; the page as it was: {copied.kept}",
                f"{copied.file}：已复制 {copied.cells} 个代码单元；原页面保存在 {copied.kept}",
            )
        if not (done or as_json):
            say("The code was the same already; nothing was written.", "代码原本相同，未作改动。")
    curriculum, problems = judge(folder)
    show_problems(problems, as_json)
    if not as_json:
        files, count = len(curriculum.lines), len(problems)
        if problems:
            say(f"{files} files read, {count} problems.", f"读了 {files} 个文件，发现 {count} 个问题。")
        else:
            say(f"{files} files read, all in order.", f"读了 {files} 个文件，没有问题。")
    sys.exit(1 if problems else 0)
