"""The reducer, its shims and its oil against the golden numbers of the field and values worked out by hand."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nevlab.messages import WorkshopError
from nevlab.vehicle.reducer.gear_oil import OilSump
from nevlab.vehicle.reducer.gears import TEACHING_REDUCER, GearPair, Reducer, electrical_order, order_frequency_hz
from nevlab.vehicle.reducer.shims import BearingSeat, ShimSet

PAIR = GearPair(23, 69, module_m=2e-3, backlash_m=120e-6, runout_m=60e-6)


def test_the_golden_road_speed():
    # n = 8000 r/min, i = 9, r = 0.32 m: 888.9 r/min at the wheel, 107.2 km/h
    assert TEACHING_REDUCER.ratio == pytest.approx(9)
    assert TEACHING_REDUCER.shaft_speeds_rpm(8000) == pytest.approx((8000, 2666.67, 888.89), abs=0.01)
    assert TEACHING_REDUCER.road_speed_m_s(8000, 0.32) * 3.6 == pytest.approx(107.2, abs=0.05)
    assert TEACHING_REDUCER.road_speed_m_s(-8000, 0.32) * 3.6 == pytest.approx(-107.2, abs=0.05)


def test_the_golden_frequencies():
    # z = 23 at 6000 r/min: 2300 Hz; second pinion 21 teeth at 2000 r/min: 700 Hz; p = 4: 400 Hz, its 6th 2400 Hz
    assert TEACHING_REDUCER.mesh_frequencies_hz(6000) == pytest.approx((2300, 700))
    assert TEACHING_REDUCER.mesh_orders == pytest.approx((23, 7))
    assert order_frequency_hz(electrical_order(1, 4), 6000) == pytest.approx(400)
    assert electrical_order(6, 4) == 24
    assert order_frequency_hz(24, 6000) == order_frequency_hz(24, -6000) == pytest.approx(2400)


def test_backlash_over_one_turn_worked_out_by_hand():
    # tan 20° = 0.36397; run-out 60 µm: ±21.84 µm about 120 µm, least where the high spot is in mesh (φ = 0)
    turn = np.linspace(0, 2 * math.pi, 361)
    backlash_um = PAIR.backlash_at(turn) * 1e6
    assert backlash_um[[0, 90, 180]] == pytest.approx([98.16, 120.0, 141.84], abs=0.01)
    assert np.ptp(backlash_um) == pytest.approx(43.68, abs=0.01)


def test_the_change_of_backlash_agrees_with_the_exact_involute():
    # Exact: at centre distance a the working pressure angle is acos(a0·cos α/a); with the tooth thicknesses of no
    # backlash at a0, j = 2·a·(inv α' − inv α) on the working circles together (Colbourne,
    # The Geometry of Involute Gears, 1987).
    alpha, a0, change = math.radians(20), 92e-3, 30e-6
    a = a0 + change
    working = math.acos(a0 * math.cos(alpha) / a)
    exact = 2 * a * (math.tan(working) - working - math.tan(alpha) + alpha)
    pair = replace(PAIR, backlash_m=0.0)  # 60 µm run-out, low spot in mesh: centre distance 30 µm larger
    assert pair.backlash_at(math.pi) == pytest.approx(exact, rel=0.005)


def test_the_pinions_runout_repeats_with_the_pinion():
    pair = replace(PAIR, runout_m=0.0, pinion_runout_m=20e-6)
    turn = np.linspace(0, 2 * math.pi / 3, 50)
    assert pair.backlash_at(turn) == pytest.approx(pair.backlash_at(turn + 2 * math.pi / 3))
    assert np.ptp(pair.backlash_at(turn)) > 14e-6


def test_the_gauge_reads_more_outside_the_pitch_circle_and_when_tilted():
    assert PAIR.gauge_travel_m(math.pi / 2, 69e-3) == pytest.approx(120e-6)
    assert PAIR.gauge_travel_m(math.pi / 2, 34.5e-3) == pytest.approx(60e-6)
    # cos 25° = 0.9063: 132.4 µm
    assert PAIR.gauge_travel_m(math.pi / 2, 69e-3, tilt_deg=25) == pytest.approx(132.4e-6, abs=0.05e-6)


@given(st.floats(0, 300e-6), st.floats(0, 500e-6), st.floats(0, 6.28))
def test_gears_that_bind_have_no_negative_backlash(backlash, runout, angle):
    pair = replace(PAIR, backlash_m=backlash, runout_m=runout, pinion_runout_m=runout)
    assert 0 <= pair.backlash_at(angle) <= backlash + 2 * runout


def test_backlash_of_the_whole_reducer_worked_out_by_hand():
    # wheel 1: 120 µm / 69 mm = 1.7391 mrad, /3 at the output 0.5797; wheel 2: 150 µm / 78.75 mm = 1.9048 → 2.4845 mrad
    assert TEACHING_REDUCER.total_backlash_rad() == pytest.approx(2.4845e-3, abs=1e-7)
    assert TEACHING_REDUCER.total_backlash_rad(held="wheels") == pytest.approx(9 * 2.4845e-3, abs=1e-6)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: GearPair(2, 69), "teeth of the pinion is 2"),
        (lambda: GearPair(23, 69.5), "teeth of the wheel: 69.5 is not a whole number"),
        (lambda: replace(PAIR, backlash_m=-1e-6), "backlash is -1e-06"),
        (lambda: replace(PAIR, runout_m=math.nan), "run-out is nan"),
        (lambda: PAIR.gauge_travel_m(0.0, 0.1), "radius of the gauge's tip is 0.1"),
        (lambda: PAIR.backlash_at(np.array([0, math.nan])), "angle of the wheel is nan"),
        (lambda: Reducer(()), "number of gear pairs is 0"),
        (lambda: TEACHING_REDUCER.mesh_frequencies_hz(math.inf), "speed is inf"),
        (lambda: TEACHING_REDUCER.road_speed_m_s(8000, 0), "rolling radius is 0"),
        (lambda: TEACHING_REDUCER.total_backlash_rad("axle"), "motor, wheels"),
        (lambda: electrical_order(6, 0), "pole pairs is 0"),
        (lambda: ShimSet(2e-3, 1e-3), "thickest shim is 0.001"),
        (lambda: ShimSet().nearest(2.04e-3), "wanted shim is 0.00204"),
        (lambda: BearingSeat(-1e-3, 0, 0, 0), "depth is -0.001"),
        (lambda: BearingSeat(0.1, 0.09, 1e-4, 0), "most preload is 0"),
        (lambda: OilSump(oil_m3=math.nan), "oil quantity is nan"),
        (lambda: OilSump().level_m(tilt_deg=45), "tilt of the car is 45"),
    ],
)
def test_bad_values_are_refused_with_name_and_value(wrong, words):
    with pytest.raises(WorkshopError, match=words):
        wrong()


def test_the_shim_worked_out_by_hand():
    # depth 86.42 mm − height 85.05 mm + preload 0.08 mm = 1.45 mm, which is on the shelf (1.00 … 2.00 by 0.05)
    seat = BearingSeat(86.42e-3, 85.05e-3, 0.05e-3, 0.11e-3)
    assert seat.wanted_shim_m == pytest.approx(1.45e-3)
    assert ShimSet().nearest(seat.wanted_shim_m) == pytest.approx(1.45e-3)
    assert seat.preload_m(1.45e-3) == pytest.approx(0.08e-3)
    # 1.40 gives 0.03 ± 0.02, which may still be 0.05; 1.35 gives −0.02 ± 0.02, which cannot
    assert seat.verdict(1.45e-3) == "inside"
    assert seat.verdict(1.40e-3) == "unsure"
    assert seat.verdict(1.35e-3) == "outside"


def test_end_play_is_a_negative_preload():
    seat = BearingSeat(50.00e-3, 48.62e-3, -0.12e-3, -0.04e-3)
    assert seat.wanted_shim_m == pytest.approx(1.30e-3)  # 1.38 − 0.08
    assert seat.preload_m(1.30e-3) == pytest.approx(-0.08e-3)


def test_the_set_has_every_step_and_both_ends():
    shims = ShimSet(1.00e-3, 1.20e-3, 0.05e-3)
    assert shims.thicknesses_m == pytest.approx((1.00e-3, 1.05e-3, 1.10e-3, 1.15e-3, 1.20e-3))
    assert shims.nearest(1.125e-3) == pytest.approx(1.15e-3)
    assert shims.nearest(1.22e-3) == pytest.approx(1.20e-3)


@given(st.floats(1.0e-3, 2.0e-3))
def test_the_nearest_shim_is_at_most_half_a_step_away(wanted):
    assert abs(ShimSet().nearest(wanted) - wanted) <= 0.025e-3 + 1e-9


def test_the_verdict_holds_for_every_true_size_within_the_tolerances():
    seat = BearingSeat(86.42e-3, 85.05e-3, 0.05e-3, 0.11e-3)
    for shim in ShimSet().thicknesses_m:
        corners = [shim - (seat.depth_m + d) + seat.height_m + h for d in (-10e-6, 10e-6) for h in (-10e-6, 10e-6)]
        allowed = [0.05e-3 - 1e-9 <= preload <= 0.11e-3 + 1e-9 for preload in corners]
        assert seat.verdict(shim) != "inside" or all(allowed)
        assert seat.verdict(shim) != "outside" or not any(allowed)


def test_oil_level_and_what_runs_out():
    assert OilSump().level_m() == 0
    # 0.07 L too little on 350 cm²: 2 mm below the edge, nothing runs out
    low = OilSump(oil_m3=1.33e-3)
    assert low.level_m() == pytest.approx(-2e-3)
    assert low.runs_out_m3() == 0
    # hot oil: 1.4 L · 7e-4 /K · 60 K = 58.8 mL run out though the quantity was right
    assert OilSump().runs_out_m3(80) == pytest.approx(58.8e-6)
    # 1° of tilt, plug 120 mm from the middle: tan 1° · 120 mm = 2.09 mm hides the missing 0.07 L
    assert low.level_m(tilt_deg=1) == pytest.approx(0.09e-3, abs=0.01e-3)
    assert OilSump(oil_m3=0).level_m(tilt_deg=5) == pytest.approx(-40e-3)
