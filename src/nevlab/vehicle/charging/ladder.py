"""The ladder of messages of a DC charge (GB/T 27930-2015): who sends what, waits for what, and gives up when.

Each side is a row of phases. In a phase it repeats its messages and waits; what it waits for leads to the next phase,
a time-out to its error message (BEM of the battery, CEM of the charger) and to the end of the charge. The two only meet
through the messages, so one message that does not get through stops the ladder where it would in a workshop.

Time-outs as in the 2015 edition: 5 s, 1 s for the demand BCL and the charger's status CCS, 10 s for the statistics BSD.
Left out: repeated attempts after a time-out (three), BRO and CRO "not yet ready" with their 60 s, and the charger's
insulation test before it speaks. To be confirmed against the editions in force.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from nevlab.labels import label
from nevlab.vehicle.charging import gbt27930
from nevlab.vehicle.ranges import in_range, one_of

TICK_S = 0.01
"""Each side looks at the bus this often [s]: the shortest period of a message."""


@dataclass(frozen=True)
class Phase:
    """One phase of one side.

    Parameters
    ----------
    sends
        Messages that it repeats, each in its own period. ``"CRM 00"`` and ``"CRM AA"`` are the two forms of CRM.
    leads_on
        The message that ends the phase; empty ends it when everything was sent once.
    time_outs_s
        How long [s] the side goes without each of these messages before it gives up.
    """

    sends: tuple[str, ...]
    leads_on: str
    time_outs_s: Mapping[str, float]


def _waiting(sends: tuple[str, ...], awaited: str, time_out_s: float = 5.0) -> Phase:
    return Phase(sends, awaited, MappingProxyType({awaited: time_out_s}))


CHARGER = (
    _waiting(("CHM",), "BHM", math.inf),
    _waiting(("CRM 00",), "BRM"),
    _waiting(("CRM AA",), "BCP"),
    _waiting(("CTS", "CML"), "BRO"),
    _waiting(("CRO",), "BCS"),
    Phase(("CCS",), "BST", MappingProxyType({"BCL": 1.0, "BCS": 5.0})),
    _waiting(("CST",), "BST"),
    _waiting(("CST",), "BSD", 10.0),
    Phase(("CSD",), "", MappingProxyType({})),
)
BATTERY = (
    _waiting((), "CHM", math.inf),
    _waiting(("BHM",), "CRM 00"),
    _waiting(("BRM",), "CRM AA"),
    _waiting(("BCP",), "CML"),
    _waiting(("BRO",), "CRO"),
    Phase(("BCL", "BCS", "BSM"), "CST", MappingProxyType({"CCS": 1.0})),
    _waiting(("BST",), "CST"),
    _waiting(("BSD",), "CSD"),
)
CHARGING = 5
"""Number of the phase in which current flows, on both sides."""
ERRORS = {"charger": "CEM", "battery": "BEM"}
MESSAGES = tuple(dict.fromkeys(name for phase in (*CHARGER, *BATTERY) for name in phase.sends))
"""Everything that the two send along the ladder, without the error messages."""


@dataclass(frozen=True)
class Event:
    """One message on the bus.

    Parameters
    ----------
    time_s
        When it was sent [s].
    sender
        ``"charger"`` or ``"battery"``.
    message
        One of :data:`MESSAGES`, ``"BEM"`` or ``"CEM"``.
    waited_for
        What an error message names: the message that its sender waited for in vain.
    """

    time_s: float
    sender: str
    message: str
    waited_for: str = ""

    @property
    def frame_id(self) -> int:
        """Give the 29-bit identifier."""
        return gbt27930.frame_id(self.message.split()[0])

    @property
    def error_bytes(self) -> bytes:
        """Give the payload of an error message; empty for any other message."""
        if not self.waited_for:
            return b""
        fault = self.waited_for.replace(" ", "_") + "_TimeOut"
        return gbt27930.encode(self.message, {name: int(name == fault) for name in gbt27930.quantities(self.message)})


@dataclass(frozen=True)
class Side:
    """The charger or the battery in the middle of a session.

    Parameters
    ----------
    name
        ``"charger"`` or ``"battery"``.
    phases
        Its row of phases.
    charges_for_s
        How long [s] it charges before it wishes to stop.
    number, entered_s
        The phase it is in, and since when [s].
    heard_s, sent_s
        When it last heard each message, and last sent each of this phase [s].
    given_up
        It has had a time-out, or heard the other side's.
    """

    name: str
    phases: tuple[Phase, ...]
    charges_for_s: float = math.inf
    number: int = 0
    entered_s: float = 0.0
    heard_s: Mapping[str, float] = field(default_factory=dict)
    sent_s: Mapping[str, float] = field(default_factory=dict)
    given_up: bool = False

    @property
    def completed(self) -> bool:
        """Tell whether it is through its last phase."""
        return self.number == len(self.phases)

    def step(self, time_s: float, heard: Collection[str]) -> tuple[Side, tuple[Event, ...]]:
        """Give the side after it heard these messages at `time_s` [s], and what it sends now."""
        if self.completed or self.given_up:
            return self, ()
        if not set(ERRORS.values()).isdisjoint(heard):
            return replace(self, given_up=True), ()
        side = replace(self, heard_s={**self.heard_s, **dict.fromkeys(heard, time_s)})
        if side._is_through(time_s):
            side = replace(side, number=side.number + 1, entered_s=time_s, sent_s={})
            if side.completed:
                return side, ()
        phase = side.phases[side.number]
        for awaited, limit_s in phase.time_outs_s.items():
            if time_s - max(side.entered_s, side.heard_s.get(awaited, 0.0)) >= limit_s:
                return replace(side, given_up=True), (Event(time_s, side.name, ERRORS[side.name], awaited),)
        due = [name for name in phase.sends if side._is_due(name, time_s)]
        side = replace(side, sent_s={**side.sent_s, **dict.fromkeys(due, time_s)})
        return side, tuple(Event(time_s, side.name, name) for name in due)

    def _is_through(self, time_s: float) -> bool:
        phase = self.phases[self.number]
        wishes_to_stop = self.number == CHARGING and time_s - self.entered_s >= self.charges_for_s
        all_sent = all(name in self.sent_s for name in phase.sends)
        return all_sent and (not phase.leads_on or phase.leads_on in self.heard_s or wishes_to_stop)

    def _is_due(self, name: str, time_s: float) -> bool:
        period_s = gbt27930.period_s(name.split()[0])
        return name not in self.sent_s or time_s - self.sent_s[name] >= period_s - TICK_S / 2


@dataclass(frozen=True)
class Session:
    """What happened on the bus from plugging in to the end.

    Parameters
    ----------
    events
        All messages in the order in which they were sent.
    completed
        Both sides came through to the end.
    """

    events: tuple[Event, ...]
    completed: bool

    @property
    def rungs(self) -> tuple[str, ...]:
        """Give the messages in the order in which each was first sent: the ladder, up to where it stops."""
        return tuple(dict.fromkeys(event.message for event in self.events))

    @property
    def error(self) -> Event | None:
        """Give the first error message, or nothing."""
        return next((event for event in self.events if event.waited_for), None)


def charge(
    lost: Collection[str] = (),
    lost_from_s: float = 0.0,
    battery_charges_for_s: float = 2.0,
    charger_charges_for_s: float = math.inf,
    duration_s: float = 30.0,
) -> Session:
    """Run a session.

    Parameters
    ----------
    lost
        Messages that do not get through from `lost_from_s` [s] on: some of :data:`MESSAGES`, ``"BEM"``, ``"CEM"``.
        All of them is a broken bus.
    lost_from_s
        When that begins [s].
    battery_charges_for_s, charger_charges_for_s
        After how long a charge [s] each side wishes to stop.
    duration_s
        How long the bus is watched [s] at most.

    Raises
    ------
    WorkshopError
        If a lost message is unknown or a time out of range.
    """
    for name in lost:
        one_of(label("message", "报文"), name, (*MESSAGES, *ERRORS.values()))
    in_range(label("beginning of the fault", "故障开始时刻"), lost_from_s, 0.0, math.inf, "s")
    in_range(label("duration", "时长"), duration_s, TICK_S, 600.0, "s")
    for wish_s in (battery_charges_for_s, charger_charges_for_s):
        in_range(label("charging time", "充电时间"), wish_s, 0.0, math.inf, "s")
    charger = Side("charger", CHARGER, charger_charges_for_s)
    battery = Side("battery", BATTERY, battery_charges_for_s)
    events: list[Event] = []
    from_charger: tuple[Event, ...] = ()
    from_battery: tuple[Event, ...] = ()

    def arriving(sent: tuple[Event, ...]) -> set[str]:
        return {event.message for event in sent if event.message not in lost or event.time_s < lost_from_s}

    for tick in range(round(duration_s / TICK_S)):
        time_s = tick * TICK_S
        to_charger, to_battery = arriving(from_battery), arriving(from_charger)
        charger, from_charger = charger.step(time_s, to_charger)
        battery, from_battery = battery.step(time_s, to_battery)
        events += (*from_charger, *from_battery)
        if (charger.completed or charger.given_up) and (battery.completed or battery.given_up):
            break
    return Session(tuple(events), charger.completed and battery.completed)
