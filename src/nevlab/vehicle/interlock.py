"""The high-voltage interlock loop (HVIL): a low-voltage line through every high-voltage connector.

::

    12 V ── R_supply ── out ──┤contact├── wire ──┤contact├── … ── return ── R_sense ── ground

Each contact closes when its connector is fully seated. The controller judges the voltage at *return*: about half the
supply when the loop is closed, near zero when it is open anywhere or touches ground, near the supply when it touches
the 12 V. Supply and resistors here are an example; the maker's wiring diagram counts.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.vehicle.network import METER_OHM, Network, Part, Resistor, Source
from nevlab.vehicle.ranges import in_range, one_of

GROUND, SUPPLY, OUT, RETURN = "ground", "supply", "out", "return"
LOADS_OHM = 10.0
"""What the rest of the car puts between its 12 V line and ground [Ω]: an assumption."""


@dataclass(frozen=True)
class Contact:
    """The interlock contact of one connector, and the wire that leaves it.

    Parameters
    ----------
    connector
        Name of the connector.
    ohm
        Resistance of the contact [Ω]; infinity is an open one.
    wire_ohm
        Resistance of the wire to the next contact [Ω]; infinity is a broken one.
    to_ground_ohm, to_supply_ohm
        Insulation of the contact's incoming side to ground and to the 12 V supply [Ω].
    """

    connector: str
    ohm: float = 0.02
    wire_ohm: float = 0.05
    to_ground_ohm: float = math.inf
    to_supply_ohm: float = math.inf

    def __post_init__(self) -> None:
        name = self.connector
        for words, value in (
            (label(f"contact of {name}", f"{name} 互锁触点"), self.ohm),
            (label(f"wire behind {name}", f"{name} 之后的导线"), self.wire_ohm),
            (label(f"{name} to ground", f"{name} 对地电阻"), self.to_ground_ohm),
            (label(f"{name} to 12 V", f"{name} 对 12 V 电阻"), self.to_supply_ohm),
        ):
            in_range(words, value, 1e-3, math.inf, "Ω")

    @property
    def entry(self) -> str:
        """Give the test point on the incoming side."""
        return f"{self.connector} in"

    @property
    def exit(self) -> str:
        """Give the test point on the outgoing side."""
        return f"{self.connector} out"


@dataclass(frozen=True)
class Interlock:
    """One interlock loop.

    Parameters
    ----------
    contacts
        The contacts in the order of the loop.
    supply_v
        Voltage that feeds the loop [V].
    supply_ohm, sense_ohm
        Resistors of the controller before the loop and behind it [Ω].
    low, high
        The loop counts as closed while the sensed voltage is between these parts of the supply.

    Raises
    ------
    WorkshopError
        If a value is outside its range, there is no contact, or two have one name.
    """

    contacts: tuple[Contact, ...]
    supply_v: float = 12.0
    supply_ohm: float = 1000.0
    sense_ohm: float = 1000.0
    low: float = 0.4
    high: float = 0.6

    def __post_init__(self) -> None:
        in_range(label("supply of the interlock", "互锁供电电压"), self.supply_v, 0.0, 32.0, "V")
        in_range(label("supply resistor", "供电电阻"), self.supply_ohm, 1.0, 1e6, "Ω")
        in_range(label("sense resistor", "检测电阻"), self.sense_ohm, 1.0, 1e6, "Ω")
        in_range(label("upper sense level", "检测上限"), self.high, 0.0, 1.0, "")
        in_range(label("lower sense level", "检测下限"), self.low, 0.0, self.high, "")
        if not self.contacts or len(set(self.connectors)) < len(self.contacts):
            raise WorkshopError("interlock-connectors", names=", ".join(self.connectors))

    @property
    def connectors(self) -> tuple[str, ...]:
        """Give the names of the connectors in the order of the loop."""
        return tuple(contact.connector for contact in self.contacts)

    @property
    def test_points(self) -> tuple[str, ...]:
        """Give the points that a meter's lead can touch, along the loop."""
        sides = (side for contact in self.contacts for side in (contact.entry, contact.exit))
        return (GROUND, SUPPLY, OUT, *sides, RETURN)

    def changed(self, changed: Contact) -> Interlock:
        """Give the loop with another contact at the same connector: ``changed(Contact("OBC", ohm=math.inf))``."""
        one_of(label("connector", "插接器"), changed.connector, self.connectors)
        contacts = (changed if contact.connector == changed.connector else contact for contact in self.contacts)
        return replace(self, contacts=tuple(contacts))

    def voltage(self, point: str, against: str = GROUND, meter_ohm: float = METER_OHM) -> float:
        """Give what a voltmeter shows [V] at one test point against another, the controller awake."""
        self._is_point(point, against)
        return self.network(plugged=True, awake=True).voltage(point, against, meter_ohm)

    def resistance(self, point: str, against: str, plugged: bool = False) -> float:
        """Give what an ohmmeter shows [Ω] between two test points, the 12 V battery disconnected.

        With the controller still `plugged` in, its resistors and the car's 12 V loads are a way round an open contact.
        """
        self._is_point(point, against)
        return self.network(plugged, awake=False).resistance(point, against)

    def sensed_v(self) -> float:
        """Give the voltage [V] that the controller senses."""
        return self.network(plugged=True, awake=True).voltage(RETURN, GROUND)

    def state(self) -> str:
        """Give the controller's verdict: ``"closed"``, ``"open"`` (or grounded) or ``"short_to_supply"``."""
        sensed_v = self.sensed_v()
        if sensed_v < self.low * self.supply_v or self.supply_v == 0:
            return "open"
        return "closed" if sensed_v <= self.high * self.supply_v else "short_to_supply"

    def _is_point(self, *points: str) -> None:
        for point in points:
            one_of(label("test point", "测试点"), point, self.test_points)

    def network(self, plugged: bool, awake: bool) -> Network:
        """Give the loop as a network, its controller `plugged` in or not, and `awake` (fed) or not."""
        parts: list[Part] = []
        before, wire_ohm = OUT, 0.05
        for contact in self.contacts:
            parts += [
                Resistor(before, contact.entry, wire_ohm),
                Resistor(contact.entry, contact.exit, contact.ohm),
                Resistor(contact.entry, GROUND, contact.to_ground_ohm),
                Resistor(contact.entry, SUPPLY, contact.to_supply_ohm),
            ]
            before, wire_ohm = contact.exit, contact.wire_ohm
        parts.append(Resistor(before, RETURN, wire_ohm))
        parts.append(Resistor(SUPPLY, GROUND, LOADS_OHM))
        if plugged:
            parts += [Resistor(SUPPLY, OUT, self.supply_ohm), Resistor(RETURN, GROUND, self.sense_ohm)]
        if awake:
            parts.append(Source(SUPPLY, GROUND, self.supply_v))
        return Network(tuple(parts))
