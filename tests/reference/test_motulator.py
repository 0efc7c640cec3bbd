"""The drive in steady state and in time against motulator, also with a wrong angle and a wrong current sensor."""

import math

import numpy as np
import pytest

from nevlab.vehicle.current_control import Control
from nevlab.vehicle.dq_run import Shaft, run
from nevlab.vehicle.inverter import CurrentSensor
from nevlab.vehicle.operating_point import operating_point
from nevlab.vehicle.pmsm import TEACHING_LINK_VOLTAGE_V, TEACHING_MACHINE

pytestmark = pytest.mark.slow

MACHINE, LINK, LIMIT = TEACHING_MACHINE, TEACHING_LINK_VOLTAGE_V, 300
PERIOD_S = 5e-5
USED = {"link_voltage_v": LINK, "current_limit_a": LIMIT, "period_s": PERIOD_S}


@pytest.fixture(scope="module")
def motulator(simulator):
    simulator("motulator")
    import motulator_drive

    return motulator_drive


@pytest.mark.parametrize(("torque", "speed"), [(50, 1500), (150, 3000), (-100, 2000)])
def test_steady_torque_current_and_power(motulator, torque, speed):
    # Torque at the same current: 0.3 %; set currents and power are motulator's own choice.
    solved = motulator.solve(motulator.rig(lambda t: speed + 0 * t), lambda t: torque, 0.15, **USED)
    current, voltage = solved.current_a[-1], solved.voltage_v[-1]
    assert MACHINE.torque(current.real, current.imag) == pytest.approx(solved.torque_nm[-1], rel=1e-4)
    point = operating_point(MACHINE, torque, speed, LINK, LIMIT)
    assert point.torque_nm == pytest.approx(solved.torque_nm[-1], rel=0.01)
    assert point.current_a == pytest.approx(abs(current), rel=0.01)
    assert point.voltage_v == pytest.approx(abs(voltage), rel=0.01)
    # What enters the terminals, with the copper loss.
    entered = 1.5 * (voltage * current.conjugate()).real
    assert point.shaft_w + point.copper_w == pytest.approx(entered, rel=0.01)


def test_base_speed(motulator):
    """On a link of 500 V the voltage still rises where 360 V would end; there is the base speed, with Rs."""
    used = {**USED, "link_voltage_v": 500}
    ramp = motulator.rig(lambda t: 4700 + 2000 * t)
    solved = motulator.solve(ramp, lambda t: 156.022, 0.3, **used)
    settled = solved.time_s > 0.05
    size = np.abs(solved.voltage_v)[settled]
    base = np.interp(LINK / math.sqrt(3), size, solved.speed_rpm[settled])
    assert MACHINE.base_speed(LIMIT, LINK) == pytest.approx(base, rel=0.01)


@pytest.mark.parametrize("speed", [6000, 8000])
def test_torque_in_field_weakening(motulator, speed):
    """motulator feels its way to the voltage limit; ours computes it, and both end at it and at the current limit."""
    solved = motulator.solve(motulator.rig(lambda t: speed + 0 * t), lambda t: 150, 0.2, **USED)
    point = operating_point(MACHINE, 150, speed, motulator.LINK_SHARE * LINK, LIMIT)
    assert point.region == "current_and_voltage"
    assert point.torque_nm == pytest.approx(solved.torque_nm[-1], rel=0.01)


@pytest.fixture(scope="module")
def accelerations(motulator):
    """Give the same start from rest, 150 Nm from 20 ms on, through base speed: motulator's and ours."""
    theirs = motulator.solve(motulator.free(0.08), lambda t: 150.0 * (t > 0.02 - 1e-9), 0.5, **USED)
    ours = run(MACHINE, Shaft(0.08), Control(LIMIT, period_s=PERIOD_S), [(0.02, 150)], 0.5, LINK)
    return theirs, ours


def test_a_torque_step_and_the_acceleration_to_base_speed(accelerations):
    theirs, ours = accelerations
    part = slice(0, round(0.27 / PERIOD_S))
    speed = (ours.speed_rpm - theirs.speed_rpm[: ours.time_s.size])[part]
    torque = (ours.torque_nm - theirs.torque_nm[: ours.time_s.size])[part]
    assert theirs.speed_rpm[part][-1] > 4000
    assert np.abs(speed).max() < 10
    assert np.sqrt(np.mean(torque**2)) < 0.5
    assert np.abs(torque).max() < 1.5


def test_the_acceleration_through_field_weakening(accelerations):
    theirs, ours = accelerations
    count = ours.time_s.size
    assert theirs.speed_rpm[count - 1] > 7500
    assert ours.speed_rpm == pytest.approx(theirs.speed_rpm[:count], abs=0.01 * 8000)
    assert np.sqrt(np.mean((ours.torque_nm - theirs.torque_nm[:count]) ** 2)) < 1.5


@pytest.mark.parametrize("error", [20, -20])
def test_torque_with_a_wrong_angle(motulator, error):
    mechanics = motulator.rig(lambda t: 1500 + 0 * t)
    true_position = mechanics.meas_position
    mechanics.meas_position = lambda: true_position() + math.radians(error) / MACHINE.pole_pairs
    solved = motulator.solve(mechanics, lambda t: 150, 0.15, **USED)
    point = operating_point(MACHINE, 150, 1500, LINK, LIMIT, angle_error_deg=error)
    assert point.torque_nm == pytest.approx(solved.torque_nm[-1], rel=0.01)


def test_torque_ripple_of_a_sensor_offset(motulator):
    machine = motulator.model.SynchronousMachine(motulator.PARAMETERS)
    true_currents = machine.meas_currents
    machine.meas_currents = lambda: true_currents() + np.array([10.0, 0, 0])
    solved = motulator.solve(motulator.rig(lambda t: 1500 + 0 * t), lambda t: 100, 0.15, **USED, machine=machine)
    sensors = {**Control(LIMIT).sensors, "U": CurrentSensor(offset_a=10)}
    ours = run(MACHINE, Shaft(), Control(LIMIT, period_s=PERIOD_S, sensors=sensors), [(0, 100)], 0.15, LINK, 1500)
    last = slice(round(0.1 / PERIOD_S), ours.time_s.size)
    for torque in (solved.torque_nm[last], ours.torque_nm[last]):
        spectrum = 2 * np.abs(np.fft.rfft(torque)) / torque.size
        assert spectrum[1:].argmax() + 1 == 5  # 100 Hz, once the electrical frequency, in 50 ms
    assert np.ptp(ours.torque_nm[last]) == pytest.approx(np.ptp(solved.torque_nm[last]), rel=0.02)
