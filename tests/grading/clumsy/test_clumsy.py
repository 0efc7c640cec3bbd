"""Clumsy is not hostile: the mark is what the answer deserves, or the teacher decides by one command."""

from __future__ import annotations

import re
import shlex

import pytest
from class_fixture import CODE, EX, TINY, as_bytes, codes, placed, release, submitted
from click.testing import CliRunner
from hand_ins import MISHAPS, NAME, REASON, answered

from nevbook.cli import main
from nevbook.curriculum import read_curriculum
from nevbook.grading.classes.enrol import enrol
from nevbook.grading.classes.roster import Student, write_roster
from nevbook.grading.exercises.handout import hand_out
from nevbook.grading.intake.collect import collect
from nevbook.grading.intake.decisions import decide
from nevbook.grading.outcome.standing import State, standings
from nevbook.grading.running.batch import grade

NUMBERS = {name: f"{2401000 + n}" for n, name in enumerate(MISHAPS, 1)}
TO_DECIDE = [(name, word) for name, one in MISHAPS.items() for word in one.decided or {}]


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory):
    """Give a class in which every student had another mishap, what was taken in, and the first standings."""
    folder = tmp_path_factory.mktemp("clumsy")
    write_roster(folder / "roster.csv", [Student(number, f"学生{number}") for number in NUMBERS.values()])
    school_class = enrol(CODE, folder / "roster.csv", TINY, language="zh", folder=folder / "class").school_class
    school_class = hand_out(school_class, read_curriculum(TINY)[0].exercises[EX]).school_class
    for name, number in NUMBERS.items():
        for file, data in MISHAPS[name].make(release(school_class), number).items():
            placed(folder / "in" / number / file, data)
    done = collect(school_class, EX, folder / "in")
    assert (done.unmatched, done.refused) == ((), ())
    grade(school_class, EX, trust_students=True)
    return school_class, {one.student: one for one in done.taken}


@pytest.fixture(scope="module")
def first(handed_in):
    """Give the standings before anything was decided."""
    return _by_number(handed_in[0])


@pytest.fixture(scope="module")
def decided(handed_in, first):
    """Give a function that decides for everybody who offers the word, once, and gives the standings."""
    school_class, known = handed_in[0], {}

    def standing(name, word):
        if word not in known:
            offering = [NUMBERS[one] for one, offered in TO_DECIDE if offered == word]
            decide(school_class, EX, dict.fromkeys(offering, word))
            texts = {
                number: submitted(school_class, number)["reason"]
                for number in offering
                if school_class.paths.submitted(number, EX).exists()
            }
            grade(school_class, EX, trust_students=True)
            known[word] = _by_number(school_class), texts
        found, texts = known[word]
        return found[NUMBERS[name]], texts.get(NUMBERS[name], "")

    return standing


def _by_number(school_class):
    return {found.student.number: found for found in standings(school_class, EX)}


def _points(standing):
    return {name: score.points for name, score in standing.scores.items() if name != "reason"} or None


@pytest.mark.parametrize("name", MISHAPS)
def test_the_mark_is_what_the_answer_deserves_or_the_standing_says_why_not(handed_in, first, name):
    school_class, taken = handed_in
    number, expected = NUMBERS[name], MISHAPS[name]
    standing, hand_in = first[number], taken[number]
    assert _points(standing) == expected.points
    told = [*codes(hand_in.remarks), *codes(hand_in.repairs), *codes(hand_in.failures)]
    assert expected.says in told or (expected.says == "" and not hand_in.repairs and not hand_in.failures), told
    if expected.decided:
        assert standing.state is State.NEEDS_TEACHER and codes(standing.why) == [expected.says]
    elif expected.points is None:
        assert standing.state is State.COULD_NOT_RUN
        assert all(found.what("zh") and found.remedy("zh") for found in standing.why)
    elif not expected.reason:
        assert standing.state is (State.GRADED if expected.reason == "" else State.NEEDS_TEACHER)
    else:
        assert standing.state is State.NEEDS_TEACHER and codes(standing.why) == ["marking-open"]
        assert submitted(school_class, number)["reason"].endswith(expected.reason)


@pytest.mark.parametrize(("name", "word"), TO_DECIDE)
def test_one_command_decides(decided, name, word):
    expected = MISHAPS[name]
    standing, text = decided(name, word)
    assert _points(standing) == expected.decided[word]
    if expected.decided[word] is None:
        assert codes(standing.why) == ["intake-rejected"]
    elif expected.reason is not None:
        assert text.endswith(expected.reason)


@pytest.mark.parametrize("name", [name for name, one in MISHAPS.items() if one.decided])
def test_the_command_that_the_teacher_is_told_is_one(handed_in, first, name):
    """Copy the command out of the remedy and give it to the command line."""
    school_class, taken = handed_in
    (found,) = taken[NUMBERS[name]].repairs
    command = re.search(r"nevbook (collect \S+ --decide \S+=\w+)", found.remedy("en"))[1]
    assert command in found.remedy("zh")
    run = CliRunner().invoke(main, [*shlex.split(command), "--class", str(school_class.paths.folder)])
    assert run.exit_code == 0, run.output


def test_there_are_enough_of_them():
    assert len(MISHAPS) >= 50


def test_an_earlier_hand_in_can_count_instead_of_a_broken_one(handed_in, tmp_path):
    school_class, number = handed_in[0], NUMBERS["nothing_left"]
    later = placed(tmp_path / number / NAME, as_bytes(answered(release(school_class)))).parent
    assert collect(school_class, EX, later.parent).taken[0].failures == ()
    broken = placed(tmp_path / "again" / number / NAME, b"{").parent
    assert codes(collect(school_class, EX, broken.parent).taken[0].failures) == ["intake-json-broken"]
    decide(school_class, EX, {number: "earlier"})
    assert submitted(school_class, number)["reason"].endswith(REASON)
