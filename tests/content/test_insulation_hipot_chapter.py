"""The chapter on insulation and withstand test: its numbers are the model's, its example shows what the text says."""

import math

import pytest
from chapter_pages import LANGUAGES, chapter, check_figures, check_pages, prose, shown

from nevlab import bench
from nevlab.bench.motor.insulation.withstand import BREAKS_AT_V, current_ma
from nevlab.vehicle.absorption import SOURCE_OHM
from nevlab.vehicle.winding_insulation import CARD, PLACES, SOUND, corrected_ohm

CHAPTER = chapter("insulation-hipot")
#: What the worked example reads: temperature, 30 s, 60 s, 10 min; the same after the oven.
CAME_IN = (24.4, 17.36, 17.48, 17.62)
DRIED_C, DRIED_GOHM = 22.6, (1.043, 1.558)


@pytest.fixture(autouse=True)
def making(page_being_made):
    """Make pages in an empty folder."""


def quoted():
    """Give what the prose quotes, worked out by the model or by hand."""
    for place in PLACES:
        yield f"{CARD.test_v(place):g} V DC"
        yield f"{CARD.least_ohm(place) / 1e6:g} MΩ"
    yield f"{CARD.hipot_v:g} V AC"
    yield f"{CARD.hipot_a * 1e3:g} mA"
    celsius, early, minute, late = CAME_IN
    yield f"{corrected_ohm(1, celsius):.3f}"
    yield f"{corrected_ohm(minute, celsius):.2f} MΩ"
    yield f"{minute / early:.2f}"
    yield f"{late / minute:.2f}"
    yield f"{corrected_ohm(1, DRIED_C):.3f}"
    yield f"{corrected_ohm(DRIED_GOHM[1] * 1e3, DRIED_C):.0f} MΩ"
    yield f"{DRIED_GOHM[1] / DRIED_GOHM[0]:.2f}"
    yield f"{2.23e-3 / (1600 * 2 * math.pi * 50) * 1e9:.2f} nF"
    yield f"{corrected_ohm(17, 20):.1f} MΩ"
    yield f"{corrected_ohm(24, 18):.1f} MΩ"
    yield f"{current_ma(CARD.hipot_v):.2f} mA"
    leak_ma = CARD.hipot_v / CARD.winding_ohm * 1e3
    yield f"{leak_ma:.2f} mA"
    yield f"{math.hypot(current_ma(CARD.hipot_v), leak_ma):.2f} mA"
    yield f"{BREAKS_AT_V:g} V"
    yield f"{CARD.winding_v / SOURCE_OHM * 1e3:.1f} mA"
    part = SOUND.between(PLACES[0])
    yield f"{part.energy_j(part.after(600, part.rest, CARD.winding_v, SOURCE_OHM)[-1]) * 1e3:.0f} mJ"


def test_both_pages_say_the_same():
    check_pages(CHAPTER)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_prose_quotes_the_model(language):
    assert [number for number in quoted() if number not in prose(CHAPTER, language)] == []


def test_the_exploration_goes_as_told():
    def told(**values):
        return {number.label: number.text for number in bench.motor.insulation.absorption().picture(**values).numbers}

    assert told(state="damp")["after 60 s"] == "16.8 MΩ"
    assert told(winding_c=50)["PI = R(10 min)/R(1 min)"] == told()["PI = R(10 min)/R(1 min)"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_runs_and_its_example_shows_what_the_text_says(language, monkeypatch):
    monkeypatch.setenv("NEVLAB_LANG", language)
    check_figures(CHAPTER, language, 2)
    page = shown(CHAPTER, language)[-1]
    said = (
        *(f"{mohm:.2f} MΩ" for mohm in CAME_IN[1:]),
        "24.4 °C",
        "22.6 °C",
        "19.39 MΩ",
        "2.30 GΩ",
        "2.23 mA",
        "60.2 V",
    )
    gigohms = [f"{gohm:.3f} GΩ" for gohm in DRIED_GOHM]
    assert [number for number in (*said, *gigohms) if number not in page] == []
    assert [number for number in said if number.split()[0] not in prose(CHAPTER, language)] == []
    # Touched too early, and the withstand test: both refused.
    assert page.count("✗") == 2
