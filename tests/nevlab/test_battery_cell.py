"""The cell model against an independent integration, against hand-worked circuits, and what must be conserved."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from nevlab.messages import WorkshopError
from nevlab.vehicle.battery.cell import Cell, CellState
from nevlab.vehicle.battery.cell_type import CellType
from nevlab.vehicle.battery.leaf_2013 import LEAF_2013

R0, R1, R2, TAU = 1.5e-3, 0.4e-3, 0.6e-3, (3.0, 50.0)
#: Resistances that depend on nothing, and OCV = 3 V + SOC·1 V: every number can be worked out by hand.
PLAIN = CellType(
    capacity_ah=50.0,
    soc=(0.0, 1.0),
    ocv_v=(3.0, 4.0),
    temperature_c=(0.0, 50.0),
    resistance_soc=(0.0, 1.0),
    r0_ohm=((R0, R0), (R0, R0)),
    pair_ohm=(((R1, R1), (R1, R1)), ((R2, R2), (R2, R2))),
    tau_s=TAU,
    min_v=2.8,
    max_v=4.2,
    heat_capacity_j_per_k=800.0,
)
steps = st.lists(st.tuples(st.floats(-200, 200), st.floats(0.01, 300)), min_size=1, max_size=8)


def test_a_cell_at_rest_shows_its_open_circuit_voltage():
    cell = Cell(PLAIN)
    assert cell.voltage(cell.rest(0.37)) == pytest.approx(3.37)
    assert PLAIN.soc_at(3.37) == pytest.approx(0.37)


def test_the_run_is_the_solution_of_the_differential_equations():
    cell, times = Cell(PLAIN), np.linspace(0, 120, 121)
    amps = np.where(times <= 30, 100.0, np.where(times <= 70, 0.0, -60.0))

    def slope(time, values):
        amp = amps[min(math.ceil(time), 120)]
        _, u1, u2 = values
        return [-amp / 3600 / 50, (R1 * amp - u1) / TAU[0], (R2 * amp - u2) / TAU[1]]

    solved = solve_ivp(slope, (0, 120), [0.6, 0, 0], t_eval=times, max_step=0.5, rtol=1e-9, atol=1e-12).y
    volts = 3 + solved[0] - R0 * amps - solved[1] - solved[2]
    # At t = 0 the current of the first row has no interval to flow in: only R0 answers.
    run = cell.run(cell.rest(0.6), times, amps)
    assert run.voltage_v == pytest.approx(volts, abs=2e-5)
    assert run.soc == pytest.approx(solved[0], abs=1e-7)


@pytest.mark.parametrize(
    ("pulse_s", "by_hand"),
    [
        # R0 + R1(1 − e^(−t/3)) + R2(1 − e^(−t/50)) + t/(3600·50) from the fall of the OCV, in mΩ
        (0.5, 1.5 + 0.4 * 0.153518 + 0.6 * 0.00995017 + 0.5 / 180),
        (10.0, 1.5 + 0.4 * 0.964326 + 0.6 * 0.181269 + 10 / 180),
        (30.0, 1.5 + 0.4 * 0.999955 + 0.6 * 0.451188 + 30 / 180),
    ],
)
def test_the_dc_resistance_grows_with_the_pulse(pulse_s, by_hand):
    assert Cell(PLAIN).dc_resistance_ohm(0.5, 25.0, pulse_s) == pytest.approx(by_hand * 1e-3, rel=1e-5)
    assert Cell(PLAIN).dc_resistance_ohm(0.5, 25.0, pulse_s, -20.0) == pytest.approx(by_hand * 1e-3, rel=1e-5)


def test_ageing_takes_capacity_and_adds_resistance():
    old = Cell(PLAIN, capacity_fade=0.2, resistance_growth=0.5)
    assert old.capacity_ah == pytest.approx(40)
    after = old.after(old.rest(1.0), 40.0, 1800)
    assert after.soc == pytest.approx(0.5)
    assert old.voltage(after, 40.0) == pytest.approx(3.5 - 40 * 1.5 * (R0 + R1 + R2))


def test_temperature_follows_arrhenius_piece_by_piece_and_beyond():
    # At the middle of 1/T between 10 and 25 °C the resistance is the geometric mean; one such step further
    # to the cold it grows by the same factor again.
    def total(kelvin):
        return LEAF_2013.resistances(0.58, kelvin - 273.15)[0]

    warm, cold = 1 / 298.15, 1 / 283.15
    factor = total(1 / cold) / total(1 / warm)
    assert total(2 / (warm + cold)) == pytest.approx(total(1 / warm) * math.sqrt(factor))
    assert total(1 / (cold + (cold - warm))) == pytest.approx(total(1 / cold) * factor)
    assert factor > 1.5


def test_beyond_empty_the_voltage_goes_on_falling():
    cell = Cell(LEAF_2013)
    below = cell.after(cell.rest(0.0), 30.3, 36.0)
    assert below.soc == pytest.approx(-0.01)
    # The slope of the last piece: (3.370 − 3.176)/0.025 V.
    assert LEAF_2013.ocv(below.soc) == pytest.approx(3.176 - 0.01 * 0.194 / 0.025)


def test_without_cooling_all_heat_stays_in_the_cell():
    cell = Cell(PLAIN, cooling_w_per_k=0.0)
    start = cell.rest(0.9)
    end = cell.after(start, 100.0, 600, ambient_c=0.0)
    assert end.temperature_c - 25 == pytest.approx(cell.heat_j(start, 100.0, 600) / 800)


def test_with_cooling_the_cell_settles_where_heat_in_is_heat_out():
    cell = Cell(replace(PLAIN, capacity_ah=1000.0), cooling_w_per_k=2.0)
    end = cell.rest(0.9)
    for _ in range(200):
        end = cell.after(end, 100.0, 30, ambient_c=20.0)
    # 2.5 mΩ · (100 A)² = 25 W over 2 W/K: 12.5 K above the surroundings, short of it by e^(−6000 s/400 s).
    assert end.temperature_c == pytest.approx(32.5, abs=1e-3)
    assert cell.heat_w(end, 100.0) == pytest.approx(25.0)


@settings(deadline=None, max_examples=60)
@given(steps)
def test_charge_and_energy_are_conserved(profile):
    cell = Cell(PLAIN)
    state, out_as, into_network_j, heat_j = cell.rest(0.5), 0.0, 0.0, 0.0
    for amp, duration in profile:
        after = cell.after(state, amp, duration)
        # I = u/R + (τ/R)·u' integrated: ∫u dt = R·I·t − τ·Δu; the network takes I·∫u from the open-circuit voltage.
        for ohm, tau, before_v, after_v in zip((R1, R2), TAU, state.pair_v, after.pair_v, strict=True):
            into_network_j += amp * (ohm * amp * duration - tau * (after_v - before_v))
        into_network_j += R0 * amp**2 * duration
        heat_j += cell.heat_j(state, amp, duration)
        out_as += amp * duration
        state = after
    stored_j = (TAU[0] / R1 * state.pair_v[0] ** 2 + TAU[1] / R2 * state.pair_v[1] ** 2) / 2
    assert (0.5 - state.soc) * 50 * 3600 == pytest.approx(out_as, abs=1e-6)
    assert into_network_j == pytest.approx(heat_j + stored_j, rel=1e-9, abs=1e-6)
    assert into_network_j >= -1e-9


@settings(deadline=None, max_examples=60)
@given(st.floats(-300, 300), st.floats(0.1, 2000), st.floats(-0.1, 0.1), st.floats(-0.1, 0.1))
def test_one_step_is_two_halves(amp, duration, u1_v, u2_v):
    cell = Cell(PLAIN)
    start = CellState(0.5, np.array([u1_v, u2_v]), 25.0)
    once, half = cell.after(start, amp, duration), cell.after(start, amp, duration / 2)
    twice = cell.after(half, amp, duration / 2)
    for name in ("soc", "pair_v"):
        assert getattr(once, name) == pytest.approx(getattr(twice, name), abs=1e-12)
    heat_j = cell.heat_j(start, amp, duration / 2) + cell.heat_j(half, amp, duration / 2)
    assert cell.heat_j(start, amp, duration) == pytest.approx(heat_j, rel=1e-9, abs=1e-9)


@settings(deadline=None, max_examples=60)
@given(st.floats(0, 1), st.floats(-40, 80), st.floats(-300, 300), st.floats(-0.1, 0.1))
def test_no_resistor_ever_gives_heat_back(soc, temperature_c, amp, u1_v):
    cell = Cell(LEAF_2013)
    state = CellState(soc, u1_v * np.array([1.0, -1.0, 0.5]), temperature_c)
    assert cell.heat_w(state, amp) >= 0
    assert cell.heat_j(state, amp, 5.0) >= 0
    assert np.all(cell.resistances(state) > 0)


def test_several_cells_are_each_as_one_alone():
    fade, soc = np.array([0.0, 0.1, 0.3]), np.array([0.9, 0.5, 0.2])
    cells = Cell(LEAF_2013, capacity_fade=fade)
    run = cells.run(cells.rest(soc, 10.0), [0, 10, 40], [0, 60, -30], ambient_c=5.0)
    assert run.voltage_v.shape == run.temperature_c.shape == (3, 3)
    for place in range(3):
        alone = Cell(LEAF_2013, capacity_fade=fade[place])
        one = alone.run(alone.rest(soc[place], 10.0), [0, 10, 40], [0, 60, -30], ambient_c=5.0)
        assert run.voltage_v[:, place] == pytest.approx(one.voltage_v)
        assert run.temperature_c[:, place] == pytest.approx(one.temperature_c)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: replace(PLAIN, capacity_ah=-30.0), "capacity is -30.0"),
        (lambda: replace(PLAIN, pair_ohm=(((R1, -R1), (R1, R1)), PLAIN.pair_ohm[1])), "R1 is -0.0004"),
        (lambda: replace(PLAIN, r0_ohm=((R1, R1),)), "R0 needs 2 rows"),
        (lambda: replace(PLAIN, tau_s=(3.0,)), "2 tables of RC pairs and 1 time constants"),
        (lambda: replace(PLAIN, tau_s=(), pair_ohm=()), "time constant is \\(\\)"),
        (lambda: replace(PLAIN, ocv_v=(3.0, 3.5, 4.0)), "one value for each SOC"),
        (lambda: replace(PLAIN, ocv_v=(4.0, 3.0)), "must rise"),
        (lambda: replace(PLAIN, max_v=math.nan), "upper voltage limit is nan"),
        (lambda: Cell(PLAIN, capacity_fade=1.5), "capacity fade is 1.5"),
        (lambda: Cell(PLAIN, resistance_growth=np.array([0.0, math.nan])), "resistance growth is nan"),
        (lambda: Cell(PLAIN).rest(50), "state of charge is 50"),
        (lambda: Cell(PLAIN).rest(0.5, 300.0), "temperature is 300.0"),
        (lambda: Cell(PLAIN).after(Cell(PLAIN).rest(0.5), math.nan, 1), "current is nan"),
        (lambda: Cell(PLAIN).after(Cell(PLAIN).rest(0.5), 1.0, -1), "duration is -1"),
        (lambda: Cell(PLAIN).run(Cell(PLAIN).rest(0.5), [0, 1], [1.0]), "2 instants and 1 currents"),
        (lambda: Cell(PLAIN).run(Cell(PLAIN).rest(0.5), [0, math.nan], [1.0, 1.0]), "finite"),
        (lambda: Cell(PLAIN).dc_resistance_ohm(0.5, 25, 10, 0.0), "No current"),
    ],
)
def test_bad_input_is_refused_with_words(wrong, words):
    with pytest.raises(WorkshopError, match=words):
        wrong()
