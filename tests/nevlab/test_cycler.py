"""The battery cycler against charge that must be conserved, closed forms of the cell, and its stated accuracy."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nevlab.instruments.cycler import CELL_VOLTAGE, CURRENT, PACK_VOLTAGE, Cycler
from nevlab.instruments.cycler_program import ConstantCurrent, ConstantVoltage, Protection, Rest, pulse
from nevlab.instruments.ranges import Range
from nevlab.messages import WorkshopError
from nevlab.vehicle.battery.cell import Cell
from nevlab.vehicle.battery.cell_type import CellType
from nevlab.vehicle.battery.leaf_2013 import LEAF_2013
from nevlab.vehicle.battery.pack import Pack

#: No error but the rounding of the display.
EXACT = Cycler(0, current=Range(300.0, 1e-3, 0.0, 1), voltage=Range(6.0, 1e-4, 0.0, 1))
#: Resistances that depend on nothing, OCV = 3 V + SOC·1 V.
PLAIN = CellType(
    capacity_ah=50.0,
    soc=(0.0, 1.0),
    ocv_v=(3.0, 4.0),
    temperature_c=(0.0, 50.0),
    resistance_soc=(0.0, 1.0),
    r0_ohm=((1.5e-3,) * 2,) * 2,
    pair_ohm=(((0.4e-3,) * 2,) * 2, ((0.6e-3,) * 2,) * 2),
    tau_s=(3.0, 50.0),
    min_v=2.8,
    max_v=4.2,
    heat_capacity_j_per_k=800.0,
)
WIDE = Protection(2.5, 4.5, 300, 300, max_c=80)
LEAF = Protection(3.0, 4.2, 61, 120)


def test_the_1c_discharge_of_the_leaf_cell_conserves_charge():
    cell = Cell(LEAF_2013)
    log = EXACT.run([ConstantCurrent(30.6, until_v=3.0)], cell, cell.rest(1.0), WIDE)
    # what the counter says is what left the cell, and what a constant current moves in this time
    assert log.capacity_ah(1) == pytest.approx((1.0 - float(log.end.soc)) * LEAF_2013.capacity_ah, rel=1e-9)
    assert log.capacity_ah(1) == pytest.approx(30.6 * log.time_s[-1] / 3600, rel=1e-9)
    # it ends at the end voltage itself, not a sample later
    assert log.ends == ("voltage",) and log.voltage_v[-1] == 3.0
    # the measured cell gave 30.3 Ah to 3.0 V at this rate (the model stands within 1 % of it, see its own tests)
    assert log.capacity_ah(1) == pytest.approx(30.3, rel=0.01)


def test_a_discharge_in_closed_form():
    # Settled pairs: U = 3 + SOC − 100 A·2.5 mΩ; 3.0 V is reached where SOC = 0.25 but for e^(−t/50) of the slow pair
    cell = Cell(PLAIN)
    log = EXACT.run([ConstantCurrent(100.0, until_v=3.0)], cell, cell.rest(1.0), WIDE)
    assert log.capacity_ah(1) == pytest.approx(0.75 * 50, abs=1e-6)
    assert log.time_s[-1] == pytest.approx(0.75 * 50 / 100 * 3600, abs=1e-3)
    # energy: the OCV's mean 3.625 V times 37.5 Ah, less I²R·t, plus what the pairs had not yet taken: I²·(R1τ1 + R2τ2)
    loss_wh = 100**2 * 2.5e-3 * 1350 / 3600 - 100**2 * (0.4e-3 * 3 + 0.6e-3 * 50) / 3600
    assert log.energy_of_wh(1) == pytest.approx(3.625 * 37.5 - loss_wh, rel=1e-4)


def test_a_cc_cv_charge_ends_at_the_cut_off():
    cell = Cell(LEAF_2013)
    program = [ConstantCurrent(-30.3, until_v=4.2), ConstantVoltage(4.2, until_a=1.5), Rest(60.0)]
    log = EXACT.run(program, cell, cell.rest(0.2), LEAF, ambient_c=25.0)
    assert log.trip is None and log.ends == ("voltage", "current", "duration")
    holding = log.step == 2
    assert np.all(log.voltage_v[holding] == 4.2)
    assert log.current_a[holding][-1] >= -1.5 > log.current_a[holding][-2]
    # it takes over at the current of the first step, and the current then only falls
    assert log.current_a[holding][0] == pytest.approx(-30.3, abs=0.01)
    assert np.all(np.diff(log.current_a[holding]) >= 0)
    moved_ah = log.capacity_ah(1) + log.capacity_ah(2)
    assert moved_ah == pytest.approx((float(log.end.soc) - 0.2) * 30.3, rel=1e-9)


@pytest.mark.parametrize("pulse_s", [0.5, 10.0, 30.0])
@pytest.mark.parametrize("kind", [PLAIN, LEAF_2013])
def test_the_dc_resistance_is_that_of_the_cell(kind, pulse_s):
    cell = Cell(kind)
    log = EXACT.run([Rest(10.0), pulse(30.0, 30.0)], cell, cell.rest(0.5, 25.0), WIDE)
    truth = float(cell.dc_resistance_ohm(0.5, 25.0, pulse_s, 30.0))
    # two readings with half a digit of 0.1 mV each over 30 A: 3.3 µΩ; the Leaf's R also follows the SOC in the pulse
    drift = 0.01 * truth if kind is LEAF_2013 else 0.0
    assert log.dc_resistance_ohm(2, pulse_s) == pytest.approx(truth, abs=1e-4 / 30 + drift)


steps = st.one_of(
    st.builds(Rest, st.floats(1, 200)),
    st.builds(ConstantCurrent, st.floats(-60, 60), st.none(), st.floats(0.1, 2), st.floats(1, 300)),
    st.builds(ConstantCurrent, st.floats(1, 60), st.floats(3.2, 3.8), duration_s=st.floats(1, 300)),
    st.builds(ConstantVoltage, st.floats(3.4, 3.6), st.floats(0.5, 5), duration_s=st.floats(1, 100)),
)


@settings(deadline=None, max_examples=30)
@given(st.lists(steps, min_size=1, max_size=4))
def test_any_program_conserves_charge_and_its_rows_follow_the_cell(program):
    cell = Cell(PLAIN)
    log = EXACT.run(program, cell, cell.rest(0.5), WIDE, ambient_c=25.0)
    assert np.all(np.diff(log.time_s) >= 0)
    assert len(log.ends) == log.step[-1] == (log.trip.step if log.trip else len(program))
    # The rows as a profile through the cell's own run give the voltages again: the sampled ones are those with time
    # between them, each with the current since the row before. A current held at a voltage is rounded to 1 mA.
    lasts = np.flatnonzero(np.diff(log.time_s, prepend=-1.0) > 0)
    profile = cell.run(cell.rest(0.5), log.time_s[lasts], log.current_a[lasts], ambient_c=25.0)
    later = lasts[1:]
    assert log.voltage_v[later] == pytest.approx(profile.voltage_v[1:], abs=0.5e-4 + 1e-5)
    moved = np.sum(np.diff(log.time_s, prepend=0.0) * log.current_a) / 3600
    assert moved == pytest.approx((0.5 - float(log.end.soc)) * 50, abs=1e-9 + 1e-3 * log.time_s[-1] / 3600)


def test_the_display_jumps_by_r0_at_once():
    cell = Cell(PLAIN)
    log = EXACT.run([Rest(10.0), pulse(100.0, 1.0)], cell, cell.rest(0.5), WIDE)
    assert log.dc_resistance_ohm(2, 0.0) == pytest.approx(1.5e-3, abs=1e-6)
    # time goes on through a change of step, which has a row on either side
    assert log.time_s[log.step == 2][0] == log.time_s[log.step == 1][-1] == 10.0


def test_a_program_by_charge_and_by_time():
    cell = Cell(PLAIN)
    log = EXACT.run([ConstantCurrent(25.0, charge_ah=2.0), Rest(5.0, sample_s=2.0)], cell, cell.rest(0.5), WIDE)
    assert log.ends == ("charge", "duration")
    assert log.capacity_ah(1) == pytest.approx(2.0, rel=1e-12)
    assert log.time_s[log.step == 1][-1] == pytest.approx(2.0 / 25 * 3600)
    assert log.time_s[log.step == 2] == pytest.approx(288 + np.array([0, 2, 4, 5]))


@pytest.mark.parametrize(
    ("program", "protection", "key", "words"),
    [
        ([ConstantCurrent(-30, until_v=4.3)], LEAF, "trip-voltage-high", "overvoltage, 4.2"),
        ([ConstantCurrent(30, until_v=2.7)], LEAF, "trip-voltage-low", "allowed is at least 3 V"),
        (
            [Rest(10), ConstantCurrent(-90, until_v=4.2)],
            LEAF,
            "trip-charge-current",
            "step 2: charging current of 90 A",
        ),
        ([pulse(200, 10)], LEAF, "trip-discharge-current", "discharging current of 200 A; allowed is at most 120 A"),
        # 4.2 V at once, without a constant current before
        ([ConstantVoltage(4.2, 1.5)], LEAF, "trip-charge-current", "allowed is at most 61 A"),
        ([ConstantCurrent(30)], replace(LEAF, max_c=26), "trip-temperature", "overtemperature, 26.1 °C"),
    ],
)
def test_the_protection_trips_says_why_and_keeps_what_was_measured(program, protection, key, words):
    cell = Cell(LEAF_2013)
    log = Cycler(5).run([*program, Rest(100)], cell, cell.rest(0.5), protection, ambient_c=25.0)
    assert log.trip.key == key and words in log.trip.words
    assert log.ends[-1] == "trip" and len(log.ends) == len(program)
    assert log.time_s.size >= 1 and log.step[-1] == log.trip.step == len(program)
    # all rows but the last are within the limits
    assert np.all((log.voltage_v[:-1] >= protection.min_v) & (log.voltage_v[:-1] <= protection.max_v))


def test_a_pack_trips_on_its_weakest_cell_and_not_on_its_terminals():
    kind = PLAIN
    pack = Pack(Cell(kind, np.array([0.0, 0.3, 0.0]), np.zeros(3)), np.zeros(3))
    cycler = Cycler(0, EXACT.current, replace(PACK_VOLTAGE, accuracy_share=0.0, accuracy_digits=1))
    program, terminals = [ConstantCurrent(50.0, until_v=9.0)], Protection(8.7, 12.6, 100, 100)
    log = cycler.run(program, pack, pack.rest(1.0), replace(terminals, cell_min_v=3.0))
    # the weak cell is at 3.0 V − settled drop 0.125 V where 87.5 % of its 35 Ah are gone; the others stand at 3.26 V
    assert log.trip.key == "trip-cell-low"
    assert log.capacity_ah(1) == pytest.approx(0.875 * 35, abs=50 * 10 / 3600)
    assert log.voltage_v[-1] > 9.2
    assert cycler.run(program, pack, pack.rest(1.0), terminals).capacity_ah(1) > 33


def test_sense_leads_at_the_cycler_add_the_drop_of_the_current_leads():
    cell = Cell(PLAIN)
    program = [Rest(10.0), pulse(100.0, 1.0)]
    wrong = replace(EXACT, lead_ohm=2e-3).run(program, cell, cell.rest(0.5), WIDE)
    right = EXACT.run(program, cell, cell.rest(0.5), WIDE)
    assert wrong.dc_resistance_ohm(2, 1.0) - right.dc_resistance_ohm(2, 1.0) == pytest.approx(2e-3, abs=2e-6)
    # so a discharge ends too early
    ends = [
        one.run([ConstantCurrent(100.0, until_v=3.0)], cell, cell.rest(1.0), WIDE).capacity_ah(1)
        for one in (replace(EXACT, lead_ohm=2e-3), EXACT)
    ]
    assert ends[1] - ends[0] == pytest.approx(0.2 * 50, abs=1e-3)  # 0.2 V of a slope of 1 V over 50 Ah


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10**6), st.floats(-100, 100), st.floats(0.1, 0.9))
def test_what_is_shown_is_within_the_stated_accuracy(seed, amp, soc):
    cell = Cell(PLAIN)
    log = Cycler(seed).run([Rest(10.0), pulse(amp, 5.0, sample_s=1.0)], cell, cell.rest(soc), WIDE)
    assert abs(log.voltage_v[0] - (3 + soc)) <= CELL_VOLTAGE.allowed_error(3 + soc)
    assert log.current_a[0] == 0.0
    # the true current is what left the cell in 5 s
    true_a = (soc - float(log.end.soc)) * 50 * 3600 / 5
    assert abs(log.current_a[-1] - true_a) <= CURRENT.allowed_error(true_a) + 1e-9
    # it controls what it measures, so the display shows what was set
    assert log.current_a[-1] == pytest.approx(amp, abs=0.5e-3 + 1e-9)
    assert log.capacity_ah(2) == pytest.approx(abs(log.current_a[-1]) * 5 / 3600, abs=1e-9)


def test_the_same_cycler_measures_the_same_again_and_another_differs():
    cell = Cell(LEAF_2013)
    runs = [Cycler(seed).run([pulse(30.0, 5.0)], cell, cell.rest(0.5), LEAF) for seed in (1, 1, 2)]
    assert np.array_equal(runs[0].voltage_v, runs[1].voltage_v)
    assert not np.array_equal(runs[0].voltage_v, runs[2].voltage_v)


def test_the_columns_as_a_table():
    cell = Cell(LEAF_2013)
    table = Cycler(1).run([Rest(10.0), pulse(30.0, 1.0)], cell, cell.rest(0.5), LEAF).frame()
    assert list(table) == [
        "time_s", "step", "current_a", "voltage_v", "charge_ah", "energy_wh", "temperature_c",
    ]  # fmt: skip
    assert len(table) == 2 + 11 and table.step.dtype.kind == "i"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda run: run([]), "no step"),
        (lambda run: run([ConstantCurrent(301.0)]), "current of the program is 301"),
        (lambda run: run([Rest(10.0)]).capacity_ah(2), "step is 2"),
        (lambda run: run([Rest(10.0), Rest(1.0)]).capacity_ah(1.5), "not a whole number"),
        (lambda run: run([pulse(30, 1.0)]).dc_resistance_ohm(1, 1.0), "no sample 1.0 s after step 1"),
        (lambda run: run([Rest(1.0), pulse(30, 1.0)]).dc_resistance_ohm(2, 0.55), "no sample 0.55 s"),
        (lambda run: run([Rest(1.0), Rest(1.0)]).dc_resistance_ohm(2, 1.0), "No current flows in step 2"),
        (lambda run: Rest(float("nan")), "duration is nan"),
        (lambda run: Rest(10, sample_s=0), "between two samples is 0"),
        (lambda run: ConstantCurrent(30, sample_s=0.1), "number of samples of a step is 864000"),
        (lambda run: ConstantCurrent(float("nan")), "current is nan"),
        (lambda run: ConstantCurrent(1, until_v=-1), "end voltage is -1"),
        (lambda run: ConstantCurrent(1, charge_ah=-1), "end charge is -1"),
        (lambda run: ConstantVoltage(4.2, 0), "cut-off current is 0"),
        (lambda run: Protection(4.2, 3.0, 1, 1), "lower voltage limit is 4.2"),
        (lambda run: Cycler(1, lead_ohm=-1), "resistance of the leads is -1"),
    ],
)
def test_what_cannot_be_is_refused_in_words(wrong, words):
    cell = Cell(LEAF_2013)
    with pytest.raises(WorkshopError, match=words):
        wrong(lambda program: EXACT.run(program, cell, cell.rest(0.5), WIDE))


def test_a_pack_on_the_channel_of_a_cell_is_refused():
    pack = Pack(Cell(PLAIN, np.zeros(3), np.zeros(3)), np.zeros(3))
    with pytest.raises(WorkshopError, match=r"voltage at the cycler is 10\.5"):
        EXACT.run([Rest(10.0)], pack, pack.rest(0.5), WIDE)
    with pytest.raises(WorkshopError, match="upper voltage limit is 12"):
        EXACT.run([Rest(10.0)], pack, pack.rest(0.5), replace(WIDE, max_v=12.0))


@pytest.mark.parametrize(("voltage_v", "soc", "most_a"), [(4.3, 0.1, -300.0), (2.6, 0.6, 300.0)])
def test_a_constant_voltage_takes_no_more_than_the_cycler_gives(voltage_v, soc, most_a):
    # 1.2 V or 1.0 V over the 1.5 mΩ of the first instant would be 800 A and more
    cell = Cell(PLAIN)
    log = Cycler(8).run([ConstantVoltage(voltage_v, 1.0, duration_s=20.0)], cell, cell.rest(soc), WIDE)
    assert log.trip is None and np.all(log.current_a == most_a)
    assert np.all(np.sign(most_a) * (log.voltage_v - voltage_v) > 0)
