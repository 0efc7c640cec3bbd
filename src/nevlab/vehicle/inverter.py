"""A traction inverter as a workshop measures it: six switches with diodes, link capacitor, current sensors.

::

    plus  ──┬────────┬────────┬────────┬────────┬───
            │        │       U+       V+       W+
            ═ C      ▯ bleed  ├─ U     ├─ V     ├─ W      each device: switch, and a diode that conducts upwards
            │        │       U-       V-       W-
    minus ──┴────────┴────────┴────────┴────────┴───

A multimeter in diode mode (at :data:`DIODE_PAIRS`) sees diodes and shorts only. A gate that opens no more, or a channel
that does not conduct, looks sound: it shows when the inverter runs (:mod:`nevlab.vehicle.open_switch`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from nevlab.labels import label
from nevlab.vehicle.dc_link import Link
from nevlab.vehicle.network import LEAST_OHM, Diode, Part, Resistor
from nevlab.vehicle.pmsm import Values
from nevlab.vehicle.ranges import in_range, one_of
from nevlab.vehicle.stator import PHASES

DEVICES = tuple(f"{phase}{side}" for phase in PHASES for side in "+-")
"""Each phase has an upper device, between phase and plus, and a lower one, between minus and phase."""
SILICON_DIODE_V = 0.40
"""Drop of an IGBT's antiparallel diode at a meter's milliampere [V]: an assumption; the maker's page states a band."""
SIC_BODY_DIODE_V = 2.3
"""The same of a silicon-carbide switch's body diode [V]: an assumption; above the display of many meters."""
BRIDGE_SHORT_OHM = 0.02
"""What a broken-down device is worth [Ω]: an assumption."""

FAULTS = ("none", "short", "diode_open", "gate_open")


@dataclass(frozen=True)
class Device:
    """One switch with its diode.

    Parameters
    ----------
    diode_v
        Forward drop of the diode at a meter's current [V]; infinity is an open diode.
    short_ohm
        Resistance of a breakdown across the device [Ω]; infinity is none.
    gate_open
        The switch can no longer be turned on.
    """

    diode_v: float = SILICON_DIODE_V
    short_ohm: float = math.inf
    gate_open: bool = False

    def __post_init__(self) -> None:
        in_range(label("diode drop", "二极管压降"), self.diode_v, 0.1, math.inf, "V")
        in_range(label("breakdown resistance", "击穿电阻"), self.short_ohm, LEAST_OHM, math.inf, "Ω")


@dataclass(frozen=True)
class CurrentSensor:
    """A phase current sensor: what it reports is ``gain · current + offset``.

    Parameters
    ----------
    gain
        1 where it is exact.
    offset_a
        What it reports without current [A].
    """

    gain: float = 1.0
    offset_a: float = 0.0

    def __post_init__(self) -> None:
        in_range(label("sensor gain", "传感器增益"), self.gain, -2.0, 2.0, "")
        in_range(label("sensor offset", "传感器零偏"), self.offset_a, -5000, 5000, "A")

    def reading(self, current_a: Values) -> Values:
        """Give what the sensor reports [A] at a true current [A], or for an array of them."""
        return self.gain * current_a + self.offset_a


@dataclass(frozen=True)
class Inverter:
    """The bridge, its link and its current sensors.

    Parameters
    ----------
    devices
        One :class:`Device` for each of :data:`DEVICES`.
    link
        The link capacitor with its discharge.
    sensors
        One :class:`CurrentSensor` for each phase.
    """

    devices: Mapping[str, Device] = field(default_factory=lambda: MappingProxyType(dict.fromkeys(DEVICES, Device())))
    link: Link = field(default_factory=Link)
    sensors: Mapping[str, CurrentSensor] = field(
        default_factory=lambda: MappingProxyType(dict.fromkeys(PHASES, CurrentSensor()))
    )

    def __post_init__(self) -> None:
        for device in DEVICES:
            one_of(label("devices of the bridge", "桥臂器件"), device, self.devices)
        for phase in PHASES:
            one_of(label("current sensors", "电流传感器"), phase, self.sensors)

    def parts(self) -> tuple[Part, ...]:
        """Give the switched-off bridge as parts of a network: nodes plus, minus, U, V, W.

        The capacitor carries no direct current, so it is left out: the link is discharged, and a reading through it has
        settled (with a milliampere it climbs for a second first).
        """
        parts: list[Part] = [Resistor("plus", "minus", self.link.bleed_ohm)]
        for name in DEVICES:
            device, (anode, cathode) = self.devices[name], ends(name)
            parts.append(Resistor(anode, cathode, device.short_ohm))
            if math.isfinite(device.diode_v):
                parts.append(Diode(anode, cathode, device.diode_v))
        return tuple(parts)

    def reported(self, current_a: Mapping[str, Values]) -> dict[str, Values]:
        """Give what the sensors report [A] at the true phase currents [A]."""
        return {phase: self.sensors[phase].reading(current_a[phase]) for phase in PHASES}


def ends(device: str) -> tuple[str, str]:
    """Give the two nodes that a device lies between: those of its diode's anode and cathode."""
    one_of(label("device", "器件"), device, DEVICES)
    phase, upper = device[0], device[1] == "+"
    return (phase, "plus") if upper else ("minus", phase)


DIODE_PAIRS = tuple(pair for device in DEVICES for pair in (ends(device), ends(device)[::-1]))
"""The twelve places (red lead, black lead) of a diode test: each device along its diode, then against it. The inverter
is switched off, its link proven at about 0 V, and the motor's phases are disconnected: the windings join the three
phases, and one leg then shows the diodes of all."""


def with_fault(inverter: Inverter, fault: str, device: str) -> Inverter:
    """Give the inverter with one fault of :data:`FAULTS` in one of :data:`DEVICES`."""
    one_of(label("fault", "故障"), fault, FAULTS)
    one_of(label("device", "器件"), device, DEVICES)
    changes: dict[str, dict[str, float | bool]] = {
        "none": {},
        "short": {"short_ohm": BRIDGE_SHORT_OHM},
        "diode_open": {"diode_v": math.inf},
        "gate_open": {"gate_open": True},
    }
    changed = replace(inverter.devices[device], **changes[fault])  # type: ignore[arg-type]
    return replace(inverter, devices=MappingProxyType({**inverter.devices, device: changed}))
