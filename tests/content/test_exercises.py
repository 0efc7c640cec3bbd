"""What holds for every exercise: samples get their marks, every car can be solved, guessing and copying do not pay."""

from __future__ import annotations

import json
import random
import statistics
from functools import cache
from pathlib import Path

import pytest
from exercise_runs import ROOT, run_student, run_tests, write_record

from nevbook.curriculum import read_curriculum
from nevbook.grading.samples.answers import read_samples
from nevlab import labels
from nevlab.jobcard import Record
from nevlab.jobcard.fields import Choice, Number, Order, Text

CURRICULUM, _ = read_curriculum(ROOT)
EXERCISES = CURRICULUM.exercises
SAMPLES = {
    f"{name}/{sample.name}": sample
    for name, exercise in EXERCISES.items()
    for sample in read_samples(exercise, ROOT)[0]
}
#: Students whose cars the fast tests look at, and those of the slow one.
STUDENTS = [f"2024{number:04d}" for number in range(101, 105)]
CLASS = [f"2024{number:04d}" for number in range(1, 201)]

of_every_exercise = pytest.mark.parametrize("name", EXERCISES)


@pytest.fixture(autouse=True)
def student_folder(monkeypatch, tmp_path):
    for variable in ("NEVLAB_STATIC", "NEVLAB_CLASS", "NEVLAB_STUDENT"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("NEVLAB_LANG", "en")
    monkeypatch.setattr(labels, "_chosen", None)
    monkeypatch.chdir(tmp_path)


def full_marks(name):
    cells = EXERCISES[name].home.code_cells
    return {cell.metadata["test"]: cell.metadata["points"] for cell in cells if "test" in cell.metadata}


def in_the_grader(monkeypatch, student):
    monkeypatch.setenv("NEVLAB_CLASS", "sample")
    monkeypatch.setenv("NEVLAB_STUDENT", student)


def events_of(sample):
    did = [{"event": "did", "action": deed.action, "details": deed.details} for deed in sample.answers.did]
    return [*did, *entered(sample.answers.entered)]


def entered(answers):
    return [{"event": "entered", "field": field, "value": value} for field, value in answers.items()]


def marks_of(name, student, events=(), cells=None, language="en"):
    write_record(Path.cwd(), name, "sample", student, events)
    page = EXERCISES[name].pages[language]
    return run_tests(page, run_student(page, cells))


def solve(name, student, language="en"):
    """Do the exercise as its solution does it, from an empty record; give the notebook's names."""
    write_record(Path.cwd(), name, "sample", student, [])
    return run_student(EXERCISES[name].pages[language], solved=True)


@cache
def fields_of(name):
    write_record(Path.cwd(), name, "sample", STUDENTS[0], [])
    return run_student(EXERCISES[name].home)["card"].fields


def at_random(field, source):
    if isinstance(field, Number):
        return round(source.uniform(max(field.low, -1e6), min(field.high, 1e6)), 2)
    if isinstance(field, Choice):
        return source.choice(list(field.options))
    return source.sample(list(field.steps), len(field.steps)) if isinstance(field, Order) else "It was like that."


def always_the_same(field, which):
    """Give the answer of somebody who takes the first (0) or the last (-1) of everything; for a number its middle."""
    if isinstance(field, Number):
        return (max(field.low, -1e6) + min(field.high, 1e6)) / 2
    if isinstance(field, Choice):
        return list(field.options)[which]
    return list(field.steps)[:: 1 if which == 0 else -1] if isinstance(field, Order) else "in order"


@of_every_exercise
def test_an_exercise_has_points_for_the_machine_and_for_a_person(name):
    manual = [cell.metadata["points"] for cell in EXERCISES[name].home.cells if "manual" in cell.metadata]
    automatic = sum(full_marks(name).values())
    assert automatic >= 15 and manual
    assert sum(manual) <= automatic / 2


@of_every_exercise
def test_an_exercise_is_answered_as_a_technician_answers(name):
    fields = fields_of(name).values()
    assert {Number, Choice} & {type(field) for field in fields}
    assert any(isinstance(field, Text) for field in fields)


@of_every_exercise
def test_an_exercise_has_samples_of_what_students_do(name):
    problems = read_samples(EXERCISES[name], ROOT)[1]
    assert [problem.show("en") for problem in problems] == []
    named = {sample.name for sample in SAMPLES.values() if sample.exercise == name}
    assert named >= {"full", "unit-slip", "wrong-limit", "wrong-order", "guess", "empty", "error"}


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=list(SAMPLES))
def test_a_sample_gets_its_marks(sample, monkeypatch):
    told = sample.answers
    assert told.class_code == "sample"
    in_the_grader(monkeypatch, told.student)
    assert marks_of(sample.exercise, told.student, events_of(sample), told.cells) == told.marks


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=list(SAMPLES))
def test_what_a_sample_is_named_for_is_what_its_marks_say(sample):
    marks, full = sum(sample.answers.marks.values()), sum(full_marks(sample.exercise).values())
    if sample.name.startswith("full"):
        assert marks == full
    elif sample.name in ("empty", "guess"):
        assert marks < 0.2 * full
    else:
        assert marks < full


