"""A tiny exercise in JupyterLab, worked by somebody who has never programmed: the job card's form and an explorer."""

import json
import zipfile

import pytest
from lab import Student, jupyterlab

pytestmark = pytest.mark.browser

CARD = """\
from nevlab import bench, jobcard
from nevlab.labels import label

card = jobcard.JobCard("tiny", [
    jobcard.Number("tau_ms", label("Time constant τ", "时间常数 τ"), unit="ms", low=0, high=10000),
    jobcard.Choice("verdict", label("Verdict", "判断"), options={
        "ok": label("in order", "正常"), "slow": label("resistor too large", "预充电阻过大")}),
    jobcard.Order("sequence", label("Order of work", "作业顺序"), steps={
        "key": label("Key off", "断电取钥匙"), "battery": label("12 V off", "断开 12 V"),
        "plug": label("Plug out", "拔维修开关")}),
    jobcard.Text("reason", label("Why?", "说明理由")),
])
bench.job_card(card)"""

EXPLORER = """\
import math

def charge(resistance_ohm):
    t_ms = range(0, 401, 2)
    volts = [354 * (1 - math.exp(-t / resistance_ohm)) for t in t_ms]
    curve = bench.Curve(label("Link voltage", "母线电压"), t_ms, volts)
    return bench.Picture([curve], [bench.Number("τ", resistance_ohm, "ms")], [bench.Level("95 %", 336)])

bench.Explorer(
    charge, sliders=[bench.Slider("resistance_ohm", label("Resistor", "预充电阻"), "Ω", 20, 200, 5, 100)],
    x=bench.Axis(label("Time", "时间"), "ms"), y=bench.Axis(label("Voltage", "电压"), "V", 0, 400),
    caption=label("Link voltage at pre-charge", "预充时的母线电压"),
    alt=label("The link voltage rises.", "母线电压上升。"))"""

TAU = """\
assert answers["tau_ms"] is not None, label("τ is not entered yet.", "还没有填 τ。")
assert abs(answers["tau_ms"] - 100) < 1, label("τ is not what the explorer shows.", "τ 与曲线不符。")"""

WORDS = {
    "en": {
        "number": "Student number", "confirm": "Confirm", "tau": "Time constant τ", "verdict": "resistor too large",
        "steps": ["Key off", "12 V off", "Plug out"], "reason": "Why?", "saved": "✓ saved", "check": "Check",
        "not yet": "τ is not entered yet.", "passed": "The visible tests passed.", "hand in": "Hand in",
        "save first": "Save first (Ctrl+S)", "packed": "Packed. Keep this receipt", "download": "Download",
        "notice": "Simulation does not authorise high-voltage work.",
    },
    "zh": {
        "number": "学号", "confirm": "确定", "tau": "时间常数 τ", "verdict": "预充电阻过大",
        "steps": ["断电取钥匙", "断开 12 V", "拔维修开关"], "reason": "说明理由", "saved": "✓ 已保存", "check": "检查",
        "not yet": "还没有填 τ。", "passed": "可见的检查已通过。", "hand in": "提交",
        "save first": "先保存（Ctrl+S）", "packed": "已打包。保存好这张回执", "download": "下载",
        "notice": "仿真练习不等于高压作业授权。",
    },
}  # fmt: skip


def lay_out(folder, language):
    import nbformat
    from nbformat.v4 import new_code_cell, new_notebook

    facts = {"grade": True, "solution": False, "locked": True, "grade_id": "tau", "points": 3}
    test = {"nbgrader": {**facts, "schema_version": 3, "cell_type": "code"}}
    cells = [
        new_code_cell(CARD, id="card"),
        new_code_cell(EXPLORER, id="explorer"),
        new_code_cell("answers = card.answers()", id="answers"),
        new_code_cell("mine = None", id="mine"),
        new_code_cell(TAU, id="tau", metadata=test),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), folder / "tiny.ipynb")
    opened = {"n": 1, "at": "2026-11-21T12:00:00Z", "event": "opened", "format": 1, "nevlab": "0.1.0"}
    opened |= {"exercise": "tiny", "class": "nev24-1", "language": language}
    (folder / "tiny.jobcard.jsonl").write_text(json.dumps(opened) + "\n", encoding="utf-8")


@pytest.mark.parametrize("language", ["zh", pytest.param("en", marks=pytest.mark.slow)])
def test_a_student_works_a_tiny_exercise(page, tmp_path, language):
    words = WORDS[language]
    folder, home = tmp_path / "work", tmp_path / "home"
    folder.mkdir()
    lay_out(folder, language)
    with jupyterlab(folder, home) as address:
        student = Student(page, address)
        student.open("tiny.ipynb")
        student.run_all()
        student.sees(words["notice"])
        student.press(words["check"])
        student.sees(words["not yet"])

        student.type_into(words["number"], "20240001")
        student.sees("20240001")
        student.type_into(words["tau"], "１００ ms")
        student.choose(words["verdict"])
        for step in words["steps"]:
            student.press(step)
        student.type_into(words["reason"], "τ = R·C")
        page.wait_for_function(
            "([words]) => document.querySelectorAll('.nevlab-field').length == 4 &&"
            "[...document.querySelectorAll('.nevlab-field')].every(field => field.innerText.includes(words))",
            arg=[words["saved"]],
        )
        student.press(words["check"])
        student.sees(words["passed"])
        student.picture(f"form-{language}-filled")

        handle = page.locator(".noUi-handle")
        handle.focus()
        for _ in range(4):
            page.keyboard.press("ArrowRight")
        student.sees("120.0 ms")
        page.locator(".nevlab figure svg").last.scroll_into_view_if_needed()
        student.picture(f"form-{language}-explorer")

        # A cell that was changed and run, but not saved, must not be left behind.
        student.write_cell("mine = None", "mine = 5")
        student.press(words["hand in"])
        student.sees(words["save first"])
        student.save()
        student.press(words["hand in"])
        student.sees(words["packed"])
        student.picture(f"form-{language}-handed-in")
        with page.expect_download() as download:
            page.get_by_text(words["download"] + " 20240001-tiny.zip").click()
        fetched = tmp_path / "fetched.zip"
        download.value.save_as(fetched)

        student.restart()
        student.run_all()
        page.locator(f".nevlab-field :text('{words['saved']}')").nth(3).wait_for()
        student.sees("20240001")
        assert page.get_by_label(words["tau"]).input_value() == "100"
        student.picture(f"form-{language}-reopened")

    assert fetched.read_bytes() == (folder / "20240001-tiny.zip").read_bytes()
    with zipfile.ZipFile(fetched) as archive:
        notebook = json.loads(archive.read("tiny.ipynb"))
        record = [json.loads(line) for line in archive.read("tiny.jobcard.jsonl").splitlines()]
    assert "mine = 5" in ["".join(cell["source"]) for cell in notebook["cells"]]
    entered = {event["field"]: event["value"] for event in record if event["event"] == "entered"}
    assert entered == {
        "tau_ms": 100, "verdict": "slow", "sequence": ["key", "battery", "plug"], "reason": "τ = R·C",
    }  # fmt: skip
    assert [event["number"] for event in record if event["event"] == "student"] == ["20240001"]
