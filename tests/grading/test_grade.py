"""Grading a class: marks that were worked out by hand, and submissions that cannot be run."""

from __future__ import annotations

import json
import os
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import nbformat
import psutil
import pytest
from class_fixture import CODE, EX, ISOLATION, TRUSTED, as_bytes, codes, made_class, placed, record, worked
from nbgrader.utils import determine_grade

from nevbook.grading.intake.collect import collect
from nevbook.grading.outcome.standing import State, standings
from nevbook.grading.running import engine
from nevbook.grading.running.batch import Step, grade
from nevbook.grading.running.gradebook import Mark, read_gradebook, write_marks
from nevbook.grading.running.place import Workers
from nevbook.grading.running.runs import read_run
from nevbook.grading.sandbox import probe
from nevbook.grading.sandbox.probe import Capabilities
from nevbook.problems import ProblemsFound
from nevlab.jobcard import car_seed

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
RIGHT, PLAIN, ENDLESS, DYING, WARNING, MISSING = (f"2024000{n}" for n in range(1, 7))
ENTRY = "answers = card.answers(required_ohm=required_ohm)"
# What the exercise asks for, by its own rule: 100 Ω for each volt of the student's own car.
VOLTAGE_V = {number: 300 + car_seed(CODE, number, EX) % 100 for number in (RIGHT, PLAIN, WARNING)}
WARNS = """
import sys

class Talking(dict):
    def __getitem__(self, key):
        print("DeprecationWarning: talk less", file=sys.stderr)
        return super().__getitem__(key)

answers = Talking(answers)
"""


def handed_in(school_class, folder, number, notebook, **entered):
    """Take one student's work in."""
    placed(folder / number / f"{EX}.ipynb", as_bytes(notebook))
    if entered:
        placed(folder / number / f"{EX}.jobcard.jsonl", record(number, **entered))
    return collect(school_class, EX, folder, now=NOW + timedelta(minutes=len(list(folder.parent.iterdir()))))


