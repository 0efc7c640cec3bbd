"""The coolant loop and the leak test against hand-worked numbers, an independent integration, and conservation."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from nevlab.messages import WorkshopError
from nevlab.vehicle.cooling.coolant import Coolant, Pump, glycol_50
from nevlab.vehicle.cooling.leak_test import LeakTest, leak_rate_pa_m3_s
from nevlab.vehicle.cooling.loop import CooledPart, CoolingLoop, teaching_loop

LOOP = teaching_loop()
POWERS = {"motor": 1500.0, "inverter": 600.0, "battery": 300.0}
COLD = {"motor": 25.0, "inverter": 25.0, "battery": 25.0, "coolant": 25.0}


def test_the_golden_flow_for_2400_w_and_5_kelvin():
    # 2400/(1074.5·3281·5) m³/s = 8.17 L/min at 20 °C; 2400/(1064.9·3358·5) = 8.05 L/min at 40 °C
    assert glycol_50(20).flow_m3_s(2400, 5) * 60e3 == pytest.approx(8.17, abs=0.01)
    assert glycol_50(40).flow_m3_s(2400, 5) * 60e3 == pytest.approx(8.05, abs=0.01)
    assert glycol_50(40).rise_k(2400, 8.054 / 60e3) == pytest.approx(5, abs=0.005)


def test_the_mixture_agrees_with_an_independent_table():
    # Modelica standard library, FluidHeatFlow medium of glycol:water 50:50 at 20 °C: 1078 kg/m³, 3300 J/(kg·K)
    coolant = glycol_50(20)
    assert coolant.density_kg_m3 == pytest.approx(1078, rel=0.005)
    assert coolant.heat_j_per_kg_k == pytest.approx(3300, rel=0.01)


def test_the_flow_is_where_pump_curve_and_loop_meet():
    # 40 kPa/(6.0e11 + 40e3/(1/3000)²) = 40e3/9.6e11: V̇ = 0.2041 L/s = 12.25 L/min
    assert LOOP.flow_m3_s * 60e3 == pytest.approx(12.25, abs=0.01)
    assert LOOP.pump.pressure_pa(LOOP.flow_m3_s) == pytest.approx(6.0e11 * LOOP.flow_m3_s**2)
    assert LOOP.with_pump(0.5).flow_m3_s == pytest.approx(LOOP.flow_m3_s / 2)
    assert LOOP.pump.pressure_pa(1e-3) == 0


def test_faults_lower_the_flow_and_raise_the_temperatures():
    sound = LOOP.settled(POWERS, 25)
    # four times the resistance: √(40e3/(24e11 + 3.6e11)) = 0.1204 L/s = 7.22 L/min
    clogged = replace(LOOP, resistance_pa_s2_m6=2.4e12)
    assert clogged.flow_m3_s * 60e3 == pytest.approx(7.22, abs=0.01)
    airy = replace(LOOP, air_share=0.05)
    dirty = replace(LOOP, radiator_w_per_k=100.0)
    for faulty in (clogged, airy, dirty):
        hot = faulty.settled(POWERS, 25)
        assert all(hot[name] > sound[name] + 0.05 for name in sound)
    assert dirty.flow_m3_s == LOOP.flow_m3_s


def test_a_dead_pump_or_an_air_lock_leaves_each_part_to_the_air():
    # motor: 25 °C + 1500 W / (5 W/K) = 325 °C; the coolant gets nothing
    for still in (LOOP.with_pump(0), replace(LOOP, air_share=0.1)):
        assert still.flow_m3_s == 0
        hot = still.settled(POWERS, 25)
        assert hot == pytest.approx({"motor": 325.0, "inverter": 625.0, "battery": 62.5, "coolant": 25.0})
        # first order: 25 + 300·(1 − exp(−t·5/20000)): 66.8 °C after 600 s
        assert still.after(COLD, POWERS, 25, 600)["motor"] == pytest.approx(25 + 300 * (1 - math.exp(-0.15)))
    assert glycol_50(40).rise_k(100, 0) == math.inf


def test_the_step_is_the_solution_of_the_differential_equations():
    single = CoolingLoop((CooledPart("motor", 20e3, 250.0, 5.0),), Pump(), Coolant(40, 1065, 3358))
    carried = 1065 * 3358 * single.flow_m3_s
    joint, radiator = (carried * (1 - math.exp(-ua / carried)) for ua in (250.0, 500.0))

    def slope(_time, temperatures):
        motor, coolant = temperatures
        handed = joint * (motor - coolant)
        return [
            (1500 - handed - 5 * (motor - 25)) / 20e3,
            (handed - (radiator + 3) * (coolant - 25)) / (6e-3 * 1065 * 3358),
        ]

    solved = solve_ivp(slope, (0, 300), [60.0, 30.0], rtol=1e-10, atol=1e-8).y[:, -1]
    after = single.after({"motor": 60.0, "coolant": 30.0}, {"motor": 1500.0}, 25, 300)
    assert list(after.values()) == pytest.approx(solved, abs=1e-5)


def test_one_long_step_equals_many_short_ones_and_ends_settled():
    short = COLD
    for _ in range(60):
        short = LOOP.after(short, POWERS, 25, 10)
    assert short == pytest.approx(LOOP.after(COLD, POWERS, 25, 600))
    assert LOOP.after(COLD, POWERS, 25, 1e6) == pytest.approx(LOOP.settled(POWERS, 25))


@given(st.floats(0, 20e3), st.floats(0, 5e3), st.floats(-30, 45), st.floats(0, 1.2), st.floats(0, 0.2))
def test_settled_all_heat_goes_to_the_air(motor_w, inverter_w, ambient, speed, air):
    loop = replace(LOOP.with_pump(speed), air_share=air)
    hot = loop.settled({"motor": motor_w, "inverter": inverter_w}, ambient)
    to_air = {"motor": 5.0, "inverter": 1.0, "battery": 8.0, "coolant": 3.0 + loop.transfer_w_per_k(500.0)}
    lost = sum(to_air[name] * (hot[name] - ambient) for name in hot)
    assert lost == pytest.approx(motor_w + inverter_w, rel=1e-6, abs=1e-6)
    assert min(hot.values()) >= ambient - 1e-6


@given(st.lists(st.floats(-20, 90), min_size=4, max_size=4), st.floats(0, 1e4))
def test_without_air_or_power_the_heat_content_is_kept(temperatures, duration):
    parts = tuple(replace(part, to_air_w_per_k=0.0) for part in LOOP.parts)
    closed = replace(LOOP, parts=parts, radiator_w_per_k=0.0, coolant_to_air_w_per_k=0.0)
    start = dict(zip(COLD, temperatures, strict=True))
    capacity = {"motor": 20e3, "inverter": 4e3, "battery": 300e3, "coolant": 6e-3 * 1064.9 * 3358}
    ended = closed.after(start, {}, 25, duration)
    content = [sum(capacity[name] * state[name] for name in capacity) for state in (start, ended)]
    assert content[1] == pytest.approx(content[0], rel=1e-9, abs=1.0)
    assert min(temperatures) - 1e-6 <= min(ended.values()) and max(ended.values()) <= max(temperatures) + 1e-6


def test_heat_handed_over_shows_as_a_rise_of_the_coolant():
    settled = LOOP.settled(POWERS, 25)
    handed = LOOP.heat_w(settled)
    # what a part does not give to the air (5 W/K for the motor) the coolant takes up
    assert handed["motor"] == pytest.approx(1500 - 5 * (settled["motor"] - 25))
    # W = 1064.9 kg/m³ · 3358 J/(kg·K) · 0.2041 L/s = 729.9 W/K
    rise_k = LOOP.coolant.rise_k(sum(handed.values()), LOOP.flow_m3_s)
    assert rise_k == pytest.approx(sum(handed.values()) / 729.9, rel=1e-3)


def test_the_pressure_decay_worked_out_by_hand():
    # 8 L, 100 kPa, C = 8e-6 m³/s: τ = 1000 s; after 300 s 100·e^−0.3 = 74.08 kPa
    test = LeakTest(8e-3, 100e3, 8e-6)
    assert test.pressure_pa([0, 300]) == pytest.approx([100e3, 74082], abs=1)
    # at first Q = C·p_g = 0.8 Pa·m³/s
    first, second = test.pressure_pa([0, 1])
    assert leak_rate_pa_m3_s(8e-3, first, second, 1.0) == pytest.approx(0.8, rel=1e-3)
    assert LeakTest(8e-3, 100e3).pressure_pa([0, 3600]) == pytest.approx([100e3, 100e3])


def test_cooling_air_looks_like_a_leak_until_it_has_settled():
    # 201.325 kPa absolute at 303.15 K, cooled to 293.15 K: 194.684 kPa absolute, 93.36 kPa shown
    warm = LeakTest(8e-3, 100e3, excess_k=10.0)
    assert warm.pressure_pa([0, 1e4]) == pytest.approx([100e3, 93359], abs=2)


@given(st.floats(-50e3, 500e3), st.floats(0, 1e-3), st.floats(0, 1e5))
def test_a_leak_never_goes_past_the_surrounding_air(start, leak, time):
    shown = LeakTest(0.01, start, leak).pressure_pa([time])[0]
    assert min(0, start) - 1e-6 <= shown <= max(0, start) + 1e-6


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: glycol_50(120), "coolant temperature is 120"),
        (lambda: glycol_50(20).flow_m3_s(2400, 0), "temperature rise is 0"),
        (lambda: LOOP.with_pump(-1), "pump speed is -1"),
        (lambda: replace(LOOP, resistance_pa_s2_m6=math.nan), "loop resistance is nan"),
        (lambda: replace(LOOP, air_share=1.5), r"share of air is 1\.5"),
        (lambda: replace(LOOP, parts=()), "at least one part"),
        (lambda: replace(LOOP, parts=(CooledPart("coolant", 1e3, 1.0),)), "not “coolant”"),
        (lambda: CooledPart("motor", -1, 250), "heat capacity of motor is -1"),
        (lambda: LOOP.after({"motor": 20.0}, POWERS, 25, 1), "temperature inverter is nan"),
        (lambda: LOOP.after(COLD, {"heater": 5.0}, 25, 1), "no “heater”"),
        (lambda: LOOP.after(COLD, POWERS, 25, -1), "duration is -1"),
        (lambda: LOOP.settled({"motor": -5.0}, 25), "heat of motor is -5"),
        (lambda: LeakTest(0, 1e5), "test volume is 0"),
        (lambda: LeakTest(1e-3, 1e5).pressure_pa([-1.0]), "instants"),
        (lambda: leak_rate_pa_m3_s(1e-3, 1e5, math.nan, 60), "reading is nan"),
    ],
)
def test_bad_values_are_refused_with_name_and_value(wrong, words):
    with pytest.raises(WorkshopError, match=words):
        wrong()


def test_heat_without_a_way_out_is_refused():
    parts = tuple(replace(part, to_air_w_per_k=0.0) for part in LOOP.parts)
    with pytest.raises(WorkshopError, match="never settle"):
        replace(LOOP.with_pump(0), parts=parts).settled(POWERS, 25)


def test_coolant_with_air_carries_less_heat_per_litre():
    airy = replace(LOOP, air_share=0.05)
    assert airy.carried_w_per_k / airy.flow_m3_s == pytest.approx(0.95 * LOOP.carried_w_per_k / LOOP.flow_m3_s)
    assert np.isfinite(list(airy.settled(POWERS, 25).values())).all()
