"""A drive in time against energy, closed forms, another solver, and what a wrong angle or sensor must do."""

import math
from dataclasses import replace

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from nevlab.messages import WorkshopError
from nevlab.vehicle.current_control import Control
from nevlab.vehicle.current_setpoint import setpoint
from nevlab.vehicle.dq_run import Shaft, run
from nevlab.vehicle.inverter import CurrentSensor
from nevlab.vehicle.operating_point import demagnetised, operating_point
from nevlab.vehicle.pmsm import TEACHING_LINK_VOLTAGE_V, TEACHING_MACHINE
from nevlab.vehicle.resolver import apparent_offset

MACHINE = TEACHING_MACHINE
LINK = TEACHING_LINK_VOLTAGE_V
RIG = Shaft()
TWO_PI = 2 * math.pi


def stored(current_a):
    """Give the magnetic energy of the inductances [J]: 1.5·½·(Ld·id² + Lq·iq²)."""
    return 0.75 * (MACHINE.inductance_d_h * current_a.real**2 + MACHINE.inductance_q_h * current_a.imag**2)


def ripple(run_, first):
    """Give the amplitude spectrum of the torque from a period on: frequency [Hz] → amplitude [Nm]."""
    torque = run_.torque_nm[first:]
    step_s = run_.time_s[1]
    return np.fft.rfftfreq(len(torque), step_s), 2 * np.abs(np.fft.rfft(torque - torque.mean())) / len(torque)


@pytest.fixture(scope="module")
def acceleration():
    """Give a start with 150 Nm through field weakening, then braking with 80 Nm."""
    return run(MACHINE, Shaft(0.08, 5.0, 0.002), Control(300), [(0.02, 150), (0.5, -80)], 0.8, LINK)


def test_electrical_energy_is_work_copper_loss_and_what_the_field_stores(acceleration):
    step_s = acceleration.time_s[1]
    came, heat, work = (
        power[:-1].sum() * step_s for power in (acceleration.electrical_w, acceleration.copper_w, acceleration.shaft_w)
    )
    assert came == pytest.approx(
        heat + work + stored(acceleration.current_a[-1]) - stored(acceleration.current_a[0]), rel=2e-4
    )
    assert heat > 500


def test_work_is_kinetic_energy_and_what_load_and_friction_take(acceleration):
    speed = acceleration.speed_rpm * TWO_PI / 60
    taken = np.trapezoid(5.0 * speed + 0.002 * speed**2, acceleration.time_s)
    work = acceleration.shaft_w[:-1].sum() * acceleration.time_s[1]
    assert work == pytest.approx(0.04 * speed[-1] ** 2 + taken, rel=1e-6)


def test_limits_hold_and_braking_charges_the_link(acceleration):
    assert np.abs(acceleration.voltage_v).max() <= LINK / math.sqrt(3) * (1 + 1e-9)
    assert np.abs(acceleration.current_a[:5000]).max() < 300.5
    assert acceleration.link_current_a[-1] < -80
    assert acceleration.speed_rpm.max() > 6500


def test_each_period_agrees_with_another_solver_in_the_rotor_frame(acceleration):
    """Ld·did/dt = ud − R·id + ω·Lq·iq and so on, with the held voltage turning backwards, by scipy's solver."""
    m, step_s = MACHINE, acceleration.time_s[1]

    def rates(_, state, held):
        current_d, current_q, speed, angle = state
        volt = held * np.exp(-1j * angle)
        omega = m.pole_pairs * speed
        torque = m.torque(current_d, current_q)
        return [
            (volt.real - m.resistance_ohm * current_d + omega * m.inductance_q_h * current_q) / m.inductance_d_h,
            (volt.imag - m.resistance_ohm * current_q - omega * (m.inductance_d_h * current_d + m.flux_wb))
            / m.inductance_q_h,
            (torque - 5.0 - 0.002 * speed) / 0.08,
            omega,
        ]

    for k in (210, 1500, 3900, 5003, 7990):
        speed = acceleration.speed_rpm * TWO_PI / 60
        half = m.pole_pairs * speed[k] * step_s / 2
        held = acceleration.voltage_v[k] / np.sinc(half / math.pi) * np.exp(1j * (acceleration.angle_rad[k] + half))
        start = [acceleration.current_a[k].real, acceleration.current_a[k].imag, speed[k], acceleration.angle_rad[k]]
        end = solve_ivp(rates, (0, step_s), start, args=(held,), rtol=1e-11, atol=1e-11).y[:, -1]
        assert complex(end[0], end[1]) == pytest.approx(acceleration.current_a[k + 1], abs=0.002)
        assert end[2:] == pytest.approx([speed[k + 1], acceleration.angle_rad[k + 1]], rel=1e-7)


