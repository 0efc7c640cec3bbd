"""The chapter on thermal system and pack: its numbers are the models', both pages agree, the example fits the text."""

import re

import pytest
from chapter_pages import CURRICULUM, LANGUAGES, chapter, check_figures, check_pages, prose, shown

from nevlab import bench
from nevlab.stations.coolant_bench import coolant_bench
from nevlab.vehicle.bonding import MOST_OHM
from nevlab.vehicle.cooling.coolant import glycol_50
from nevlab.vehicle.cooling.leak_test import leak_rate_pa_m3_s
from nevlab.vehicle.cooling.rig import CARD, FLOW_M3_S, HEAT_W, PLACES

CHAPTER = chapter("thermal-pack-service")
EXERCISE = CURRICULUM.exercises["pack-service"]

pytestmark = pytest.mark.usefixtures("page_being_made")


def quoted():
    warm = glycol_50(40)
    yield f"{warm.density_kg_m3:.0f} kg/m³"
    yield f"{warm.heat_j_per_kg_k:.0f} J/(kg·K)"
    # 96 · 2.5 mΩ · (100 A)²
    yield f"{60e3 * warm.flow_m3_s(96 * 2.5e-3 * 100**2, 5):.2f} L/min"
    yield " … ".join(f"{60e3 * limit:.0f}" for limit in FLOW_M3_S) + " L/min"
    for card in CARD.values():
        yield f"{card.pressure_pa / 1e3:g} kPa"
        yield f"{card.drop_pa:g} Pa"
        yield f"{leak_rate_pa_m3_s(card.volume_m3, card.drop_pa, 0, 180):.3f} Pa·m³/s"
    tight, leaking = (bench.tightness.explorer().picture(**values) for values in ({}, {"leak": 2, "settle_s": 300}))
    yield f"{tight.numbers[0].value / 1e3:.1f} kPa"
    yield f"{leaking.numbers[0].value:.0f} Pa"
    yield f"≤ {MOST_OHM:g} Ω"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_prose_quotes_the_models(language):
    assert [one for one in quoted() if one not in prose(CHAPTER, language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_exercise_states_the_stand_s_own_numbers(language):
    text = prose(EXERCISE, language)
    warm, loop = glycol_50(40), CARD["loop"]
    stated = (
        f"{sum(HEAT_W.values()):.0f} W", f"{warm.density_kg_m3:.0f} kg/m³", f"{warm.heat_j_per_kg_k:.0f} J/(kg·K)",
        f"{loop.volume_m3:g} m³", f"{loop.pressure_pa / 1e3:g} kPa", f"{CARD['housing'].pressure_pa / 1e3:g} kPa",
    )  # fmt: skip
    assert [one for one in stated if one not in text] == []


def test_every_place_that_may_leak_can_be_answered():
    options = re.findall(r'^        "([a-z ]+)": label', EXERCISE.home.code_cells[0].source, re.M)
    assert {place for places in PLACES.values() for place in places} | {"bleed", "flush", "pump"} <= set(options)


def test_the_self_check_s_answers_are_right():
    assert glycol_50(40).rise_k(1800, 12 / 60e3) == pytest.approx(2.5, abs=0.05)
    assert leak_rate_pa_m3_s(0.06, 2480, 2410, 180) == pytest.approx(0.023, abs=5e-4)
    # the loop of self-check 3 is tight: what is left after five minutes is the air's
    assert bench.tightness.explorer().picture(settle_s=300, excess_k=8).numbers[0].value < 40


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cells_run_and_the_example_shows_what_the_text_says(language, monkeypatch, tmp_path):
    monkeypatch.setenv("NEVLAB_LANG", language)
    check_figures(CHAPTER, language, 2)
    page = shown(CHAPTER, language)[-1]
    assert page.count("✗") == 2 and "Δp = 5200 Pa" in page and "0.1 L/min" in page
    assert "160.55 mΩ" in page and "6.39 mΩ" in page
    assert list(tmp_path.iterdir()) == []


def test_the_infrared_thermometer_is_off_as_the_text_says():
    station = coolant_bench(0, ())
    for action, asked in (("protect", {}), ("stop", {"minutes": 120}), ("run", {"minutes": 15})):
        station, _ = station.act(action, **asked)
    _, contact = station.act("contact", place="inverter")
    _, wrong = station.act("infrared", place="inverter", emissivity=0.95)
    assert contact["value"] - wrong["value"] == pytest.approx(8, abs=2)


def test_both_pages_say_the_same():
    check_pages(CHAPTER)
