"""Faults of the drive, worked out by hand.

The machine: 4 pole pairs, 0.07 Wb, Ld 0.11 mH, Lq 0.31 mH, 8 mΩ a phase at 20 °C, measured at 25 °C where copper has
(234.5 + 25)/(234.5 + 20) = 1.01965 times that.
"""

import math

import pytest
from fault_cars import faulty_car, gone_through, holds, learned, parked, sound_car, stated

from nevlab.faults import library, with_faults
from nevlab.faults.expected import reading
from nevlab.vehicle.car import driving, teaching_car
from nevlab.vehicle.car.controllers import Controllers
from nevlab.vehicle.car.operation import after
from nevlab.vehicle.current_setpoint import setpoint

WARM = (234.5 + 25) / (234.5 + 20)
PHASE_OHM = 8e-3 * WARM
OMEGA = 2 * math.pi * 1000 / 60 * 4
"""Electrical speed at 1000 r/min [rad/s]: 418.9."""
EMF_V = OMEGA * 0.07
"""Peak of a phase's EMF at 1000 r/min [V]: 29.32."""
READY = (("turn_key", "on"), ("press_start",))


def line(key, one, other, tool="ohms", last="take_apart"):
    return stated(key, tool, f"hv:motor {one}", f"hv:motor {other}", last=last)


def test_a_loose_lug_adds_to_its_two_lines():
    # U–V and V–W: 2 · 8.157 mΩ + 5 mΩ = 21.3 mΩ; W–U 16.3 mΩ
    key = "phase-lug-loose"
    assert holds(key, line(key, "U", "V"), 2 * PHASE_OHM + 5e-3)
    assert holds(key, line(key, "V", "W"), 2 * PHASE_OHM + 5e-3)
    assert holds(key, line(key, "W", "U"), 2 * PHASE_OHM)


def test_shorted_turns_take_ohms_and_volts_away():
    # V–W: 8.157 mΩ · 1.75 = 14.27 mΩ
    key = "turns-shorted"
    assert holds(key, line(key, "V", "W"), 1.75 * PHASE_OHM)
    # EMF: phasors 1 and 0.75 with 120° between them: √(1 + 0.75² − 2 · 0.75 · cos 120°) = 1.5207 instead of √3
    emf = line(key, "V", "W", "ac_volts", last="run")
    assert holds(key, emf, EMF_V / math.sqrt(2) * math.sqrt(1 + 0.75**2 + 0.75))
    assert reading(sound_car(), emf) == pytest.approx(EMF_V / math.sqrt(2) * math.sqrt(3), rel=1e-3)
    assert holds(key, line(key, "U", "V", "ac_volts", last="run"), 35.91)


def test_resolver_coils_follow_the_temperature_of_copper():
    # cosine 18 Ω · 1.01965 = 18.35 Ω; mean of sin² + cos² (1 + 0.6²)/2
    key = "resolver-cosine-shorted-turns"
    assert holds(key, stated(key, "ohms", "sensor:resolver cosine 1", "sensor:resolver cosine 2"), 18 * WARM)
    assert holds(key, stated(key, "ohms", "sensor:resolver sine 1", "sensor:resolver sine 2"), 32 * WARM)
    assert holds(key, stated(key, "quantity", "resolver_amplitude"), 0.68)


def test_a_wrong_offset_turns_the_emf_and_the_current():
    # coasting: ud = 29.32 V · sin 20° = 10.03 V, uq = 29.32 V · cos 20° = 27.55 V
    key, delta = "resolver-offset-wrong", math.radians(20)
    assert holds(key, stated(key, "quantity", "ud_v"), EMF_V * math.sin(delta))
    assert holds(key, stated(key, "quantity", "uq_v"), EMF_V * math.cos(delta))
    # the current set for 50 Nm, turned by 20°, in T = 1.5 p (ψ iq + (Ld − Lq) id iq)
    aim = setpoint(sound_car().machine, 50.0, 1000.0, sound_car().open_circuit_v, driving.CURRENT_LIMIT_A)
    d, q = float(aim.current_d_a), float(aim.current_q_a)
    assert 6 * (0.07 * q + (0.11e-3 - 0.31e-3) * d * q) == pytest.approx(50.0, rel=1e-3)
    d, q = d * math.cos(delta) - q * math.sin(delta), d * math.sin(delta) + q * math.cos(delta)
    torque_nm = 6 * (0.07 * q + (0.11e-3 - 0.31e-3) * d * q)
    assert holds(key, stated(key, "quantity", "motor_torque_nm"), torque_nm)