def test_a_step_at_standstill_is_first_order_with_the_bandwidth():
    """The flux linkage follows 1 − exp(−α·t), α = 2π·50 Hz, where period and R are next to nothing."""
    lossless = replace(MACHINE, resistance_ohm=1e-6)
    result = run(lossless, RIG, Control(300, period_s=1e-5, bandwidth_hz=50), [(0, 100)], 0.02, LINK)
    aim = setpoint(MACHINE, 100, 0, LINK, 300)
    share = result.current_a.imag / float(aim.current_q_a)
    assert share[2:] == pytest.approx(1 - np.exp(-TWO_PI * 50 * (result.time_s[2:] - 1.5e-5)), abs=0.01)


@pytest.mark.parametrize(("torque", "speed"), [(150, 1000), (-120, 3000), (60, 9000), (100, -4000)])
def test_it_settles_at_the_operating_point(torque, speed):
    """With 95 % of the voltage for the set currents, as the controller has it; link current without its losses.

    A short period: what a held voltage leaves in the current grows with (ω·Ts)²/12, 1 % at 9000 r/min and 100 µs.
    """
    result = run(MACHINE, RIG, Control(300, period_s=2e-5), [(0, torque)], 0.1, LINK, speed)
    point = operating_point(MACHINE, torque, speed, 0.95 * LINK, 300)
    assert result.torque_nm[-1] == pytest.approx(point.torque_nm, rel=1e-3)
    assert result.current_a[-1] == pytest.approx(complex(point.current_d_a, point.current_q_a), abs=0.3)
    assert result.voltage_v[-1] == pytest.approx(complex(point.voltage_d_v, point.voltage_q_v), abs=0.3)
    assert result.link_current_a[-1] == pytest.approx((point.shaft_w + point.copper_w) / LINK, rel=2e-3)


@pytest.mark.parametrize("speed", [1000, -1500])
def test_spun_without_current_the_data_stream_shows_the_offset(speed):
    result = run(MACHINE, RIG, Control(300, angle_error_deg=8), [], 0.1, LINK, speed)
    seen = result.seen_voltage_v[-1]
    assert (seen.real, seen.imag) == pytest.approx(MACHINE.no_load_voltage(speed, 8), abs=0.01)
    assert apparent_offset(seen.real, seen.imag, speed) == pytest.approx(8, abs=0.02)


def test_a_wrong_angle_costs_torque_and_the_data_stream_does_not_show_it():
    control = Control(300, angle_error_deg=20)
    result = run(MACHINE, RIG, control, [(0, 150)], 0.1, LINK, 1000)
    point = operating_point(MACHINE, 150, 1000, LINK, 300, angle_error_deg=20)
    assert result.torque_nm[-1] == pytest.approx(point.torque_nm, rel=1e-3)
    aim = setpoint(MACHINE, 150, 1000, LINK, 300)
    assert result.seen_current_a[-1] == pytest.approx(complex(aim.current_d_a, aim.current_q_a), abs=0.1)


