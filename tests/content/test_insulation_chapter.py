"""The insulation chapter: its numbers are those of the model, both pages say the same, the example fits the text."""

import re

import pytest
from exercise_runs import ROOT

from nevbook.curriculum import read_curriculum
from nevlab import bench, labels
from nevlab.vehicle.insulation import Insulation, TwoVoltmeterTest, judge, two_voltmeter_test

CURRICULUM, _ = read_curriculum(ROOT)
CHAPTER = next(chapter for chapter in CURRICULUM.chapters if chapter.id == "insulation")
LANGUAGES = ("en", "zh")


@pytest.fixture(autouse=True)
def page_being_made(monkeypatch, tmp_path):
    for name in ("NEVLAB_CLASS", "NEVLAB_STUDENT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NEVLAB_STATIC", "1")
    monkeypatch.setenv("NEVLAB_LANG", "en")
    monkeypatch.setattr(labels, "_chosen", None)
    monkeypatch.chdir(tmp_path)


def text_of(language):
    return "\n".join(cell.source for cell in CHAPTER.pages[language].cells if cell.kind == "markdown")


def row(together):
    test = two_voltmeter_test(Insulation(900e3, 60e3), 400, 100e3, together=together)
    volts = (test.higher_v, test.lower_v, test.higher_with_r0_v, test.lower_with_r0_v)
    change = test.lower_with_r0_v / test.higher_with_r0_v - test.lower_v / test.higher_v
    yield " | ".join(f"{volt:.2f} V" for volt in volts) + f" | {change:.4f}"
    yield f"{test.insulation_ohm() / 1e3:.1f} kΩ"


def quoted():
    yield from row(together=True)
    yield from row(together=False)
    yield f"{judge(60e3, 400).ohm_per_v:.0f} Ω/V"
    shown = bench.insulation.tester().picture()
    for number in shown.numbers[:3]:
        yield f"{number.value:.0f} MΩ"
    yield f"{shown.numbers[-1].value:.0f} V"
    yield f"{bench.insulation.tester().picture(discharge_s=60).numbers[-1].value:.0f} V"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_prose_quotes_the_model(language):
    text = text_of(language)
    assert [number for number in quoted() if number not in text] == []


def test_the_self_check_s_answers_are_right():
    found = TwoVoltmeterTest(300, 60, 200, 160, 100e3, 10e6, "minus").insulation_ohm()
    assert found == pytest.approx(60.4e3, abs=50)
    assert not judge(38e3, 400).sufficient and judge(38e3, 350).sufficient
    # 60 kΩ and 15 kΩ on one rail
    both = 1 / (1 / 60e3 + 1 / 15e3)
    assert (both, judge(both, 400).ohm_per_v) == (pytest.approx(12e3), pytest.approx(30))


def test_both_pages_have_the_same_code_and_the_same_numbers():
    assert [cell.source for cell in CHAPTER.pages["en"].code_cells] == [
        cell.source for cell in CHAPTER.pages["zh"].code_cells
    ]
    quantities = [
        set(re.findall(r"\d+(?:\.\d+)? (?:kΩ|MΩ|Ω/V|Ω|V)(?![a-z])", text_of(language))) for language in LANGUAGES
    ]
    assert quantities[0] == quantities[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cells_run_and_the_example_shows_what_the_text_says(language, monkeypatch, tmp_path):
    monkeypatch.setenv("NEVLAB_LANG", language)
    space = {}
    for cell in CHAPTER.pages[language].code_cells:
        exec(compile(cell.source, "<chapter>", "exec"), space)
    last = CHAPTER.pages[language].code_cells[-1].source
    board = eval(last[last.index("bench.workshop.board") :], space)
    page = board._repr_mimebundle_()["text/html"]
    volts = re.search(r"U\+ = ([\d.]+) V, U− = ([\d.]+) V.*?U\+ = ([\d.]+) V, U− = ([\d.]+) V", page, re.DOTALL)
    before, after = (float(volts[2]) / float(volts[1]), float(volts[4]) / float(volts[3]))
    said = f"{after:.4f}", f"{before:.4f}", f"{after - before:.4f}"
    assert [number for number in said if number not in page] == []
    found = TwoVoltmeterTest(*(float(volt) for volt in volts.groups()), 100e3, 10e6, "minus").insulation_ohm()
    assert f"{found / 1e3:.1f} kΩ" in page and f"{judge(found, 400).ohm_per_v:.0f} Ω/V" in page
    assert page.count("✗") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_of_the_job_is_there(language):
    assert len(re.findall(r"^## (.+)$", text_of(language), re.M)) == 13
    assert text_of(language).count(":::{dropdown}") == 5
    assert not re.search("[请您]", text_of("zh").replace("请企业", ""))
