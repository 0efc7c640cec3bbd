"""The whole car: every model once, and the state that it stands in.

A fault is a car with another physical parameter (:mod:`nevlab.vehicle.car.parameters`); everything that the parameter
touches follows. Nothing here is noisy or rounded: that is the instruments' business, and they are the way to learn
what is hidden in a car.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from nevlab.labels import label
from nevlab.vehicle.battery.balancing import bleed_current_a
from nevlab.vehicle.battery.cell import CellState
from nevlab.vehicle.battery.pack import Pack
from nevlab.vehicle.can_bus import CanBus
from nevlab.vehicle.car.circuits import BODY, CHARGED_V, CIRCUITS, reachable
from nevlab.vehicle.car.high_voltage import HighVoltage
from nevlab.vehicle.car.state import State
from nevlab.vehicle.car.systems import Charging, Climate, Drive
from nevlab.vehicle.charging.cable import ConnectionCheck
from nevlab.vehicle.charging.control_pilot import ControlPilot
from nevlab.vehicle.charging.dc_connection import DcConnection
from nevlab.vehicle.cooling.loop import COOLANT
from nevlab.vehicle.interlock import Interlock
from nevlab.vehicle.inverter import Inverter
from nevlab.vehicle.low_voltage.circuit import LowVoltage
from nevlab.vehicle.network import Network
from nevlab.vehicle.ntc import Ntc
from nevlab.vehicle.pmsm import Pmsm
from nevlab.vehicle.ranges import one_of
from nevlab.vehicle.signals import Circuit, Signal, Steady, difference
from nevlab.vehicle.stator import Stator

AWAKE_V = 9.0
"""Control units work from this supply on [V]: usual for 12 V electronics, an assumption."""
BALANCING_OHM = 33.0
"""Balancing resistor of each cell [Ω]."""
CONTROL_UNITS = ("12v:control units +", "12v:control units -")


@dataclass(frozen=True, eq=False)
class Car:
    """One car.

    Parameters
    ----------
    pack, cells
        The pack and where its cells stand, at rest.
    high_voltage, interlock, low_voltage, can, charging, drive, climate
        The other systems.
    cell_sensor
        The temperature sensor in the pack.
    charged_ah
        Shape (n,): capacity that each cell had when it was last full [Ah]; one that has lost capacity since lacks the
        same charge as before.
    bleeding_s
        Shape (n,): how long each cell's balancing resistor has been on although it should not [s].
    pack_sensor_a
        What the pack's current sensor reports without current [A].
    crash_duty
        Duty of the crash sensor's line; 0.5 is no crash, an example.
    ambient_c
        Temperature of the workshop [°C].
    state
        How it stands.
    """

    pack: Pack
    cells: CellState
    high_voltage: HighVoltage
    interlock: Interlock
    low_voltage: LowVoltage
    can: CanBus
    charging: Charging
    drive: Drive
    climate: Climate
    cell_sensor: Ntc
    charged_ah: NDArray[np.float64]
    bleeding_s: NDArray[np.float64]
    pack_sensor_a: float = 0.0
    crash_duty: float = 0.5
    ambient_c: float = 25.0
    state: State = field(default_factory=State)

    def standing(self, **changes: object) -> Car:
        """Give the car with another state: what is named changes, the rest stays."""
        return replace(self, state=replace(self.state, **changes))  # type: ignore[arg-type]

    # What leads find

    @property
    def points(self) -> tuple[str, ...]:
        """Give every point that a lead can touch."""
        nodes = (node for name in CIRCUITS for node in self._network(name).nodes)
        return tuple(dict.fromkeys((*filter(reachable, nodes), BODY)))

    def signal(self, red: str, black: str, load_ohm: float) -> Signal:
        """Give the voltage from `black` to `red` with an instrument of this input resistance [Ω] between them.

        Between a swinging circuit and another one, each is taken against the body, loaded by the instrument.

        Raises
        ------
        WorkshopError
            If there is no such point, or both circuits swing and have only the body in common.
        """
        names = self._circuits_of(red, black)
        if len(names) < 2:
            return self._circuit(*names).signal(red, black, load_ohm) if names else Steady(0.0)
        one, other = (
            self._circuit(name).signal(point, BODY, load_ohm) for name, point in zip(names, (red, black), strict=True)
        )
        if isinstance(one, Steady) and isinstance(other, Steady):
            return Steady(self.network(red, black).voltage(red, black, load_ohm))
        return difference(one, other)

    def network(self, red: str, black: str) -> Network:
        """Give the direct-current network that both points are in."""
        names = self._circuits_of(red, black) or ("12v",)
        if len(names) == 1:
            return self._network(*names)
        return Network(tuple(part for name in names for part in self._network(name).parts))

    def _network(self, name: str) -> Network:
        return self._circuit(name).network(BODY, BODY)

    def _circuits_of(self, *points: str) -> tuple[str, ...]:
        """Give the circuits that points belong to, in their order; the body belongs to each and is left out."""
        names = dict.fromkeys(point.split(":")[0] for point in points if point != BODY)
        for name in names:
            one_of(label("test point", "测试点"), name, (*CIRCUITS, BODY))
        for point in points:
            if point != BODY:
                one_of(label("test point", "测试点"), point, self._network(point.split(":")[0]).nodes)
        return tuple(names)

    def _circuit(self, name: str) -> Circuit:
        if name not in self._built:
            self._built[name] = CIRCUITS[name](self)
        return self._built[name]

    @cached_property
    def _built(self) -> dict[str, Circuit]:
        """Hold the circuits that were asked for: a car does not change, so each is worked out once."""
        return {}

    # How the systems stand together

    @cached_property
    def cells_now(self) -> CellState:
        """Give where the cells stand: SOC = 1 − what has been taken since they were full/Q.

        A balancing resistor that stays on takes U/Rb·t besides.
        """
        volts = self.pack.cell_voltages(self.cells)
        taken_ah = (1 - self.cells.soc) * self.charged_ah
        taken_ah = taken_ah + bleed_current_a(volts, BALANCING_OHM) * self.bleeding_s / 3600
        return replace(self.cells, soc=np.clip(1 - taken_ah / self.pack.cells.capacity_ah, 0, 1))

    @cached_property
    def open_circuit_v(self) -> float:
        """Give the voltage of all cells in series, without current [V]."""
        return self.pack.voltage(self.cells_now)

    @cached_property
    def pack_ohm(self) -> float:
        """Give the inner resistance of all cells in series with their joints, for a quick change of current [Ω]."""
        return self.open_circuit_v - self.pack.voltage(self.cells_now, 1.0)

    @property
    def link_alone(self) -> bool:
        """Tell whether the link capacitor holds a charge of its own: no way to the pack, and not empty."""
        ohms = [self.high_voltage.contactors[name].ohm(name in self.state.closed) for name in ("k_plus", "k_minus")]
        return self.state.link_v > CHARGED_V and math.inf in ohms

    @cached_property
    def supply(self) -> LowVoltage:
        """Give the 12 V system as it stands: clamp on or off, loads by the key, converter on in READY."""
        system = self.low_voltage
        on = self.state.key == "on"
        loads = tuple(replace(load, on=load.on and on) for load in system.loads)
        strap_ohm = math.inf if self.state.battery_off else system.strap_ohm
        fed = self.state.ready and "dcdc" not in self.state.apart
        fed = fed and math.isfinite(self.high_voltage.branches["dcdc"].fuse_ohm)
        dcdc = replace(system.dcdc, on=system.dcdc.on and fed)
        return replace(system, loads=loads, strap_ohm=strap_ohm, dcdc=dcdc)

    @cached_property
    def control_supply_v(self) -> float:
        """Give the supply of the control units [V]."""
        plus, minus = (point.removeprefix("12v:") for point in CONTROL_UNITS)
        return self.supply.voltage(plus, minus)

    @property
    def supplied(self) -> bool:
        """Tell whether the supply of the control units is enough to work."""
        return self.control_supply_v >= AWAKE_V

    @property
    def awake(self) -> bool:
        """Tell whether the control units work as in driving: key on and supplied."""
        return self.state.key == "on" and self.supplied

    @property
    def woken(self) -> bool:
        """Tell whether the control units work at all: a charging plug wakes them without a key."""
        return (self.state.key == "on" or self.state.plug != "none") and self.supplied

    @cached_property
    def loop(self) -> Interlock:
        """Give the interlock loop as it stands, with the contacts of what is apart open."""
        loop = replace(self.interlock, supply_v=self.control_supply_v if self.woken else 0.0)
        for contact in self.interlock.contacts:
            if contact.connector in self.state.apart:
                loop = loop.changed(replace(contact, ohm=math.inf))
        return loop

    @property
    def connection_now(self) -> ConnectionCheck:
        """Give the connection check of the AC plug as it stands."""
        connection = self.charging.connection
        return connection if self.state.plug == "ac" else replace(connection, line_ohm=math.inf)

    @cached_property
    def pilot_now(self) -> ControlPilot:
        """Give the control pilot as it stands: S2 closes when the car is ready for charging."""
        pilot = replace(self.charging.pilot, s2_closed=False)
        if self.state.plug != "ac":
            return replace(pilot, line_ohm=math.inf)
        ready = self.connection_now.rating_a() > 0 and self.loop_allows_charging and pilot.peak_v("vehicle") > 1
        return replace(pilot, s2_closed=ready)

    @property
    def loop_allows_charging(self) -> bool:
        """Tell whether the controllers work and find the interlock closed."""
        return self.loop.state() == "closed"

    @property
    def pilot_duty(self) -> float:
        """Give the duty of the pilot: 1 (a steady 12 V) until something is plugged in."""
        return self.charging.duty if self.state.plug == "ac" else 1.0

    @property
    def dc_now(self) -> DcConnection:
        """Give the connection checks of the DC plug as they stand."""
        supply_v = self.charging.dc.vehicle_v if self.supplied else 0.0
        return replace(self.charging.dc, plugged=self.state.plug == "dc", vehicle_v=supply_v)

    # Short names of what the circuits ask for

    @cached_property
    def machine(self) -> Pmsm:
        """Give the traction machine, its magnets as strong as they are."""
        machine = self.drive.machine
        return replace(machine, flux_wb=machine.flux_wb * self.drive.magnet_share)

    @cached_property
    def stator(self) -> Stator:
        """Give the windings at their temperature."""
        return replace(self.drive.stator, temperature_c=self.temperatures_c["motor"])

    @property
    def temperatures_c(self) -> Mapping[str, float]:
        """Give the temperatures of motor, inverter, battery and coolant [°C]; the workshop's after a long stand."""
        names = (*(part.name for part in self.climate.cooling.parts), COOLANT)
        return self.state.temperatures_c or dict.fromkeys(names, self.ambient_c)

    @cached_property
    def reported_motor_c(self) -> float:
        """Give the winding temperature that the motor controller reads from its sensor [°C]."""
        return self.stator.sensor.temperature(self.stator.sensor_resistance())

    @property
    def inverter(self) -> Inverter:
        """Give the inverter."""
        return self.drive.inverter

    @property
    def cell_temperature_c(self) -> float:
        """Give the mean temperature of the cells [°C]: at rest, and what the load has added since."""
        return float(np.mean(self.cells.temperature_c)) + self.temperatures_c["battery"] - self.ambient_c

    @property
    def heater_ohm(self) -> float:
        """Give what lies between the heater's terminals [Ω]: its elements when it is switched on or taken off."""
        seen = self.state.heating or "heater" in self.state.apart
        return self.climate.heater.resistance_ohm if seen else math.inf
