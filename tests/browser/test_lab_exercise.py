"""The handed-out exercises in JupyterLab, worked by clicking and typing, handed in, and the zip graded."""

import json
import math
import re
import shutil
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


class School:
    """A class of one student; what its teacher does before and after the student works."""

    def __init__(self, folder: Path):
        self._folder = folder

    def hand_out(self, exercise: str, language: str) -> Path:
        """Hand `exercise` out; give the folder into which the student unpacks it."""
        from nevbook.grading.classes.enrol import enrol
        from nevbook.grading.exercises.handout import find_exercise, hand_out

        roster = self._folder / "roster.csv"
        roster.write_text(f"学号,姓名\n{NUMBER},张三\n", encoding="utf-8")
        place = self._folder / "class"
        self._class = enrol(CLASS, roster, ROOT, language=language, folder=place).school_class
        with zipfile.ZipFile(hand_out(self._class, find_exercise(self._class, exercise)).zip) as archive:
            archive.extractall(self._folder / "student")
        return self._folder / "student" / exercise

    def take_in(self, folder: Path, exercise: str) -> tuple[dict, Record]:
        """Take the student's zip in, as a learning platform exports it; give the notebook and the record in it."""
        from nevbook.grading.intake.collect import collect

        export = self._folder / "export"
        export.mkdir()
        shutil.copy(folder / f"{NUMBER}-{exercise}.zip", export)
        collect(self._class, exercise, export)
        with zipfile.ZipFile(folder / f"{NUMBER}-{exercise}.zip") as archive:
            record = Record.from_bytes(archive.read(f"{exercise}.jobcard.jsonl"))
            return json.loads(archive.read(f"{exercise}.ipynb")), record

    def points(self, exercise: str) -> dict[str, tuple[float, float]]:
        """Grade; give the points and the greatest points of each automatic question."""
        from nevbook.grading.outcome.standing import standings
        from nevbook.grading.running.batch import grade

        grade(self._class, exercise, trust_students=True)
        (standing,) = standings(self._class, exercise)
        return {name: (score.points, score.max_points) for name, score in standing.scores.items() if name != "reason"}


@pytest.fixture
def school(tmp_path, monkeypatch):
    monkeypatch.setenv("NEVLAB_LANG", "en")
    return School(tmp_path)


REPAIR_WORDS = {
    "hand_over": "nothing to repair: hand over", "replace_resistor": "replace the pre-charge resistor",
    "replace_inverter": "replace the inverter (link capacitor)", "replace_k_minus": "replace K−",
}  # fmt: skip


@pytest.mark.slow
def test_the_precharge_exercise_in_english(page, school, tmp_path):
    folder = school.hand_out("precharge", "en")
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

        # A technician looks for the levels along the curve; the test asks the model where they are.
        tau_ms, t95_ms = 1e3 * car.circuit.time_constant_s, 1e3 * car.time_to_criterion_s
        start_v, final_v = cursor(-20), cursor(2000)
        assert abs(cursor(tau_ms) - (start_v + (1 - math.exp(-1)) * (final_v - start_v))) < 4
        cursor(t95_ms)
        page.locator(".widget-hslider").scroll_into_view_if_needed()
        student.picture("precharge-2-curve")

        student.press("4 Power down, wait, prove dead")
        for point in ("the pre-charge resistor", "the contacts of K+", "the contacts of K−"):
            page.get_by_label("leads").select_option(f"across {point}")
            student.press("5 Measure the resistance")
            student.sees(f"✓ across {point}")
        student.picture("precharge-3-measured")

        numbers = {
            "Pack voltage (V)": car.pack_reading_v(), "Link voltage before": start_v,
            "Link voltage at the end": final_v, "Time constant": round(tau_ms), "Time to 95 %": round(t95_ms),
            "First current": round((car.pack_reading_v() - start_v) / car.card.resistance_ohm, 2),
        }  # fmt: skip
        for label, value in numbers.items():
            student.type_into(label, f"{value}")
        chosen = {"Your car: verdict": car.fault, "Your car: what to do": car.repair}
        chosen |= {f"Car {letter}": case.fault for letter, case in zip("ABCD", cases(car.seed), strict=True)}
        for label, key in chosen.items():
            page.get_by_label(label, exact=True).select_option((fault_words() | REPAIR_WORDS)[key])
        steps = ["READY off", "12 V off", "wait", "prove dead", "change the part", "refit", "clear codes", "record"]
        for step in steps:
            page.locator(".nevlab-field button").get_by_text(step).click()
        student.type_into("Work order", "Finding: …")
        page.locator(".nevlab-field :text('✓ saved')").nth(13).wait_for()

        student.press("Check")
        student.sees("The visible tests passed.")
        student.save()
        student.press("Hand in")
        student.sees("Packed. Keep this receipt")
        student.picture("precharge-4-handed-in")

    _, record = school.take_in(folder, "precharge")
    answers = record.answers()
    assert len(answers) == 14
    assert (answers["verdict"], answers["tau_ms"]) == (car.fault, round(tau_ms))
    assert record.student_number == NUMBER
    assert len([action for action in record.actions() if action.action == "read_cursor"]) == 4
    points = school.points("precharge")
    assert {name: got for name, (got, most) in points.items() if got != most} == {}


