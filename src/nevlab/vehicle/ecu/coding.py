"""How a quantity stands in the bytes of a data identifier."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from nevlab.vehicle.ecu.codes import Nrc, need

Value: TypeAlias = float | str
Values: TypeAlias = Mapping[str, Value]
"""Quantities by name, SI units in the names; a quantity that is not there is not measured."""


def measured(values: Values, quantity: str) -> float | None:
    """Give a quantity as a number, infinity for what is open; None when it is missing or no number."""
    try:
        number = float(values[quantity])
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
    return None if math.isnan(number) else number


@dataclass(frozen=True)
class Number:
    """A quantity as an unsigned integer: value = raw · step + offset.

    All bits set means “not available”; a value beyond the coded range is given as the nearest codable one.

    Parameters
    ----------
    quantity : str
        Name in the ECU's values.
    length : int
        Bytes.
    step, offset : float
        In the quantity's own unit.
    order : str
        ``"big"`` (usual in UDS) or ``"little"``.
    """

    quantity: str
    length: int
    step: float = 1.0
    offset: float = 0.0
    order: Literal["big", "little"] = "big"

    def encode(self, values: Values) -> bytes:
        """Give the bytes, shape ``(length,)``."""
        number, unavailable = measured(values, self.quantity), 256**self.length - 1
        if number is None:
            return b"\xff" * self.length
        raw = round(min(max((number - self.offset) / self.step, 0), unavailable - 1))
        return raw.to_bytes(self.length, self.order)

    def decode(self, data: bytes) -> Value:
        """Give the quantity from its bytes."""
        return int.from_bytes(data, self.order) * self.step + self.offset


@dataclass(frozen=True)
class Text:
    """A quantity that is a text in ASCII, such as the VIN, filled up with zero bytes."""

    quantity: str
    length: int

    def encode(self, values: Values) -> bytes:
        """Give the bytes, shape ``(length,)``."""
        if self.quantity not in values:
            return b"\xff" * self.length
        return str(values[self.quantity]).encode("ascii", "replace")[: self.length].ljust(self.length, b"\0")

    def decode(self, data: bytes) -> Value:
        """Give the text from its bytes; refuse what cannot be printed."""
        need(all(0x20 <= byte < 0x7F for byte in data.rstrip(b"\0")), Nrc.OUT_OF_RANGE)
        return data.rstrip(b"\0").decode("ascii")
