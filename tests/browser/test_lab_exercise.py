"""A handed-out exercise in JupyterLab, worked by clicking and typing, up to the zip that is handed in."""

import json
import math
import zipfile
from pathlib import Path

import pytest
from lab import Student, jupyterlab

from nevlab.bench.precharge import fault_words
from nevlab.jobcard import Record, car_seed
from nevlab.vehicle.precharge_car import cases, training_car

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
NUMBER, CLASS = "20240001", "nev24-1"
REPAIR_WORDS = {
    "hand_over": "nothing to repair: hand over", "replace_resistor": "replace the pre-charge resistor",
    "replace_inverter": "replace the inverter (link capacitor)", "replace_k_minus": "replace K−",
}  # fmt: skip


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("NEVLAB_LANG", "en")


@pytest.fixture
def handed_out(tmp_path):
    """Give a function that hands an exercise out to a class of one, and unpacks the zip as its student does."""
    from nevbook.grading.enrol import enrol
    from nevbook.grading.handout import find_exercise, hand_out

    def unpack(exercise: str, language: str) -> Path:
        roster = tmp_path / "roster.csv"
        roster.write_text(f"学号,姓名\n{NUMBER},张三\n", encoding="utf-8")
        school_class = enrol(CLASS, roster, ROOT, language=language, folder=tmp_path / "class").school_class
        with zipfile.ZipFile(hand_out(school_class, find_exercise(school_class, exercise)).zip) as archive:
            archive.extractall(tmp_path / "student")
        return tmp_path / "student" / exercise

    return unpack


def packed(folder: Path, exercise: str) -> tuple[dict, Record]:
    with zipfile.ZipFile(folder / f"{NUMBER}-{exercise}.zip") as archive:
        return json.loads(archive.read(f"{exercise}.ipynb")), Record.from_bytes(
            archive.read(f"{exercise}.jobcard.jsonl")
        )


def test_the_precharge_exercise(page, handed_out, tmp_path):
    folder = handed_out("precharge", "en")
    car = training_car(car_seed(CLASS, NUMBER, "precharge"))
    with jupyterlab(folder, tmp_path) as address:
        student = Student(page, address)
        student.open("precharge.ipynb")
        student.run_all()
        student.picture("precharge-1-opened")
        student.type_into("Student number", NUMBER)

        student.press("2 Measure the pack voltage")
        student.sees("✗")
        student.press("1 Set up the bay and the protection")
        student.sees("In place: barrier")
        student.press("2 Measure the pack voltage")
        student.sees("✓ Pack voltage:")
        student.press("3 Actuator test: pre-charge")

        def cursor(time_ms: float) -> int:
            time_ms = round(time_ms)
            readout = page.locator(".widget-hslider", has_text="cursor (ms)").locator(".widget-readout")
            readout.fill(str(time_ms))
            readout.press("Enter")
            student.press("Write this reading down")
            student.sees(f"✓ {time_ms} ms: ")
            said = page.get_by_text(f"✓ {time_ms} ms: ").first.inner_text()
            return int(said.split(":")[1].removesuffix("V"))

        # The technician looks for the levels along the curve; the test asks the model where they are.
        tau_ms, t95_ms = 1e3 * car.circuit.time_constant_s, 1e3 * car.time_to_criterion_s
        start_v, final_v = cursor(-20), cursor(2000)
        assert abs(cursor(tau_ms) - (start_v + (1 - math.exp(-1)) * (final_v - start_v))) < 4
        cursor(t95_ms if math.isfinite(t95_ms) else 1000)
        page.locator(".widget-hslider").scroll_into_view_if_needed()
        student.picture("precharge-2-curve")

        student.press("4 Power down, wait, prove dead")
        for point in ("the pre-charge resistor", "the contacts of K+", "the contacts of K−"):
            page.get_by_label("leads").select_option(f"across {point}")
            student.press("5 Measure the resistance")
            student.sees(f"✓ across {point}")
        student.picture("precharge-3-measured")
        # Whatever the car's fault is, a number that the field takes.
        numbers = {
            "Pack voltage (V)": car.pack_reading_v(), "Link voltage before": start_v, "Link voltage at the end": final_v,
            "Time constant": round(tau_ms), "Time to 95 %": round(t95_ms), "First current": round(car.card_first_current_a, 2),
        }  # fmt: skip
        for label, value in numbers.items():
            student.type_into(label, f"{value}")
        chosen = {"Your car: verdict": car.fault, "Your car: what to do": car.repair}
        chosen |= {f"Car {letter}": case.fault for letter, case in zip("ABCD", cases(car.seed), strict=True)}
        for label, key in chosen.items():
            page.get_by_label(label, exact=True).select_option((fault_words() | REPAIR_WORDS)[key])
        for step in (
            "READY off",
            "12 V off",
            "wait as long",
            "prove dead",
            "change the part",
            "refit",
            "clear codes",
            "record",
        ):
            page.locator(".nevlab-field button").get_by_text(step).click()
        student.type_into("Work order", "Finding: …")
        page.locator(".nevlab-field :text('✓ saved')").nth(13).wait_for()

        student.press("Check")
        student.sees("The visible tests passed.")
        student.save()
        student.press("Hand in")
        student.sees("Packed. Keep this receipt")
        student.picture("precharge-4-handed-in")
    notebook, record = packed(folder, "precharge")
    answers = record.answers()
    assert len(answers) == 14
    assert (answers["verdict"], answers["tau_ms"]) == (car.fault, round(tau_ms))
    assert record.student_number == NUMBER
    assert len([action for action in record.actions() if action.action == "read_cursor"]) == 4
    assert notebook["nbformat"] == 4