def _limited(school_class, limit_s):
    """Give the class with another time for a cell."""
    facts = school_class.paths.facts
    told = facts.read_text(encoding="utf-8").replace(
        f"timeout_s: {school_class.cell_timeout_s}", f"timeout_s: {limit_s}"
    )
    facts.write_text(told, "utf-8")
    changed = type(school_class).open(school_class.paths.folder)
    assert changed.cell_timeout_s == limit_s
    return changed


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Give a class whose work was taken in and graded once, and what the run told on its way."""
    folder = tmp_path_factory.mktemp("graded")
    school_class = made_class(tmp_path_factory.getbasetemp(), folder)
    school_class = _limited(school_class, 8)

    def answered(text):
        return worked(school_class, required=f"required_ohm = {text}\n{ENTRY}")

    work = folder / "in"
    handed_in(
        school_class, work, RIGHT, answered("None"), required_ohm=100 * VOLTAGE_V[RIGHT], reason="电压越高电流越大"
    )
    handed_in(school_class, work, PLAIN, answered(f"0.1 * {VOLTAGE_V[PLAIN]}"))  # kΩ for Ω: half the points
    handed_in(school_class, work, ENDLESS, answered("1\nwhile True:\n    pass"))
    handed_in(school_class, work, DYING, answered("1\nimport os\nos._exit(1)"))
    warning = worked(school_class, required=f"required_ohm = {100 * VOLTAGE_V[WARNING]}\n{ENTRY}\n{WARNS}")
    handed_in(school_class, work, WARNING, warning)
    told: list[Step] = []
    environment, cwd = dict(os.environ), Path.cwd()
    result = grade(school_class, EX, trust_students=TRUSTED, progress=told.append)
    assert (dict(os.environ), Path.cwd()) == (environment, cwd)
    return school_class, result, told, folder


def _by_number(school_class):
    return {found.student.number: found for found in standings(school_class, EX)}


def test_grading_without_isolation_is_refused_unless_students_are_trusted(graded, monkeypatch):
    lacking = Capabilities((probe.Step("user", "PermissionError: max_user_namespaces"),))
    monkeypatch.setattr(engine, "capabilities", lambda: lacking)
    with pytest.raises(ProblemsFound) as found:
        grade(graded[0], EX)
    assert codes(found.value.problems) == ["sandbox-namespaces", "no-isolation"]
    assert "--trust-students" in found.value.problems[1].remedy("zh")
    assert grade(graded[0], EX, trust_students=True).unchanged


def test_points_are_those_worked_out_by_hand(graded):
    points = {
        number: {name: score.automatic for name, score in held.scores.items()}
        for number, held in read_gradebook(graded[0].paths, EX).items()
    }
    assert points[RIGHT] == {"entered": 1, "value": 4, "reason": None}
    assert points[PLAIN] == {"entered": 1, "value": 2, "reason": 0}  # an untouched answer gets 0 from nbgrader
    assert points[WARNING] == {"entered": 1, "value": 4, "reason": 0}


def test_a_warning_of_the_students_code_costs_nothing_though_it_does_in_stock_nbgrader(graded):
    """What the student's process writes on standard error is not the test's outcome; stock nbgrader gave 0 for it."""
    path = graded[0].paths.autograded(WARNING, EX) / f"{EX}.ipynb"
    cell = next(cell for cell in nbformat.read(path, as_version=4).cells if cell.id == "value")
    assert determine_grade(cell) == (4, 4)
    assert read_gradebook(graded[0].paths, EX)[WARNING].scores["value"].automatic == 4


def test_one_submission_that_cannot_run_stops_no_other(graded):
    _, result, told, _ = graded
    assert (result.done, result.stopped) == ((RIGHT, PLAIN, WARNING), (ENDLESS, DYING))
    begun = [(step.student.number, step.position, step.total) for step in told if not step.running_s]
    assert begun == [(RIGHT, 1, 5), (PLAIN, 2, 5), (ENDLESS, 3, 5), (DYING, 4, 5), (WARNING, 5, 5)]
    assert ENDLESS in {step.student.number for step in told if step.running_s >= 5}


def test_standings_say_what_is_so_and_a_mark_only_where_all_is_graded(graded):
    found = _by_number(graded[0])
    assert {number: standing.state for number, standing in found.items()} == {
        RIGHT: State.NEEDS_TEACHER,
        PLAIN: State.GRADED,
        ENDLESS: State.COULD_NOT_RUN,
        DYING: State.COULD_NOT_RUN,
        WARNING: State.GRADED,
        MISSING: State.NOT_SUBMITTED,
    }
    assert (found[RIGHT].automatic, found[RIGHT].total, found[RIGHT].is_provisional) == (5, None, True)
    assert (found[PLAIN].total, found[WARNING].total, found[PLAIN].max_points) == (3, 5, 7)
    assert all(found[number].total is None for number in (ENDLESS, DYING, MISSING))
    assert {number for number in found if found[number].isolation == ISOLATION} == set(found) - {MISSING}


def test_what_could_not_run_says_which_cell_and_which_limit(graded):
    found = _by_number(graded[0])
    assert [(why.code, dict(why.values)) for why in found[ENDLESS].why] == [
        ("run-timeout", {"cell": "required", "limit": "8", "text": "required_ohm = 1"})
    ]
    assert [(why.code, dict(why.values)["cell"]) for why in found[DYING].why] == [("run-kernel-died", "required")]
    note = json.loads(graded[0].paths.run(ENDLESS, EX).read_text(encoding="utf-8"))
    assert note["isolation"] == ISOLATION and note["why"][0]["code"] == "run-timeout"


def test_no_process_of_a_submission_is_left_behind(graded):
    """The warm parent stays for the next submissions; what it has forked is gone."""
    warm = [child for child in psutil.Process().children() if "warm_parent" in " ".join(child.cmdline())]
    forked = [child for one in warm for child in one.children(recursive=True)]
    _, left = psutil.wait_procs(forked, timeout=10)
    assert [one for one in left if one.status() != psutil.STATUS_ZOMBIE] == []


def test_only_what_is_new_is_graded_and_a_persons_marks_survive(graded):
    school_class, _, _, folder = graded
    write_marks(school_class.paths, EX, [Mark(RIGHT, "reason", 2.0, "好")])
    assert _by_number(school_class)[RIGHT].total == 7
    again = grade(school_class, EX, trust_students=TRUSTED)
    assert (again.done, again.stopped, len(again.unchanged)) == ((), (), 5)

    forced = grade(school_class, EX, trust_students=TRUSTED, again=True, only=[RIGHT])
    assert forced.done == (RIGHT,)
    assert (_by_number(school_class)[RIGHT].state, _by_number(school_class)[RIGHT].total) == (State.GRADED, 7)

    # Something new comes in with another text: the old points are kept, and a person is asked to look again.
    newer = worked(school_class, required=f"required_ohm = None\n{ENTRY}", reason="别的理由")
    handed_in(school_class, folder / "later", RIGHT, newer)
    assert codes(_by_number(school_class)[RIGHT].why) == ["not-graded-yet"]
    assert grade(school_class, EX, trust_students=TRUSTED).done == (RIGHT,)
    standing = _by_number(school_class)[RIGHT]
    assert (standing.state, standing.scores["reason"].manual, standing.automatic) == (State.NEEDS_TEACHER, 2, 0)


class _Failing(Executor):
    """Workers that are lost with every task, as where the machine has no memory left."""

    def submit(self, run, task):
        lost = Future()
        lost.set_exception(OSError("disk full"))
        return lost


class _FailingPlace:
    def check(self, exercise, trusted):
        """Find nothing wrong."""

    def prepare(self, cell_limit_s, trusted):
        """Have nothing to start."""

    @contextmanager
    def open(self):
        yield Workers(_Failing(), 2)


def test_a_run_that_broke_for_reasons_of_the_machine_is_tried_again(graded):
    school_class = graded[0]
    broken = grade(school_class, EX, trust_students=TRUSTED, again=True, only=[PLAIN], place=_FailingPlace())
    assert broken.stopped == (PLAIN,)
    assert codes(_by_number(school_class)[PLAIN].why) == ["run-broke"]
    assert "disk full" in _by_number(school_class)[PLAIN].why[0].what("en")
    assert school_class.paths.run(PLAIN, EX).with_suffix(".log").read_text(encoding="utf-8").count("disk full")
    assert grade(school_class, EX, trust_students=TRUSTED).done == (PLAIN,)
    assert _by_number(school_class)[PLAIN].total == 3
    run = read_run(school_class.paths, PLAIN, EX)
    assert run.why == () and not school_class.paths.run(PLAIN, EX).with_suffix(".log").exists()


def test_a_submission_that_cannot_be_read_stops_no_other(graded):
    school_class = graded[0]
    notebook = school_class.paths.submitted(PLAIN, EX) / f"{EX}.ipynb"
    whole = notebook.read_bytes()
    notebook.write_bytes(whole[:500])
    result = grade(school_class, EX, trust_students=TRUSTED, again=True, only=[PLAIN, WARNING])
    assert (result.done, result.stopped) == ((WARNING,), (PLAIN,))
    assert codes(_by_number(school_class)[PLAIN].why) == ["run-broke"]
    notebook.write_bytes(whole)
    assert grade(school_class, EX, trust_students=TRUSTED).done == (PLAIN,)


def test_nothing_of_an_earlier_submission_or_of_a_grader_that_was_ended_stays_beside_the_graded_notebook(graded):
    school_class = graded[0]
    folder = school_class.paths.autograded(PLAIN, EX)
    placed(folder / "data" / "old.csv", b"1")
    placed(folder / f".{EX}.ipynb.4711.part", b"{}")
    there = {path.name for path in folder.iterdir()}
    grade(school_class, EX, trust_students=TRUSTED, again=True, only=[PLAIN])
    assert {path.name for path in folder.iterdir()} == there - {"data", f".{EX}.ipynb.4711.part"}


@pytest.mark.slow
def test_a_cell_that_waits_is_tried_again_alone_and_then_decided(graded):
    school_class, _, _, folder = graded
    school_class = _limited(school_class, 1)
    asleep = worked(school_class, required="import time\ntime.sleep(600)")
    handed_in(school_class, folder / "asleep", MISSING, asleep)
    told = []
    result = grade(school_class, EX, trust_students=TRUSTED, progress=told.append)
    assert result.stopped == (MISSING,)
    assert [step.student.number for step in told if not step.running_s] == [MISSING, MISSING]
    assert codes(_by_number(school_class)[MISSING].why) == ["run-waits"]
    assert grade(school_class, EX, trust_students=TRUSTED).stopped == ()


@pytest.mark.parametrize(
    ("told", "code"), [({"exercise": "tinny"}, "not-handed-out"), ({"only": ["7"]}, "unknown-student")]
)
def test_bad_beginnings_are_said(graded, told, code):
    with pytest.raises(ProblemsFound) as found:
        grade(graded[0], **{"exercise": EX, "trust_students": TRUSTED} | told)
    assert codes(found.value.problems) == [code]
