"""Insulation against the golden case, closed forms worked out by hand, and what no reading may do."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from nevlab.messages import WorkshopError
from nevlab.vehicle.absorption import Dielectric
from nevlab.vehicle.insulation import Insulation, TwoVoltmeterTest, judge, two_voltmeter_test

GOLDEN = Insulation(900e3, 60e3)
PATHS = st.floats(1e3, 1e9)
BRANCHES = st.lists(st.tuples(st.floats(1e6, 1e12), st.floats(1e-10, 1e-6)), max_size=3).map(tuple)


def test_the_golden_case():
    test = two_voltmeter_test(GOLDEN, 400.0, 100e3)
    readings = (test.higher_v, test.lower_v, test.higher_with_r0_v, test.lower_with_r0_v)
    assert readings == pytest.approx((373.05, 26.95, 239.71, 160.29), abs=0.005)
    assert test.weak_rail == "minus"
    assert test.insulation_ohm() == pytest.approx(60e3, rel=1e-9)
    # from the rounded readings, as a student writes them down
    assert TwoVoltmeterTest(*np.round(readings, 2), 100e3, 10e6, "minus").insulation_ohm() == pytest.approx(
        60e3, rel=2e-3
    )


def test_one_meter_moved_from_side_to_side_reads_too_much():
    # Loaded on one side only: U1 = 400·(900k‖10M)/(900k‖10M + 60k) = 372.90 V, U1′ = 400·59642/959642 = 24.86 V
    test = two_voltmeter_test(GOLDEN, 400.0, 100e3, together=False)
    assert (test.higher_v, test.lower_v) == pytest.approx((372.90, 24.86), abs=0.005)
    assert test.insulation_ohm() == pytest.approx(60.4e3, abs=50)


@settings(deadline=None)
@given(PATHS, PATHS, st.floats(100, 1000), st.floats(10e3, 1e6))
def test_two_meters_find_the_weak_rail_and_never_more_than_its_path(plus, minus, pack_v, r0):
    assume(not math.isclose(plus, minus, rel_tol=1e-3))
    insulation = Insulation(plus, minus)
    test = two_voltmeter_test(insulation, pack_v, r0)
    weak = min(plus, minus)
    assert test.weak_rail == ("plus" if plus < minus else "minus")
    assert insulation.path_ohm(test.weak_rail) == weak
    # what a double resolves of a path behind a meter of 10 MΩ
    assert test.insulation_ohm() == pytest.approx(weak, rel=1e-6 + 1e-12 * weak)


def test_verdicts_of_the_golden_case():
    # 60 kΩ at 400 V are 150 Ω/V; at a maximum working voltage of 450 V they are 133 Ω/V
    assert judge(60e3, 400.0).ohm_per_v == pytest.approx(150)
    assert judge(60e3, 450.0).ohm_per_v == pytest.approx(133.3, abs=0.05)
    verdicts = {
        kind: judge(60e3, 400.0, kind).sufficient for kind in ("dc", "ac", "dc_with_ac", "dc_with_protected_ac")
    }
    assert verdicts == {"dc": True, "ac": False, "dc_with_ac": False, "dc_with_protected_ac": True}


@pytest.mark.parametrize(("volts", "kind", "least"), [(400, "dc", 40e3), (800, "dc", 80e3), (400, "ac", 200e3)])
def test_the_worked_limits(volts, kind, least):
    assert judge(least, volts, kind).sufficient
    assert not judge(least - 1, volts, kind).sufficient


def test_the_energy_of_the_y_capacitors():
    # ½·2.5 µF·(400 V)² = 0.2 J when the other rail lies on the chassis; half the voltage is a quarter of it
    healthy = Insulation(5e6, 5e6, plus_y_f=1.25e-6, minus_y_f=1.25e-6)
    assert replace(healthy, minus_ohm=1.0).touch_energy_j("plus", 400.0) == pytest.approx(0.2, rel=1e-4)
    assert healthy.touch_energy_j("plus", 400.0) == pytest.approx(0.05)


def test_the_reading_settles_with_the_y_capacitors():
    # 2 µF · (900 kΩ ‖ 60 kΩ) = 2 µF · 56.25 kΩ
    assert replace(GOLDEN, plus_y_f=1e-6, minus_y_f=1e-6).settling_s() == pytest.approx(0.1125)


def test_a_joined_rail_hides_behind_the_other_one():
    # A discharge resistor of 20 kΩ leads the tester round to the minus rail: 5 MΩ ‖ (20 kΩ + 60 kΩ)
    apart = Insulation(5e6, 60e3, plus_y_f=1e-6, minus_y_f=2e-6)
    assert apart.seen_by_tester("plus").leakage_ohm == pytest.approx(5e6)
    assert apart.seen_by_tester("plus").capacitance_f == 1e-6
    joined = replace(apart, across_ohm=20e3).seen_by_tester("plus")
    assert joined.leakage_ohm == pytest.approx(1 / (1 / 5e6 + 1 / 80e3))
    assert joined.capacitance_f == pytest.approx(3e-6)


@settings(deadline=None)
@given(PATHS, PATHS, st.floats(1e2, 1e9), BRANCHES, st.floats(0.1, 1000), st.floats(50, 1000))
def test_an_insulation_tester_never_reads_more_than_the_rails_own_path(plus, minus, across, branches, time_s, test_v):
    insulation = Insulation(plus, minus, 1e-7, 2e-7, across)
    for rail in ("plus", "minus"):
        reading = insulation.seen_by_tester(rail, branches).reading_ohm([time_s], test_v)[0]
        assert 0 <= reading <= insulation.path_ohm(rail) * (1 + 1e-6)


def test_absorption_by_hand():
    # 1 GΩ beside 1 GΩ + 60 nF (τ = 60 s): 1/R(t) = (1 + e^(−t/60 s))/GΩ → 0.6225, 0.7311, 1.0000 GΩ
    winding = Dielectric(1e9, 0.0, ((1e9, 60e-9),))
    assert winding.reading_ohm([30, 60, 600], 500.0) == pytest.approx([0.6225e9, 0.7311e9, 1.0000e9], rel=1e-3)
    assert winding.absorption_ratio(500.0) == pytest.approx(0.7311 / 0.6225, rel=1e-3)
    assert winding.polarisation_index(500.0) == pytest.approx(1.3678, rel=1e-3)


def test_a_wet_winding_shows_no_absorption():
    # 5 MΩ of leakage hide a branch of 1 GΩ
    wet = Dielectric(5e6, 5e-9, ((1e9, 60e-9),))
    assert wet.polarisation_index(500.0) == pytest.approx(1.0, abs=0.01)
    assert wet.reading_ohm([60], 500.0)[0] < 20e6


def test_the_exponentials_are_the_solution_of_the_differential_equation():
    ohms, farads, source = (2e8, 5e8), (1e-8, 4e-8), 1e6
    material = Dielectric(3e8, 2e-8, tuple(zip(ohms, farads, strict=True)))

    def slope(_time, v):
        branch = [(v[0] - v[k + 1]) / ohms[k] for k in range(2)]
        return [
            ((500 - v[0]) / source - v[0] / 3e8 - sum(branch)) / 2e-8,
            *(i / c for i, c in zip(branch, farads, strict=True)),
        ]

    times = np.array([0.01, 0.1, 1.0, 5.0, 30.0])
    solved = solve_ivp(slope, (0, 30), [0.0, 10.0, -5.0], t_eval=times, rtol=1e-10, atol=1e-10, method="LSODA").y.T
    assert material.after(times, [0.0, 10.0, -5.0], 500.0, source) == pytest.approx(solved, abs=1e-5)


def test_a_voltage_comes_back_after_too_short_a_discharge():
    winding = Dielectric(5e9, 5e-9, ((1e9, 60e-9),))
    tested = winding.after([60.0], winding.rest, 500.0, 200e3)[0]
    touched = winding.after([1.0], tested, 0.0, 1000.0)[0]
    assert touched[0] == pytest.approx(0, abs=0.01)
    assert winding.after([30.0], touched, 0.0, math.inf)[0, 0] > 60


@settings(deadline=None)
@given(st.floats(1e4, 1e11), BRANCHES, st.floats(0.01, 100), st.floats(1, 1e7))
def test_a_discharge_never_gives_energy(leakage, branches, time_s, ohm):
    material = Dielectric(leakage, 1e-8, branches)
    charged = material.after([60.0], material.rest, 500.0, 200e3)[0]
    energies = [material.energy_j(state) for state in material.after([0.0, time_s, 2 * time_s], charged, 0.0, ohm)]
    assert energies[0] == pytest.approx(material.energy_j(charged))
    assert energies[1] <= energies[0] * (1 + 1e-9) and energies[2] <= energies[1] * (1 + 1e-9) + 1e-18


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: Insulation(-5.0, 1e6), "insulation of the plus rail is -5"),
        (lambda: Insulation(1e6, math.nan), "insulation of the minus rail is nan"),
        (lambda: Insulation(math.inf, 1e6), "insulation of the plus rail is inf"),
        (lambda: GOLDEN.settling_s(0.0), "input resistance of the meter is 0"),
        (lambda: Dielectric(1e9).after([1.0], [0.0], math.nan, 1e3), "source voltage is nan"),
        (lambda: Insulation(1e6, 1e6, plus_y_f=1.0), "Y-capacitor of the plus rail is 1.0"),
        (lambda: two_voltmeter_test(GOLDEN, 400.0, 0.0), "test resistor R0 is 0"),
        (lambda: two_voltmeter_test(GOLDEN, 0.0, 1e5).insulation_ohm(), "No insulation can be worked out"),
        (lambda: TwoVoltmeterTest(300, 100, 300, 100, 1e5, 1e7, "minus").insulation_ohm(), "R0 must raise"),
        (lambda: GOLDEN.path_ohm("middle"), "there is no “middle”"),
        (lambda: judge(60e3, 400.0, "wet"), "there is no “wet”"),
        (lambda: judge(60e3, 0.0), "maximum working voltage is 0"),
        (lambda: Dielectric(1e9).reading_ohm([-1.0], 500.0), "elapsed time is -1"),
        (lambda: Dielectric(1e9, branches=((1.0, 1e-9),)), "absorbing resistance is 1"),
    ],
)
def test_bad_values_are_refused_with_words(wrong, words):
    with pytest.raises(WorkshopError, match=words):
        wrong()


def test_refusals_speak_chinese_too(monkeypatch):
    monkeypatch.setenv("NEVLAB_LANG", "zh")
    with pytest.raises(WorkshopError, match="正极绝缘电阻为 -5"):
        Insulation(-5.0, 1e6)
    with pytest.raises(WorkshopError, match="求不出绝缘电阻"):
        two_voltmeter_test(GOLDEN, 0.0, 1e5).insulation_ohm()
