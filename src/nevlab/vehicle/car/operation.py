"""What a technician does to the car, one step at a time. Whether a step is safe is the business of a station."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.vehicle.car import bus, driving, power
from nevlab.vehicle.car.car import Car
from nevlab.vehicle.car.high_voltage import CONTACTORS
from nevlab.vehicle.car.state import CONNECTORS, KEYS, PLUGS
from nevlab.vehicle.ranges import in_range, one_of

MOST_RPM = 12_000.0
MOST_NM = 250.0


def turn_key(car: Car, position: str) -> Car:
    """Turn the key ``"on"`` or ``"off"``; off opens the contactors, and the next time on begins anew."""
    one_of(label("key position", "钥匙位置"), position, KEYS)
    if position == car.state.key:
        return car
    if position == "off":
        off = power.switched_off(car) if car.state.closed else car
        return off.standing(key="off", attempt=None, motor_rpm=0.0, torque_nm=0.0)
    return car.standing(key="on")


def press_start(car: Car) -> Car:
    """Press brake and start button."""
    return power.started(car)


def plug_in(car: Car, plug: str) -> Car:
    """Plug in ``"ac"`` or ``"dc"``, or take the plug out: ``"none"``. A car in READY leaves it first."""
    one_of(label("charging plug", "充电枪"), plug, PLUGS)
    if plug != "none" and car.state.ready:
        raise WorkshopError("plug-while-ready")
    return car.standing(plug=plug)


def clamp(car: Car, on: bool) -> Car:
    """Take the negative clamp of the 12 V battery off, or put it on; without supply everything opens."""
    if on == (not car.state.battery_off):
        return car
    off = car.standing(battery_off=not on, attempt=None)
    return power.switched_off(off) if car.state.closed else off


def take_apart(car: Car, connector: str) -> Car:
    """Pull a connector; with one of the interlock loop the contactors open first."""
    one_of(label("connector", "插接器"), connector, CONNECTORS)
    off = power.switched_off(car) if car.state.closed and connector != "motor" else car
    return off.standing(apart=off.state.apart | {connector})


def put_together(car: Car, connector: str) -> Car:
    """Plug a connector in again."""
    one_of(label("connector", "插接器"), connector, CONNECTORS)
    return car.standing(apart=car.state.apart - {connector})


def wait(car: Car, duration_s: float) -> Car:
    """Let time pass: the link discharges, what is warm cools, and a drive that runs goes on running."""
    return _later(car, in_range(label("waiting time", "等待时间"), duration_s, 0.0, 86_400.0, "s"))


def run(car: Car, speed_rpm: float, torque_nm: float, duration_s: float = 10.0) -> Car:
    """Run the drive on the dynamometer at a speed and a requested torque; both 0 is standstill."""
    speed_rpm = in_range(label("speed", "转速"), speed_rpm, -MOST_RPM, MOST_RPM, "r/min")
    torque_nm = in_range(label("torque", "转矩"), torque_nm, -MOST_NM, MOST_NM, "Nm")
    in_range(label("duration", "时长"), duration_s, 0.0, 3600.0, "s")
    return _later(car.standing(motor_rpm=speed_rpm, torque_nm=torque_nm), duration_s)


def heat(car: Car, on: bool) -> Car:
    """Switch the heater of the cabin on or off."""
    return car.standing(heating=_asked(car, on))


def cool(car: Car, on: bool) -> Car:
    """Switch the air conditioning's cooling on, its compressor at full speed, or off."""
    return car.standing(cooling=_asked(car, on))


def _asked(car: Car, on: bool) -> bool:
    """Tell whether heater and compressor are told to work: the air conditioning's controller does it, in READY."""
    return bool(on) and car.state.ready and bus.heard(car, "air_conditioning")


def actuate(car: Car, *contactors: str) -> Car:
    """Let the scan tool's actuator test close contactors, or none; in READY, or without supply, nothing happens."""
    for name in contactors:
        one_of(label("contactor", "接触器"), name, CONTACTORS)
    if not car.awake or car.state.ready:
        return car
    return car.standing(closed=frozenset(contactors), link_v=0.0) if contactors else power.switched_off(car)


def _later(car: Car, duration_s: float) -> Car:
    return power.waited(driving.warmed(car, duration_s), duration_s)


STEPS: Mapping[str, Callable[..., Car]] = MappingProxyType(
    {
        "turn_key": turn_key, "press_start": press_start, "plug_in": plug_in, "clamp": clamp,
        "take_apart": take_apart, "put_together": put_together, "wait": wait, "run": run, "heat": heat,
        "cool": cool,
        "actuate": actuate,
    }
)  # fmt: skip
"""Every step by its name."""


def after(car: Car, steps: Sequence[Sequence[Any]]) -> Car:
    """Give the car after steps, each a name of :data:`STEPS` with what it takes: ``[["turn_key", "on"]]``."""
    for name, *asked in steps:
        one_of(label("step", "操作"), name, STEPS)
        car = STEPS[name](car, *asked)
    return car
