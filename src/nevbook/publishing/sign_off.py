"""The sign-off state on pages: who signed a chapter for which side and whether it still holds; how far a course is."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from nevbook.curriculum import Chapter, Course, Curriculum
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


def of_course(course: Course, curriculum: Curriculum, code: str) -> Iterator[nodes.Node]:
    """Say how many chapters of a course all sides have signed as they are now; nothing of a course without chapters."""
    if course.chapters:
        yield build.text(course_line(course, curriculum, code), "nev-sign-off")


def course_line(course: Course, curriculum: Curriculum, code: str) -> str:
    """Word what :func:`of_course` shows."""
    each = [(needed_sides(chapter), signed_sides(curriculum, chapter)) for chapter in course.chapters]
    signed = sum(all(one.state is State.FRESH for one in sides if one.side in needed) for needed, sides in each)
    if signed == len(each):
        state = "all"
    elif all(one.state is State.UNSIGNED for _, sides in each for one in sides):
        state = "none"
    else:
        state = "some"
    line: str = words(code)["course-signed"][state].format(signed=signed, count=len(each))
    return line


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
