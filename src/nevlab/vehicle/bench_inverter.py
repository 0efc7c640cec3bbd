"""An inverter as it comes to the bench: one fault of its power stage, perhaps one of its link and one bad sensor zero.

The power stage has one fault: a device shorted, a device whose diode conducts no more, or a gate driver whose supply is
low. The last looks sound in diode mode. The limits of the card are training values made for this course; those of the
discharge follow GB/T 18488.1-2015, whose successor's wording is to be confirmed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from nevlab.labels import label
from nevlab.vehicle.dc_link import Link
from nevlab.vehicle.draws import Draw, draws, pick, within
from nevlab.vehicle.inverter import DEVICES, CurrentSensor, Device, Inverter, with_fault
from nevlab.vehicle.ranges import one_of
from nevlab.vehicle.stator import PHASES


@dataclass(frozen=True)
class Card:
    """What is asked of the inverter.

    Parameters
    ----------
    link
        Capacitor, bleed resistor and resistor of active discharge as they are meant.
    capacitance_share, bleed_share, driver_share
        How far capacitance, bleed resistor and driver supply may lie off, as a share.
    passive_most_s, active_most_s
        Most time from the working voltage down to `safe_v`, without active discharge and with it [s].
    safe_v
        The voltage to fall to [V].
    diode_v
        Least and most forward drop in diode mode [V].
    driver_v
        Supply of a gate driver [V].
    offset_most_a
        Most that a current sensor may report without current [A].
    """

    link: Link
    capacitance_share: float = 0.10
    bleed_share: float = 0.05
    passive_most_s: float = 300.0
    active_most_s: float = 3.0
    safe_v: float = 60.0
    diode_v: tuple[float, float] = (0.30, 0.60)
    driver_v: float = 15.0
    driver_share: float = 0.05
    offset_most_a: float = 2.0


CARD = Card(Link(0.5e-3, 150e3, 1000.0))
"""The card of the bench."""

MODULE_FAULTS: Mapping[str, str] = MappingProxyType({"short": "module", "diode_open": "module", "driver_low": "driver"})
"""Fault of the power stage → the part that puts it right."""
LINK_FAULTS: Mapping[str, str] = MappingProxyType(
    {"none": "", "bleed_high": "bleed", "active_dead": "active", "capacity_low": "capacitor"}
)
"""Fault of the link → the part that puts it right."""
PARTS = ("module", "driver", "bleed", "active", "capacitor")


@dataclass(frozen=True)
class BenchInverter:
    """One inverter; what is wrong with it is hidden.

    Parameters
    ----------
    inverter
        Bridge, link and current sensors.
    drivers_v
        Supply of each device's gate driver [V].
    module_fault, device
        One of :data:`MODULE_FAULTS`, and where it is.
    link_fault
        One of :data:`LINK_FAULTS`.
    offset_phase
        The phase whose sensor's zero is off (``"none"`` for none).
    replaced
        Which of :data:`PARTS` are new.
    learned
        The sensors' zero was learned.
    """

    inverter: Inverter
    drivers_v: Mapping[str, float]
    module_fault: str
    device: str
    link_fault: str
    offset_phase: str
    replaced: frozenset[str] = frozenset()
    learned: bool = False

    @property
    def needed(self) -> frozenset[str]:
        """Give the parts that it needs, whether new by now or not."""
        return frozenset({MODULE_FAULTS[self.module_fault], LINK_FAULTS[self.link_fault]} - {""})

    @property
    def in_order(self) -> bool:
        """Tell whether nothing is wrong with it any more."""
        return self.needed <= self.replaced and (self.learned or self.offset_phase == "none")

    def with_part(self, part: str, seed: int) -> BenchInverter:
        """Give it with one of :data:`PARTS` new, from the store of a seed."""
        one_of(label("part", "零件"), part, PARTS)
        new, old = _sound(draws(seed, "stored inverter")), self.inverter
        changed = replace(self, replaced=self.replaced | {part})
        if part == "module":
            return replace(changed, inverter=replace(old, devices=new.inverter.devices))
        if part == "driver":
            return replace(changed, drivers_v=new.drivers_v)
        name = {"bleed": "bleed_ohm", "active": "discharge_ohm", "capacitor": "capacitance_f"}[part]
        link = replace(old.link, **{name: getattr(new.inverter.link, name)})
        return replace(changed, inverter=replace(old, link=link))

    def with_zero_learned(self) -> BenchInverter:
        """Give it with the sensors' zero learned: what they report without current is taken off."""
        sensors = MappingProxyType({phase: CurrentSensor() for phase in PHASES})
        return replace(self, inverter=replace(self.inverter, sensors=sensors), learned=True)


def drawn_inverter(seed: int) -> BenchInverter:
    """Give the inverter of a seed."""
    draw = draws(seed, "bench inverter")
    unit = _sound(draw)
    fault, device, link_fault = pick(draw, tuple(MODULE_FAULTS)), pick(draw, DEVICES), pick(draw, tuple(LINK_FAULTS))
    phase, offset_a = pick(draw, ("none", *PHASES)), pick(draw, (-1, 1)) * within(draw, 4.0, 9.0)
    low_v, bleed_ohm, capacitance_f = within(draw, 9.5, 12.0), within(draw, 400e3, 600e3), within(draw, 0.3e-3, 0.38e-3)
    link = unit.inverter.link
    links = {
        "none": link,
        "bleed_high": replace(link, bleed_ohm=bleed_ohm),
        "active_dead": replace(link, discharge_ohm=math.inf),
        "capacity_low": replace(link, capacitance_f=capacitance_f),
    }
    inverter, drivers_v = replace(unit.inverter, link=links[link_fault]), unit.drivers_v
    if fault == "driver_low":
        drivers_v = MappingProxyType({**drivers_v, device: low_v})
    else:
        inverter = with_fault(inverter, fault, device)
    if phase != "none":
        sensors = {**inverter.sensors, phase: CurrentSensor(offset_a=offset_a)}
        inverter = replace(inverter, sensors=MappingProxyType(sensors))
    return BenchInverter(inverter, drivers_v, fault, device, link_fault, phase)


def _sound(draw: Draw) -> BenchInverter:
    """Give an inverter with nothing wrong; its faults are named for the fields only."""
    drop_v = within(draw, 0.38, 0.43)
    devices = {device: Device(drop_v + within(draw, -0.005, 0.005)) for device in DEVICES}
    link = Link(
        CARD.link.capacitance_f * within(draw, 0.95, 1.05),
        CARD.link.bleed_ohm * within(draw, 0.98, 1.02),
        CARD.link.discharge_ohm * within(draw, 0.97, 1.03),
    )
    sensors = {phase: CurrentSensor(offset_a=within(draw, -1.2, 1.2)) for phase in PHASES}
    drivers_v = {device: CARD.driver_v * within(draw, 0.98, 1.02) for device in DEVICES}
    inverter = Inverter(MappingProxyType(devices), link, MappingProxyType(sensors))
    return BenchInverter(inverter, MappingProxyType(drivers_v), "short", DEVICES[0], "none", "none")
