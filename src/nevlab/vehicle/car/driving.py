"""The drive under load on a dynamometer: torque, currents, temperatures, and what stops it.

The controller sets its currents for a sound machine; what the machine makes of them depends on its magnets, its
windings, the angle that the resolver gives, and the switches of the inverter.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from nevlab.vehicle.car.car import Car
from nevlab.vehicle.derating import allowed_share
from nevlab.vehicle.ecu.motor_controller import EQUAL_PHASES, SOUND_AMPLITUDE
from nevlab.vehicle.inverter import DEVICES
from nevlab.vehicle.open_switch import Running, phase_currents
from nevlab.vehicle.operating_point import OperatingPoint, operating_point
from nevlab.vehicle.signals import Samples, Signal, Sine, Steady
from nevlab.vehicle.stator import PHASES, STATED_AT_C

CURRENT_LIMIT_A = 300.0
"""Most phase current of the teaching drive, peak [A]; a value of our own."""
STEP_S = 10.0
"""A hot drive's load is worked out this often [s]; below, it does not change with the temperature."""


@dataclass(frozen=True)
class Load:
    """What the drive does.

    Parameters
    ----------
    stopped_by
        Empty while it runs, else why there is no torque: ``"not_ready"``, ``"angle"`` (not learned, or the resolver's
        signals are wrong), ``"short"`` (a switch), ``"imbalance"`` (the phase currents differ), ``"hot"``,
        ``"disconnected"`` (the motor's cable is off).
    point
        The operating point; None where there is no torque.
    """

    stopped_by: str
    point: OperatingPoint | None = None


@lru_cache(maxsize=16)
def load(car: Car) -> Load:
    """Give what the drive does at the torque and speed of the car's state."""
    held_by = _held_by(car)
    if held_by:
        return Load(held_by)
    if car.state.torque_nm and imbalance(car) > EQUAL_PHASES.high:
        return Load("imbalance")
    point = operating_point(
        car.machine, _asked_nm(car), car.state.motor_rpm, car.open_circuit_v, CURRENT_LIMIT_A,
        believed=car.drive.machine, angle_error_deg=angle_error_deg(car),
    )  # fmt: skip
    return Load("", point)


def _held_by(car: Car) -> str:
    """Give what keeps the controller from sending any current; empty where nothing does."""
    if not car.state.ready:
        return "not_ready"
    if "motor" in car.state.apart:
        return "disconnected"
    if math.isnan(car.drive.stored_deg) or not has_angle(car):
        return "angle"
    if shorted(car):
        return "short"
    return "" if _allowed_share(car) else "hot"


def angle_error_deg(car: Car) -> float:
    """Give δ, the angle in the controller − the true angle, in electrical degrees; 0 where none is stored."""
    error = car.drive.offset_deg - car.drive.stored_deg
    return 0.0 if math.isnan(error) else (error + 180) % 360 - 180


def resolver_amplitude(car: Car) -> float:
    """Give the mean of sin² + cos² of the envelopes as a share of the sound resolver's."""
    gains = car.drive.resolver.gains
    return (gains["sine"] ** 2 + gains["cosine"] ** 2) / 2


def has_angle(car: Car) -> bool:
    """Tell whether the controller takes the resolver's signals for sound."""
    return SOUND_AMPLITUDE.low <= resolver_amplitude(car) <= SOUND_AMPLITUDE.high


def shorted(car: Car) -> bool:
    """Tell whether a switch of the inverter is shorted: the first pulses then short the link."""
    return any(math.isfinite(car.inverter.devices[name].short_ohm) for name in DEVICES)