@pytest.mark.parametrize("seed", [1, 6])
def test_the_offset_is_wrong_by_20_degrees_in_every_car(seed):
    assert driving.angle_error_deg(teaching_car(seed)) == 0
    assert driving.angle_error_deg(with_faults(teaching_car(seed), "resolver-offset-wrong")) == pytest.approx(20.0)


def test_learning_the_offset_is_the_repair():
    new = learned(Controllers.of(faulty_car("resolver-not-learned")))
    assert new.car.drive.stored_deg == pytest.approx(new.car.drive.offset_deg)
    running = after(parked(new, new.car).car, (*READY, ("run", 1000, 50)))
    assert driving.load(running).point.torque_nm == pytest.approx(50.0)


def test_weak_magnets_make_less_emf_and_less_torque():
    # EMF · 0.9: √3 · 29.32 V · 0.9/√2 = 32.32 V between two lines, uq 26.39 V
    key = "magnets-weak"
    assert holds(key, line(key, "U", "V", "ac_volts", last="run"), 0.9 * EMF_V * math.sqrt(1.5))
    assert holds(key, stated(key, "quantity", "uq_v"), 0.9 * EMF_V)
    # the magnets' part of the torque, 1.5 · 4 · 0.07 Wb · iq, loses a tenth: 50 Nm − 0.1 · 0.42 · iq
    aim = setpoint(sound_car().machine, 50.0, 1000.0, sound_car().open_circuit_v, driving.CURRENT_LIMIT_A)
    torque_nm = 50 - 0.042 * float(aim.current_q_a)
    assert holds(key, stated(key, "quantity", "motor_torque_nm"), torque_nm)


def test_two_phases_left_carry_root_three_halves_and_an_open_gate_half_a_wave():
    # single-phase run: √3/2 of the current; upper switch open: half a sine has 1/√2 of its rms, and control adds a bit
    amps = stated("gate-open", "phase_amps", "U").sound
    assert reading(faulty_car("phase-open"), stated("gate-open", "phase_amps", "V")) == pytest.approx(
        amps * math.sqrt(3) / 2, rel=2e-3
    )
    assert holds("gate-open", stated("gate-open", "phase_amps", "U"), amps / math.sqrt(2), rel=0.02)


def test_a_sensors_resistance_lies_on_the_curve_through_its_two_points():
    # 8 kΩ at 30 °C, 20 kΩ at 10 °C: B = ln(2.5)/(1/283.15 − 1/303.15) = 3932 K
    # at 25 °C: 8 kΩ · e^(B·(1/298.15 − 1/303.15)) = 9.94 kΩ
    b_k = math.log(2.5) / (1 / 283.15 - 1 / 303.15)
    ohm = 8e3 * math.exp(b_k * (1 / 298.15 - 1 / 303.15))
    asked = stated("winding-sensor-open", "ohms", "sensor:stator 1", "sensor:stator 2")
    assert reading(sound_car(), asked) == pytest.approx(ohm, rel=1e-4)
    assert asked.sound == pytest.approx(ohm, abs=asked.within)


@pytest.mark.parametrize("speed_rpm", [300, 4000, 12_000])
@pytest.mark.parametrize("key", [key for key, entry in library().items() if entry.place == "drive"])
def test_every_fault_can_be_driven_at_every_speed(key, speed_rpm):
    gone = gone_through(Controllers.of(faulty_car(key)), (*READY, ("run", speed_rpm, 250)))
    drive = driving.load(gone.car)
    assert (drive.point is None) == bool(drive.stopped_by)
    assert all(abs(signal.ac_rms) < 500 for signal in driving.phase_signals(gone.car).values())
