"""The exercise resolver-zero: samples get their marks, every drive can be solved, guessing and copying do not pay."""

import ast
import random
import statistics
from pathlib import Path

import pytest
from exercise_runs import ROOT, run_student, run_tests, write_record

from nevbook.curriculum import read_curriculum
from nevbook.grading.samples.answers import read_samples
from nevlab import labels
from nevlab.jobcard import Record, car_seed
from nevlab.stations.rig import Rig
from nevlab.vehicle.drive import training_drive

CURRICULUM, _ = read_curriculum(ROOT)
EXERCISE = CURRICULUM.exercises["resolver-zero"]
SAMPLES, SAMPLE_PROBLEMS = read_samples(EXERCISE, ROOT)
TESTS = {cell.metadata["test"]: cell for cell in EXERCISE.home.code_cells if "test" in cell.metadata}
FULL = {name: cell.metadata["points"] for name, cell in TESTS.items()}
STUDENTS = [f"2024{n:04d}" for n in range(1, 41)]
SEQUENCE = ["protect", "power_down", "coils", "judge", "power_up", "read", "work_out", "correct", "verify", "close"]


@pytest.fixture(autouse=True)
def student_folder(monkeypatch, tmp_path):
    for name in ("NEVLAB_STATIC", "NEVLAB_CLASS", "NEVLAB_STUDENT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NEVLAB_LANG", "en")
    monkeypatch.setattr(labels, "_chosen", None)
    monkeypatch.chdir(tmp_path)


def drive_of(student):
    return training_drive(car_seed("sample", student, "resolver-zero"))


def marks_of(student, events=(), cells=None, language="en"):
    write_record(Path.cwd(), "resolver-zero", "sample", student, events)
    page = EXERCISE.pages[language]
    return run_tests(page, run_student(page, cells))


def events_of(sample):
    did = [{"event": "did", "action": deed.action, "details": deed.details} for deed in sample.answers.did]
    return [*did, *entered(sample.answers.entered)]


def entered(answers):
    return [{"event": "entered", "field": field, "value": value} for field, value in answers.items()]


def named(name):
    return next(sample for sample in SAMPLES if sample.name == name)


def clicks_without_thought(student):
    """Press every button in the right order; nothing is replaced, nothing is corrected."""
    rig, events = Rig(drive_of(student)), []
    twice = [("read_voltages", {"speed_rpm": speed}) for speed in (1000, 2000)]
    for action, asked in [
        ("protect", {}), ("power_down", {}), ("read_leads", {}), ("read_coil_temperature", {}),
        *(("measure_coil", {"coil": coil}) for coil in ("excitation", "sine", "cosine")), ("power_up", {}),
        *twice, ("enter_correction", {"correction_deg": 0.0}), *twice,
    ]:  # fmt: skip
        rig, details = rig.act(action, **asked)
        events.append({"event": "did", "action": action, "details": details})
    return events


def guess(source):
    """Give plausible answers for a drive that nobody looked at."""
    offset = round(source.uniform(-16, 16), 1)
    return {
        "exc_ohm": round(source.uniform(10.5, 12.9), 1), "sin_ohm": round(source.uniform(28.8, 35.2), 1),
        "cos_ohm": round(source.uniform(24.3, 29.7), 1),
        "coil_verdict": source.choice(["ok", "excitation", "sine", "cosine"]),
        "speed_1_rpm": 1000, "ud_1_v": round(source.uniform(-8, 8), 1), "uq_1_v": 29.0,
        "speed_2_rpm": 2000, "ud_2_v": round(source.uniform(-16, 16), 1), "uq_2_v": 58.0,
        "offset_el_deg": offset, "offset_mech_deg": round(offset / 4, 2), "delay_us": source.randint(140, 320),
        "correction_deg": -offset, "residual_deg": 0.0, "verdict": "accept", "reason": "It was like that.",
    }  # fmt: skip


def test_points_samples_and_parts_are_what_the_page_promises():
    manual = [cell.metadata for cell in EXERCISE.home.cells if "manual" in cell.metadata]
    assert sum(FULL.values()) == 20
    assert [(cell["manual"], cell["points"]) for cell in manual] == [("reason", 4)]
    assert FULL["entered"] == 1  # what anybody can see is worth little
    assert not SAMPLE_PROBLEMS
    assert {"full", "unit-slip", "wrong-limit", "wrong-sign", "empty", "error"} <= {s.name for s in SAMPLES}


def test_every_assert_says_why_in_both_languages():
    for cell in TESTS.values():
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.Assert):
                assert isinstance(node.msg, ast.Call) and node.msg.func.id == "label"


@pytest.mark.parametrize("student", STUDENTS[:12])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_reference_solution_solves_any_drive_and_leaves_the_record(student, language, monkeypatch):
    monkeypatch.setenv("NEVLAB_LANG", language)
    write_record(Path.cwd(), "resolver-zero", "sample", student, [])
    page = EXERCISE.pages[language]
    space = run_student(page, solved=True)
    assert run_tests(page, space) == FULL
    fault = drive_of(student).fault
    assert space["coil_verdict"] == ("ok" if fault == "none" else fault)
    actions = [deed.action for deed in Record.read("resolver-zero.jobcard.jsonl").actions()]
    assert actions.count("read_voltages") == 4
    assert actions.count("replace_resolver") == (fault != "none")


def test_the_first_students_have_every_kind_of_drive():
    assert {drive_of(student).fault for student in STUDENTS[:12]} == {"none", "excitation", "sine", "cosine"}


@pytest.mark.parametrize(
    ("sample", "test", "words"),
    [
        ("unit-slip", "offset", "mechanical and electrical degrees mixed up"),
        ("unit-slip", "delay", "slip in the unit"),
        ("unit-slip", "correction", "mechanical and electrical degrees mixed up"),
        ("wrong-sign", "correction", "the sign is wrong"),
        ("single-speed", "offset", "the delay is still in it"),
        ("wrong-limit", "coils", "convert to 20 °C"),
        ("no-measurement", "coils", "missing: a measurement of this coil"),
    ],
)
def test_what_a_test_takes_off_it_explains(sample, test, words, capsys):
    marks = marks_of(named(sample).answers.student, events_of(named(sample)))
    assert marks[test] < FULL[test]
    assert words in capsys.readouterr().out


def test_guessing_without_measuring_pays_less_than_a_fifth():
    for number, student in enumerate(STUDENTS[:10]):
        marks = marks_of(student, entered(guess(random.Random(number)) | {"sequence": SEQUENCE}))
        assert sum(marks.values()) < 0.2 * 20


def test_guessing_behind_measurements_pays_less_than_a_fifth_on_average():
    totals = []
    for number, student in enumerate(STUDENTS):
        source = random.Random(number)
        answers = guess(source) | {"sequence": source.sample(SEQUENCE, len(SEQUENCE))}
        totals.append(sum(marks_of(student, [*clicks_without_thought(student), *entered(answers)]).values()))
    assert statistics.mean(totals) < 0.2 * 20


def test_an_unsafe_attempt_costs_a_point(capsys):
    refused = {"event": "did", "action": "refused", "details": {"refused": "measure_coil", "why": "is-live"}}
    marks = marks_of("20240001", [refused, *events_of(named("full"))])
    assert marks == FULL | {"sequence": 1}
    assert "1 unsafe" in capsys.readouterr().out


def test_a_bad_resolver_that_stays_in_costs_the_adjustment_as_well():
    student = next(student for student in STUDENTS if drive_of(student).fault == "sine")
    marks = marks_of(student, clicks_without_thought(student))
    assert marks["readings"] == marks["offset"] == marks["verify"] == 0
