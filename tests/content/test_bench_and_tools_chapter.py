"""The chapter on the tool bench: its numbers come out, its pages run, both say the same."""

import re

import pytest
from chapter_pages import chapter, check_pages, descriptions, prose, shown

from nevlab import labels
from nevlab.instruments.deciding import decide
from nevlab.stations.kit.mechanical import Cover
from nevlab.stations.kit.tool_bench import LIMITS_OHM, half_width_ohm
from nevlab.vehicle.pmsm import TEACHING_MACHINE

CHAPTER = chapter("bench-and-tools")


@pytest.fixture(autouse=True)
def page_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("NEVLAB_STATIC", "1")
    monkeypatch.setattr(labels, "_chosen", None)
    monkeypatch.chdir(tmp_path)


def quoted():
    """Give what the prose quotes, worked out by the model."""
    yield f"{35 + 150 + 3 + 0.3:.1f} mΩ"
    yield f"{100 * 153.3 / 35:.0f} %"
    yield f"{100 * 0.3 / 35:.2f} %"
    yield f"{half_width_ohm(38.14e-3) * 1e3:.3f} mΩ"
    yield f"{half_width_ohm(33.60e-3) * 1e3:.3f} mΩ"
    yield from (f"{ohm * 1e3:.3f}" for ohm in LIMITS_OHM)
    yield f"{24 / (0.2 * 8):.0f} kN"
    yield f"{30 / float(TEACHING_MACHINE.line_emf(1)):.0f} r/min"
    yield f"{TEACHING_MACHINE.line_emf(1000):.1f} V"
    yield from (" ".join(map(str, Cover(first, 24).order)) for first in (3, 6))
    yield from (f"{100 * (click / 24 - 1):.{digits}f} %".replace("-", "−") for click, digits in ((23.1, 2), (23.0, 1)))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_prose_quotes_the_model(language):
    assert [number for number in quoted() if number not in prose(CHAPTER, language)] == []


def test_the_self_check_s_decision_is_right():
    assert decide(33.60e-3, half_width_ohm(33.60e-3), *LIMITS_OHM) == "undecided"
    # The coarse meter of the second exploration leaves a band of a tenth of a milliohm, no more.
    passes = [mohm for mohm in range(3300, 3800) if decide(mohm / 1e2, 0.02 * mohm / 1e2 + 1, 33.535, 37.065) == "pass"]
    assert 0 < len(passes) < 20


@pytest.mark.parametrize("language", ["en", pytest.param("zh", marks=pytest.mark.slow)])
def test_the_page_runs_its_figures_speak_and_its_example_holds_three_defects(language, monkeypatch, tmp_path):
    monkeypatch.setenv("NEVLAB_LANG", language)
    described = descriptions(shown(CHAPTER, language))
    assert len(described) == 3
    assert all(bool(re.search("[\u4e00-\u9fff]", alt)) == (language == "zh") for alt in described)
    assert shown(CHAPTER, language)[-1].count({"en": "Tag out, fetch", "zh": "挂牌停用并更换"}[language]) == 3
    assert not list(tmp_path.iterdir())


def test_both_pages_owe_what_every_chapter_owes():
    check_pages(CHAPTER)
