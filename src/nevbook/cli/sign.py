"""``nevbook sign``: a person vouches for a chapter, for one side."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nevbook.cli.common import message_language, reports_problems, repository, root_option, say

if TYPE_CHECKING:
    from nevbook.curriculum import Chapter, Curriculum
    from nevbook.curriculum.signing import SignOff
    from nevbook.problems import Problem


@click.command("sign")
@click.argument("chapter_id", metavar="CHAPTER")
@click.option("--as", "side", type=click.Choice(["school", "enterprise", "safety"]), required=True, help="Your side.")
@click.option("--who", default="", metavar="PERSON", help="You, as courses/people.yml calls you.")
@click.option("--scope", metavar="TEXT", help="What you vouch for, where it is less than the whole chapter.")
@root_option
@reports_problems
def command(chapter_id: str, side: str, who: str, scope: str | None, root: Path | None) -> None:
    """Sign CHAPTER as it is now, with its exercises and data; any edit makes the signature stale."""
    from nevbook.cli.check import judge
    from nevbook.curriculum import asked
    from nevbook.curriculum.signing import is_signed_already, sign, statement
    from nevbook.problems import ProblemsFound

    curriculum, problems = judge(repository(root))
    chapters = {chapter.id: chapter for chapter in curriculum.chapters}
    chapter = asked.known(curriculum, "CHAPTER", chapter_id, chapters, "courses/")
    found = _of_chapter(curriculum, chapter, problems)
    try:
        entry = statement(curriculum, chapter, side, who, scope)
    except ProblemsFound as refused:
        raise ProblemsFound([*refused.problems, *found]) from None
    if found:
        raise ProblemsFound(found)
    if is_signed_already(curriculum, chapter, entry):
        say("You have signed exactly this already; nothing was written.", "此内容已签过字，没有改动，未写入任何内容。")
        return
    _show(curriculum, chapter, entry)
    question = "确认签字？" if message_language() == "zh" else "Sign this?"
    if not click.confirm(question, default=False):
        say("Not signed; nothing was written.", "未签字，未写入任何内容。")
        sys.exit(1)
    file = sign(curriculum, chapter, entry)
    say(
        f"Signed: one line added to {file}. Hand that file on with the chapter.",
        f"已签字：{file} 增加了一行。随章节一起提交此文件。",
    )


def _of_chapter(curriculum: Curriculum, chapter: Chapter, problems: list[Problem]) -> list[Problem]:
    """Give the problems of the chapter's own files and of its exercises."""
    folders = [chapter.folder, *(curriculum.root / "exercises" / name for name in chapter.facts.exercises)]
    return [
        found for found in problems if any((curriculum.root / found.path).is_relative_to(folder) for folder in folders)
    ]


def _show(curriculum: Curriculum, chapter: Chapter, entry: SignOff) -> None:
    """Show what would be signed, by whom, and how far."""
    language = message_language()
    person, organisation = curriculum.people[entry.who], curriculum.organisations[entry.organisation]
    title = chapter.pages.get(language, chapter.home).title
    parts = "\n".join(f"    {told}  {name}" for name, told in entry.parts.items())
    say(
        f"{chapter.id}: {title}\n"
        f"  signed by   {person.name.en} ({organisation.name.en}), for: {entry.side}\n"
        f"  on          {entry.date}\n"
        f"  vouches for {entry.scope or 'the whole chapter, its exercises and data'}\n"
        f"  as they are now:\n{parts}",
        f"{chapter.id}：{title}\n"
        f"  签字人    {person.name.zh}（{organisation.name.zh}），身份：{_SIDES_ZH[entry.side]}\n"
        f"  日期      {entry.date}\n"
        f"  范围      {entry.scope or '整章内容，包括练习和数据'}\n"
        f"  当前内容：\n{parts}",
    )
    if entry.scope:
        say(
            "  A signature for less than the whole is shown on the page; a release does not count it.",
            "  部分签字会显示在页面上，但发布时不计入。",
        )


_SIDES_ZH = {"school": "学校", "enterprise": "企业", "safety": "安全负责人"}
