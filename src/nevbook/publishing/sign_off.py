"""The sign-off state on the page of a chapter: who signed for which side, and whether it still is what was signed."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from nevbook.curriculum import Chapter, Curriculum
from nevbook.curriculum.signing import SignedSide, State, needed_sides, signed_sides
from nevbook.publishing import build_nodes as build
from nevbook.publishing.languages import words


def shown(chapter: Chapter, curriculum: Curriculum, code: str) -> Iterator[nodes.Node]:
    """Give a line for each side, or one line where nobody has signed, for a chapter's page."""
    for line, is_fresh in lines(chapter, curriculum, code):
        yield build.text(line, "" if is_fresh else "nev-unsigned")


def lines(chapter: Chapter, curriculum: Curriculum, code: str) -> Iterator[tuple[str, bool]]:
    """Say where a chapter stands, and with each line whether it tells of a signature that holds."""
    sides = signed_sides(curriculum, chapter)
    if all(one.state is State.UNSIGNED for one in sides):
        yield words(code)["unsigned-safety" if "safety" in needed_sides(chapter) else "unsigned"], False
        return
    for one in sides:
        yield _line(one, curriculum, code), one.state is State.FRESH


def _line(one: SignedSide, curriculum: Curriculum, code: str) -> str:
    says = words(code)
    told = {"side": says["side"][one.side]}
    if one.signed:
        told |= {
            "who": getattr(curriculum.people[one.signed.who].name, code),
            "organisation": getattr(curriculum.organisations[one.signed.organisation].name, code),
            "date": str(one.signed.date),
            "scope": one.signed.scope or "",
        }
    line: str = says["signed"][one.state.value].format(**told)
    return line
