"""The 12 V network: battery, DC-DC converter, cables, loads and their grounds, and what a meter reads in it.

::

    battery + ── cable ─────── fuse box ── feed ── lamp +, lamp - ── ground ── body
    DC-DC +   ── cable ─────── fuse box
    DC-DC -   ── ground ────── body
    battery - ── strap ─────── body

A fault is a changed resistance (corroded strap, bad ground, open fuse), a changed set point or limit of the
converter, a worn battery: ``dataclasses.replace(circuit, strap_ohm=0.1)``. Every voltage drop comes from Kirchhoff's
laws in one network, so it shows at every test point at which it would show in the car.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property

from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.vehicle.low_voltage.lead_acid import LeadAcid
from nevlab.vehicle.network import LEAST_OHM, METER_OHM, Network, Part, Resistor, Source
from nevlab.vehicle.ranges import in_range, one_of

BATTERY_PLUS, BATTERY_MINUS, BODY, FUSE_BOX = "battery +", "battery -", "body", "fuse box"
DCDC_PLUS, DCDC_MINUS = "DC-DC +", "DC-DC -"
_CELLS, _STAGE = "inside the battery", "inside the DC-DC"


@dataclass(frozen=True)
class DcDc:
    """The converter that feeds the 12 V system from the high voltage; values of our own, the maker's count.

    Parameters
    ----------
    voltage_v
        Set point [V].
    limit_a
        Most current [A]; beyond it the voltage falls.
    output_ohm
        How much the voltage gives way below the limit [Ω].
    on
        Off, it neither gives nor takes a current.
    efficiency
        Output power over input power, the same at every load: assumption.
    """

    voltage_v: float = 14.0
    limit_a: float = 150.0
    output_ohm: float = 1e-3
    on: bool = True
    efficiency: float = 0.93

    def __post_init__(self) -> None:
        in_range(label("set point of the DC-DC", "DC-DC 设定电压"), self.voltage_v, 1.0, 20.0, "V")
        in_range(label("limit of the DC-DC", "DC-DC 限流"), self.limit_a, 0.0, 500.0, "A")
        in_range(label("output resistance of the DC-DC", "DC-DC 输出电阻"), self.output_ohm, LEAST_OHM, 10.0, "Ω")
        in_range(label("efficiency of the DC-DC", "DC-DC 效率"), self.efficiency, 0.1, 1.0, "")


@dataclass(frozen=True)
class Load:
    """One consumer, taken as a resistor.

    Parameters
    ----------
    name
        Its name.
    ohm
        Its resistance while it is switched on [Ω]: ``U²/P`` of its rating.
    feed_ohm
        Fuse, switch and wire from the fuse box [Ω]; infinity is a blown fuse or a broken wire.
    ground_ohm
        Its ground wire and ground point [Ω].
    on
        Whether it is switched on.
    """

    name: str
    ohm: float
    feed_ohm: float = 10e-3
    ground_ohm: float = 5e-3
    on: bool = True

    def __post_init__(self) -> None:
        name = self.name
        in_range(label(f"resistance of {name}", f"{name} 电阻"), self.ohm, 1e-3, math.inf, "Ω")
        in_range(label(f"feed of {name}", f"{name} 供电线电阻"), self.feed_ohm, LEAST_OHM, math.inf, "Ω")
        in_range(label(f"ground of {name}", f"{name} 搭铁电阻"), self.ground_ohm, LEAST_OHM, math.inf, "Ω")

    @property
    def points(self) -> tuple[str, str]:
        """Give the test points at its two terminals."""
        return f"{self.name} +", f"{self.name} -"


@dataclass(frozen=True)
class LowVoltage:
    """The 12 V system of a car at one instant.

    Parameters
    ----------
    battery, dcdc, loads
        The battery, the converter, and the consumers, each with a name of its own.
    cable_ohm, strap_ohm
        Cable from the battery's plus post to the fuse box, strap from its minus post to the body, with clamps [Ω];
        infinity is a clamp taken off.
    dcdc_cable_ohm, dcdc_ground_ohm
        Cable from converter to fuse box, and ground of the converter [Ω].
    """

    battery: LeadAcid
    dcdc: DcDc
    loads: tuple[Load, ...]
    cable_ohm: float = 1e-3
    strap_ohm: float = 0.5e-3
    dcdc_cable_ohm: float = 1e-3
    dcdc_ground_ohm: float = 0.5e-3

    def __post_init__(self) -> None:
        for words, ohm in (
            (label("battery cable", "蓄电池正极电缆"), self.cable_ohm),
            (label("ground strap", "搭铁线"), self.strap_ohm),
            (label("cable of the DC-DC", "DC-DC 输出电缆"), self.dcdc_cable_ohm),
            (label("ground of the DC-DC", "DC-DC 搭铁"), self.dcdc_ground_ohm),
        ):
            in_range(words, ohm, LEAST_OHM, math.inf, "Ω")
        names = [load.name for load in self.loads]
        if len(set(names)) < len(names) or {"battery", "DC-DC"} & set(names):
            raise WorkshopError("loads-twice", names=", ".join(names))

    @property
    def test_points(self) -> tuple[str, ...]:
        """Give the points that a meter's lead can touch."""
        terminals = (point for load in self.loads for point in load.points)
        return (BATTERY_PLUS, BATTERY_MINUS, BODY, FUSE_BOX, DCDC_PLUS, DCDC_MINUS, *terminals)

    def changed(self, load: Load) -> LowVoltage:
        """Give the system with another load of the same name."""
        one_of(label("load", "用电器"), load.name, [known.name for known in self.loads])
        return replace(self, loads=tuple(load if known.name == load.name else known for known in self.loads))

    def voltage(self, point: str, against: str = BATTERY_MINUS, meter_ohm: float = METER_OHM) -> float:
        """Give what a voltmeter shows [V] at one test point against another, the battery's minus post if not said.

        Along one line (``voltage("battery +", "lamp +")``) it is a voltage drop.
        """
        for place in (point, against):
            one_of(label("test point", "测试点"), place, self.test_points)
        return self.network.voltage(point, against, meter_ohm)

    @property
    def battery_a(self) -> float:
        """Give the current out of the battery [A]; negative while it is charged."""
        return self.network.source_current(0)

    @property
    def dcdc_a(self) -> float:
        """Give the current out of the converter [A]."""
        return self.network.source_current(1) if len(self._sources) > 1 else 0.0

    @property
    def dcdc_input_w(self) -> float:
        """Give the power that the converter takes from the high voltage [W]: output power over efficiency."""
        return (
            self.voltage(DCDC_PLUS, DCDC_MINUS, math.inf) * self.dcdc_a / self.dcdc.efficiency if self.dcdc_a else 0.0
        )

    def dcdc_input_a(self, high_v: float) -> float:
        """Give the current that the converter takes from a high voltage of `high_v` [V] at its input [A]."""
        return self.dcdc_input_w / in_range(
            label("high voltage at the DC-DC", "DC-DC 高压侧电压"), high_v, 1.0, 1500.0, "V"
        )

    @property
    def dcdc_state(self) -> str:
        """Give ``"off"``, ``"regulating"``, ``"limiting"``, or ``"idle"`` (on, but the network stands higher)."""
        if not self.dcdc.on:
            return "off"
        if len(self._sources) < 2:
            return "idle"
        return "limiting" if self._sources[1].voltage_v < self.dcdc.voltage_v else "regulating"

    @cached_property
    def network(self) -> Network:
        """Give the network with converter and battery in the states in which they agree with their currents.

        Whether the battery is charged does not depend on its resistance, only on the voltage that the rest of the
        network would put on it; so the first state that agrees is the only one.
        """
        discharging = self._with_converter(self.battery.resistance_ohm)
        if discharging.source_current(0) >= 0:
            return discharging
        return self._with_converter(self.battery.charge_ohm)

    @property
    def _sources(self) -> list[Source]:
        return [part for part in self.network.parts if isinstance(part, Source)]

    def _with_converter(self, battery_ohm: float) -> Network:
        """Give the network with the converter regulating, limiting or idle, whichever its current asks for."""
        idle = self._wired(battery_ohm)
        if not self.dcdc.on:
            return idle
        set_v = self.dcdc.voltage_v
        regulating = self._fed(idle, set_v)
        current_a = regulating.source_current(1)
        if current_a <= 0:
            return idle
        if current_a <= self.dcdc.limit_a:
            return regulating
        # The network is linear: the current falls in a straight line with the converter's voltage.
        ampere_per_volt = (current_a - self._fed(idle, 0.0).source_current(1)) / set_v
        return self._fed(idle, set_v - (current_a - self.dcdc.limit_a) / ampere_per_volt)

    def _fed(self, idle: Network, voltage_v: float) -> Network:
        return idle.joined(Source(_STAGE, DCDC_MINUS, voltage_v), Resistor(_STAGE, DCDC_PLUS, self.dcdc.output_ohm))

    def _wired(self, battery_ohm: float) -> Network:
        parts: list[Part] = [
            Source(_CELLS, BATTERY_MINUS, self.battery.open_circuit_v),
            Resistor(_CELLS, BATTERY_PLUS, battery_ohm),
            Resistor(BATTERY_PLUS, FUSE_BOX, self.cable_ohm),
            Resistor(BATTERY_MINUS, BODY, self.strap_ohm),
            Resistor(FUSE_BOX, DCDC_PLUS, self.dcdc_cable_ohm),
            Resistor(BODY, DCDC_MINUS, self.dcdc_ground_ohm),
        ]
        for load in self.loads:
            plus, minus = load.points
            parts += [
                Resistor(FUSE_BOX, plus, load.feed_ohm),
                Resistor(plus, minus, load.ohm if load.on else math.inf),
                Resistor(minus, BODY, load.ground_ohm),
            ]
        return Network(tuple(parts))


def teaching_low_voltage() -> LowVoltage:
    """Give the 12 V system of the course: values of our own in the size of a small car's, no maker's data.

    Low beams of 2 × 55 W and a blower of 240 W at 13.5 V, control units of 200 W: R = U²/P.
    """
    loads = (Load("low beam", 1.66), Load("blower", 0.76), Load("control units", 0.91))
    return LowVoltage(LeadAcid(), DcDc(), loads)
