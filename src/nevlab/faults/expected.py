"""What a reading of the library is on a given car, without noise: the value that an instrument would have to show."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from nevlab.faults.entry import Expected
from nevlab.labels import label
from nevlab.vehicle.absorption import SOURCE_OHM
from nevlab.vehicle.car import charge, driving
from nevlab.vehicle.car.car import Car
from nevlab.vehicle.car.circuits import BODY
from nevlab.vehicle.car.consumption import pack_current_a
from nevlab.vehicle.car.operation import after
from nevlab.vehicle.car.quantities import quantities
from nevlab.vehicle.network import METER_OHM, Resistor, Source
from nevlab.vehicle.ranges import one_of

Value = float | str
TEST_V = 500.0
"""The insulation tester's voltage [V]; with it the diodes of an inverter conduct."""


def reading(car: Car, asked: Expected) -> Value:
    """Give what `asked` reads on `car` (parked, key off) after its steps.

    Raises
    ------
    WorkshopError
        If there is no such tool, point or quantity.
    """
    one_of(label("tool", "工具"), asked.tool, TOOLS)
    return TOOLS[asked.tool](after(car, asked.after), *asked.at)


def agrees(shown: Value, asked: Value, within: float) -> bool:
    """Tell whether a reading is the one stated: within the tolerance, both open, or the same word."""
    if isinstance(shown, str) or isinstance(asked, str):
        return shown == asked
    if math.isinf(asked) or math.isinf(shown):
        return shown == asked
    return abs(shown - asked) <= within


def _volts(car: Car, red: str, black: str) -> float:
    return car.signal(red, black, METER_OHM).mean


def _ac_volts(car: Car, red: str, black: str) -> float:
    return car.signal(red, black, METER_OHM).ac_rms


def _top(car: Car, red: str, black: str) -> float:
    signal = car.signal(red, black, METER_OHM)
    span_s = 1 / signal.frequency_hz if signal.frequency_hz else 1.0
    return float(signal.at(np.linspace(0, span_s, 400, endpoint=False)).max())


def _ohms(car: Car, red: str, black: str) -> float:
    return car.network(red, black).resistance(red, black)


def _insulation(car: Car, point: str) -> float:
    network = car.network(point, BODY).joined(Source("tester", BODY, TEST_V), Resistor("tester", point, SOURCE_OHM))
    current_a = network.voltage("tester", point) / SOURCE_OHM
    return network.voltage(point, BODY) / current_a if current_a else math.inf


def _quantity(car: Car, name: str) -> Value:
    found = quantities(car)
    one_of(label("quantity", "数据项"), name, found)
    return found[name]


def _cell(car: Car, number: str) -> float:
    return float(car.pack.cell_voltages(car.cells_now, pack_current_a(car))[int(number) - 1])


def _capacity(car: Car, number: str) -> float:
    return float(np.asarray(car.pack.cells.capacity_ah)[int(number) - 1])


def _joint(car: Car, number: str) -> float:
    return float(car.pack.joint_ohm[int(number) - 1])


def _amps(car: Car, phase: str) -> float:
    signal = driving.phase_signals(car)[phase]
    return math.hypot(signal.mean, signal.ac_rms)


def _attempt(car: Car) -> str:
    return car.state.attempt.stopped_at if car.state.attempt else ""


def _torque(car: Car) -> Value:
    return driving.load(car).stopped_by


def _ac_charge(car: Car) -> str:
    return charge.ac_charge(car).stopped_at


def _ladder(car: Car) -> str:
    """Give the last message of a DC charge that is new, or the error message; empty where nobody talks."""
    session = charge.dc_session(car)
    return "" if session is None or not session.rungs else session.rungs[-1]


TOOLS: Mapping[str, Callable[..., Value]] = MappingProxyType(
    {
        "volts": _volts, "ac_volts": _ac_volts, "peak_volts": _top, "ohms": _ohms, "insulation": _insulation,
        "quantity": _quantity, "cell": _cell, "capacity": _capacity, "joint": _joint,
        "phase_amps": _amps, "pack_amps": pack_current_a, "ready_stopped_at": _attempt,
        "torque_stopped_by": _torque, "ac_charge_stopped_at": _ac_charge, "dc_ladder_ends_with": _ladder,
    }
)  # fmt: skip
"""Every way to read: a meter's voltage (mean), its alternating part, a scope's peak, ohms with sources at rest,
an insulation tester between a point and the body, a quantity of a controller's data stream, the voltage of a cell under
the present current, its capacity [Ah], the joint behind it [Ω], the current in a phase (rms) and out of the pack, the
check that stopped READY, the torque, an AC charge, and the last new message of a DC charge."""
