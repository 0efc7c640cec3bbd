"""The machine against golden numbers, closed forms, numerical optima and motion through every frame."""

import math

import numpy as np
import pytest

from nevlab.vehicle.pmsm import TEACHING_LINK_VOLTAGE_V, TEACHING_MACHINE, Pmsm

MACHINE = TEACHING_MACHINE
SURFACE = Pmsm(pole_pairs=4, flux_wb=0.07, inductance_d_h=0.2e-3, inductance_q_h=0.2e-3, resistance_ohm=8e-3)


@pytest.mark.parametrize(
    ("current", "current_d", "current_q", "torque", "torque_id0", "angle"),
    [
        (100, -25.0, 96.8, 43.6, 42.0, 14.5),
        (300, -142.0, 264.3, 156.0, 126.0, 28.2),
        (600, -345.7, 490.4, 409.4, 252.0, 35.2),
    ],
)
def test_golden_mtpa_table(current, current_d, current_q, torque, torque_id0, angle):
    found_d, found_q = MACHINE.mtpa(current)
    assert (round(found_d, 1), round(found_q, 1)) == (current_d, current_q)
    assert round(MACHINE.torque(found_d, found_q), 1) == torque
    assert MACHINE.torque(0, current) == pytest.approx(torque_id0)
    assert round(math.degrees(math.atan2(-found_d, found_q)), 1) == angle


def test_mtpa_is_the_best_of_all_current_angles():
    angles = np.linspace(0, math.pi, 100_001)
    torques = MACHINE.torque(-300 * np.sin(angles), 300 * np.cos(angles))
    assert MACHINE.torque(*MACHINE.mtpa(300)) == pytest.approx(torques.max(), rel=1e-8)


def test_mtpa_of_a_surface_machine_needs_no_d_current():
    assert SURFACE.mtpa(250) == (0.0, 250)


@pytest.mark.parametrize(
    ("current", "with_resistance", "speed"),
    [(600, True, 3140), (300, True, 4995), (600, False, 3194), (300, False, 5046)],
)
def test_golden_base_speeds(current, with_resistance, speed):
    assert round(
        MACHINE.base_speed(current, TEACHING_LINK_VOLTAGE_V, with_resistance=with_resistance)
    ) == pytest.approx(speed, abs=0.5)


def test_at_base_speed_the_voltage_is_all_used():
    speed = MACHINE.base_speed(300, 360)
    assert math.hypot(*MACHINE.voltage(speed, *MACHINE.mtpa(300))) == pytest.approx(360 / math.sqrt(3))


def test_power_balance_in_steady_state():
    """1.5·(ud·id + uq·iq) is copper loss plus shaft power: the amplitude-invariant frame's factor is 1.5."""
    current_d, current_q = MACHINE.mtpa(300)
    voltage_d, voltage_q = MACHINE.voltage(2500, current_d, current_q)
    electrical = 1.5 * (voltage_d * current_d + voltage_q * current_q)
    copper = 1.5 * MACHINE.resistance_ohm * 300**2
    shaft = MACHINE.torque(current_d, current_q) * 2500 * 2 * math.pi / 60
    assert electrical == pytest.approx(copper + shaft)


def test_golden_emf_and_the_speed_where_it_passes_30_v_ac():
    assert MACHINE.line_emf(1000) == pytest.approx(35.9, abs=0.05)
    assert MACHINE.line_emf(835) < 30 < MACHINE.line_emf(836)
    assert MACHINE.line_emf(-1000) == MACHINE.line_emf(1000)


def test_emf_is_the_rms_of_the_difference_of_two_phases():
    angle = np.linspace(0, 2 * math.pi, 3600, endpoint=False)
    peak = MACHINE.electrical_speed(1000) * MACHINE.flux_wb
    line = peak * np.sin(angle) - peak * np.sin(angle - 2 * math.pi / 3)
    assert MACHINE.line_emf(1000) == pytest.approx(np.sqrt(np.mean(line**2)))


@pytest.mark.parametrize(("error", "factor", "tolerance"), [
    (20, 0.88, 0.005), (-20, 0.90, 0.005), (30, 0.735, 0.0005), (-30, 0.786, 0.0005), (0, 1, 1e-12),
])  # fmt: skip
def test_golden_torque_factors_of_the_interior_machine(error, factor, tolerance):
    assert MACHINE.torque_factor(300, error) == pytest.approx(factor, abs=tolerance)


def test_cos_delta_holds_for_a_surface_machine_only():
    errors = np.array([-40.0, -20.0, 10.0, 30.0])
    assert SURFACE.torque_factor(300, errors) == pytest.approx(np.cos(np.radians(errors)))
    assert abs(MACHINE.torque_factor(300, 30) - math.cos(math.radians(30))) > 0.1


def test_no_load_voltage_is_the_emf_seen_through_both_frames():
    """Project the phase voltages on the controller's dq frame, which is ahead of the rotor's by the error."""
    true = np.radians(37.0)
    for speed, error in ((1000, 8.0), (-1500, 8.0), (700, -25.0)):
        peak = MACHINE.electrical_speed(speed) * MACHINE.flux_wb
        phases = [-peak * math.sin(true - k * 2 * math.pi / 3) for k in range(3)]
        space = 2 / 3 * sum(u * np.exp(2j * math.pi * k / 3) for k, u in enumerate(phases))
        seen = space * np.exp(-1j * (true + math.radians(error)))
        assert MACHINE.no_load_voltage(speed, error) == pytest.approx((seen.real, seen.imag))


@pytest.mark.parametrize("current", [-1, math.nan, math.inf])
def test_an_impossible_current_is_refused_in_words(current, monkeypatch):
    for language, words in (("en", "current is .* from 0 to 5000 A"), ("zh", "电流为 .* 0 到 5000 A")):
        monkeypatch.setenv("NEVLAB_LANG", language)
        with pytest.raises(ValueError, match=words):
            MACHINE.mtpa(current)


def test_a_torque_factor_without_current_and_a_link_without_voltage_are_refused(monkeypatch):
    monkeypatch.setenv("NEVLAB_LANG", "en")
    with pytest.raises(ValueError, match="from 1 to 5000 A"):
        MACHINE.torque_factor(0, 10)
    with pytest.raises(ValueError, match=r"is 3; .* from 9\.3\d* to 1500 V"):
        MACHINE.base_speed(600, 3)
