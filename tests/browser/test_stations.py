"""The benches for reducer, battery module and cooling in JupyterLab, worked by clicking alone, each in one language."""

import json

import pytest
from lab import Student, jupyterlab

from nevlab.bench import battery, coolant, reducer

pytestmark = pytest.mark.browser

NUMBER = "20240001"
STUDENT = {"en": "Student number", "zh": "学号"}
JOBS = {
    "reducer": {
        "en": (
            "Lift the unit onto the stand by hand",
            "Goggles and gloves on",
            "Lift the unit onto the stand with the hoist",
            "Drain the oil, take the cover off",
            "Clean the joint faces",
            "Depth of the seat",
            "Height of the bearing",
            "Fit the shim",
            "Put the cover on",
            "Tighten all",
        ),
        "zh": (
            "徒手把总成抬上装配架",
            "戴护目镜、手套",
            "用吊具把总成吊上装配架",
            "放油，拆下箱盖",
            "清洁结合面",
            "测座孔深度",
            "测轴承高度",
            "装入垫片",
            "装上箱盖",
            "全部拧紧",
        ),
    },
    "battery": {
        "en": ("Goggles, gloves, rings off", "Connect", "Set the limits", "Read the cell voltages", "Balance"),
        "zh": ("戴护目镜、绝缘手套，摘下首饰", "连接", "设定限值", "读单体电压", "均衡"),
    },
    "coolant": {
        "en": (
            "Goggles and gloves on",
            "Self-check",
            "Test",
            "Run with heat",
            "Flow meter",
            "Contact",
            "Infrared",
            "Stop and cool",
        ),
        "zh": ("戴护目镜、手套", "自检", "测试", "加热运行", "流量计", "接触式", "红外", "停机冷却"),
    },
}
BENCHES = {"reducer": reducer, "battery": battery, "coolant": coolant}


def lay_out(folder, name, language):
    import nbformat
    from nbformat.v4 import new_code_cell, new_notebook

    folder.mkdir()
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    card = f'from nevlab import bench, jobcard\ncard = jobcard.JobCard("{name}", [])\nbench.job_card(card)'
    cells = [new_code_cell(card, id="card"), new_code_cell(f"bench.{name}.board(card)", id="bench")]
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), folder / f"{name}.ipynb")
    opened = {"n": 1, "at": "2026-11-21T12:00:00Z", "event": "opened", "format": 1, "nevlab": "0.1.0"}
    opened |= {"exercise": name, "class": "nev24-1", "language": language}
    (folder / f"{name}.jobcard.jsonl").write_text(json.dumps(opened) + "\n", encoding="utf-8")


_LOG = "document.querySelectorAll('.nevlab-log tbody tr')"


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("coolant", "zh"),
        *(pytest.param(*one, marks=pytest.mark.slow) for one in (("reducer", "zh"), ("battery", "en"))),
    ],
)
def test_a_bench_is_worked_by_clicking(page, tmp_path, monkeypatch, name, language):
    folder = tmp_path / "work"
    lay_out(folder, name, language)
    page.set_viewport_size({"width": 1280, "height": 1500})
    monkeypatch.setenv("NEVLAB_CLASS", "nev24-1")
    with jupyterlab(folder, tmp_path) as address:
        student = Student(page, address)
        page.set_default_timeout(20000)
        student.open(f"{name}.ipynb")
        student.run_all()
        student.type_into(STUDENT[language], NUMBER)
        for number, words in enumerate(JOBS[name][language]):
            page.wait_for_function(f"() => {_LOG}.length >= {number}")
            student.press(words)
        page.wait_for_function(f"() => {_LOG}.length >= {len(JOBS[name][language])}")
        if name == "battery":
            limits = ("cell from V", "to V", "charge A", "discharge A", "°C")
            limits_zh = ("单体下限 V", "上限 V", "充电 A", "放电 A", "°C")
            for label, value in zip(limits if language == "en" else limits_zh, (3, 4.25, 30, 60, 45), strict=True):
                page.get_by_label(label, exact=True).fill(str(value))
                page.keyboard.press("Tab")
            student.press({"en": "Set the limits", "zh": "设定限值"}[language])
            student.press({"en": "Run", "zh": "运行"}[language])
            page.locator(".nevlab figure img").wait_for()
        student.picture(f"station-{name}-{language}")
        student.restart()
        student.run_all()
        page.wait_for_function(f"() => {_LOG}.length >= {len(JOBS[name][language])}")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("NEVLAB_STUDENT", NUMBER)
    _, work = BENCHES[name].own_work(name)
    assert work.refused == 1 and not work.mismatched
