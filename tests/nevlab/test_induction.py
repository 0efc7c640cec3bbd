"""The induction machine: its torque is that of the equivalent circuit, its limits are those of closed forms."""

import math

import numpy as np
import pytest

from nevlab import bench
from nevlab.vehicle.induction import TEACHING_INDUCTION as MACHINE
from nevlab.vehicle.induction import slip


def circuit_torque_nm(current_a, slip_rad_s):
    """Give the torque [Nm] of the T-shaped equivalent circuit, its rotor referred so that all leakage is there.

    With a turns ratio that leaves no stator leakage the magnetising branch is Ls, the rotor leakage σ·Ls/(1 − σ) and
    Lr = Ls/(1 − σ); the air-gap power over the field's speed is the torque.
    """
    rotor_h = MACHINE.inductance_h / (1 - MACHINE.leakage)
    rotor_ohm = rotor_h / MACHINE.rotor_time_s
    # Everything divided by the slip: the rotor at slip frequency.
    branch = 1j * slip_rad_s * MACHINE.inductance_h
    rotor_a = current_a * branch / (rotor_ohm + 1j * slip_rad_s * rotor_h)
    return 1.5 * MACHINE.pole_pairs * rotor_ohm * abs(rotor_a) ** 2 / slip_rad_s


def test_the_torque_at_the_current_limit_is_the_most_that_the_circuit_gives():
    slips_rad_s = np.linspace(0.5, 40, 400)
    torques_nm = [circuit_torque_nm(600.0, one) for one in slips_rad_s]
    most = MACHINE.most([1000.0], 360.0, 600.0)
    assert most.torque_nm[0] == pytest.approx(max(torques_nm), rel=1e-3)
    # It lies at the slip frequency 1/τr.
    best_rad_s = slips_rad_s[int(np.argmax(torques_nm))]
    assert best_rad_s == pytest.approx(1 / MACHINE.rotor_time_s, rel=0.02)
    assert most.slip[0] * 1000 * 2 * math.pi * MACHINE.pole_pairs / 60 == pytest.approx(best_rad_s, rel=0.02)


def test_far_beyond_its_base_speed_the_torque_falls_with_the_square_of_the_speed():
    near, far = MACHINE.most([9000.0, 18000.0], 240.0, 2000.0).torque_nm
    assert near / far == pytest.approx(4, rel=0.05)


def test_slip_is_nought_for_a_synchronous_machine():
    assert slip(300.0, 4500, 4) == pytest.approx(0)
    assert slip(152.9, 4500, 2) == pytest.approx(0.0190, abs=1e-4)


def test_the_explorer_shows_both_machines_at_their_frequencies():
    told = {one.label: one.value for one in bench.drive_unit.machines().picture(speed_rpm=6000).numbers}
    assert told["frequency, PMSM"] == pytest.approx(400)
    assert told["frequency, induction"] == pytest.approx(200 / (1 - told["slip"] / 100))