def phase_signals(car: Car) -> dict[str, Signal]:
    """Give the true current in each phase cable [A] while the controller sends the current of the torque asked for.

    With unequal currents it gives up after a moment; what is given is that moment's. A phase that is broken carries
    nothing, and the other two then one and the same current. With a gate open, the currents above base speed are taken
    to be those of base speed.
    """
    current_a = _current_a(car)
    speed_rpm = abs(car.state.motor_rpm)
    if not current_a or not speed_rpm:
        return dict.fromkeys(PHASES, Steady(0.0))
    frequency_hz = float(car.machine.electrical_frequency(speed_rpm))
    broken = [phase for phase in PHASES if math.isinf(car.stator.phases[phase].resistance(STATED_AT_C))]
    if broken:
        one, other = (phase for phase in PHASES if phase != broken[0])
        half = Sine(current_a * math.sqrt(3) / 2, frequency_hz)
        return {broken[0]: Steady(0.0), one: half, other: replace(half, amplitude=-half.amplitude)}
    if any(car.inverter.devices[name].gate_open for name in DEVICES):
        running = Running.at(car.machine, _covered_rpm(car, speed_rpm, current_a), current_a, car.open_circuit_v)
        flowing = phase_currents(car.inverter, running, steps=90)
        return {phase: Samples(tuple(map(float, flowing[phase])), 1 / frequency_hz) for phase in PHASES}
    return {
        phase: Sine(current_a, frequency_hz, phase_rad=math.pi / 2 - number * 2 * math.pi / 3)
        for number, phase in enumerate(PHASES)
    }


def _covered_rpm(car: Car, speed_rpm: float, current_a: float) -> float:
    """Give the speed, or where the link does not cover its phase voltage the highest one that it covers [r/min].

    With id = 0 the voltage is ``|ω·(ψ + j·Lq·i) + R·i| ≤ ω·|ψ + j·Lq·i| + R·i``.
    """
    machine = car.machine
    per_radian = math.hypot(machine.flux_wb, machine.inductance_q_h * current_a)
    most = (car.open_circuit_v / 2 - machine.resistance_ohm * current_a) / per_radian
    return min(speed_rpm, most / float(machine.electrical_speed(1.0)))


@lru_cache(maxsize=16)
def imbalance(car: Car) -> float:
    """Give how far the phase currents differ: (largest − least)/mean of their root mean squares."""
    rms = [math.hypot(signal.mean, signal.ac_rms) for signal in phase_signals(car).values()]
    mean = float(np.mean(rms))
    return (max(rms) - min(rms)) / mean if mean else 0.0


def warmed(car: Car, duration_s: float) -> Car:
    """Give the car with the temperatures after `duration_s` [s] at its load; a drive that gets hot does less.

    The losses warm motor, inverter and battery.
    """
    if load(car).point is None and car.state.temperatures_c is None:
        return car
    steps = max(1, math.ceil(duration_s / STEP_S)) if car.state.torque_nm else 1
    allowed, powers_w = _allowed_share(car), _losses_w(car)
    for _ in range(steps):
        if _allowed_share(car) != allowed:
            allowed, powers_w = _allowed_share(car), _losses_w(car)
        after_c = car.climate.cooling.after(car.temperatures_c, powers_w, car.ambient_c, duration_s / steps)
        car = car.standing(temperatures_c=after_c)
    return car


def _losses_w(car: Car) -> dict[str, float]:
    found = load(car).point
    if found is None:
        return {}
    return {
        "motor": float(found.copper_w + found.iron_w),
        "inverter": float(found.inverter_w),
        "battery": car.pack_ohm * float(found.link_current_a) ** 2,
    }


def _current_a(car: Car) -> float:
    if _held_by(car) or not _asked_nm(car):
        return 0.0
    point = operating_point(car.drive.machine, _asked_nm(car), car.state.motor_rpm, car.open_circuit_v, CURRENT_LIMIT_A)
    return float(point.current_a)


def _asked_nm(car: Car) -> float:
    return car.state.torque_nm * _allowed_share(car)


def _allowed_share(car: Car) -> float:
    return allowed_share(car.reported_motor_c, car.temperatures_c["inverter"])