@of_every_exercise
@pytest.mark.parametrize("sample", ["full", "empty"])
def test_the_sibling_language_gives_the_same_marks(name, sample, monkeypatch):
    told = SAMPLES[f"{name}/{sample}"].answers
    monkeypatch.setenv("NEVLAB_LANG", "zh")
    for language in EXERCISES[name].pages:
        assert marks_of(name, told.student, events_of(SAMPLES[f"{name}/{sample}"]), told.cells, language) == told.marks


@of_every_exercise
@pytest.mark.parametrize("student", STUDENTS)
def test_the_solution_earns_everything_at_the_desk_and_again_in_the_grader(name, student, monkeypatch):
    space = solve(name, student)
    page = EXERCISES[name].home
    assert run_tests(page, space) == full_marks(name)
    in_the_grader(monkeypatch, student)
    again = run_student(page, solved=True)
    assert again["answers"] == space["answers"]
    assert run_tests(page, again) == full_marks(name)


@of_every_exercise
def test_neighbours_have_different_readings(name):
    readings = set()
    for student in STUDENTS:
        solve(name, student)
        record = Record.read(f"{name}.jobcard.jsonl")
        readings.add(json.dumps([told.details for told in record.actions()], sort_keys=True, default=str))
    assert len(readings) == len(STUDENTS)


@of_every_exercise
def test_copying_the_neighbours_whole_work_earns_less_than_half(name):
    whole = SAMPLES[f"{name}/full"]
    others = [student for student in STUDENTS if student != whole.answers.student]
    marks = [sum(marks_of(name, student, events_of(whole)).values()) for student in others]
    assert statistics.mean(marks) < 0.5 * sum(full_marks(name).values())


@of_every_exercise
def test_a_constant_answer_earns_less_than_a_fifth(name):
    for which, student in ((0, STUDENTS[0]), (-1, STUDENTS[1])):
        answers = {id_: always_the_same(field, which) for id_, field in fields_of(name).items()}
        assert sum(marks_of(name, student, entered(answers)).values()) < 0.2 * sum(full_marks(name).values())


@of_every_exercise
def test_a_random_answer_earns_less_than_a_fifth(name):
    for number, student in enumerate(STUDENTS):
        source = random.Random(number)
        answers = {id_: at_random(field, source) for id_, field in fields_of(name).items()}
        assert sum(marks_of(name, student, entered(answers)).values()) < 0.2 * sum(full_marks(name).values())


@pytest.mark.slow
@of_every_exercise
def test_two_hundred_cars_are_equally_hard(name):
    """The solution's working time is that of the best known way."""
    minutes = [solve(name, student)["board"].work().minutes for student in CLASS]
    assert (max(minutes) - min(minutes)) / statistics.mean(minutes) <= 0.25
