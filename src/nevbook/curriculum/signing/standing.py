"""Where a chapter stands: for each side, whether somebody signed it, and whether it still is what was signed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from nevbook.curriculum.model import Chapter, Course, Curriculum
from nevbook.curriculum.signing.contents import contents, digest_of
from nevbook.curriculum.signing.signoffs import FILE, PART_DIGITS, SignOff, SignOffs, read_signoffs
from nevbook.problems import Problem, problem

#: Side → the kinds of organisation whose people can sign for it.
SIDES = {"school": ("school",), "enterprise": ("enterprise",), "safety": ("school", "enterprise")}


class State(Enum):
    """What a side's signatures say of a chapter as it is now."""

    UNSIGNED = "unsigned"
    #: Signed, but the signer vouches for less than the whole.
    PARTLY = "partly"
    #: Signed, and edited since.
    STALE = "stale"
    FRESH = "fresh"


@dataclass(frozen=True)
class SignedSide:
    """Where a chapter stands with one side.

    Parameters
    ----------
    side : str
        ``school``, ``enterprise`` or ``safety``.
    state : State
        What the signature says of the chapter now.
    signed : SignOff or None
        The signature that this rests on.
    line : int
        Its line in the file.
    changed : tuple of str
        The parts that were edited since, where it is stale.
    """

    side: str
    state: State
    signed: SignOff | None = None
    line: int = 0
    changed: tuple[str, ...] = ()


def needed_sides(chapter: Chapter) -> tuple[str, ...]:
    """Give the sides that must sign a chapter before its release; safety where the risk is high voltage."""
    return tuple(side for side in SIDES if side != "safety" or chapter.facts.risk == "high-voltage")


def signed_sides(curriculum: Curriculum, chapter: Chapter, read: SignOffs | None = None) -> tuple[SignedSide, ...]:
    """Give where a chapter stands with each side: those that must sign, and those that did all the same.

    Parameters
    ----------
    curriculum : Curriculum
        As read.
    chapter : Chapter
        One of its chapters.
    read : SignOffs, optional
        The signatures of its course, where they were read already.
    """
    course = curriculum.course(chapter.course_id)
    entries = (read or (read_signoffs(curriculum, course) if course else SignOffs())).entries
    own = [(entry, line) for entry, line in entries if entry.chapter == chapter.id and is_known(curriculum, entry)]
    parts = contents(curriculum, chapter) if own else {}
    needed = needed_sides(chapter)
    found = (_side(side, [one for one in own if one[0].side == side], parts) for side in SIDES)
    return tuple(one for one in found if one.side in needed or one.signed)


def is_known(curriculum: Curriculum, entry: SignOff) -> bool:
    """Tell whether people.yml knows who signed, and an organisation that can sign for this side."""
    organisation = curriculum.organisations.get(entry.organisation)
    return entry.who in curriculum.people and organisation is not None and organisation.kind in SIDES[entry.side]


def lacking_for_release(curriculum: Curriculum) -> Iterator[Problem]:
    """Say of every chapter which signatures it lacks before it can be released."""
    for course in curriculum.courses:
        read = read_signoffs(curriculum, course)
        for chapter in course.chapters:
            place = curriculum.relative(chapter.home.path)
            needed = needed_sides(chapter)
            for one in signed_sides(curriculum, chapter, read):
                told: dict[str, Any] = {"chapter": chapter.id, "side": one.side}
                if one.side not in needed or one.state is State.FRESH:
                    continue
                if one.signed is None:
                    yield problem("release-unsigned", place, **told)
                elif one.state is State.STALE:
                    yield problem("release-stale", place, **told, who=one.signed.who, changed=", ".join(one.changed))
                else:
                    yield problem("release-partly", place, **told, who=one.signed.who, scope=one.signed.scope)


def check(curriculum: Curriculum) -> Iterator[Problem]:
    """Find lines of signatures that were altered, signers whom nobody knows, and signatures gone stale."""
    for course in curriculum.courses:
        yield from check_course(curriculum, course)


def check_course(curriculum: Curriculum, course: Course) -> Iterator[Problem]:
    """Find what is wrong with the signatures of one course; :func:`check` tells what is looked for."""
    read = read_signoffs(curriculum, course)
    yield from read.problems
    path = course.folder / FILE
    for entry, line in read.entries:
        if not is_known(curriculum, entry):
            told: dict[str, Any] = {"who": entry.who, "organisation": entry.organisation, "side": entry.side}
            yield problem("signature-of-nobody", curriculum.relative(path), line, **told)
    for chapter in course.chapters:
        for one in signed_sides(curriculum, chapter, read):
            if one.state is State.STALE and one.signed:
                yield problem(
                    "signature-stale",
                    curriculum.relative(path),
                    one.line,
                    chapter=chapter.id,
                    side=one.side,
                    who=one.signed.who,
                    date=one.signed.date,
                    changed=", ".join(one.changed),
                )


def _side(side: str, entries: list[tuple[SignOff, int]], parts: dict[str, str]) -> SignedSide:
    """Choose the signature that counts: a fresh one of the whole, else the last of the whole, else the last."""
    now = digest_of(parts)
    latest = entries[::-1]
    for entry, line in latest:
        if entry.scope is None and entry.digest == now:
            return SignedSide(side, State.FRESH, entry, line)
    whole = [one for one in latest if one[0].scope is None]
    for entry, line in whole or latest:
        if entry.digest == now:
            return SignedSide(side, State.PARTLY, entry, line)
        return SignedSide(side, State.STALE, entry, line, _changed(entry, parts))
    return SignedSide(side, State.UNSIGNED)


def _changed(entry: SignOff, parts: dict[str, str]) -> tuple[str, ...]:
    """Name the parts that are not what was signed, with those that came and went."""
    short = {name: told[:PART_DIGITS] for name, told in parts.items()}
    return tuple(name for name in sorted(entry.parts.keys() | short) if entry.parts.get(name) != short.get(name))
