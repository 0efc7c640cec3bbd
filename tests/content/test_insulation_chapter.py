"""The insulation chapter: its numbers are those of the model, its example shows what the text says."""

import re

import pytest
from chapter_pages import LANGUAGES, chapter, check_figures, check_pages, prose, shown

from nevlab import bench
from nevlab.vehicle.insulation import Insulation, TwoVoltmeterTest, judge, two_voltmeter_test

CHAPTER = chapter("insulation")

pytestmark = pytest.mark.usefixtures("page_being_made")


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
    climbing = bench.insulation.tester().picture()
    for number in climbing.numbers[:3]:
        yield f"{number.value:.0f} MΩ"
    yield f"{climbing.numbers[-1].value:.0f} V"
    yield f"{bench.insulation.tester().picture(discharge_s=60).numbers[-1].value:.0f} V"


def test_both_pages_say_the_same():
    check_pages(CHAPTER)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_prose_quotes_the_model(language):
    assert [number for number in quoted() if number not in prose(CHAPTER, language)] == []


def test_the_self_check_s_answers_are_right():
    found = TwoVoltmeterTest(300, 60, 200, 160, 100e3, 10e6, "minus").insulation_ohm()
    assert found == pytest.approx(60.4e3, abs=50)
    assert not judge(38e3, 400).sufficient and judge(38e3, 350).sufficient
    # 60 kΩ and 15 kΩ on one rail
    both = 1 / (1 / 60e3 + 1 / 15e3)
    assert (both, judge(both, 400).ohm_per_v) == (pytest.approx(12e3), pytest.approx(30))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_runs_and_its_example_shows_what_the_text_says(language, monkeypatch, tmp_path):
    monkeypatch.setenv("NEVLAB_LANG", language)
    check_figures(CHAPTER, language, 2)
    page = shown(CHAPTER, language)[-1]
    volts = re.search(r"U\+ = ([\d.]+) V, U− = ([\d.]+) V.*?U\+ = ([\d.]+) V, U− = ([\d.]+) V", page, re.DOTALL)
    before, after = (float(volts[2]) / float(volts[1]), float(volts[4]) / float(volts[3]))
    said = f"{after:.4f}", f"{before:.4f}", f"{after - before:.4f}"
    assert [number for number in said if number not in page] == []
    found = TwoVoltmeterTest(*(float(volt) for volt in volts.groups()), 100e3, 10e6, "minus").insulation_ohm()
    assert f"{found / 1e3:.1f} kΩ" in page and f"{judge(found, 400).ohm_per_v:.0f} Ω/V" in page
    assert page.count("✗") == 1
    assert list(tmp_path.iterdir()) == []
