"""The messages of DC charging (GB/T 27930-2015): their identifiers, and bytes to quantities and back.

Charger and battery management system talk over a CAN bus of their own, 250 kbit/s, 29-bit identifiers built as in SAE
J1939; the charger is 0x56, the battery 0xF4. Layout, scaling and periods stand in ``gbt27930.dbc`` beside this file
(2015 edition; a charging current is negative). What the 2023 and 2024 editions changed is to be confirmed. A payload of
more than 8 bytes (BRM, BCP, BCS) goes through J1939's transport protocol, which is not modelled: here it is one piece.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.vehicle.ranges import in_range, one_of

if TYPE_CHECKING:
    from cantools.database import Database, Message

CHARGER, BATTERY = 0x56, 0xF4
"""Addresses of the two."""
UNUSED_BITS = True
"""Bits that no field uses are sent as 1 (GB/T 27930-2015, 7.9)."""


@dataclass(frozen=True)
class Identifier:
    """What a 29-bit identifier says (SAE J1939-21, format with a destination).

    Parameters
    ----------
    priority
        0 is the most urgent.
    pgn
        Parameter group number: which message.
    destination, source
        Addresses.
    """

    priority: int
    pgn: int
    destination: int
    source: int

    @classmethod
    def read(cls, frame_id: int) -> Identifier:
        """Take a 29-bit identifier apart: ``0x181056F4`` is priority 6, PGN 0x1000, from 0xF4 to 0x56."""
        number = int(in_range(label("identifier", "标识符"), frame_id, 0, 0x1FFFFFFF, ""))
        return cls(number >> 26, number >> 8 & 0x3FF00, number >> 8 & 0xFF, number & 0xFF)


def names() -> tuple[str, ...]:
    """Give the names of the messages, ``"CHM"`` … ``"CEM"``."""
    return tuple(message.name for message in _database().messages)


def frame_id(name: str) -> int:
    """Give the 29-bit identifier of a message."""
    return _message(name).frame_id


def period_s(name: str) -> float:
    """Give the period [s] in which a message is repeated."""
    return (_message(name).cycle_time or 0) / 1000


def quantities(name: str) -> tuple[str, ...]:
    """Give the names of a message's quantities."""
    return tuple(signal.name for signal in _message(name).signals)


def encode(name: str, values: Mapping[str, float]) -> bytes:
    """Give the bytes of a message.

    Parameters
    ----------
    name
        One of :func:`names`.
    values
        Every quantity of the message in the unit of the DBC (V, A, %, °C, min).

    Raises
    ------
    WorkshopError
        If there is no such message, a quantity is missing, unknown or outside the range of its field.
    """
    message = _message(name)
    known = quantities(name)
    for given in values:
        one_of(label(f"quantity of {name}", f"{name} 的物理量"), given, known)
    if missing := [one for one in known if one not in values]:
        raise WorkshopError("frame-incomplete", name=name, missing=", ".join(missing))
    checked = {
        signal.name: in_range(
            f"{name}.{signal.name}",
            values[signal.name],
            float(signal.minimum),
            float(signal.maximum),
            signal.unit or "",
        )
        for signal in message.signals
    }
    return bytes(message.encode(checked, scaling=True, padding=UNUSED_BITS))


def decode(message: str | int, data: bytes) -> dict[str, float]:
    """Give the quantities of a message, by its name or its 29-bit identifier.

    Raises
    ------
    WorkshopError
        If there is no such message or it has another length.
    """
    if isinstance(message, int):
        found = [one.name for one in _database().messages if one.frame_id == message]
        message = found[0] if found else f"{message:08X}"
    layout = _message(message)
    if len(data) != layout.length:
        raise WorkshopError("frame-length", name=layout.name, length=len(data), right=layout.length)
    return dict(layout.decode(bytes(data), decode_choices=False))


def _message(name: str) -> Message:
    return _database().get_message_by_name(one_of(label("message", "报文"), name, names()))


@cache
def _database() -> Database:
    import cantools

    text = files(__package__).joinpath("gbt27930.dbc").read_text(encoding="utf-8")
    return cantools.database.load_string(text, database_format="dbc")
