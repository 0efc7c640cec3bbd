"""Who hears whom on the car's CAN bus."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from nevlab.vehicle.car.car import Car

LISTENER = "vehicle_controller"
TEST_BITS = "0101001101"
MESSAGE_S = 0.1
"""Each controller sends its cyclic message this often [s]; an assumption."""
SILENT_S = 10.0
"""Age of a message that has not come since the key was turned [s]."""


@lru_cache(maxsize=64)
def heard(car: Car, ecu: str, listener: str = LISTENER) -> bool:
    """Tell whether `listener` receives what `ecu` sends, bit by bit; a controller hears itself."""
    if not car.woken:
        return False
    if ecu == listener:
        return True
    bus = replace(car.can, battery_v=car.control_supply_v)
    return bus.received(TEST_BITS, ecu, listener) == TEST_BITS


def reached(car: Car, ecu: str, gateway: str = LISTENER) -> bool:
    """Tell whether a scan tool behind the gateway can talk to `ecu`: the key is on, both directions get through."""
    return car.awake and heard(car, ecu, gateway) and (ecu == gateway or heard(car, gateway, ecu))


def age_s(car: Car, ecu: str) -> float:
    """Give the age of the last message of `ecu` at the vehicle controller [s]."""
    return MESSAGE_S if heard(car, ecu) else SILENT_S
