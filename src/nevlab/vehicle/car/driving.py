"""The drive under load on a dynamometer: torque, currents, temperatures, and what stops it.

The controller sets its currents for a sound machine; what the machine makes of them depends on its magnets, its
windings, the angle that the resolver gives, and the switches of the inverter.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from nevlab.vehicle.car.car import Car
from nevlab.vehicle.inverter import DEVICES
from nevlab.vehicle.open_switch import Running, phase_currents
from nevlab.vehicle.operating_point import OperatingPoint, operating_point
from nevlab.vehicle.signals import Samples, Signal, Sine, Steady
from nevlab.vehicle.stator import PHASES, STATED_AT_C

CURRENT_LIMIT_A = 300.0
"""Most phase current of the teaching drive, peak [A]; a value of our own."""
SHAKING_SHARE = 0.1
"""Above this share of difference between the phase currents the controller gives up; an example."""
DERATED_C, OFF_C = 120.0, 160.0
"""Above the first winding temperature the torque is reduced, above the second there is none [°C]; examples."""


@dataclass(frozen=True)
class Load:
    """What the drive does.

    Parameters
    ----------
    stopped_by
        Empty while it runs, else why there is no torque: ``"not_ready"``, ``"angle"`` (not learned, or the resolver's
        signals are wrong), ``"short"`` (a switch), ``"imbalance"`` (the phase currents differ), ``"hot"``.
    point
        The operating point; None where there is no torque.
    """

    stopped_by: str
    point: OperatingPoint | None = None


def load(car: Car) -> Load:
    """Give what the drive does at the torque and speed of the car's state."""
    if not car.state.ready:
        return Load("not_ready")
    if math.isnan(car.drive.stored_deg) or not 0.8 <= resolver_amplitude(car) <= 1.2:
        return Load("angle")
    if shorted(car):
        return Load("short")
    torque_nm = car.state.torque_nm * _derating(car.reported_motor_c)
    if car.reported_motor_c >= OFF_C:
        return Load("hot")
    if torque_nm and imbalance(car) > SHAKING_SHARE:
        return Load("imbalance")
    point = operating_point(
        car.machine, torque_nm, car.state.motor_rpm, car.open_circuit_v, CURRENT_LIMIT_A,
        believed=car.drive.machine, angle_error_deg=angle_error_deg(car),
    )  # fmt: skip
    return Load("", point)


def angle_error_deg(car: Car) -> float:
    """Give δ, the angle in the controller − the true angle, in electrical degrees; 0 where none is stored."""
    error = car.drive.offset_deg - car.drive.stored_deg
    return 0.0 if math.isnan(error) else (error + 180) % 360 - 180


def resolver_amplitude(car: Car) -> float:
    """Give the mean of sin² + cos² of the envelopes as a share of the sound resolver's."""
    gains = car.drive.resolver.gains
    return (gains["sine"] ** 2 + gains["cosine"] ** 2) / 2


def shorted(car: Car) -> bool:
    """Tell whether a switch of the inverter is shorted: the first pulses then short the link."""
    return any(math.isfinite(car.inverter.devices[name].short_ohm) for name in DEVICES)


def phase_signals(car: Car) -> dict[str, Signal]:
    """Give the true current in each phase cable [A] at a trial current of a fifth of the limit, or at the load's.

    A phase that is broken carries nothing, and the other two then one and the same current.
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
        running = Running.at(car.machine, speed_rpm, current_a, car.open_circuit_v)
        flowing = phase_currents(car.inverter, running, steps=90)
        return {phase: Samples(tuple(map(float, flowing[phase])), 1 / frequency_hz) for phase in PHASES}
    return {
        phase: Sine(current_a, frequency_hz, phase_rad=math.pi / 2 - number * 2 * math.pi / 3)
        for number, phase in enumerate(PHASES)
    }


def imbalance(car: Car) -> float:
    """Give how far the phase currents differ: (largest − least)/mean of their root mean squares."""
    rms = [math.hypot(signal.mean, signal.ac_rms) for signal in phase_signals(car).values()]
    mean = float(np.mean(rms))
    return (max(rms) - min(rms)) / mean if mean else 0.0


def warmed(car: Car, duration_s: float) -> Car:
    """Give the car after `duration_s` [s] at its load: losses warm motor, inverter and battery."""
    found = load(car).point
    powers = {"motor": 0.0, "inverter": 0.0, "battery": 0.0}
    if found is not None:
        link_a = float(found.link_current_a)
        powers = {
            "motor": float(found.copper_w + found.iron_w), "inverter": float(found.inverter_w),
            "battery": car.pack_ohm * link_a**2,
        }  # fmt: skip
    temperatures_c = car.climate.cooling.after(car.temperatures_c, powers, car.ambient_c, duration_s)
    return car.standing(temperatures_c=temperatures_c, time_s=car.state.time_s + duration_s)


def _current_a(car: Car) -> float:
    if not car.state.ready or not car.state.torque_nm:
        return 0.0
    point = operating_point(
        car.drive.machine, car.state.torque_nm, car.state.motor_rpm, car.open_circuit_v, CURRENT_LIMIT_A
    )
    return float(point.current_a)


def _derating(motor_c: float) -> float:
    return float(np.interp(motor_c, (DERATED_C, OFF_C), (1.0, 0.0)))
