"""Which hand-in counts by the deadline, and what should be known of its time.

What counts as the time of a hand-in is what the teacher said, else what the platform's export tells, else when it was
taken in. A receipt is the student's own word: it moves nothing, and a receipt that would is remarked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from nevbook.grading.classes.school_class import SchoolClass
from nevbook.grading.classes.terms import in_utc, moment, shown
from nevbook.grading.intake.collect import known_student
from nevbook.grading.intake.fresh import Release
from nevbook.grading.intake.received import EARLIER, HandIn, all_hand_ins, counting, counts, noted
from nevbook.grading.intake.submission import look_through
from nevbook.problems import Problem, ProblemsFound, problem

#: Stands for every student.
EVERYBODY = "all"
#: What a teacher can say besides a time: in time; no more than is known.
ON_TIME, COLLECTED = "on-time", "collected"


def tell_times(
    school_class: SchoolClass, exercise: str, told: Mapping[str, str], among: Sequence[HandIn] | None = None
) -> tuple[HandIn, ...]:
    """Note when hand-ins were handed in, as the teacher says, and make the submissions accordingly.

    Parameters
    ----------
    school_class : SchoolClass
        The class.
    exercise : str
        Handed out to the class.
    told : Mapping of str to str
        Student's number, or :data:`EVERYBODY` → a time in the class's zone, :data:`ON_TIME` or :data:`COLLECTED`. It
        is said of the student's last hand-in that is not set aside.
    among : sequence of HandIn, optional
        Only these can be meant.

    Returns
    -------
    tuple of HandIn
        What counts now of these students.

    Raises
    ------
    ProblemsFound
        Where something that was said does not fit; nothing is changed then.
    """
    release, found, meant = Release.of(school_class, exercise), list[Problem](), dict[str, tuple[HandIn, str]]()
    for who, word in sorted(told.items(), key=lambda said: said[0] != EVERYBODY):  # a single student's time comes last
        for number in _numbers(school_class, who, found):
            last = _last(school_class, exercise, number, among)
            if last is not None:
                meant[number] = (last, _told_at(school_class, exercise, last, word.strip(), found))
            elif who != EVERYBODY:
                found.append(problem("decision-nothing", student=number))
    if found:
        raise ProblemsFound(dict.fromkeys(found))
    for hand_in, at in meant.values():
        noted(hand_in, told_at=at)
    return recount(school_class, exercise, meant, release)


def recount(
    school_class: SchoolClass, exercise: str, numbers: Iterable[str] = (), release: Release | None = None
) -> tuple[HandIn, ...]:
    """Make the submissions again of what counts now: a deadline may have changed; all students' by default."""
    release = release or Release.of(school_class, exercise)
    wanted = tuple(numbers) or tuple(student.number for student in school_class.roster)
    now = [counting(school_class, number, exercise) for number in wanted]
    return tuple(look_through(school_class.paths, hand_in, release) for hand_in in now if hand_in is not None)


def is_in_place(school_class: SchoolClass, hand_in: HandIn) -> bool:
    """Tell whether the submission that is there was made of this hand-in, as its time says; so too where there is none.

    It was not where ``class.yml`` was edited since, and another hand-in counts now.
    """
    stamp = school_class.paths.submitted(hand_in.student, hand_in.exercise) / "timestamp.txt"
    if not stamp.is_file():
        return True
    return stamp.read_text(encoding="utf-8").strip() == f"{hand_in.time:%Y-%m-%d %H:%M:%S.%f} UTC"


def time_remarks(school_class: SchoolClass, exercise: str, student: str) -> tuple[Problem, ...]:
    """Say what should be known of the time of a student's hand-in."""
    return tuple(_remarks(school_class, exercise, student))


def _remarks(school_class: SchoolClass, exercise: str, student: str) -> Iterator[Problem]:
    terms, zone = school_class.terms, school_class.timezone
    all_of_them, due = all_hand_ins(school_class.paths, student, exercise), terms.due(exercise, student)

    def is_late(at: datetime) -> bool:
        return terms.is_late(exercise, student, at)

    counted = counts(all_of_them, is_late)
    if not counted:
        return
    hand_in = counted[-1]
    facts = {"student": student, "exercise": exercise, "at": shown(hand_in.time, zone)}
    if hand_in.told_at:
        yield problem("time-told", "", 0, **facts)
    if not hand_in.receipt_fits:
        yield problem("time-receipt-misfits", "", 0, **facts)
    if due is None:
        return
    facts["due"] = shown(due, zone)
    if is_late(hand_in.time):
        late = hours(terms.late_s(exercise, student, hand_in.time))
        is_known = bool(hand_in.told_at or hand_in.platform_at)
        yield problem("time-late" if is_known else "time-late-unknown", "", 0, late=late, **facts)
    if hand_in.receipt_at:
        said = datetime.fromisoformat(hand_in.receipt_at)
        if is_late(hand_in.time) != is_late(said):
            code = "time-receipt-earlier" if is_late(hand_in.time) else "time-receipt-later"
            yield problem(code, "", 0, said=shown(said, zone), **facts)
    for other in all_of_them:
        if other.decision != EARLIER and is_late(other.time) and not is_late(hand_in.time):
            yield problem("time-later-kept", "", 0, late_at=shown(other.time, zone), **facts)


def _numbers(school_class: SchoolClass, who: str, found: list[Problem]) -> list[str]:
    if who == EVERYBODY:
        return [student.number for student in school_class.roster]
    try:
        known_student(school_class, who)
    except ProblemsFound as unknown:
        found += unknown.problems
        return []
    return [who]


def _last(school_class: SchoolClass, exercise: str, number: str, among: Sequence[HandIn] | None) -> HandIn | None:
    there = all_hand_ins(school_class.paths, number, exercise)
    folders = None if among is None else {hand_in.folder for hand_in in among}
    left = [one for one in there if one.decision != EARLIER and (folders is None or one.folder in folders)]
    return left[-1] if left else None


def _told_at(school_class: SchoolClass, exercise: str, hand_in: HandIn, word: str, found: list[Problem]) -> str:
    due = school_class.terms.due(exercise, hand_in.student)
    if word == COLLECTED:
        return ""
    if word == ON_TIME:
        if due is None:
            found.append(problem("deadline-none", school_class.paths.facts, exercise=exercise))
            return ""
        return min(due, hand_in.taken_in).isoformat()
    try:
        at = in_utc(moment(word), school_class.timezone)
    except ValueError:
        found.append(problem("time-unreadable", told=word or "–"))
        return ""
    if at > hand_in.taken_in:
        taken_in = shown(hand_in.taken_in, school_class.timezone)
        found.append(problem("time-after-collected", student=hand_in.student, told=word, at=taken_in))
    return at.isoformat()


def hours(seconds: float) -> str:
    """Give a time as hours and minutes, begun minutes counted: ``26:05``."""
    minutes = int(-(-seconds // 60))
    return f"{minutes // 60}:{minutes % 60:02d}"
