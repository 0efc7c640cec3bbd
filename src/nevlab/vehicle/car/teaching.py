"""The car of the course, sound: values of our own in the size of a small electric car, no maker's data.

The cell is that of a measured 2013 Nissan Leaf; the windings of the motor fit the teaching machine's 8 mΩ a phase.
"""

from __future__ import annotations

import math
from types import MappingProxyType

import numpy as np

from nevlab.vehicle.battery.leaf_2013 import LEAF_2013
from nevlab.vehicle.battery.pack import drawn
from nevlab.vehicle.can_bus import CanBus
from nevlab.vehicle.car.car import Car
from nevlab.vehicle.car.high_voltage import HighVoltage
from nevlab.vehicle.car.state import INTERLOCKED
from nevlab.vehicle.car.systems import Charging, Climate, Drive
from nevlab.vehicle.climate import Compressor, PtcHeater
from nevlab.vehicle.cooling.loop import teaching_loop
from nevlab.vehicle.draws import draws, within
from nevlab.vehicle.interlock import Contact, Interlock
from nevlab.vehicle.inverter import Inverter
from nevlab.vehicle.low_voltage.circuit import teaching_low_voltage
from nevlab.vehicle.ntc import Ntc
from nevlab.vehicle.pmsm import TEACHING_MACHINE
from nevlab.vehicle.reducer.gears import TEACHING_REDUCER
from nevlab.vehicle.resolver import CARD as RESOLVER_CARD
from nevlab.vehicle.resolver import Resolver
from nevlab.vehicle.stator import balanced_stator

CELLS = 96
ECUS = ("vehicle_controller", "charger", "air_conditioning", "motor_controller", "battery")
"""The controllers on the bus, in their order along the trunk; first and last hold the terminators."""
CELL_SENSOR = Ntc(at_c=25.0, ohm=10e3, b_k=3435.0)
"""Temperature sensor of the pack: 10 kΩ at 25 °C, a usual type."""


def teaching_car(seed: int = 0, soc: float | None = None) -> Car:
    """Give a sound car: its cells' spread, its state of charge and its insulation are drawn from `seed`.

    Parameters
    ----------
    seed
        Whose car it is.
    soc
        Mean state of charge; drawn from 0.55 … 0.85 if not said.
    """
    draw = draws(seed, "whole car")
    offset_deg = round(within(draw, -40.0, 40.0), 1)
    soc = within(draw, 0.55, 0.85) if soc is None else soc
    pack, cells = drawn(LEAF_2013, CELLS, seed, soc)
    side = HighVoltage(
        pack_plus_iso_ohm=_round(within(draw, 15e6, 40e6)), pack_minus_iso_ohm=_round(within(draw, 15e6, 40e6))
    )
    contacts = tuple(map(Contact, INTERLOCKED))
    drive = Drive(
        machine=TEACHING_MACHINE,
        stator=balanced_stator(TEACHING_MACHINE.resistance_ohm),
        inverter=Inverter(),
        resolver=Resolver(),
        reducer=TEACHING_REDUCER,
        coils_ohm=MappingProxyType(dict(RESOLVER_CARD.coil_ohm)),
        offset_deg=offset_deg,
        stored_deg=offset_deg,
    )
    return Car(
        pack=pack,
        cells=cells,
        high_voltage=side,
        interlock=Interlock(contacts),
        low_voltage=teaching_low_voltage(),
        can=CanBus.healthy(ECUS),
        charging=Charging(),
        drive=drive,
        climate=Climate(teaching_loop(), PtcHeater(), Compressor()),
        cell_sensor=CELL_SENSOR,
        charged_ah=np.asarray(pack.cells.capacity_ah),
        bleeding_s=np.zeros(CELLS),
    )


def _round(ohm: float) -> float:
    """Give three significant digits."""
    return round(ohm, 2 - math.floor(math.log10(ohm)))