@pytest.mark.slow
def test_the_resolver_exercise_in_chinese(page, school, tmp_path):
    folder = school.hand_out("resolver-zero", "zh")
    with jupyterlab(folder, tmp_path) as address:
        student = Student(page, address)
        student.open("resolver-zero.ipynb")
        student.run_all()
        student.type_into("学号", NUMBER)
        done = 0

        def act(button: str) -> list[float]:
            """Press a button of the rig; give the numbers that the new row of its table shows."""
            nonlocal done
            student.press(button)
            done += 1
            row = page.locator(".nevlab tr", has=page.locator("th", has_text=re.compile(rf"^{done}$"))).last
            return [float(number) for number in re.findall(r"[-+]?\d+\.?\d*", row.locator("td").last.inner_text())]

        act("防护：围栏、监护人、防护用品")
        act("下电、验电、拔插头")
        (leads_ohm,), (warm_c,) = act("表笔短接"), act("读线圈温度")
        coils = {"励磁线圈": (10.53, 12.87), "正弦线圈": (28.8, 35.2), "余弦线圈": (24.3, 29.7)}

        def measure() -> dict[str, float]:
            read = {
                coil: act(f"{coil}（端子 {pins}）")[0] for coil, pins in zip(coils, ("1–5", "2–6", "3–7"), strict=True)
            }
            return {coil: (ohm - leads_ohm) * (234.5 + 20) / (234.5 + warm_c) for coil, ohm in read.items()}

        cold = measure()
        bad = [coil for coil, (low, high) in coils.items() if not low <= cold[coil] <= high]
        if bad:
            act("更换旋变")
            measure()
        act("插好插头并上电")

        def offset_at(speed_rpm: int) -> tuple[float, float, float]:
            page.get_by_label("转速（− 为反转）").select_option(f"{speed_rpm:+d} r/min")
            ud_v, uq_v = act("拖动并读数")
            return ud_v, uq_v, math.degrees(math.atan(ud_v / uq_v))

        def at_two_speeds() -> tuple[tuple[float, float, float], tuple[float, float, float], float]:
            """Give both readings, and the offset [°] from the line through them, as on the exercise's page."""
            slow, fast = offset_at(1000), offset_at(2000)
            return slow, fast, slow[2] - (fast[2] - slow[2])

        first, second, offset = at_two_speeds()
        delay_us = (first[2] - second[2]) / (360 * 4 * 1000 / 60) * 1e6
        correction = page.get_by_label("修正量（°电角度，带正负号）")
        correction.fill(f"{-offset:.1f}")
        correction.press("Tab")
        act("加到控制器角度")
        *_, residual = at_two_speeds()
        student.picture("resolver-1-measured")
        act("下电、验电、拔插头")

        numbers = {
            "励磁线圈电阻": cold["励磁线圈"], "正弦线圈电阻": cold["正弦线圈"], "余弦线圈电阻": cold["余弦线圈"],
            "第一个转速 (": 1000, "第一个转速下的 ud": first[0], "第一个转速下的 uq": first[1],
            "第二个转速 (": 2000, "第二个转速下的 ud": second[0], "第二个转速下的 uq": second[1],
            "零位偏差 δ（电角度）": offset, "零位偏差 δ（机械角度）": offset / 4, "延时": delay_us,
            "写入的修正量": round(-offset, 1), "残余偏差": residual,
        }  # fmt: skip
        for label, value in numbers.items():
            student.type_into(label, f"{value:.2f}")
        verdicts = {"励磁线圈": "励磁线圈超差", "正弦线圈": "正弦线圈超差", "余弦线圈": "余弦线圈超差"}
        page.get_by_label("来件时的线圈").select_option(verdicts[bad[0]] if bad else "三个线圈均合格")
        student.choose("合格，可以交车")
        steps = [
            "围栏",
            "下电、验电",
            "测量线圈",
            "换算到",
            "插好插头",
            "在两个转速下读",
            "计算",
            "写入",
            "在两个转速下复测",
            "下电、填完",
        ]
        for step in steps:
            page.locator(".nevlab-field button").get_by_text(step).click()
        student.type_into("用自己的话说明", "……")
        page.locator(".nevlab-field :text('✓ 已保存')").nth(17).wait_for()
        student.press("检查")
        student.sees("可见的检查已通过。")
        student.save()
        student.press("提交")
        student.sees("已打包。保存好这张回执")
        student.picture("resolver-2-handed-in")

    _, record = school.take_in(folder, "resolver-zero")
    assert record.language == "zh"
    assert record.answers()["sequence"][:2] == ["protect", "power_down"]
    points = school.points("resolver-zero")
    assert {name: got for name, (got, most) in points.items() if got != most} == {}
