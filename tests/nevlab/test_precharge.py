"""The pre-charge circuit against closed forms worked out by hand, against an independent integration, and refusals."""

import math

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from nevlab.messages import WorkshopError
from nevlab.vehicle.first_order import fit_time_constant
from nevlab.vehicle.precharge import (
    CLOSED_OHM,
    FAULTS,
    SHORT_OHM,
    Circuit,
    CloseCriterion,
    power_on,
    with_fault,
)

GOLDEN = [
    # R, C, U → τ, time to 95 %, first current, heat: worked out by hand
    (100.0, 1.0e-3, 350.0, 0.100, 0.300, 3.5, 61.3),
    (50.0, 1.2e-3, 400.0, 0.060, 0.180, 8.0, 96.0),
]


@pytest.mark.parametrize(("r", "c", "u", "tau", "t95", "i0", "heat"), GOLDEN)
def test_golden_numbers(r, c, u, tau, t95, i0, heat):
    circuit = Circuit(u, r, c)
    assert circuit.time_constant_s == pytest.approx(tau)
    assert circuit.time_to_reach_s(0.95 * u) == pytest.approx(t95, rel=2e-3)
    assert circuit.first_current_a == pytest.approx(i0)
    assert circuit.resistor_energy_j() == pytest.approx(heat, abs=0.05)


def test_the_safe_voltage_wait_of_the_kona():
    # τ ≈ 31 s through the discharge resistor alone: 31 s · ln(353/60) = 54.9 s
    circuit = Circuit(353.0, 100.0, 1.0e-3, bleed_ohm=31e3)
    assert circuit.discharge_time_constant_s * math.log(353 / 60) == pytest.approx(55, abs=0.2)


def test_a_charged_link_shortens_the_time_to_95_percent_but_not_tau():
    empty, charged = Circuit(354.0, 38.1, 1e-3), Circuit(354.0, 38.1, 1e-3, initial_v=121.0)
    assert charged.time_constant_s == empty.time_constant_s
    assert charged.time_to_reach_s(0.95 * 354) == pytest.approx(0.098, abs=0.001)
    assert empty.time_to_reach_s(0.95 * 354) == pytest.approx(3 * 0.0381, rel=2e-3)


def test_the_closed_form_is_the_solution_of_the_differential_equation():
    circuit = Circuit(350.0, 80.0, 0.9e-3, initial_v=60.0, bleed_ohm=2000.0, load_ohm=900.0)
    times = np.linspace(0, 0.4, 81)

    def slope(_time, volts):
        return ((350.0 - volts) / 80.0 - volts / 2000.0 - volts / 900.0) / 0.9e-3

    solved = solve_ivp(slope, (0, 0.4), [60.0], t_eval=times, rtol=1e-9, atol=1e-9).y[0]
    assert power_on(circuit, times).link_v == pytest.approx(solved, abs=1e-4)


def test_the_heat_is_the_integral_of_the_square_of_the_current():
    circuit = Circuit(350.0, 80.0, 0.9e-3, initial_v=60.0, load_ohm=900.0)
    times = np.linspace(0, 0.3, 30001)
    current = (350.0 - power_on(circuit, times).link_v) / 80.0
    assert circuit.resistor_energy_j(0.3) == pytest.approx(np.trapezoid(current**2 * 80.0, times), rel=1e-6)
    assert Circuit(350.0, math.inf, 1e-3).resistor_energy_j() == 0


def test_k_plus_closes_at_the_criterion_and_the_link_jumps_to_the_pack():
    circuit, criterion = Circuit(350.0, 68.0, 1e-3, initial_v=20.0), CloseCriterion(0.95, 0.5)
    closed_s = circuit.time_to_reach_s(0.95 * 350)
    sequence = power_on(circuit, [-0.1, closed_s - 1e-6, closed_s + 10 * CLOSED_OHM * 1e-3], criterion)
    assert sequence.k_plus_s == pytest.approx(closed_s)
    assert sequence.given_up_s == math.inf
    assert sequence.link_v == pytest.approx([20.0, 0.95 * 350, 350.0], abs=0.05)


@pytest.mark.parametrize(
    ("fault", "closes", "link_at_400_ms", "reported_at_400_ms"),
    [
        ("none", True, 350, 350),
        ("resistor_open", False, 20, 20),
        ("resistor_high", True, 350, 350),
        ("resistor_low", True, 350, 350),
        ("capacitance_low", True, 350, 350),
        ("k_plus_welded", True, 350, 350),
        ("k_minus_welded", True, 350, 350),
        ("sensor_stuck", False, 349, 20),
        ("bleed_open", True, 350, 350),
        ("link_short", False, 350 * SHORT_OHM / (68 + SHORT_OHM), 350 * SHORT_OHM / (68 + SHORT_OHM)),
    ],
)
def test_every_fault_shows_as_it_does_in_the_workshop(fault, closes, link_at_400_ms, reported_at_400_ms):
    circuit = with_fault(Circuit(350.0, 68.0, 1e-3, initial_v=20.0), fault, 1.9)
    sequence = power_on(circuit, [0.4], CloseCriterion(0.95, 0.5))
    assert (sequence.k_plus_s < math.inf) == closes
    assert sequence.link_v[0] == pytest.approx(link_at_400_ms, abs=1)
    assert sequence.reported_v[0] == pytest.approx(reported_at_400_ms, abs=1)


