"""How the car stands: what the driver or the technician has set, and what has followed from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from nevlab.labels import label
from nevlab.vehicle.ranges import one_of

KEYS = ("off", "on")
PLUGS = ("none", "ac", "dc")
CONNECTORS = ("service plug", "inverter", "motor", "compressor", "heater", "charger", "dcdc")
"""What can be taken apart."""
INTERLOCKED = tuple(name for name in CONNECTORS if name != "motor")
"""Those with a contact in the interlock loop, in its order."""


def connector_words() -> dict[str, str]:
    """Give the names of what can be taken apart, in the language shown."""
    return {
        "service plug": label("service plug", "维修开关"),
        "inverter": label("inverter", "逆变器"),
        "motor": label("motor", "驱动电机"),
        "compressor": label("compressor", "电动压缩机"),
        "heater": label("PTC heater", "PTC 加热器"),
        "charger": label("on-board charger", "车载充电机"),
        "dcdc": label("DC-DC converter", "DC-DC 变换器"),
    }


@dataclass(frozen=True)
class Attempt:
    """What came of the last attempt to go to READY.

    Parameters
    ----------
    stopped_at
        The check that stopped it, empty when the car is READY: ``"asleep"``, ``"silent"`` (the battery's or the
        motor's controller is not heard), ``"interlock"``, ``"insulation"``, ``"pack"`` (no voltage), ``"k_plus"``,
        ``"k_minus"`` (welded), ``"precharge"`` or ``"k_plus_open"`` (it did not close).
    measured
        What the controllers measured on the way, by the names of their quantities.
    """

    stopped_at: str
    measured: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class State:
    """The state of the car.

    Parameters
    ----------
    time_s
        The car's clock [s].
    key
        One of :data:`KEYS`.
    ready
        READY is lit.
    closed
        Contactors that are commanded to close.
    link_v
        Voltage of the link capacitor [V]; the pack's while the main contactors are closed.
    battery_off
        The negative clamp of the 12 V battery is off.
    apart
        Some of :data:`CONNECTORS`.
    plug
        The charging plug: one of :data:`PLUGS`.
    motor_rpm
        Speed at which the motor turns, its wheels off the ground [r/min].
    torque_nm
        Torque asked for by the accelerator [Nm].
    heating, cooling
        The heater, the compressor is switched on.
    temperatures_c
        Temperatures of the cooled parts and the coolant [°C]; None: all at the workshop's.
    attempt
        The last attempt to go to READY since the key was turned, if there was one.
    """

    time_s: float = 0.0
    key: str = "off"
    ready: bool = False
    closed: frozenset[str] = frozenset()
    link_v: float = 0.0
    battery_off: bool = False
    apart: frozenset[str] = frozenset()
    plug: str = "none"
    motor_rpm: float = 0.0
    torque_nm: float = 0.0
    heating: bool = False
    cooling: bool = False
    temperatures_c: Mapping[str, float] | None = None
    attempt: Attempt | None = None

    def __post_init__(self) -> None:
        one_of(label("key position", "钥匙位置"), self.key, KEYS)
        one_of(label("charging plug", "充电枪"), self.plug, PLUGS)
        for connector in self.apart:
            one_of(label("connector", "插接器"), connector, CONNECTORS)
