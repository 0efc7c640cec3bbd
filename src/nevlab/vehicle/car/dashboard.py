"""What the driver sees: the lamps of the instrument panel."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from nevlab.labels import label
from nevlab.vehicle.car import charge
from nevlab.vehicle.car.controllers import Controllers
from nevlab.vehicle.ecu import Bit

LAMPS = ("ready", "system", "battery_12v", "insulation", "charging", "plugged")
_INSULATION = "P0AA600"
LOW_V = 12.0
"""With the converter running, the 12 V lamp is lit below this [V]; an example."""


def lamps(controllers: Controllers) -> tuple[str, ...]:
    """Give the lamps that are lit, some of :data:`LAMPS`; a panel without supply is dark."""
    car = controllers.car
    if not car.supplied:
        return ()
    plugged = car.state.plug != "none"
    lit = {
        "plugged": plugged and _sees_plug(controllers),
        "charging": car.state.plug == "ac" and not charge.ac_charge(car).stopped_at,
    }
    if car.awake:
        warning = [
            trouble.code
            for ecu in controllers.ecus.values()
            for trouble in ecu.facts.troubles
            if Bit.WARNING in ecu.entry(trouble.code).status
        ]
        lit |= {
            "ready": car.state.ready,
            "system": bool(warning),
            "insulation": _INSULATION in warning,
            "battery_12v": car.control_supply_v < LOW_V,
        }
    return tuple(lamp for lamp in LAMPS if lit.get(lamp))


def _sees_plug(controllers: Controllers) -> bool:
    car = controllers.car
    return car.connection_now.rating_a() > 0 if car.state.plug == "ac" else car.dc_now.vehicle_sees_plug()


def lamp_words() -> Mapping[str, str]:
    """Give every lamp's name in the language shown."""
    return MappingProxyType(
        {
            "ready": label("READY", "READY（可行驶）"),
            "system": label("system warning", "系统故障"),
            "battery_12v": label("12 V battery", "12 V 蓄电池"),
            "insulation": label("insulation", "绝缘报警"),
            "charging": label("charging", "充电中"),
            "plugged": label("plug connected", "充电枪已连接"),
        }
    )
