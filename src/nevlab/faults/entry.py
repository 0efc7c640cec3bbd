"""What the library says of one fault."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from nevlab.labels import label


@dataclass(frozen=True)
class Words:
    """A text in both languages."""

    en: str
    zh: str

    @property
    def text(self) -> str:
        """Give it in the language shown."""
        return label(self.en, self.zh)


@dataclass(frozen=True)
class Change:
    """A physical parameter of the car, and what becomes of it.

    Parameters
    ----------
    path
        Where it is: see :mod:`nevlab.vehicle.car.parameters`.
    to, times, add
        One of them: the new value; a factor; what is added: to a number a number, to a row a word or a fault of the bus
        wiring (fields of :class:`~nevlab.vehicle.can_bus.Short` or :class:`~nevlab.vehicle.can_bus.Break`).
    """

    path: str
    to: Any = None
    times: float | None = None
    add: Any = None


@dataclass(frozen=True)
class Expected:
    """A reading that the fault leads to.

    Parameters
    ----------
    tool
        One of :data:`nevlab.faults.expected.TOOLS`.
    at
        Points, conductor, or name of the quantity.
    after
        What is done to the parked car first, as in :func:`nevlab.vehicle.car.operation.after`.
    shows
        The reading, SI; a text for what is read in words; infinity is an open circuit.
    within
        How far it may be off, in the same unit.
    sound
        What a sound car shows there, within the same or 2 %.
    why
        Why it is so: the circuit, in a sentence.
    """

    tool: str
    at: tuple[str, ...]
    after: tuple[tuple[Any, ...], ...]
    shows: float | str
    within: float
    sound: float | str
    why: Words


@dataclass(frozen=True)
class Code:
    """A trouble code and the controller that sets it."""

    controller: str
    code: str


@dataclass(frozen=True)
class Fault:
    """One fault of the library.

    Parameters
    ----------
    id, place
        Its key, and where in the car.
    name, symptom
        What it is, and what the driver notices.
    part, part_name
        What has to be repaired or replaced: key and name.
    changes
        What is changed in the car.
    codes
        Trouble codes that it sets, after `codes_after`.
    codes_after
        What is done to the parked car until the codes are there.
    expected
        Readings: test points and data stream.
    safe, unsafe
        What may be done to find it, and what must not.
    repair, verification
        What mends it, and how that is proven.
    source
        Where symptom and numbers come from.
    """

    id: str
    place: str
    name: Words
    symptom: Words
    part: str
    part_name: Words
    changes: tuple[Change, ...]
    codes: tuple[Code, ...]
    codes_after: tuple[tuple[Any, ...], ...]
    expected: tuple[Expected, ...]
    safe: Words
    unsafe: Words
    repair: Words
    verification: Words
    source: str
