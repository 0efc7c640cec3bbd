"""The pack and its balancing against hand-worked strings, golden numbers, and what must be conserved."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nevlab.messages import WorkshopError
from nevlab.vehicle.battery.balancing import balanced, balancing_time_s, bled, bleed_current_a, surplus_ah
from nevlab.vehicle.battery.cell import Cell
from nevlab.vehicle.battery.leaf_2013 import LEAF_2013
from nevlab.vehicle.battery.pack import Pack, Spread, drawn

THIRTY_AH = replace(LEAF_2013, capacity_ah=30.0)


def string(capacities_ah, joint_ohm=0.0):
    fade = 1 - np.array(capacities_ah) / 30.0
    return Pack(Cell(THIRTY_AH, fade, np.zeros(fade.size)), np.full(fade.size, joint_ohm))


@pytest.fixture
def three():
    """Give 30, 28 and 31 Ah at SOC 0.5, 0.6 and 0.4: 15.0, 16.8, 12.4 Ah left and room for 15.0, 11.2, 18.6 Ah."""
    pack = string([30.0, 28.0, 31.0])
    return pack, pack.rest(np.array([0.5, 0.6, 0.4]))


def test_the_weakest_cell_sets_the_limits(three):
    pack, state = three
    assert pack.charge_left_ah(state) == pytest.approx(12.4)
    assert pack.room_ah(state) == pytest.approx(11.2)
    assert pack.usable_ah(state) == pytest.approx(23.6)
    assert (pack.weakest(state), pack.fullest(state)) == (3, 2)


def test_when_the_charge_left_is_out_the_weakest_cell_is_empty(three):
    pack, state = three
    end = pack.after(state, 12.4, 3600)
    assert end.soc == pytest.approx([2.6 / 30, 4.4 / 28, 0.0], abs=1e-12)
    assert pack.cell_voltages(end).argmin() + 1 == 3


def test_the_string_is_the_sum_of_its_cells_and_joints():
    pack = string([30.0, 30.0, 30.0], joint_ohm=1e-4)
    state = pack.rest(0.6)
    one = Cell(THIRTY_AH)
    assert pack.voltage(state, 100.0) == pytest.approx(3 * one.voltage(one.rest(0.6), 100.0) - 3 * 1e-4 * 100)


def test_a_bad_joint_shows_at_its_cell_and_only_under_current():
    pack, state = drawn(LEAF_2013, 96, seed=7, soc=0.7)
    bad = pack.with_cell(40, joint_ohm=2.05e-3)
    assert bad.cell_voltages(state) == pytest.approx(pack.cell_voltages(state))
    difference = pack.cell_voltages(state, 100.0) - bad.cell_voltages(state, 100.0)
    # 2.05 mΩ instead of 0.05 mΩ at 100 A: 200 mV, and 20 W of heat.
    assert difference[39] == pytest.approx(0.2)
    assert np.delete(difference, 39) == pytest.approx(0)
    assert bad.heat_w(state, 100.0) - pack.heat_w(state, 100.0) == pytest.approx(20.0)


def test_golden_heat():
    # 96 cells of 2.5 mΩ at 100 A: P = I²·ΣR = 2.40 kW, once the pairs have settled.
    r0, r1, r2 = (((ohm, ohm), (ohm, ohm)) for ohm in (1.5e-3, 4e-4, 6e-4))
    axes = {"temperature_c": (0.0, 50.0), "resistance_soc": (0.0, 1.0)}
    kind = replace(THIRTY_AH, r0_ohm=r0, pair_ohm=(r1, r2), tau_s=(3.0, 50.0), **axes)
    pack = Pack(Cell(kind, np.zeros(96), np.zeros(96)), np.zeros(96))
    settled = pack.after(pack.rest(0.9), 100.0, 600)
    assert pack.heat_w(settled, 100.0) == pytest.approx(2400, rel=1e-4)


def test_golden_balancing_time():
    # 2 % of 33.1 Ah = 0.662 Ah through 33 Ω at 4.0 V: 0.121 A, 5.5 h.
    assert bleed_current_a(4.0, 33.0) == pytest.approx(0.121, abs=5e-4)
    assert balancing_time_s(0.662, 4.0, 33.0) / 3600 == pytest.approx(5.5, abs=0.05)


def test_a_pack_with_one_fuller_cell_takes_the_golden_time_too():
    kind = replace(LEAF_2013, capacity_ah=33.1)
    pack = Pack(Cell(kind, np.zeros(4), np.zeros(4)), np.zeros(4))
    soc = float(kind.soc_at(4.0))
    state = pack.rest(np.array([soc - 0.02, soc, soc - 0.02, soc - 0.02]))
    end, on_s = balanced(pack, state, 33.0)
    assert on_s / 3600 == pytest.approx([0, 5.5, 0, 0], abs=0.06)
    assert end.soc == pytest.approx(soc - 0.02)


def test_balancing_makes_all_cells_full_together_and_no_cell_better(three):
    pack, state = three
    assert surplus_ah(pack, state) == pytest.approx([3.6, 7.4, 0.0])
    end, on_s = balanced(pack, state, 33.0)
    assert pack.cell_room_ah(end) == pytest.approx([18.6] * 3)
    assert pack.cell_charge_ah(state) - pack.cell_charge_ah(end) == pytest.approx([3.6, 7.4, 0.0])
    # Now the smallest cell alone sets the capacity.
    assert pack.usable_ah(end) == pytest.approx(28.0)
    # 7.4 Ah between 3.94 and 3.85 V through 33 Ω: 62 … 64 h.
    assert 62 < on_s.max() / 3600 < 64 and on_s[2] == 0


def test_a_balancing_switch_that_stays_on_empties_its_cell_alone():
    pack = string([30.0, 30.0])
    state = pack.rest(0.5)
    day = bled(pack, state, 33.0, np.array([False, True]), 24 * 3600)
    # About 3.92 V/33 Ω · 24 h = 2.85 Ah.
    assert pack.cell_charge_ah(state) - pack.cell_charge_ah(day) == pytest.approx([0, 2.84], abs=0.02)


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 2**64 - 1), st.floats(0.4, 0.9), st.floats(0, 0.02))
def test_balancing_only_ever_takes_charge_and_never_costs_capacity(seed, soc, spread):
    pack, state = drawn(LEAF_2013, 12, seed, soc, Spread(soc=spread))
    end, _ = balanced(pack, state, 33.0, step_s=3600)
    assert np.all(pack.cell_charge_ah(end) <= pack.cell_charge_ah(state) + 1e-9)
    assert pack.usable_ah(end) >= pack.usable_ah(state) - 1e-9
    assert pack.usable_ah(end) == pytest.approx(pack.cells.capacity_ah.min())
    assert pack.usable_ah(state) <= pack.cells.capacity_ah.min() + 1e-9


def test_a_seed_gives_the_same_pack_for_good():
    pack, state = drawn(LEAF_2013, 96, seed=7, soc=0.6)
    again, _ = drawn(LEAF_2013, 96, seed=7, soc=0.6)
    other, _ = drawn(LEAF_2013, 96, seed=8, soc=0.6)
    assert np.array_equal(pack.cells.capacity_ah, again.cells.capacity_ah)
    assert not np.array_equal(pack.cells.capacity_ah, other.cells.capacity_ah)
    assert (*pack.cells.capacity_ah[:3], state.soc[0]) == pytest.approx(PINNED, abs=1e-9)


def test_the_drawn_cells_spread_as_stated():
    pack, state = drawn(LEAF_2013, 400, 1, 0.5, Spread(capacity=0.02, resistance=0.05, soc=0.01))
    # A normal distribution cut off at 3σ has 98.66 % of its σ; 400 draws know a σ to 3.5 %.
    drawn_values = (pack.cells.capacity_fade, 0.02), (pack.cells.resistance_growth, 0.05), (state.soc - 0.5, 0.01)
    for values, sigma in drawn_values:
        assert np.std(values) == pytest.approx(0.9866 * sigma, rel=0.12)
        assert abs(np.mean(values)) < 4 * sigma / math.sqrt(400)
        assert np.abs(values).max() <= 3 * sigma
    assert abs(np.corrcoef(pack.cells.capacity_fade, pack.cells.resistance_growth)[0, 1]) < 0.2


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: drawn(LEAF_2013, 0, 1, 0.5), "number of cells is 0"),
        (lambda: drawn(LEAF_2013, 4, 1, 1.5), "mean state of charge is 1.5"),
        (lambda: Spread(capacity=-0.1), "spread of capacity is -0.1"),
        (lambda: string([30.0, 29.0]).with_cell(3, joint_ohm=1e-3), "cell number is 3"),
        (lambda: string([30.0, 29.0]).with_cell(1, capacity_fade=math.nan), "capacity fade is nan"),
        (lambda: string([30.0, 29.0]).with_cell(1, joint_ohm=-1e-3), "joint resistance is -0.001"),
        (lambda: string([30.0, 29.0]).rest(np.array([0.5, 0.5, 0.5])), "soc: one value for each of the 2 cells"),
        (lambda: Pack(Cell(LEAF_2013), np.zeros(2)), "capacity_fade: one value for each of the 2 cells"),
        (lambda: bleed_current_a(4.0, 0.0), "balancing resistor is 0.0"),
        (lambda: balancing_time_s(-1.0, 4.0, 33.0), "charge to take out is -1.0"),
        (lambda: bled(string([30.0]), string([30.0]).rest(0.5), 33.0, np.array([True, True]), 1), "each of the 1"),
    ],
)
def test_bad_input_is_refused_with_words(wrong, words):
    with pytest.raises(WorkshopError, match=words):
        wrong()


#: Capacity of cells 1 to 3 [Ah] and SOC of cell 1 for seed 7: a student's own pack must not change with a version.
PINNED = (30.323053556, 30.7012029484, 29.8734461014, 0.6047356242)
