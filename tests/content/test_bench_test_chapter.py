"""The chapter on the test rig: its numbers are the model's, its example fits the text, both pages agree."""

import math
import re

import pytest
from chapter_pages import CURRICULUM, LANGUAGES, chapter, check_figures, check_pages, prose, shown

from nevlab import bench, labels
from nevlab.stations.assembly_bench import MAP_NM, MAP_RPM
from nevlab.vehicle.assembly.orders import Bearing
from nevlab.vehicle.assembly.unit import (
    BEARING,
    CARD,
    ELECTRICAL_ORDER,
    GEAR_ORDER,
    INERTIA_KG_M2,
    INLET_C,
    MOST_M_S2,
    MOST_OTHER_M_S2,
    SLOTS,
)
from nevlab.vehicle.cooling.coolant import glycol_50
from nevlab.vehicle.reducer.gears import TEACHING_REDUCER

CHAPTER = chapter("bench-test")
EXERCISE = CURRICULUM.exercises["assembly-bench-test"]
RANGE = {"en": "{:g} to {:g} ", "zh": "{:g}～{:g} "}
LIST = {"en": ", ", "zh": "、"}


@pytest.fixture(autouse=True)
def page(page_being_made):
    """Be where pages are made."""


def turned(seconds):
    """Give the drag by the text's own arithmetic [Nm]."""
    return INERTIA_KG_M2 * 2 * math.pi * 1000 / 60 / seconds


def heat_kw(litres_a_min, rise_k):
    """Give ρ·c·V̇·ΔT with density and specific heat as the card prints them [kW]."""
    coolant = glycol_50(INLET_C)
    density, heat = round(coolant.density_kg_m3 / 1e3, 3), round(coolant.heat_j_per_kg_k / 1e3, 2)
    return density * heat * litres_a_min / 60 * rise_k


def quoted(language):
    """Give what the prose quotes, worked out by the model."""
    yield RANGE[language].format(*(limit * 60e3 for limit in CARD.flow_m3_s)) + "L/min"
    yield RANGE[language].format(*(100 * share for share in CARD.heat_share)) + "%"
    yield f"± {CARD.sensor_k:g} K"
    yield from (f"{CARD.drag_nm:.1f} Nm", f"{CARD.peak_nm:g} Nm", f"{100 * CARD.good_share:g} %")
    yield LIST[language].join(f"{order:g}" for order in MOST_M_S2)
    yield LIST[language].join(f"{most:g}" for most in MOST_M_S2.values())
    yield f"{MOST_OTHER_M_S2:g} m/s²"
    coolant = glycol_50(INLET_C)
    yield from (f"{coolant.density_kg_m3 / 1e3:.3f} kg/L", f"{coolant.heat_j_per_kg_k / 1e3:.2f} kJ/(kg·K)")
    yield f"**{heat_kw(9.0, 7.0):.2f} kW**"
    yield f"**{turned(4.36):.2f} Nm**"
    yield from (f"{order * 6000 / 60:.0f} Hz" for order in (GEAR_ORDER, ELECTRICAL_ORDER, SLOTS))
    yield from (f"**{BEARING.orders[ring]:.1f}**" for ring in ("outer", "inner"))
    # The golden example of the field.
    yield from (f"{150 * 4000 / 9550:.2f}", f"{350 * 195 / 1e3:.2f} kW", f"**{100 * 150 * 4000 / 9550 / 68.25:.1f} %**")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_prose_quotes_the_model(language):
    assert [one for one in quoted(language) if one not in prose(CHAPTER, language)] == []


def test_the_exploration_of_the_orders_goes_as_told():
    def numbers(**values):
        return [one.text for one in bench.assembly.orders().picture(**values).numbers]

    assert numbers(speed_rpm=2000)[1:3] == ["766.7 Hz", "23.00"]
    assert numbers()[1:3] == ["1150.0 Hz", "23.00"]
    assert [f"{161 * 60 / speed:.2f}" for speed in (3000, 2000)] == ["3.22", "4.83"]
    assert (numbers()[-1], numbers(record="0.02")[-1]) == ("yes", "no: record longer")


