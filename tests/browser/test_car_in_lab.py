"""The work bay with the whole car in JupyterLab: a repair from the complaint to READY, by clicking alone."""

import json

import pytest
from lab import SCREENSHOTS, Student, jupyterlab

from nevlab.bench.workshop import own_work
from nevlab.bench.workshop.panel import tool_words

pytestmark = pytest.mark.browser

NUMBER, FAULT = "20240001", "precharge-resistor-open"
CARD = """\
from nevlab import bench, jobcard
card = jobcard.JobCard("bay", [])
bench.job_card(card)"""
BAY = f'bench.workshop.board(card, faults=["{FAULT}"])'


def lay_out(folder, language):
    import nbformat
    from nbformat.v4 import new_code_cell, new_notebook

    folder.mkdir()
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    cells = [new_code_cell(CARD, id="card"), new_code_cell(BAY, id="bay")]
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), folder / "bay.ipynb")
    opened = {"n": 1, "at": "2026-11-21T12:00:00Z", "event": "opened", "format": 1, "nevlab": "0.1.0"}
    opened |= {"exercise": "bay", "class": "nev24-1", "language": language}
    (folder / "bay.jobcard.jsonl").write_text(json.dumps(opened) + "\n", encoding="utf-8")


class Technician(Student):
    """A student at the bay."""

    @property
    def bay(self):
        return self.page.locator(".jp-OutputArea-output", has=self.page.locator("[role=tablist]")).first

    def open_tool(self, words: str) -> None:
        self.bay.locator(".lm-TabBar-tab", has_text=words).click()

    def sees(self, text: str) -> None:
        # Lists and closed tabs hold words, too.
        self.page.locator(".jp-OutputArea").get_by_text(text).locator("visible=true").first.wait_for()

    def take(self, label: str, words: str) -> None:
        """Choose the first option of a list that has `words` in it."""
        box = self.bay.get_by_label(label, exact=True)
        box.select_option(label=box.locator("option", has_text=words).first.text_content())

    def press_all(self, *buttons: str) -> None:
        for words in buttons:
            before = self.done()
            self.press(words)
            self.page.wait_for_function(f"() => {_LOG}.length > {before}")

    def done(self) -> int:
        """How many lines the log has, open or not."""
        return self.page.evaluate(f"() => {_LOG}.length")

    def shoot(self, name: str) -> None:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.bay.screenshot(path=SCREENSHOTS / f"workshop-{name}.png")


_LOG = "document.querySelectorAll('.nevlab-log tbody tr')"
_PROOF = ("Check the meter on 12 V", "link + ↔ link −", "link + ↔ body", "link − ↔ body", "Check the meter on 12 V")


def test_a_car_that_does_not_go_to_ready_is_repaired(page, tmp_path, monkeypatch):
    folder = tmp_path / "work"
    lay_out(folder, "en")
    page.set_viewport_size({"width": 1280, "height": 1400})
    with jupyterlab(folder, tmp_path) as address:
        student = Technician(page, address)
        page.set_default_timeout(20000)
        student.open("bay.ipynb")
        student.run_all()
        student.sees("First enter your student number")
        student.type_into("Student number", NUMBER)
        student.sees("not proven: treat as live")

        # The complaint, and what the car says of it.
        student.press_all("Unplug", "Barrier, supervisor, protection", "Key ON", "Brake + START")
        student.sees("✓ Brake and START button → lit: system warning")
        student.shoot("en-car")
        student.open_tool("Scan tool")
        student.take("controller", "BMS")
        student.press_all("Read trouble codes")
        student.sees("P1A3400")
        student.shoot("en-scan-tool")

        # Down, and dead.
        student.open_tool("Car")
        student.press_all("Key OFF", "Clamp off", "Unplug", "Wait", *_PROOF)
        student.bay.get_by_text("proven", exact=True).wait_for()

        # The measurement, and the repair.
        student.open_tool("Multimeter")
        student.take("Function", "resistance")
        student.take("Red lead (V)", "between pre-charge relay and resistor")
        student.take("Black lead (COM)", "DC link +")
        student.press_all("Measure")
        student.sees("OL")
        student.shoot("en-multimeter")
        student.open_tool("Repair")
        student.take("System", "high-voltage distribution")
        student.take("Part", "pre-charge resistor")
        student.press_all("Repair or replace")
        student.sees("Put the car together and see whether that was it.")
        student.shoot("en-repair")
        student.open_tool("Multimeter")
        student.press_all("Measure")

        # Up again, and the proof.
        student.open_tool("Car")
        student.press_all("Plug in again", "Clamp on", "Key ON", "Brake + START")
        student.sees("✓ Brake and START button → lit: READY")
        student.open_tool("Scan tool")
        student.press_all("Clear trouble codes", "Read trouble codes")
        student.sees("No trouble codes.")
        student.open_tool("Log")
        student.sees("Working time")
        student.shoot("en-log")

        # Opened again, the bay stands as it was left.
        student.restart()
        student.run_all()
        student.sees("absence of voltage")
        student.bay.locator("li.nevlab-lit[data-lamp=ready]").wait_for()

    monkeypatch.chdir(folder)
    monkeypatch.setenv("NEVLAB_CLASS", "nev24-1")
    monkeypatch.setenv("NEVLAB_STUDENT", NUMBER)
    as_found, work = own_work("bay", [FAULT])
    assert as_found.faults == (FAULT,)
    assert work.mended and work.station.car.state.ready
    assert work.refused == 1 and not work.mismatched
    before, after = work.readings("ohm", "hv:precharge", "hv:link +")
    assert before == float("inf")
    # The sound resistor has 100 Ω; 0.5 % and a digit of the meter, and its leads of 0.1 … 0.2 Ω.
    assert after == pytest.approx(100, abs=0.8)


@pytest.mark.slow
def test_every_tool_opens_in_chinese(page, tmp_path, monkeypatch):
    monkeypatch.setenv("NEVLAB_LANG", "zh")
    folder = tmp_path / "work"
    lay_out(folder, "zh")
    page.set_viewport_size({"width": 1280, "height": 1600})
    with jupyterlab(folder, tmp_path) as address:
        student = Technician(page, address)
        page.set_default_timeout(20000)
        student.open("bay.ipynb")
        student.run_all()
        student.type_into("学号", NUMBER)
        student.press_all("设围栏、监护人，穿戴防护", "钥匙 ON", "踩制动 + 启动键")
        student.sees("✓ 踩制动，按启动键 → 亮：系统故障")
        student.shoot("zh-procedure")
        # A tab is worked with the keyboard, too.
        student.bay.locator(".lm-TabBar-tab").first.focus()
        for tool, words in list(tool_words().items())[1:]:
            page.keyboard.press("ArrowRight")
            page.keyboard.press("Enter")
            student.bay.locator(f".lm-TabBar-tab[aria-selected=true]:has-text('{words}')").wait_for()
            student.bay.locator(".widget-tab-contents > :not(.lm-mod-hidden) button:visible").first.wait_for()
            student.shoot(f"zh-{tool}")
        assert not page.locator(".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.error']").count()
