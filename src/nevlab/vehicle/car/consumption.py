"""What draws on the pack, and what charges it.

The heater is a resistance in the high-voltage network, so what it draws sinks the voltage there by itself; the others
are powers, worked out at the voltage without them.
"""

from __future__ import annotations

from functools import lru_cache

from nevlab.vehicle.car import charge, driving
from nevlab.vehicle.car.car import Car
from nevlab.vehicle.car.circuits import unloaded
from nevlab.vehicle.climate.compressor import Cooling
from nevlab.vehicle.network import METER_OHM

CHARGER_EFFICIENCY = 0.92
"""Of the on-board charger: an assumption of a usual size."""

HEATER = ("hv:heater +", "hv:heater -")
COMPRESSOR = ("hv:compressor +", "hv:compressor -")


def pack_current_a(car: Car) -> float:
    """Give the current out of the pack [A]: drive, DC-DC converter, heater, compressor; negative in a charge."""
    return beside_heater_a(car) + _heater_a(car)


@lru_cache(maxsize=16)
def beside_heater_a(car: Car) -> float:
    """Give the current out of the pack without the heater's [A]."""
    if not car.state.ready:
        return -CHARGER_EFFICIENCY * charge.MAINS_V * charge.ac_charge(car).current_a / car.open_circuit_v
    point = driving.load(car).point
    drive_a = float(point.link_current_a) if point is not None else 0.0
    return drive_a + car.supply.dcdc_input_a(car.open_circuit_v) + refrigeration(car).current_a


@lru_cache(maxsize=16)
def _heater_a(car: Car) -> float:
    if not (car.state.ready and car.state.heating):
        return 0.0
    heater_v = car.network(*HEATER).voltage(*HEATER, METER_OHM)
    return car.climate.heater.heating(heater_v, car.ambient_c).current_a


@lru_cache(maxsize=16)
def refrigeration(car: Car) -> Cooling:
    """Give what the compressor does, the air in and outside the cabin being the workshop's."""
    supply_v = abs(unloaded(car).voltage(*COMPRESSOR, METER_OHM))
    return car.climate.compressor.cooling(supply_v, float(car.state.cooling), car.ambient_c, car.ambient_c)
