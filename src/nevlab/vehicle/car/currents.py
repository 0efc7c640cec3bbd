"""The currents that a clamp can be put round."""

from __future__ import annotations

from nevlab.vehicle.car import driving
from nevlab.vehicle.car.car import Car
from nevlab.vehicle.car.consumption import pack_current_a
from nevlab.vehicle.signals import Signal, Steady
from nevlab.vehicle.stator import PHASES

CONDUCTORS = ("12v:battery -", "12v:DC-DC +", "hv:pack +", *(f"hv:phase {phase}" for phase in PHASES))
"""The conductors; the current counts out of the source, in a phase towards the motor."""


def current(car: Car, conductor: str) -> Signal:
    """Give the current [A] in one of :data:`CONDUCTORS`."""
    if conductor.startswith("hv:phase "):
        return driving.phase_signals(car)[conductor[-1]]
    if conductor == "hv:pack +":
        return Steady(pack_current_a(car))
    return Steady(car.supply.dcdc_a if conductor == "12v:DC-DC +" else car.supply.battery_a)
