"""Signing a chapter: who may, what the line says, and adding it to the course's file."""

from __future__ import annotations

from nevbook.curriculum import asked
from nevbook.curriculum.model import Chapter, Course, Curriculum
from nevbook.curriculum.signing.contents import contents, digest_of
from nevbook.curriculum.signing.signoffs import FILE, PART_DIGITS, SignOff, append, read_signoffs, seal_of
from nevbook.curriculum.signing.standing import SIDES, is_known
from nevbook.problems import Problem, ProblemsFound, problem


def statement(curriculum: Curriculum, chapter: Chapter, side: str, who: str, scope: str | None = None) -> SignOff:
    """Word the signature of a chapter as it is now; nothing is written.

    Parameters
    ----------
    curriculum : Curriculum
        As read.
    chapter : Chapter
        What is signed.
    side : str
        ``school``, ``enterprise`` or ``safety``.
    who : str
        Id of the signer in ``people.yml``; empty where nobody was named.
    scope : str, optional
        What the signer vouches for where it is less than the whole chapter.

    Raises
    ------
    ProblemsFound
        Where that person cannot sign for that side, the chapter is not ready, or the file of signatures was altered.
    """
    course = _course(curriculum, chapter)
    read = read_signoffs(curriculum, course)
    found: list[Problem] = [*read.problems, *_signer(curriculum, side, who)]
    if chapter.facts.status != "ready":
        place = curriculum.at(chapter.home.path, "nev", "status")
        found.append(problem("sign-not-ready", *place, chapter=chapter.id, status=chapter.facts.status))
    if found:
        raise ProblemsFound(found)
    parts = contents(curriculum, chapter)
    entry = {
        "chapter": chapter.id,
        "side": side,
        "who": who,
        "organisation": curriculum.people[who].organisation,
        "date": curriculum.today.isoformat(),
        "scope": (scope or "").strip() or None,
        "digest": digest_of(parts),
        "parts": {name: told[:PART_DIGITS] for name, told in parts.items()},
    }
    return SignOff.model_validate({**entry, "seal": seal_of(course.id, entry, read.last_seal(side))})


def is_signed_already(curriculum: Curriculum, chapter: Chapter, entry: SignOff) -> bool:
    """Tell whether the same person has signed the same state, for the same side and scope."""
    same = {"chapter", "side", "who", "organisation", "scope", "digest"}
    entries = read_signoffs(curriculum, _course(curriculum, chapter)).entries
    return any(
        is_known(curriculum, old) and old.model_dump(include=same) == entry.model_dump(include=same)
        for old, _ in entries
    )


def sign(curriculum: Curriculum, chapter: Chapter, entry: SignOff) -> str:
    """Add a signature to the course's file, and give the file's name.

    Raises
    ------
    ProblemsFound
        Where the chapter or the file changed since the signature was worded: nobody signs what was not shown.
    """
    again = statement(curriculum, chapter, entry.side, entry.who, entry.scope)
    if again != entry:
        raise ProblemsFound([problem("sign-changed-meanwhile", chapter=chapter.id)])
    path = _course(curriculum, chapter).folder / FILE
    append(path, entry)
    return curriculum.relative(path)


def _course(curriculum: Curriculum, chapter: Chapter) -> Course:
    return asked.known(
        curriculum, "COURSE", chapter.course_id, {course.id: course for course in curriculum.courses}, "courses/"
    )


def _signer(curriculum: Curriculum, side: str, who: str) -> list[Problem]:
    """Say why somebody cannot sign for a side."""
    kinds = SIDES[side]
    organisations = {name: one.kind for name, one in curriculum.organisations.items()}
    fit = [name for name, person in curriculum.people.items() if organisations.get(person.organisation or "") in kinds]
    known = ", ".join(fit) or "—"
    if not who:
        return [problem("sign-who", side=side, known=known)]
    if who not in curriculum.people:
        try:
            asked.known(curriculum, "--who", who, curriculum.people, "courses/people.yml")
        except ProblemsFound as unknown:
            return list(unknown.problems)
    if who not in fit:
        place = curriculum.at(curriculum.root / "courses" / "people.yml", "people", who)
        organisation = curriculum.people[who].organisation or "—"
        kind = organisations.get(organisation, "—")
        told = {"organisation": organisation, "kind": kind, "known": known}
        return [problem("sign-wrong-side", place[0], place[1], who=who, side=side, **told)]
    return []
