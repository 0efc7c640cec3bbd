"""A scan tool: what it asks of the car's ECUs, byte by byte, and what it shows of the answers.

Everything is learned through requests of UDS (ISO 14229-1), so each answer holds its exchanges and a record can keep
them in hexadecimal. The tool's data file of an ECU is that ECU's facts; a real tool has them from the maker, the key's
rule among them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from nevlab.instruments.uds_answers import Code, Exchange, Record, codes_in, frames_in, values_in
from nevlab.labels import label
from nevlab.vehicle.ecu.codes import Session
from nevlab.vehicle.ecu.data_services import ADJUST, RESULTS, RETURN_CONTROL, START, STOP
from nevlab.vehicle.ecu.facts import EcuFacts
from nevlab.vehicle.ecu.security import key_from_seed
from nevlab.vehicle.ecu.server import LONGEST, Ecu
from nevlab.vehicle.ecu.state import Progress
from nevlab.vehicle.ecu.trouble import Bit
from nevlab.vehicle.ecu.trouble_services import ALL_GROUPS, ALL_RECORDS, BY_MASK, FREEZE_FRAMES
from nevlab.vehicle.ranges import in_range, one_of

SHOWN = Bit.TEST_FAILED | Bit.PENDING | Bit.CONFIRMED
"""Status bits that bring a code onto the list: it fails now, is pending or confirmed; our own choice."""
VIN = 0xF190

Found = TypeVar("Found")


@dataclass(frozen=True)
class Answer(Generic[Found]):
    """What one function of the tool found.

    Parameters
    ----------
    exchanges
        What went over the line, in order.
    found
        What the tool made of it; None when the ECU refused or did not answer.
    """

    exchanges: tuple[Exchange, ...]
    found: Found | None

    @property
    def words(self) -> str:
        """Say how the last exchange went, in the language shown; a refusal with its name."""
        return self.exchanges[-1].words

    def as_details(self) -> list[dict[str, str]]:
        """Give the exchanges as plain texts for a record."""
        return [exchange.as_details() for exchange in self.exchanges]


@dataclass(frozen=True)
class Identity:
    """An ECU as the tool finds it: without an answer (no supply, broken bus) it is only known to belong to the car.

    `vin` is the vehicle identification number stored there, None when there is none.
    """

    ecu: str
    request_id: int
    response_id: int
    answers: bool
    vin: str | None


@dataclass(frozen=True)
class ScanTool:
    """A scan tool plugged into a car.

    Parameters
    ----------
    ecus
        The ECUs that this kind of car has, each with a name of its own.
    silent
        Names of those that no request reaches: without supply, or off the bus.

    Raises
    ------
    WorkshopError
        If there is no ECU, or a silent one is none of the car's.
    """

    ecus: tuple[Ecu, ...]
    silent: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        in_range(label("number of ECUs", "控制器个数"), len(self.ecus), 1, 100, "")
        for name in self.silent:
            self._ecu(name)

    def request(self, ecu: str, request: bytes) -> Exchange:
        """Send one request and give the exchange; `request` is the message alone, without the transport's bytes.

        Raises
        ------
        WorkshopError
            If the car has no such ECU, or the request is empty or too long.
        """
        found = self._ecu(ecu)
        in_range(label("length of the request", "请求长度"), len(request), 1, LONGEST, label("bytes", "字节"))
        return Exchange(ecu, bytes(request), b"" if ecu in self.silent else found.handle(request))

    def identify(self) -> Answer[tuple[Identity, ...]]:
        """Ask every ECU for the vehicle identification number; one that refuses is there all the same."""
        asked = [(ecu.facts, self.read_data(ecu.facts.name, VIN)) for ecu in self.ecus]
        return Answer(
            tuple(answer.exchanges[0] for _, answer in asked),
            tuple(_identity(facts, answer) for facts, answer in asked),
        )

    def read_codes(self, ecu: str, mask: int = SHOWN) -> Answer[tuple[Code, ...]]:
        """Read the trouble codes of which a status bit of `mask` is set (0x19 02); 0xFF lists all."""
        mask = int(in_range(label("status mask", "状态掩码"), mask, 0, 0xFF, ""))
        return self._ask(ecu, bytes((0x19, BY_MASK, mask)), codes_in)

    def read_freeze_frames(self, ecu: str, code: str) -> Answer[dict[int, Record]]:
        """Read the freeze frames of a trouble code (0x19 04) by record number: 1 the first occurrence, 2 the latest."""
        return self._ask(ecu, bytes((0x19, FREEZE_FRAMES)) + self._number(ecu, code) + bytes([ALL_RECORDS]), frames_in)

    def clear_codes(self, ecu: str, code: str | None = None) -> Answer[bool]:
        """Clear one trouble code, or all of an ECU (0x14)."""
        return self._do(ecu, b"\x14" + (ALL_GROUPS if code is None else self._number(ecu, code)), True)

    def read_data(self, ecu: str, *dids: int) -> Answer[Record]:
        """Read identifiers (0x22) and decode them; without any, all of the ECU.

        Raises
        ------
        WorkshopError
            If the car has no such ECU, or the ECU no such identifier.
        """
        known = [item.did for item in self._facts(ecu).items]
        wanted = [_known(label("data identifier", "数据标识符"), did, known) for did in dids] or known
        return self._ask(ecu, b"\x22" + b"".join(did.to_bytes(2, "big") for did in wanted), values_in)

    def enter_session(self, ecu: str, session: Session) -> Answer[Session]:
        """Enter a diagnostic session (0x10)."""
        return self._do(ecu, bytes((0x10, session)), session)

    def unlock(self, ecu: str) -> Answer[bool]:
        """Get security access (0x27): fetch the seed, send the key; a seed of zeros says that it is open already."""
        asked = self.request(ecu, b"\x27\x01")
        if not asked.positive:
            return Answer((asked,), None)
        seed = asked.response[2:]
        if not any(seed):
            return Answer((asked,), True)
        sent = self._do(ecu, b"\x27\x02" + key_from_seed(seed, self._facts(ecu).secret), True)
        return Answer((asked, *sent.exchanges), sent.found)

    def drive_output(self, ecu: str, did: int) -> Answer[tuple[str, ...]]:
        """Begin an actuator test (0x2F 03) and give the actuators that it drives, until it is given back."""
        return self._output(ecu, did, ADJUST)

    def release_output(self, ecu: str, did: int) -> Answer[tuple[str, ...]]:
        """End an actuator test (0x2F 00) and give the actuators that the ECU has back."""
        return self._output(ecu, did, RETURN_CONTROL)

    def start_routine(self, ecu: str, rid: int) -> Answer[Progress]:
        """Start a routine (0x31 01)."""
        return self._routine(ecu, START, rid)

    def stop_routine(self, ecu: str, rid: int) -> Answer[Progress]:
        """Break a routine off (0x31 02)."""
        return self._routine(ecu, STOP, rid)

    def routine_results(self, ecu: str, rid: int) -> Answer[Progress]:
        """Ask how a routine stands (0x31 03)."""
        return self._routine(ecu, RESULTS, rid)

    def _output(self, ecu: str, did: int, control: int) -> Answer[tuple[str, ...]]:
        drives = {output.did: output.drives for output in self._facts(ecu).outputs}
        _known(label("actuator test", "动作测试"), did, drives)
        return self._do(ecu, b"\x2f" + did.to_bytes(2, "big") + bytes([control]), drives[did])

    def _routine(self, ecu: str, what: int, rid: int) -> Answer[Progress]:
        _known(label("routine", "例程"), rid, [routine.rid for routine in self._facts(ecu).routines])
        request = bytes((0x31, what)) + rid.to_bytes(2, "big")
        return self._ask(ecu, request, lambda response, _: Progress(response[4]))

    def _ask(self, ecu: str, request: bytes, read: Callable[[bytes, EcuFacts], Found]) -> Answer[Found]:
        exchange = self.request(ecu, request)
        return Answer((exchange,), read(exchange.response, self._facts(ecu)) if exchange.positive else None)

    def _do(self, ecu: str, request: bytes, done: Found) -> Answer[Found]:
        return self._ask(ecu, request, lambda *_: done)

    def _number(self, ecu: str, code: str) -> bytes:
        numbers = {trouble.code: trouble.number for trouble in self._facts(ecu).troubles}
        return numbers[one_of(label("trouble code", "故障码"), code, numbers)]

    def _facts(self, ecu: str) -> EcuFacts:
        return self._ecu(ecu).facts

    def _ecu(self, name: str) -> Ecu:
        ecus = {ecu.facts.name: ecu for ecu in self.ecus}
        return ecus[one_of(label("ECU", "控制器"), name, ecus)]


def _identity(facts: EcuFacts, answer: Answer[Record]) -> Identity:
    vin = answer.found.get("vin") if answer.found else None
    return Identity(
        facts.name,
        facts.request_id,
        facts.response_id,
        bool(answer.exchanges[0].response),
        None if vin is None else str(vin),
    )


def _known(what: str, number: int, known: Iterable[int]) -> int:
    written = f"0x{number:04X}" if isinstance(number, int) else str(number)
    one_of(what, written, [f"0x{one:04X}" for one in known])
    return number
