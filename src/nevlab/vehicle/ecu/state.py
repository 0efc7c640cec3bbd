"""What an ECU remembers between two requests."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterable
from dataclasses import replace
from enum import IntEnum

from nevlab.vehicle.ecu.codes import Nrc, Session, need
from nevlab.vehicle.ecu.coding import Value, Values, measured
from nevlab.vehicle.ecu.facts import EcuFacts, Limits, Routine, Trouble
from nevlab.vehicle.ecu.security import Lock
from nevlab.vehicle.ecu.trouble import Entry

S3_S = 5.0
"""Without a request for this long, a session falls back to the default one (S3 server, ISO 14229-2)."""


class Progress(IntEnum):
    """How a routine stands: the status byte of its results. The numbers are our own."""

    RUNNING = 0x01
    DONE = 0x02
    BROKEN_OFF = 0x03


class State:
    """What an ECU remembers; time comes from `clock` alone, in s."""

    def __init__(self, facts: EcuFacts, quantities: Values, clock: Callable[[], float], seed: int) -> None:
        self.facts = facts
        self.clock = clock
        self.memory: dict[str, Value] = dict(facts.memory)
        # The memory stands in front: what was written or learned is what the ECU works with.
        self.values: Values = ChainMap(self.memory, quantities)  # type: ignore[arg-type]
        self.session = Session.DEFAULT
        self.heard_s = clock()
        self.lock = Lock(facts.secret, facts.attempts, facts.delay_s, seed, facts.name)
        self.forced: set[str] = set()
        self.started_s: dict[int, float] = {}
        self.progress: dict[int, Progress] = {}
        self.entries = {trouble.number: Entry() for trouble in facts.troubles}

    def copied(self, quantities: Values, clock: Callable[[], float]) -> State:
        """Give the same state on other quantities and another clock, which goes on from this one's time."""
        copy = State(self.facts, quantities, clock, self.lock.car_seed)
        copy.memory.clear()
        copy.memory.update(self.memory)
        copy.session, copy.heard_s, copy.lock = self.session, self.heard_s, replace(self.lock)
        copy.forced, copy.started_s, copy.progress = set(self.forced), dict(self.started_s), dict(self.progress)
        copy.entries = dict(self.entries)
        return copy

    def wake(self) -> None:
        """Take note of time and quantities: a session may be over, a routine done, an output no longer allowed."""
        now = self.clock()
        over_s = self.heard_s + S3_S if self.session is not Session.DEFAULT else float("inf")
        for routine in self.facts.routines:
            self._settle(routine, min(now, over_s))
        for output in self.facts.outputs:
            if not self.hold(output.conditions):
                self.forced.difference_update(output.drives)
        if now >= over_s:
            self.enter(Session.DEFAULT)

    def enter(self, session: Session) -> None:
        """Enter a session: the lock closes; in the default one outputs are released and routines broken off."""
        self.lock.close()
        self.session = session
        if session is Session.DEFAULT:
            self.forced.clear()
            for rid in tuple(self.started_s):
                self.stop(rid)

    def require(self, conditions: Iterable[Limits]) -> None:
        """Refuse unless all conditions hold; one that is not measured does not."""
        need(self.hold(conditions), Nrc.CONDITIONS_NOT_CORRECT)

    def hold(self, conditions: Iterable[Limits]) -> bool:
        """Tell whether all conditions hold."""
        return all(condition.hold(self.values) for condition in conditions)

    def start(self, routine: Routine) -> None:
        """Start a routine."""
        self.started_s[routine.rid] = self.clock()
        self.progress[routine.rid] = Progress.RUNNING

    def stop(self, rid: int) -> None:
        """Break a running routine off."""
        del self.started_s[rid]
        self.progress[rid] = Progress.BROKEN_OFF

    def _settle(self, routine: Routine, now: float) -> None:
        started = self.started_s.get(routine.rid)
        if started is None:
            return
        learned = {
            name: measured(self.values, what) if isinstance(what, str) else what
            for name, what in routine.stores.items()
        }
        if not self.hold(routine.conditions) or None in learned.values():
            self.stop(routine.rid)
        elif now - started >= routine.duration_s:
            del self.started_s[routine.rid]
            self.progress[routine.rid] = Progress.DONE
            self.memory.update({name: value for name, value in learned.items() if value is not None})

    def report(self, trouble: Trouble, failed: bool) -> None:
        """Enter the result of one test."""
        entry = self.entries[trouble.number]
        self.entries[trouble.number] = entry.after_test(failed, self.frame(), trouble.trips, trouble.warns)

    def frame(self) -> bytes:
        """Give the freeze frame of now: number of identifiers, then each with its record."""
        frozen = [item for item in self.facts.items if item.did in self.facts.frozen_dids]
        return bytes([len(frozen)]) + b"".join(
            item.did.to_bytes(2, "big") + item.encode(self.values) for item in frozen
        )

    def next_cycle(self) -> None:
        """End the operation cycle and begin the next."""
        self.entries = {number: entry.after_cycle() for number, entry in self.entries.items()}