def test_a_sensor_offset_makes_torque_ripple_of_once_the_electrical_frequency():
    """The controller holds what it measures, so the true current is off by ⅔·10 A turning backwards in the rotor frame.

    Its torque is 1.5·p·[(ψ + Δ·id)·δq + Δ·iq·δd], Δ = Ld − Lq: the amplitude is the root of the squares. At 20 Hz
    the current control, 500 Hz wide, follows within 2 %.
    """
    sensors = {**Control(300).sensors, "U": CurrentSensor(offset_a=10)}
    result = run(MACHINE, RIG, Control(300, bandwidth_hz=500, sensors=sensors), [(0, 100)], 0.3, LINK, 300)
    frequency, amplitude = ripple(result, 1000)
    aim = setpoint(MACHINE, 100, 300, LINK, 300)
    saliency = MACHINE.inductance_d_h - MACHINE.inductance_q_h
    expected = 6 * 20 / 3 * math.hypot(MACHINE.flux_wb + saliency * aim.current_d_a, saliency * aim.current_q_a)
    order = frequency[amplitude.argmax()] / (300 / 60)
    assert order == pytest.approx(MACHINE.pole_pairs)
    assert amplitude.max() == pytest.approx(expected, rel=0.02)
    assert np.sort(amplitude)[-2] < 0.05 * amplitude.max()


def test_a_gain_error_makes_ripple_of_twice_the_electrical_frequency():
    sensors = {**Control(300).sensors, "V": CurrentSensor(gain=1.1)}
    result = run(MACHINE, RIG, Control(300, sensors=sensors), [(0, 100)], 0.3, LINK, 300)
    frequency, amplitude = ripple(result, 1000)
    assert frequency[amplitude.argmax()] == pytest.approx(40)
    assert amplitude.max() > 1
    assert np.sort(amplitude)[-2] < 0.05 * amplitude.max()


def test_sound_sensors_make_no_ripple():
    result = run(MACHINE, RIG, Control(300), [(0, 100)], 0.3, LINK, 300)
    assert np.ptp(result.torque_nm[1000:]) < 1e-3


def test_a_demagnetised_machine_pulls_less_and_needs_less_voltage():
    weak = demagnetised(MACHINE, 0.1)
    control = Control(300, believed=MACHINE)
    sound, faulty = (run(m, RIG, control, [(0, 100)], 0.1, LINK, 2000) for m in (MACHINE, weak))
    lost = 6 * 0.1 * MACHINE.flux_wb * sound.current_a[-1].imag
    assert sound.torque_nm[-1] - faulty.torque_nm[-1] == pytest.approx(lost, rel=1e-3)
    assert abs(faulty.seen_voltage_v[-1]) < abs(sound.seen_voltage_v[-1])


def test_requests_count_by_their_time_and_not_by_their_place():
    early, late = (0.0, 50), (0.05, -50)
    one, other = (run(MACHINE, RIG, Control(300), order, 0.1, LINK) for order in ([early, late], [late, early]))
    assert one.torque_nm.tolist() == other.torque_nm.tolist()
    assert one.torque_nm[[499, -1]] == pytest.approx([50, -50], rel=1e-3)


@pytest.mark.parametrize(
    "change",
    [
        {"seconds": math.nan},
        {"seconds": 1000.0},
        {"link_voltage_v": 0.0},
        {"start_rpm": math.inf},
        {"requests": [(0.0, math.nan)]},
        {"requests": [(-1.0, 5.0)]},
    ],
)
def test_impossible_runs_are_refused(change):
    sound = {"requests": [(0.0, 10.0)], "seconds": 0.01, "link_voltage_v": LINK}
    with pytest.raises(WorkshopError):
        run(MACHINE, RIG, Control(300), **{**sound, **change})


def test_impossible_shafts_and_controllers_are_refused():
    for change in ({"inertia_kgm2": 0.0}, {"load_nm": math.nan}, {"friction_nm_s": -1.0}):
        with pytest.raises(WorkshopError):
            replace(RIG, **change)
    for change in ({"current_limit_a": 0.0}, {"bandwidth_hz": 2000.0}, {"sensors": {}}, {"angle_error_deg": 181.0}):
        with pytest.raises(WorkshopError):
            replace(Control(300), **change)
