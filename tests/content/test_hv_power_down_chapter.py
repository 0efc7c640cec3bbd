"""The chapter on powering down: its numbers come out, its pages run, both say the same."""

import math
import re

import pytest
from chapter_pages import chapter, check_pages, descriptions, prose, shown

from nevlab import labels
from nevlab.bench.power_down import kona_fall_s, kona_tau_s
from nevlab.data import kona
from nevlab.stations.workshop.base import WAIT_S
from nevlab.vehicle.dc_link import Link
from nevlab.vehicle.power_down_cases import fall_s

CHAPTER = chapter("hv-power-down")


@pytest.fixture(autouse=True)
def page_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("NEVLAB_STATIC", "1")
    monkeypatch.setattr(labels, "_chosen", None)
    monkeypatch.chdir(tmp_path)


def quoted():
    """Give what the prose quotes, worked out by the model."""
    low, high = kona.quoted_decays()
    near_v = round(low.link_v.mean()), round(high.link_v.mean())
    yield from (f"{volts} V" for volts in near_v)
    yield f"{kona_tau_s()[0]:.0f} s"
    yield f"{math.ceil(kona_tau_s()[1])} s"
    yield f"{fall_s(353, 31):.0f} s"
    yield f"{kona_fall_s(353):.0f} s"
    yield f"{fall_s(400, 40):.0f} s"
    yield f"{400 / 60 * 40:.0f} s"
    yield f"{Link().energy_j(400):.0f} J"
    yield f"{WAIT_S / 60:g} min"
    yield f"{low.time_s[-1] - low.time_s[0]:.1f} s"
    yield f"{high.time_s[-1] - high.time_s[0]:.1f} s"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_prose_quotes_the_model(language):
    assert [number for number in quoted() if number not in prose(CHAPTER, language)] == []


@pytest.mark.parametrize("language", ["en", pytest.param("zh", marks=pytest.mark.slow)])
def test_the_page_runs_and_its_example_tells_what_would_have_happened(language, monkeypatch, tmp_path):
    monkeypatch.setenv("NEVLAB_LANG", language)
    html = shown(CHAPTER, language)
    described = descriptions(html)
    assert len(described) == 1
    assert all(bool(re.search("[\u4e00-\u9fff]", alt)) == (language == "zh") for alt in described)
    example = next(one for one in html if "✗" in one)
    assert example.count("✗") == 1
    assert {"en": "On a real car", "zh": "在真车上"}[language] in example
    assert not list(tmp_path.iterdir())


def test_both_pages_owe_what_every_chapter_owes():
    check_pages(CHAPTER)
