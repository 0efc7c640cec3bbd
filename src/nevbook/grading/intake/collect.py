"""Take in what a class handed in: find whose it is, keep it untouched, and make of it what is graded."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from nevbook.grading.classes.school_class import SchoolClass
from nevbook.grading.intake.archives import Listing, Member, list_source, one_file, unpacked
from nevbook.grading.intake.fresh import Release
from nevbook.grading.intake.matching import Matcher
from nevbook.grading.intake.received import UNMATCHED, HandIn, counting, keep, known_files, noted
from nevbook.grading.intake.submission import look_through
from nevbook.grading.intake.times import platform_times, receipt_of
from nevbook.problems import Problem, ProblemsFound, nearest, problem


@dataclass(frozen=True)
class Collected:
    """What one collection brought.

    Parameters
    ----------
    taken : tuple of HandIn
        What is new, one for each student.
    already : tuple of HandIn
        What had been taken in before.
    unmatched : tuple of Problem
        Files that belong to nobody, or might belong to several; they are kept, too.
    refused : tuple of Problem
        Files that could not be taken, and why.
    """

    taken: tuple[HandIn, ...]
    already: tuple[HandIn, ...]
    unmatched: tuple[Problem, ...]
    refused: tuple[Problem, ...]

    @property
    def open_repairs(self) -> tuple[Problem, ...]:
        """Give what the teacher has to decide."""
        return tuple(found for hand_in in (*self.taken, *self.already) for found in hand_in.open_repairs)


def collect(
    school_class: SchoolClass,
    exercise: str,
    source: Path,
    *,
    patterns: Iterable[str] = (),
    student: str = "",
    platform: str = "",
    now: datetime | None = None,
) -> Collected:
    """Take in a folder, a zip or a file.

    It can be repeated: what is there already is not taken again, something newer is added, and the last one before the
    deadline counts.

    Parameters
    ----------
    school_class : SchoolClass
        Whose roster and file patterns count.
    exercise : str
        Handed out to the class.
    source : Path
        What a learning platform exported, or what was carried over by hand.
    patterns : iterable of str
        More name patterns; they are tried first.
    student : str
        Whose all of `source` is, instead of looking at names.
    platform : str
        Which of the class's platforms exported `source`; where the class has one only, that one.
    now : datetime or None
        The time that is noted, with a time zone; the clock's by default.

    Raises
    ------
    ProblemsFound
        Where nothing could begin: no such source, student, exercise or platform, or a wrong pattern.
    """
    release = Release.of(school_class, exercise)
    if not source.exists():
        raise ProblemsFound([problem("collect-no-source", source=source)])
    if student:
        known_student(school_class, student)
    matcher = Matcher(school_class.roster, (*patterns, *school_class.file_patterns))
    listing = _listing(source, matcher, whole=bool(student))
    times = {} if student else _times(school_class, source, platform, matcher)
    refused, now = list(listing.refused), now or datetime.now(UTC)
    if student:
        of_students: dict[str, dict[str, Member]] = {student: {str(one.path): one for one in listing.members}}
        nobodys: list[Member] = []
    else:
        of_students, nobodys = _by_student(listing, matcher)
    taken: list[HandIn] = []
    already: list[HandIn] = []
    for number, files in of_students.items():
        try:
            hand_in, new = keep(school_class.paths, number, exercise, files, source.name, now, times.get(number))
            if new:
                receipt_at, receipt_fits = receipt_of(unpacked(hand_in.members()).members)
                hand_in = noted(hand_in, receipt_at=receipt_at, receipt_fits=receipt_fits)
        except ProblemsFound as found:
            refused += found.problems
            continue
        # Again, too: the last time may have been cut short, or the exercise handed out anew since.
        if hand_in == counting(school_class, number, exercise):
            hand_in = look_through(school_class.paths, hand_in, release)
        (taken if new else already).append(hand_in)
    unmatched, unreadable = _keep_nobodys(school_class, exercise, nobodys, matcher, source.name, now)
    return Collected(tuple(taken), tuple(already), unmatched, (*refused, *unreadable))


def _listing(source: Path, matcher: Matcher, *, whole: bool) -> Listing:
    if source.is_file() and (whole or matcher.students(source.name)):
        return one_file(source)
    listing = list_source(source)
    if whole:
        return listing
    found = unpacked(listing.members, stays_packed=lambda member: bool(matcher.unit(member.path)[1]))
    return Listing(found.members, [*listing.refused, *found.refused])


def _times(school_class: SchoolClass, source: Path, platform: str, matcher: Matcher) -> dict[str, datetime]:
    known = school_class.platforms
    if platform and platform not in known:
        raise ProblemsFound([problem("unknown-platform", name=platform, known=", ".join(known) or "–")])
    if not platform and len(known) != 1:
        return {}
    facts = known[platform or next(iter(known))]

    def student_of(path: PurePosixPath) -> str:
        students = matcher.unit(path)[1]
        return students[0].number if len(students) == 1 else ""

    return platform_times(source, facts.times, school_class.timezone, student_of)


def _by_student(listing: Listing, matcher: Matcher) -> tuple[dict[str, dict[str, Member]], list[Member]]:
    of_students: dict[str, dict[str, Member]] = {}
    nobodys = []
    for member in listing.members:
        unit, students = matcher.unit(member.path)
        if len(students) == 1:
            files = of_students.setdefault(students[0].number, {})
            name = str(member.path.relative_to(unit.parent))
            files[name if name not in files else str(member.path)] = member
        else:
            nobodys.append(member)
    return of_students, nobodys


def _keep_nobodys(
    school_class: SchoolClass, exercise: str, files: list[Member], matcher: Matcher, origin: str, now: datetime
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Keep what belongs to nobody for certain, but for what a teacher has given to somebody since."""
    known = known_files(school_class.paths, exercise, [student.number for student in school_class.roster])
    kept: dict[str, Member] = {}
    unreadable: list[Problem] = []
    for file in files:
        try:
            if hashlib.sha256(file.read()).hexdigest() not in known:
                kept[str(file.path)] = file
        except ProblemsFound as found:
            unreadable += found.problems
    if not kept:
        return (), tuple(unreadable)
    hand_in, _ = keep(school_class.paths, UNMATCHED, exercise, kept, origin, now)
    names = [student.name for student in school_class.roster]
    listed: dict[PurePosixPath, Problem] = {}
    for file in kept.values():
        unit, students = matcher.unit(file.path)
        place = hand_in.kept_at(unit)
        if students:
            who = ", ".join(f"{student.number} {student.name}" for student in students)
            listed[unit] = problem("collect-ambiguous", unit, students=who, exercise=exercise, kept=place)
        else:
            near = nearest(unit.stem, [*names, *(student.number for student in school_class.roster)]) or "–"
            listed[unit] = problem("collect-unmatched", unit, near=near, exercise=exercise, kept=place)
    return tuple(listed.values()), tuple(unreadable)


def known_student(school_class: SchoolClass, number: str) -> None:
    """Make sure that a number is in the roster.

    Raises
    ------
    ProblemsFound
        Where it is not.
    """
    if school_class.student(number) is None:
        near = nearest(number, [student.number for student in school_class.roster]) or "–"
        raise ProblemsFound([problem("unknown-student", number=number, near=near)])