def test_the_exploration_of_the_efficiency_goes_as_told():
    def numbers(**values):
        told = bench.assembly.efficiency_map().picture(**values).numbers
        return told[0].text, told[-1].text

    assert numbers() == ("93.4 %", "85.2 %")
    assert numbers(torque_nm=10)[0] == "83.2 %" and numbers(speed_rpm=500)[0] == "75.5 %"
    assert numbers(drag_nm=2.4) == ("92.1 %", "75.4 %")


def test_the_self_check_s_answers_are_right():
    assert GEAR_ORDER == 1725 / (4500 / 60)
    other = Bearing(8, 10e-3, 50e-3).orders
    assert (other["outer"], other["inner"]) == pytest.approx((3.2, 4.8))
    assert heat_kw(8.4, 6.0) == pytest.approx(3.0, abs=0.01) and heat_kw(8.4, 6.0) / 3.5 == pytest.approx(
        0.86, abs=0.005
    )
    assert turned(2.1) == pytest.approx(2.5, abs=0.01) and turned(2.1) > CARD.drag_nm
    assert pytest.approx(0.987, abs=5e-4) == 1290 * 3600 / 9 / 9550 / (360 * 152 / 1e3)


EXAMPLE = {
    "en": ("motor 18 °C", "5.3 L/min", "9.1 L/min", "1151 Hz", "3.01 m/s²", "1134 Hz", "1168 Hz", "165 Hz", "1.79 s",
           "359.94 V", "2.671 A", "359.98 V", "182.47 A", "1300.4 Nm", "4002 r/min", "47.7 °C", "1354.9 Nm"),
    "zh": ("电机 18 °C", "5.3 L/min", "9.1 L/min", "1151 Hz", "3.01 m/s²", "1134 Hz", "1168 Hz", "165 Hz", "1.79 s",
           "359.94 V", "2.671 A", "359.98 V", "182.47 A", "1300.4 Nm", "4002 r/min", "47.7 °C", "1354.9 Nm"),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cells_run_and_the_example_shows_what_the_text_says(language, monkeypatch):
    monkeypatch.setenv("NEVLAB_LANG", language)
    monkeypatch.setattr(labels, "_chosen", None)
    page = shown(CHAPTER, language)[-1]
    assert [one for one in EXAMPLE[language] if one not in page] == []
    map_rows = re.findall(r"(\d+\.\d|–)</td>", page[page.rindex("<thead>") :])
    percent = [float(one) for one in map_rows if one != "–"]
    assert len(map_rows) == len(MAP_RPM) * len(MAP_NM)
    assert (sum(one >= 80 for one in percent), len(percent)) == (46, 61)


def test_what_follows_from_the_example_s_readings():
    assert pytest.approx(23.00, abs=5e-3) == 1151 / (3003 / 60)
    assert [round(hz / (3003 / 60), 2) for hz in (1134, 1168, 165)] == [22.66, 23.34, 3.30]
    assert round(165 / (2001 / 60), 2) == 4.95
    assert turned(1.79) == pytest.approx(2.92, abs=6e-3)
    into, out = 359.98 * 182.47 / 1e3, 1300.4 * 4002 / TEACHING_REDUCER.ratio / 9550
    assert (into, out, 100 * out / into, into - out) == pytest.approx((65.69, 60.55, 92.2, 5.14), abs=0.03)
    assert heat_kw(9.1, 7.7) == pytest.approx(4.18, abs=0.01) and pytest.approx(0.81, abs=0.005) == 4.18 / 5.14
    assert pytest.approx(0.754, abs=5e-4) == 46 / 61
    # Motor speed with output torque: nine times 92.1 %.
    assert round(92.1 * 9) == 829


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figures_are_described(language, monkeypatch):
    monkeypatch.setenv("NEVLAB_LANG", language)
    monkeypatch.setattr(labels, "_chosen", None)
    # Two of the explorer of orders, the efficiency, two spectra of the example.
    check_figures(CHAPTER, language, 5)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_exercise_states_the_card_s_own_numbers(language):
    stated = (f"{100 * CARD.good:.1f} %", f"{TEACHING_REDUCER.ratio:g}", "2000", "3000 r/min")
    assert [one for one in stated if one not in prose(EXERCISE, language)] == []


def test_both_pages_say_the_same():
    check_pages(CHAPTER)
