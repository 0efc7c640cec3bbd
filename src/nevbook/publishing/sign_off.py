"""The sign-off state on the page of a chapter: who signed for which side, and whether it still is what was signed."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from nevbook.curriculum import Chapter, Curriculum
from nevbook.curriculum.signing import SignedSide, State, needed_sides, signed_sides
from nevbook.publishing import build_nodes as build
from nevbook.publishing.languages import words


def shown(chapter: Chapter, curriculum: Curriculum, code: str) -> Iterator[nodes.Node]:
    """Give a line for each side, or one line where nobody has signed."""
    sides = signed_sides(curriculum, chapter)
    if all(one.state is State.UNSIGNED for one in sides):
        told = "unsigned-safety" if "safety" in needed_sides(chapter) else "unsigned"
        yield build.text(words(code)[told], "nev-unsigned")
        return
    for one in sides:
        yield build.text(_line(one, curriculum, code), "" if one.state is State.FRESH else "nev-unsigned")


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