def test_the_tests_above_cover_every_fault():
    assert len(FAULTS) == 10


def test_a_welded_k_plus_charges_the_link_when_k_minus_closes():
    circuit = with_fault(Circuit(350.0, 68.0, 1e-3), "k_plus_welded")
    before, after = power_on(circuit, [-0.051, -0.049]).link_v
    assert before == 0 and after > 345


def test_too_slow_a_rise_is_broken_off_and_the_link_falls_again():
    circuit = Circuit(350.0, 400.0, 1e-3, bleed_ohm=1000.0)
    sequence = power_on(circuit, [0.3, 0.3 + 1.0], CloseCriterion(0.95, 0.3))
    assert sequence.given_up_s == 0.3
    assert sequence.link_v[1] == pytest.approx(sequence.link_v[0] * math.exp(-1))
    assert sequence.current_a[1] == 0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"resistance_ohm": -5}, "pre-charge resistance is -5"),
        ({"resistance_ohm": math.nan}, "pre-charge resistance is nan"),
        ({"capacitance_f": 0}, "link capacitance is 0"),
        ({"pack_voltage_v": 5000}, "from 1 to 1500 V"),
        ({"initial_v": "full"}, "initial link voltage is full"),
        ({"bleed_ohm": 3}, "discharge resistance is 3"),
    ],
)
def test_bad_values_are_refused_with_name_value_and_range(change, words):
    with pytest.raises(ValueError, match=words):
        Circuit(**({"pack_voltage_v": 350.0, "resistance_ohm": 68.0, "capacitance_f": 1e-3} | change))


def test_refusals_speak_chinese_too(monkeypatch):
    monkeypatch.setenv("NEVLAB_LANG", "zh")
    with pytest.raises(WorkshopError, match=r"预充电阻为 -5\.0，必须是 0\.1 到 ∞ Ω 之间的数"):
        Circuit(350.0, -5.0, 1e-3)
    with pytest.raises(WorkshopError, match="没有「rusty」"):
        with_fault(Circuit(350.0, 68.0, 1e-3), "rusty")


@pytest.mark.parametrize("times", [[], [math.nan], [[0.0]]])
def test_instants_must_be_a_list_of_numbers(times):
    with pytest.raises(WorkshopError, match="finite numbers"):
        power_on(Circuit(350.0, 68.0, 1e-3), times)


def test_criterion_and_factor_have_ranges():
    for wrong in (lambda: CloseCriterion(1.2), lambda: CloseCriterion(0.95, 0)):
        with pytest.raises(WorkshopError):
            wrong()
    with pytest.raises(WorkshopError, match=r"factor is 0\.5"):
        with_fault(Circuit(350.0, 68.0, 1e-3), "resistor_high", 0.5)


@pytest.mark.parametrize(("start", "final", "tau"), [(121.0, 354.0, 0.0381), (353.0, 0.0, 31.0), (0.0, 400.0, 0.2)])
def test_a_fit_finds_the_curve_that_made_the_points(start, final, tau):
    times = np.linspace(0, 4 * tau, 60)
    fit = fit_time_constant(times + 7.0, final + (start - final) * np.exp(-times / tau))
    assert (fit.tau_s, fit.final_v, fit.start_v) == pytest.approx((tau, final, start), rel=1e-3, abs=0.2)
    assert fit.rms_v < 0.01


@pytest.mark.parametrize(
    ("times", "volts", "words"),
    [
        ([0, 1, 2], [1, 2, 3], "at least 4 points"),
        ([0, 1, 2, 3], [1, 2, 3], "as many times as voltages"),
        ([0, 1, 2, 3], [1, 2, math.nan, 3], "finite numbers"),
        ([0, 2, 1, 3], [1, 2, 3, 4], "each time later"),
        ([0, 1, 2, 3], [5, 5, 5, 5], "stays at 5 V"),
    ],
)
def test_a_fit_refuses_what_has_no_time_constant(times, volts, words):
    with pytest.raises(WorkshopError, match=words):
        fit_time_constant(times, volts)


def test_the_heat_of_an_unloaded_precharge_is_finite_for_every_value():
    # ½·C·U² = 0.5 · 1.953125 mF · (126 V)² = 15.50 J, whatever the resistor.
    assert Circuit(126, 10, 1.953125e-3).resistor_energy_j() == pytest.approx(15.503906, rel=1e-6)
