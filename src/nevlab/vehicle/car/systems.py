"""The systems of the car that belong together: drive, charging, climate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from nevlab.vehicle.charging.cable import ConnectionCheck
from nevlab.vehicle.charging.control_pilot import ControlPilot
from nevlab.vehicle.charging.dc_connection import DcConnection
from nevlab.vehicle.climate import Compressor, PtcHeater
from nevlab.vehicle.cooling.loop import CoolingLoop
from nevlab.vehicle.inverter import Inverter
from nevlab.vehicle.pmsm import Pmsm
from nevlab.vehicle.reducer.gears import Reducer
from nevlab.vehicle.resolver import Resolver
from nevlab.vehicle.stator import Stator


@dataclass(frozen=True)
class Drive:
    """Motor, inverter and what turns with them.

    Parameters
    ----------
    machine
        The machine's constants; its resistance is that of one phase at 20 °C.
    stator
        Its windings and temperature sensor.
    inverter, resolver, reducer
        The rest of the drive unit.
    coils_ohm
        Resistance of the resolver's coils at 20 °C [Ω].
    offset_deg
        Zero of the resolver as it is mounted: angle in the controller without any correction − true angle, in
        electrical degrees.
    stored_deg
        The offset that the controller has learned and takes off; NaN where it has not.
    magnet_share
        Flux of the magnets as a share of the sound machine's.
    """

    machine: Pmsm
    stator: Stator
    inverter: Inverter
    resolver: Resolver
    reducer: Reducer
    coils_ohm: Mapping[str, float]
    offset_deg: float = 0.0
    stored_deg: float = 0.0
    magnet_share: float = 1.0


@dataclass(frozen=True)
class Charging:
    """The charging side of the car, with the plug of the charging point.

    Parameters
    ----------
    pilot, connection, dc
        Control pilot, connection check of the AC plug, connection checks of the DC plug.
    duty
        Duty of the pilot that the charging point offers.
    charger_a
        Rating of the on-board charger [A].
    lost
        Messages of GB/T 27930 that do not get through.
    """

    pilot: ControlPilot = field(default_factory=ControlPilot)
    connection: ConnectionCheck = field(default_factory=lambda: ConnectionCheck.of_cable(32))
    dc: DcConnection = field(default_factory=DcConnection)
    duty: float = 0.53
    charger_a: float = 32.0
    lost: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Climate:
    """Coolant loop, heater and compressor."""

    cooling: CoolingLoop
    heater: PtcHeater
    compressor: Compressor
