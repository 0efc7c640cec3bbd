"""An ECU: bytes of a request in, bytes of the response out; no threads, no clock of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from nevlab.labels import label
from nevlab.vehicle.ecu import data_services, session_services, trouble_services
from nevlab.vehicle.ecu.codes import (
    NEGATIVE,
    POSITIVE_OFFSET,
    SILENT_WHEN_FUNCTIONAL,
    SUPPRESS_POSITIVE,
    Nrc,
    Refused,
    Session,
    need,
)
from nevlab.vehicle.ecu.coding import Value, Values
from nevlab.vehicle.ecu.facts import EcuFacts
from nevlab.vehicle.ecu.state import State
from nevlab.vehicle.ecu.trouble import Entry
from nevlab.vehicle.ranges import one_of

LONGEST = 4095
"""Bytes of the longest message of ISO 15765-2 on classic CAN."""

_ANY = frozenset(Session)
_EXTENDED = frozenset({Session.EXTENDED})


@dataclass(frozen=True)
class _Service:
    answer: Callable[[State, bytes], bytes]
    shortest: int
    sessions: frozenset[Session] = _ANY
    subfunctions: Mapping[int, frozenset[Session]] | None = None


_SERVICES: Mapping[int, _Service] = MappingProxyType(
    {
        0x10: _Service(session_services.session_control, 2, subfunctions=dict.fromkeys(Session, _ANY)),
        # A hard reset is for the extended session, key off and on and a soft reset for any: our choice.
        0x11: _Service(session_services.reset, 2, subfunctions={0x01: _EXTENDED, 0x02: _ANY, 0x03: _ANY}),
        0x14: _Service(trouble_services.clear, 2),
        0x19: _Service(
            trouble_services.read, 2, subfunctions=dict.fromkeys((0x01, 0x02, 0x04, 0x06, 0x0A), _ANY)
        ),
        0x22: _Service(data_services.read_data, 3),
        0x27: _Service(session_services.security_access, 2, _EXTENDED, {0x01: _EXTENDED, 0x02: _EXTENDED}),
        0x2E: _Service(data_services.write_data, 4, _EXTENDED),
        0x2F: _Service(data_services.drive_output, 4, _EXTENDED),
        0x31: _Service(
            data_services.run_routine, 4, _EXTENDED, dict.fromkeys((0x01, 0x02, 0x03), _EXTENDED)
        ),
        0x3E: _Service(session_services.tester_present, 2, subfunctions={0x00: _ANY}),
    }
)  # fmt: skip


class Ecu:
    """One ECU of the car, as a scan tool sees it.

    Parameters
    ----------
    facts : EcuFacts
        What it is.
    quantities : mapping
        What it measures, by name; it is looked up at each use, so the car may keep changing it.
    clock : callable
        Gives the time in s; only differences count.
    seed : int
        Decides the seeds of service 0x27.
    """

    def __init__(self, facts: EcuFacts, quantities: Values, clock: Callable[[], float], seed: int = 0) -> None:
        self.facts = facts
        self._state = State(facts, quantities, clock, seed)

    def copied(self, quantities: Values, clock: Callable[[], float]) -> Ecu:
        """Give this ECU as it stands now, on its own from here: what happens to one does not reach the other.

        Parameters
        ----------
        quantities : mapping
            What the copy measures.
        clock : callable
            The copy's time in s; it goes on from this ECU's, so a later time lets a session or a routine end.
        """
        copy = Ecu(self.facts, quantities, clock)
        copy._state = self._state.copied(quantities, clock)
        return copy

    def handle(self, request: bytes, functional: bool = False) -> bytes:
        """Answer one request.

        Parameters
        ----------
        request : bytes
            A whole message, without the transport's bytes.
        functional : bool
            Whether all ECUs were asked at once.

        Returns
        -------
        bytes
            The response; empty when there is none.
        """
        # Identifiers with bit 6 belong to responses (ISO 14229-1): nothing to answer.
        if not request or request[0] & POSITIVE_OFFSET:
            return b""
        self._state.wake()
        try:
            response = self._answer(bytes(request))
        except Refused as refused:
            silent = functional and refused.nrc in SILENT_WHEN_FUNCTIONAL
            response = b"" if silent else bytes((NEGATIVE, request[0], refused.nrc))
        self._state.heard_s = self._state.clock()
        return response

    def _answer(self, request: bytes) -> bytes:
        # The order of the checks is ISO 14229-1's: service, session, sub-function, its session; then the service's own.
        need(request[0] in _SERVICES, Nrc.SERVICE_NOT_SUPPORTED)
        service = _SERVICES[request[0]]
        need(self._state.session in service.sessions, Nrc.SERVICE_NOT_IN_SESSION)
        need(len(request) >= 2, Nrc.INCORRECT_LENGTH)
        quiet = False
        if service.subfunctions is not None:
            subfunction, quiet = request[1] & ~SUPPRESS_POSITIVE, bool(request[1] & SUPPRESS_POSITIVE)
            need(subfunction in service.subfunctions, Nrc.SUBFUNCTION_NOT_SUPPORTED)
            need(self._state.session in service.subfunctions[subfunction], Nrc.SUBFUNCTION_NOT_IN_SESSION)
            request = bytes((request[0], subfunction)) + request[2:]
        need(len(request) >= service.shortest, Nrc.INCORRECT_LENGTH)
        response = bytes([request[0] + POSITIVE_OFFSET]) + service.answer(self._state, request)
        need(len(response) <= LONGEST, Nrc.RESPONSE_TOO_LONG)
        return b"" if quiet else response

    @property
    def session(self) -> Session:
        """The session it is in now."""
        self._state.wake()
        return self._state.session

    @property
    def forced(self) -> frozenset[str]:
        """Actuators that a tester drives now."""
        self._state.wake()
        return frozenset(self._state.forced)

    @property
    def memory(self) -> Mapping[str, Value]:
        """What the non-volatile memory holds: written and learned values."""
        self._state.wake()
        return MappingProxyType(self._state.memory)

    def run_tests(self) -> None:
        """Run the test behind each trouble code whose quantity is measured."""
        self._state.wake()
        for trouble in self.facts.troubles:
            passed = trouble.passes.hold(self._state.values)
            if passed is not None:
                self._state.report(trouble, failed=not passed)

    def report(self, code: str, failed: bool) -> None:
        """Enter one test's result from outside, such as a bus time-out.

        Raises
        ------
        WorkshopError
            If the ECU has no such trouble code.
        """
        self._state.wake()
        troubles = {trouble.code: trouble for trouble in self.facts.troubles}
        self._state.report(troubles[one_of(label("trouble code", "故障码"), code, troubles)], failed)

    def next_cycle(self) -> None:
        """End the operation cycle (key off) and begin the next (key on)."""
        self._state.next_cycle()

    def entry(self, code: str) -> Entry:
        """Give what is kept of one trouble code.

        Raises
        ------
        WorkshopError
            If the ECU has no such trouble code.
        """
        numbers = {trouble.code: trouble.number for trouble in self.facts.troubles}
        return self._state.entries[numbers[one_of(label("trouble code", "故障码"), code, numbers)]]
