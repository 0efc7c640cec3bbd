"""The pre-charge exercise: every car can be solved, each sample gets its points, guessing does not pay."""

import random
from pathlib import Path

import pytest
from exercise_runs import ROOT, run_student, run_tests, write_record

from nevbook.curriculum import read_curriculum
from nevbook.grading.samples.answers import read_samples
from nevlab import labels
from nevlab.jobcard import car_seed
from nevlab.vehicle.precharge_car import CAR_FAULTS, CASE_FAULTS, REPAIRS, training_car

CURRICULUM, _ = read_curriculum(ROOT)
EXERCISE = CURRICULUM.exercises["precharge"]
SAMPLES, SAMPLE_PROBLEMS = read_samples(EXERCISE, ROOT)
FULL = {cell.metadata["test"]: cell.metadata["points"] for cell in EXERCISE.home.code_cells if "test" in cell.metadata}


@pytest.fixture(autouse=True)
def student_folder(monkeypatch, tmp_path):
    for name in ("NEVLAB_STATIC", "NEVLAB_CLASS", "NEVLAB_STUDENT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NEVLAB_LANG", "en")
    monkeypatch.setattr(labels, "_chosen", None)
    monkeypatch.chdir(tmp_path)


def marks_of(student, events=(), cells=None, *, monkeypatch, language="en"):
    write_record(Path.cwd(), "precharge", "sample", student, events)
    monkeypatch.setenv("NEVLAB_CLASS", "sample")
    monkeypatch.setenv("NEVLAB_STUDENT", student)
    page = EXERCISE.pages[language]
    return run_tests(page, run_student(page, cells))


def test_points_and_parts():
    assert sum(FULL.values()) == 20
    assert not SAMPLE_PROBLEMS


def students_with_every_fault():
    found = {}
    for number in range(20240001, 20240100):
        found.setdefault(training_car(car_seed("sample", str(number), "precharge")).fault, str(number))
    assert set(found) == set(CAR_FAULTS)
    return sorted(found.items())


@pytest.mark.parametrize(("fault", "student"), students_with_every_fault())
def test_the_solution_earns_everything_on_a_car_with_each_fault(fault, student):
    write_record(Path.cwd(), "precharge", "sample", student, [])
    page = EXERCISE.pages["en"]
    space = run_student(page, solved=True)
    assert space["verdict"] == fault
    assert run_tests(page, space) == FULL


def guess(random_source, seed):
    """Answer with plausible values for a car that nobody measured."""
    nominal = training_car(seed).card
    sequence = ["secure", "isolate", "wait", "prove", "repair", "refit", "verify", "record"]
    random_source.shuffle(sequence)
    tau_ms = nominal.time_constant_s * 1e3
    return {
        "pack_v": nominal.pack_nominal_v, "start_v": 90.0, "final_v": nominal.pack_nominal_v,
        "tau_ms": tau_ms, "t95_ms": 2.8 * tau_ms, "i0_a": (nominal.pack_nominal_v - 90) / nominal.resistance_ohm,
        "verdict": random_source.choice(CAR_FAULTS), "repair": random_source.choice(sorted(set(REPAIRS.values()))),
        **{f"case_{name}": random_source.choice(CASE_FAULTS) for name in "abcd"},
        "sequence": sequence,
    }  # fmt: skip


def test_guessing_does_not_pay(monkeypatch):
    source, shares = random.Random(1), []
    for student in range(20240001, 20240061):
        entered = guess(source, car_seed("sample", str(student), "precharge"))
        events = [{"event": "entered", "field": field, "value": value} for field, value in entered.items()]
        shares.append(sum(marks_of(str(student), events, monkeypatch=monkeypatch).values()) / 20)
    assert sum(shares) / len(shares) < 0.05
    assert max(shares) < 0.20


@pytest.mark.parametrize("fault", CASE_FAULTS)
def test_one_answer_for_all_earns_next_to_nothing(fault, monkeypatch):
    entered = {f"case_{name}": fault for name in "abcd"}
    entered |= dict.fromkeys(("pack_v", "start_v", "final_v", "tau_ms", "t95_ms", "i0_a"), 100.0)
    entered |= {"verdict": "resistor_high", "repair": "replace_resistor", "sequence": sorted(["secure", "isolate"])}
    events = [{"event": "entered", "field": field, "value": value} for field, value in entered.items()]
    assert sum(marks_of("20240001", events, monkeypatch=monkeypatch).values()) == 0


def test_invented_readings_support_nothing(monkeypatch):
    car = training_car(car_seed("sample", "20240001", "precharge"))
    tau_ms = car.circuit.time_constant_s * 1e3
    did = [
        {"action": "protect", "details": {}},
        {"action": "measure_pack", "details": {"voltage_v": 123.4}},
        {"action": "actuator_test", "details": {}},
        {"action": "read_cursor", "details": {"time_ms": round(tau_ms), "voltage_v": 5}},
        {"action": "read_cursor", "details": {"time_ms": "now", "voltage_v": None}},
        {
            "action": "measure_resistance",
            "details": {"point": "resistor", "resistance_ohm": car.circuit.resistance_ohm},
        },
    ]
    events = [{"event": "did", **deed} for deed in did]
    entered = {"pack_v": car.circuit.pack_voltage_v, "tau_ms": tau_ms, "verdict": car.fault}
    events += [{"event": "entered", "field": field, "value": value} for field, value in entered.items()]
    marks = marks_of("20240001", events, monkeypatch=monkeypatch)
    assert marks["voltages"] == marks["tau"] == marks["verdict"] == 0
