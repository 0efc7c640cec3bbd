"""What only the teacher can decide about a hand-in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from nevbook.grading.classes.school_class import SchoolClass
from nevbook.grading.intake.collect import known_student
from nevbook.grading.intake.fresh import Release
from nevbook.grading.intake.received import EARLIER, HandIn, all_hand_ins, eligible, noted
from nevbook.grading.intake.submission import look_through
from nevbook.grading.intake.take_in import DECISIONS, ORDINALS
from nevbook.problems import Problem, ProblemsFound, nearest, problem

#: Lifts what was decided about the latest hand-in.
LATEST = "latest"


def decide(school_class: SchoolClass, exercise: str, decisions: Mapping[str, str]) -> tuple[HandIn, ...]:
    """Note what the teacher decided about hand-ins, and make their submissions accordingly.

    Parameters
    ----------
    school_class : SchoolClass
        The class.
    exercise : str
        Handed out to the class.
    decisions : Mapping of str to str
        Student's number → ``"accept"``; ``"first"``, ``"second"`` … of what was shown; ``"earlier"``: the hand-in
        before this one counts; ``"reject"``; ``"latest"``: nothing is decided, and the latest hand-in counts.

    Raises
    ------
    ProblemsFound
        Where a decision does not fit its hand-in; nothing is changed then.
    """
    release = Release.of(school_class, exercise)
    wrong = [found for who, word in decisions.items() for found in _misfits(school_class, exercise, who, word)]
    if wrong:
        raise ProblemsFound(wrong)
    done = []
    for who, word in decisions.items():
        if word == LATEST:
            hand_ins = all_hand_ins(school_class.paths, who, exercise)
            decided = next((one for one in reversed(hand_ins) if one.decision), hand_ins[-1])
        else:
            decided = eligible(school_class, who, exercise)[-1]
        noted(decided, decision="" if word == LATEST else word)
        now = eligible(school_class, who, exercise)[-1]
        done.append(look_through(school_class.paths, now, release))
    return tuple(done)


def _misfits(school_class: SchoolClass, exercise: str, who: str, word: str) -> Iterable[Problem]:
    allowed = (*DECISIONS, LATEST)
    if word not in allowed:
        near = nearest(word, allowed) or "–"
        yield problem("decision-unknown", word=word, near=near, allowed=", ".join(allowed))
        return
    try:
        known_student(school_class, who)
    except ProblemsFound as found:
        yield from found.problems
        return
    hand_ins = all_hand_ins(school_class.paths, who, exercise)
    may_count = eligible(school_class, who, exercise)
    if not hand_ins or (not may_count and word != LATEST):
        yield problem("decision-nothing", student=who)
    elif word == EARLIER and len(may_count) < 2:
        yield problem("decision-no-earlier", student=who)
    elif word in ("accept", *ORDINALS):
        repairs = may_count[-1].repairs
        offered = "\n".join(dict(found.values).get("texts", "") for found in repairs)
        if not repairs or (word in ORDINALS and f"{word}:\n" not in offered):
            yield problem("decision-misfit", student=who, word=word)
