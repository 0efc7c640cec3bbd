"""Every sample submission of every exercise is graded, and gets what it says it must get."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from nevbook.curriculum import read_curriculum
from nevbook.grading.classes.enrol import enrol
from nevbook.grading.classes.roster import Student, write_roster
from nevbook.grading.classes.school_class import SchoolClass
from nevbook.grading.exercises.handout import hand_out
from nevbook.grading.intake.collect import collect
from nevbook.grading.outcome.standing import State, standings
from nevbook.grading.running.batch import grade
from nevbook.grading.running.gradebook import Mark, write_marks
from nevbook.grading.samples.answers import build_sample, read_samples, solve
from nevbook.grading.sandbox.probe import capabilities
from nevlab.jobcard import Record, car_seed

ROOTS = (Path(__file__).parent / "data", Path(__file__).parents[2])
SAMPLES = {
    f"{sample.exercise}/{sample.name}": (root, exercise, sample)
    for root in ROOTS
    for exercise in read_curriculum(root)[0].exercises.values()
    for sample in read_samples(exercise, root)[0]
}


@pytest.fixture(scope="module")
def class_of(tmp_path_factory):
    """Give the class of a sample; samples of one student and one exercise get classes of their own."""
    folder = tmp_path_factory.mktemp("classes")
    numbers = sorted({sample.answers.student for _, _, sample in SAMPLES.values()})
    write_roster(folder / "roster.csv", [Student(number, f"学生{number}") for number in numbers])
    fresh, made, taken = {}, {}, set()

    def give(root, exercise, sample):
        told = sample.answers
        row = 0
        while (told.class_code, row, told.student, exercise.id) in taken:
            row += 1
        taken.add((told.class_code, row, told.student, exercise.id))
        if told.class_code not in fresh:
            place = folder / told.class_code
            enrol(told.class_code, folder / "roster.csv", root, language="en", folder=place)
            fresh[told.class_code] = place
        key = (told.class_code, row)
        if key not in made:  # a copy: nbgrader needs seconds for a new gradebook
            copied = shutil.copytree(fresh[told.class_code], folder / f"{told.class_code}-{row}")
            made[key] = SchoolClass.open(copied)
        made[key] = hand_out(made[key], exercise).school_class
        return made[key]

    return give


def graded(school_class, exercise, number):
    """Grade one submission, and give where it stands."""
    grade(school_class, exercise.id, trust_students=not capabilities().complete, only=[number])
    return next(found for found in standings(school_class, exercise.id) if found.student.number == number)


def points(standing):
    return {name: score.automatic for name, score in standing.scores.items() if score.automatic is not None}


def slow_but_the_best(name):
    """In the isolated grader all take minutes; the tests of the content grade them all, without isolation."""
    return pytest.param(name, marks=[] if name.endswith("/full") or name.startswith("tiny/") else pytest.mark.slow)


@pytest.mark.parametrize("name", map(slow_but_the_best, SAMPLES))
def test_a_sample_gets_what_it_must_get(class_of, tmp_path, name):
    root, exercise, sample = SAMPLES[name]
    told, school_class = sample.answers, class_of(root, exercise, sample)
    collected = collect(school_class, exercise.id, build_sample(sample, school_class, tmp_path / "work"))
    assert not (collected.open_repairs or collected.refused or collected.unmatched)
    standing = graded(school_class, exercise, told.student)
    tests = [question.id for question in standing.questions if not question.is_manual]
    assert {name: found for name, found in points(standing).items() if name in tests} == told.marks, standing.why
    assert standing.state == told.standing, standing.why
    marks = [Mark(told.student, question, given, "") for question, given in told.manual.items()]
    write_marks(school_class.paths, exercise.id, marks)
    (after,) = (found for found in standings(school_class, exercise.id) if found.student.number == told.student)
    if told.manual:
        assert after.state == State.GRADED, after.why
        assert after.total == sum(told.marks.values()) + sum(told.manual.values())


def test_a_sample_is_what_a_student_hands_in(tiny_class, tiny, tmp_path):
    sample = next(sample for sample in read_samples(tiny, ROOTS[0])[0] if sample.name == "plain")
    handed_in = build_sample(sample, tiny_class, tmp_path / "work")
    with zipfile.ZipFile(handed_in) as archive:
        assert sorted(archive.namelist()) == ["receipt.json", "tiny.ipynb", "tiny.jobcard.jsonl"]
        notebook = json.loads(archive.read("tiny.ipynb"))
        record = Record.from_bytes(archive.read("tiny.jobcard.jsonl"))
    assert (record.class_code, record.student_number, record.remarks) == ("tiny-1", "2405", ())
    answer = next(cell for cell in notebook["cells"] if cell["id"] == "required")
    assert "".join(answer["source"]) == sample.answers.cells["required"].rstrip("\n")


def test_a_solved_exercise_is_right_for_the_students_own_car(tiny_class, tiny, tmp_path):
    handed_in = solve(tiny_class, tiny, "2402", tmp_path / "work")
    record = Record.read(tmp_path / "work" / "tiny.jobcard.jsonl")
    voltage_v = 300 + car_seed("tiny-1", "2402", "tiny") % 100
    assert record.answers()["required_ohm"] == 100 * voltage_v
    assert str(record.answers()["reason"]).startswith("The touch current")
    collect(tiny_class, "tiny", handed_in)
    assert points(graded(tiny_class, tiny, "2402")) == {"entered": 1, "value": 4}
    assert "Ohm" not in (tmp_path / "work" / "tiny.ipynb").read_text(encoding="utf-8")


def test_solutions_that_fail_are_said(tiny_class, tiny, tmp_path):
    from dataclasses import replace

    cells = tuple(
        replace(cell, source=cell.source.replace("100 * pack_voltage_v()", "1 / 0")) for cell in tiny.home.cells
    )
    broken = replace(tiny, pages={"en": replace(tiny.home, cells=cells)})
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        solve(tiny_class, broken, "2401", tmp_path / "work")


@pytest.mark.parametrize("name", sorted({name.partition("/")[0] for name in SAMPLES}))
def test_samples_are_different(name):
    own = [sample for key, (_, _, sample) in SAMPLES.items() if key.startswith(f"{name}/")]
    assert len({tuple(sample.answers.marks.items()) for sample in own}) >= 4
