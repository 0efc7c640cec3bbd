"""What one ECU is, as data: its identifiers, outputs, routines and the tests behind its trouble codes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from nevlab.labels import label
from nevlab.vehicle.ecu.coding import Number, Text, Value, Values, measured
from nevlab.vehicle.ranges import in_range

_LETTERS = "PCBU"


@dataclass(frozen=True)
class Limits:
    """Bounds of a quantity, both included; what stands for a precondition or for a test."""

    quantity: str
    low: float = -math.inf
    high: float = math.inf

    def hold(self, values: Values) -> bool | None:
        """Tell whether the quantity lies within; None when it is not measured."""
        number = measured(values, self.quantity)
        return None if number is None else self.low <= number <= self.high


@dataclass(frozen=True)
class Item:
    """A data identifier (DID): its fields in order, and whether a tester may write it."""

    did: int
    fields: tuple[Number | Text, ...]
    writable: bool = False

    @property
    def length(self) -> int:
        """Bytes of the record."""
        return sum(part.length for part in self.fields)

    def encode(self, values: Values) -> bytes:
        """Give the record, shape ``(length,)``."""
        return b"".join(part.encode(values) for part in self.fields)

    def decode(self, data: bytes) -> dict[str, Value]:
        """Give the quantities of a record."""
        decoded, at = {}, 0
        for part in self.fields:
            decoded[part.quantity] = part.decode(data[at : at + part.length])
            at += part.length
        return decoded


@dataclass(frozen=True)
class Output:
    """Actuators that a tester may drive together, as long as the preconditions hold."""

    did: int
    drives: tuple[str, ...]
    conditions: tuple[Limits, ...] = ()


@dataclass(frozen=True)
class Routine:
    """A routine: preconditions that must hold from start to end, and what it writes into the memory.

    It is looked at whenever the ECU is used; it breaks off when a precondition is lost or a quantity to store is not
    measured.

    Parameters
    ----------
    rid : int
        Routine identifier.
    duration_s : float
        How long it runs.
    conditions : tuple of Limits
        Preconditions.
    stores : mapping
        Name in the memory → quantity that is stored there, or a fixed number.
    """

    rid: int
    duration_s: float
    conditions: tuple[Limits, ...]
    stores: Mapping[str, Value]


@dataclass(frozen=True)
class Trouble:
    """A diagnostic trouble code and the test behind it.

    Parameters
    ----------
    code : str
        Letter, four hexadecimal digits and two of the failure type, such as ``"P0C1700"`` (SAE J2012-DA).
    en, zh : str
        What it says.
    passes : Limits
        The test: it passes within, fails outside, and is not run while the quantity is not measured.
    trips : int
        Operation cycles with a failure in a row until the code is confirmed.
    warns : bool
        Whether a confirmed code asks for the warning lamp.
    """

    code: str
    en: str
    zh: str
    passes: Limits
    trips: int = 1
    warns: bool = True

    @property
    def number(self) -> bytes:
        """The code's three bytes: letter in the top two bits, digits, failure type."""
        return dtc_bytes(self.code)

    @property
    def text(self) -> str:
        """What it says, in the language shown."""
        return label(self.en, self.zh)


def dtc_bytes(code: str) -> bytes:
    """Give the three bytes of a trouble code: ``"P0A3F00"`` → ``0A 3F 00``, ``"U016400"`` → ``C1 64 00``."""
    return (_LETTERS.index(code[0]) << 22 | int(code[1:], 16)).to_bytes(3, "big")


def dtc_text(number: bytes) -> str:
    """Give a trouble code's text from its three bytes."""
    value = int.from_bytes(number, "big")
    return f"{_LETTERS[value >> 22]}{value & 0x3FFFFF:06X}"


@dataclass(frozen=True)
class EcuFacts:
    """One ECU as data.

    Parameters
    ----------
    name : str
        Its key among the car's ECUs.
    request_id, response_id : int
        CAN identifiers, 11 bits.
    secret : int
        Number of 32 bits in its seed and key.
    items, outputs, routines, troubles : tuple
        What it has.
    frozen_dids : tuple of int
        Identifiers of its freeze frames.
    still : tuple of Limits
        What must hold for a reset and for clearing trouble codes: the car stands.
    memory : mapping
        What its non-volatile memory holds when it is new.
    attempts, delay_s
        Wrong keys until it blocks, and for how long in s.
    """

    name: str
    request_id: int
    response_id: int
    secret: int
    items: tuple[Item, ...]
    outputs: tuple[Output, ...] = ()
    routines: tuple[Routine, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    frozen_dids: tuple[int, ...] = ()
    still: tuple[Limits, ...] = ()
    memory: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))
    attempts: int = 3
    delay_s: float = 10.0

    def __post_init__(self) -> None:
        in_range(label("CAN identifier of the request", "请求的 CAN 标识符"), self.request_id, 0, 0x7FF, "")
        in_range(label("CAN identifier of the response", "响应的 CAN 标识符"), self.response_id, 0, 0x7FF, "")
        in_range(label("wrong keys allowed", "允许的错误密钥次数"), self.attempts, 1, 255, "")
        in_range(label("delay after wrong keys", "密钥错误后的等待时间"), self.delay_s, 0, 3600, "s")
