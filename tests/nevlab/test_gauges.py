"""Dial gauge and depth micrometer on the reducer, against geometry worked out by hand and their stated errors."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nevlab.instruments.gauges import (
    DIAL_ERROR_M,
    REVERSAL_M,
    SCATTER_M,
    STEP_M,
    WAVE_M,
    ZERO_ERROR_M,
    DepthGauge,
    DialGauge,
)
from nevlab.messages import WorkshopError
from nevlab.vehicle.reducer.gears import GearPair
from nevlab.vehicle.reducer.shims import BearingSeat, ShimSet

seeds = st.integers(0, 10**6)
PAIR = GearPair(23, 69, module_m=2e-3, backlash_m=120e-6, runout_m=60e-6)
HALF_M = STEP_M / 2 + 1e-12


@given(seeds, st.lists(st.floats(-1e-3, 5e-3), min_size=1, max_size=6))
def test_a_dial_gauge_stays_within_its_error(seed, moves):
    for move, reading in zip(moves, DialGauge(seed).zeroed().follow(moves), strict=True):
        assert abs(reading.value - move) <= DIAL_ERROR_M + 1e-12
        assert reading.value / STEP_M == pytest.approx(round(reading.value / STEP_M))


def test_the_bezel_zero_takes_the_preload_off():
    gauge = DialGauge(3, preload_m=1e-3)
    assert gauge.follow([0.0])[0].value == pytest.approx(1e-3, abs=DIAL_ERROR_M)
    assert gauge.zeroed().follow([0.0])[0].shown == "0.00 mm"


@pytest.mark.parametrize(
    ("preload_m", "shown_mm"),
    # a surface that draws back by 0.30 mm: without preload the plunger does not follow, with 0.1 mm only so far
    [(0.0, 0.0), (0.1e-3, -0.10), (1e-3, -0.30)],
)
def test_a_plunger_without_preload_does_not_follow_a_surface_that_draws_back(preload_m, shown_mm):
    (reading,) = DialGauge(3, preload_m).zeroed().follow([-0.3e-3])
    assert reading.value * 1e3 == pytest.approx(shown_mm, abs=DIAL_ERROR_M * 1e3)


def test_a_tilted_plunger_reads_too_much():
    # 2 mm / cos 30° = 2.309 mm
    (reading,) = DialGauge(3, tilt_deg=30.0).zeroed().follow([2e-3])
    assert reading.value == pytest.approx(2e-3 / math.cos(math.radians(30)), abs=DIAL_ERROR_M)
    assert reading.value > 2.29e-3


def test_after_a_reversal_the_pointer_lags():
    # 0 to 1 mm in steps of 1 µm and back: over so many places the rounding falls out, and the play of 3 µm remains
    up = [step * 1e-6 for step in range(1001)]
    values = [reading.value for reading in DialGauge(5).follow([*up, *reversed(up)])]
    lag = np.array(values[:1000:-1]) - np.array(values[:1001])
    assert lag[:990].mean() == pytest.approx(REVERSAL_M, rel=0.05)


@given(seeds, st.floats(0, 6.28))
def test_backlash_at_the_pitch_circle(seed, angle):
    reading = DialGauge(seed).rock(PAIR, angle, PAIR.wheel_pitch_radius_m)
    assert abs(reading.value - PAIR.backlash_at(angle)) <= DIAL_ERROR_M + 1e-12


def test_backlash_tilted_and_off_the_pitch_circle():
    # rocked at half of the pitch radius the same angle gives half of the travel; tilted by 60°, twice that
    wide = replace(PAIR, backlash_m=1e-3, runout_m=0.0)
    half = DialGauge(1).rock(wide, 0.0, PAIR.wheel_pitch_radius_m / 2).value
    assert half == pytest.approx(0.5e-3, abs=DIAL_ERROR_M)
    tilted = DialGauge(1, tilt_deg=60.0, preload_m=2e-3).rock(wide, 0.0, PAIR.wheel_pitch_radius_m / 2).value
    assert tilted == pytest.approx(float(wide.gauge_travel_m(0.0, PAIR.wheel_pitch_radius_m / 2, 60.0)), abs=15e-6)
    assert DialGauge(1, preload_m=0.2e-3).rock(wide, 0.0, PAIR.wheel_pitch_radius_m).shown in ("0.20 mm", "0.21 mm")


def test_runout_is_the_highest_less_the_lowest():
    readings = DialGauge(2).zeroed().runout(PAIR, np.linspace(0, 2 * math.pi, 25))
    values = [reading.value for reading in readings]
    assert max(values) - min(values) == pytest.approx(60e-6, abs=2 * WAVE_M + REVERSAL_M + STEP_M)
    assert int(np.argmin(values)) == pytest.approx(12, abs=2)  # low spot opposite of the high one


@given(seeds, st.floats(1e-3, 0.14), st.text("abc", min_size=1, max_size=3), st.integers(1, 9))
def test_a_depth_gauge_stays_within_its_error(seed, depth, place, number):
    loose = abs(DepthGauge(seed).read(depth, place, number).value - depth)
    assert loose <= ZERO_ERROR_M + SCATTER_M + HALF_M
    assert abs(DepthGauge(seed).zeroed().read(depth, place, number).value - depth) <= SCATTER_M + HALF_M


def test_dirt_and_tilt_read_too_deep():
    # (20 + 0.2) mm = 20.20 mm; 20 mm / cos 5° = 20.076 mm
    assert DepthGauge(1, dirt_m=0.2e-3).zeroed().read(20e-3, "seat").value == pytest.approx(20.2e-3, abs=10e-6)
    assert DepthGauge(1, tilt_deg=5.0).zeroed().read(20e-3, "seat").value == pytest.approx(20.076e-3, abs=11e-6)


@given(seeds)
def test_the_mean_of_readings_is_nearer(seed):
    gauge = DepthGauge(seed).zeroed()
    mean_m = gauge.mean_m(20.003e-3, "seat", 50)
    # 50 readings, uniform within ±8 µm and rounded to 10 µm: (4.6² + 2.9²)^½/√50 = 0.8 µm; five of that and 1 µm
    assert abs(mean_m - 20.003e-3) <= 5e-6
    assert gauge.mean_m(20.003e-3, "seat", 1) == gauge.read(20.003e-3, "seat").value


@given(seeds)
def test_an_error_of_zero_falls_out_of_the_shim_when_one_gauge_measures_depth_and_height(seed):
    # wanted by hand: 21.50 − 20.20 + 0.06 = 1.36 mm, nearest shim 1.35
    gauge = DepthGauge(seed)
    seat = BearingSeat(gauge.mean_m(21.5e-3, "seat", 5), gauge.mean_m(20.2e-3, "bearing", 5), 0.04e-3, 0.08e-3)
    assert seat.wanted_shim_m == pytest.approx(1.36e-3, abs=2 * (SCATTER_M + HALF_M))
    assert ShimSet().nearest(seat.wanted_shim_m) in (pytest.approx(1.35e-3), pytest.approx(1.40e-3))


def test_readings_stay_the_same_and_show_millimetres():
    gauge = DepthGauge(7).zeroed()
    assert gauge.read(20.1e-3, "seat", 2) == gauge.read(20.1e-3, "seat", 2)
    assert len({gauge.read(20.1e-3, "seat", number).value for number in range(1, 20)}) > 1
    assert gauge.read(20.1e-3, "seat").shown.endswith(" mm")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: DialGauge(1, preload_m=math.nan), "preload of the plunger is nan"),
        (lambda: DialGauge(1, tilt_deg=80), "tilt of the plunger is 80"),
        (lambda: DialGauge(1).follow([]), "movement of the surface is"),
        (lambda: DialGauge(1).follow([math.nan]), "movement of the surface is nan"),
        (lambda: DialGauge(1).follow([9.5e-3]), "travel of the plunger is 0.0104"),
        (lambda: DialGauge(1).rock(PAIR, 0.0, 0.2), "radius of the gauge's tip is 0.2"),
        (lambda: DialGauge(1).runout(PAIR, [math.inf]), "angle of the wheel is inf"),
        (lambda: DepthGauge(1, dirt_m=-1e-6), "dirt under the base is -1e-06"),
        (lambda: DepthGauge(1).read(0.2, "seat"), "depth is 0.2"),
        (lambda: DepthGauge(1).mean_m(0.1, "seat", 0), "number of readings is 0"),
    ],
)
def test_what_cannot_be_is_refused_in_words(wrong, words):
    with pytest.raises(WorkshopError, match=words):
        wrong()
