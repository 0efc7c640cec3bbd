"""The chapter on the reducer: its numbers are the model's, its example fits the text, both pages agree."""

import math
import re

import pytest
from chapter_pages import CURRICULUM, LANGUAGES, chapter, check_pages, descriptions, prose, shown

from nevlab import bench
from nevlab.bench.reducer.words import order_text
from nevlab.stations.reducer_bench import HEAVY_M
from nevlab.vehicle.reducer.gear_oil import OilSump
from nevlab.vehicle.reducer.gears import TEACHING_REDUCER, GearPair
from nevlab.vehicle.reducer.shims import BearingSeat, ShimSet
from nevlab.vehicle.reducer.unit import CARD, PASSES_NM, SHELF, WARP_M, drawn_unit

CHAPTER = chapter("reducer")
EXERCISE = CURRICULUM.exercises["reducer-shim"]
RANGE = {"en": "{:.2f} to {:.2f} mm", "zh": "{:.2f}～{:.2f} mm"}

pytestmark = pytest.mark.usefixtures("page_being_made")


def quoted(language):
    """Give what the prose quotes, worked out by the model."""
    pair, sump = TEACHING_REDUCER.pairs[0], OilSump()
    for limits_m in (CARD.play_m, CARD.backlash_m):
        yield RANGE[language].format(*(limit * 1e3 for limit in limits_m))
    yield from (f"{torque:g} Nm" for torque in PASSES_NM)
    yield order_text()
    yield f"{WARP_M * 1e3:.2f} mm"
    yield f"**{TEACHING_REDUCER.ratio:g}**"
    yield f"{TEACHING_REDUCER.road_speed_m_s(8000, 0.32) * 3.6:.1f} km/h"
    first, second = TEACHING_REDUCER.mesh_frequencies_hz(6000)
    yield from (f"{first:.0f} Hz", f"{second:.0f} Hz", f"{100 / 3.6 / (2 * math.pi * 0.32) * 60 * 9:.0f} r/min")
    yield f"{math.degrees(0.12e-3 / pair.wheel_pitch_radius_m):.3f}°"
    yield from (f"{sump.plug_m3 * 1e3:.2f} L", f"{sump.surface_m2 * 1e3:g} mL", f"{13 * sump.surface_m2:.3f} L")
    yield f"{sump.level_m(20, 2) * 1e3:.0f} mm"
    yield f"{(23 - 12) * 1e-6 * 86.5 * 60:.3f} mm"
    # Half of 30 µm of run-out is what the centre distance changes by.
    yield f"± {GearPair(23, 69, backlash_m=1e-4).backlash_at(math.pi) * 1e6 - 100:.0f} µm"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_prose_quotes_the_model(language):
    assert [one for one in quoted(language) if one not in prose(CHAPTER, language)] == []


def test_the_exploration_of_the_shim_goes_as_told():
    seat = BearingSeat(86.42e-3, 85.05e-3, -80e-6, -20e-6)
    assert seat.wanted_shim_m == pytest.approx(1.32e-3)
    plays_um = {round(shim * 1e3, 2): round(-seat.preload_m(shim) * 1e6) for shim in ShimSet().thicknesses_m}
    assert {shim: play for shim, play in plays_um.items() if 20 <= play <= 80} == {1.3: 70, 1.35: 20}
    told = {"middle_um": -50, "shim_mm": 1.3}
    for tolerance_um, verdict in ((10, "unsure"), (5, "inside")):
        words = [str(one) for one in bench.shims.explorer().picture(**told, tolerance_um=tolerance_um).numbers]
        assert verdict in words[-1]


def test_one_place_hides_the_run_out():
    numbers = bench.shims.backlash().picture(tilt_deg=0, runout_um=150).numbers
    assert [round(one.value) for one in numbers[:4]] == [120, 120, 65, 175]


def test_the_self_check_s_answers_are_right():
    seat = BearingSeat(86.47e-3, 85.08e-3, -80e-6, -20e-6)
    assert SHELF.nearest(seat.wanted_shim_m) == pytest.approx(1.35e-3)
    assert -seat.preload_m(1.35e-3) == pytest.approx(0.04e-3) and -seat.preload_m(1.4e-3) == pytest.approx(-0.01e-3)
    assert 9 * OilSump().surface_m2 * 1e3 == pytest.approx(315)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cells_run_and_the_example_shows_what_the_text_says(language, monkeypatch, tmp_path):
    monkeypatch.setenv("NEVLAB_LANG", language)
    html = shown(CHAPTER, language)
    described, page = descriptions(html), html[-1]
    assert len(described) == 2
    assert all(bool(re.search("[\u4e00-\u9fff]", words)) == (language == "zh") for words in described)
    heavy, level = {"en": ("turns heavily", "13 mm below"), "zh": ("转动沉重", "低于油位孔 13 mm")}[language]
    assert page.count("✗") == 1 and heavy in page and level in page
    depths, heights = ([page.count(f"{one:.2f} mm") for one in values] for values in ((86.58, 86.59), (85.10, 85.09)))
    assert depths == [3, 3] and heights == [6, 0]
    assert "-0.04 mm" in page and "1.45 mm" in page
    assert list(tmp_path.iterdir()) == []


def test_every_unit_is_as_the_notes_say():
    units = [drawn_unit(seed) for seed in range(400)]
    for unit in units:
        wanted_m = unit.seat.wanted_shim_m
        assert abs(SHELF.nearest(wanted_m) - wanted_m) <= 12.1e-6
        assert 0.099e-3 <= abs(unit.shim_m - SHELF.nearest(wanted_m)) <= 0.201e-3
        assert unit.play_m < HEAVY_M or unit.play_m > CARD.play_m[1]
        assert 0.9e-3 <= unit.sump.oil_m3 < 1.1e-3
    assert 0.4 < sum(unit.gears_allowed for unit in units) / len(units) < 0.6


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_exercise_states_the_unit_s_own_numbers(language):
    radius_mm = TEACHING_REDUCER.pairs[0].wheel_pitch_radius_m * 1e3
    stated = (f"{radius_mm:g} mm", f"{OilSump().surface_m2 * 1e3:g} mL", f"{sum(CARD.play_m) / 2 * 1e3:.2f} mm")
    assert [one for one in stated if one not in prose(EXERCISE, language)] == []


def test_both_pages_say_the_same():
    check_pages(CHAPTER)
