"""Charging: what the car and the charging point agree on, up to where it stops."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from nevlab.vehicle.car.car import Car
from nevlab.vehicle.car.circuits import unloaded
from nevlab.vehicle.car.power import MAIN, PART_OF_PACK
from nevlab.vehicle.charging import control_pilot
from nevlab.vehicle.charging.cable import charging_current_a
from nevlab.vehicle.charging.ladder import Session
from nevlab.vehicle.charging.ladder import charge as ladder
from nevlab.vehicle.network import METER_OHM

CHARGER = ("hv:charger +", "hv:charger -")
MAINS_V = 220.0
"""Voltage of the grid [V]."""


@dataclass(frozen=True)
class AcCharge:
    """An AC charge.

    Parameters
    ----------
    stopped_at
        Empty while it charges, else the check that stops it: ``"connection"`` (CC), ``"asleep"`` (no 12 V),
        ``"interlock"``, ``"pilot"`` (the car sees no pilot), ``"ready"`` (the charging point does not see the car
        ready), ``"diode"``, ``"duty"``, ``"high_voltage"`` (with the contactors closed the pack's voltage does not
        reach the charger).
    current_a
        Current that the on-board charger draws from the grid [A].
    """

    stopped_at: str
    current_a: float = 0.0


@lru_cache(maxsize=16)
def ac_charge(car: Car) -> AcCharge:
    """Give what comes of an AC plug that is in."""
    if car.state.plug != "ac":
        return AcCharge("connection")
    cable_a = car.connection_now.rating_a()
    if not cable_a:
        return AcCharge("connection")
    if not car.supplied:
        return AcCharge("asleep")
    if not car.loop_allows_charging:
        return AcCharge("interlock")
    pilot = car.pilot_now
    if not pilot.s2_closed:
        return AcCharge("pilot")
    state = pilot.state()
    if state == "no_trough":
        return AcCharge("diode")
    if state not in ("C", "D"):
        return AcCharge("ready")
    if control_pilot.duty_current_a(car.charging.duty) == 0:
        return AcCharge("duty")
    if not _reaches_charger(car):
        return AcCharge("high_voltage")
    return AcCharge("", charging_current_a(car.charging.duty, cable_a, car.charging.charger_a))


def _reaches_charger(car: Car) -> bool:
    found = unloaded(car.standing(closed=MAIN)).voltage(*CHARGER, METER_OHM)
    return abs(found) > PART_OF_PACK * car.open_circuit_v


def dc_session(car: Car) -> Session | None:
    """Give the messages of a DC charge; None when the two sides do not even begin to talk.

    The charger wants CC1 mated, the car CC2, and a car that is not there hears nothing.
    """
    lines = car.dc_now
    if car.state.plug != "dc" or lines.charger_sees() != "mated":
        return None
    if not (car.supplied and lines.vehicle_sees_plug()):
        return ladder(lost=("CHM",), duration_s=30.0)
    return ladder(lost=tuple(car.charging.lost))
