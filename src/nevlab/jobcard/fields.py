"""The fields of a job card: what may be entered, and how it is read."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from nevlab.jobcard.typed import number
from nevlab.messages import WorkshopError

Value: TypeAlias = float | str | list[str] | None
"""What an answer is: a number, a text, a key, a list of keys; None while nothing is entered."""

_LONGEST_TEXT = 4000


class BadEntry(WorkshopError):  # noqa: N818 - the entry is bad, not the program
    """An entry that the field does not take; its text says why and what may be entered."""


@dataclass(frozen=True)
class Field(ABC):
    """One field of a job card.

    Parameters
    ----------
    id
        Its name in `answers` and in the record; for a text that a person marks, the id of the cell it answers.
    label
        What stands beside it, already in the reader's language.
    """

    id: str
    label: str

    @abstractmethod
    def read(self, entered: object) -> Value:
        """Give the plain value of what was entered; None for nothing.

        Raises
        ------
        BadEntry
            If the field does not take it.
        """

    @abstractmethod
    def show(self, value: Value) -> str:
        """Give `value` as a person reads it."""


@dataclass(frozen=True)
class Number(Field):
    """A number with its unit, within [`low`, `high`]."""

    unit: str = ""
    low: float = -math.inf
    high: float = math.inf

    def read(self, entered: object) -> float | None:
        """Give the number in the field's unit."""
        if _nothing(entered):
            return None
        try:
            value = number(entered, self.unit)
        except WorkshopError as error:
            raise BadEntry("entry", field=self.label, why=error) from None
        if not self.low <= value <= self.high:
            raise BadEntry(
                "number-out-of-range",
                field=self.label,
                value=plain_digits(value),
                range=self.range(),
            )
        return value

    def range(self) -> str:
        """Give the allowed range in words, empty where there is none."""
        low, high = plain_digits(self.low), plain_digits(self.high)
        unit = f" {self.unit}" if self.unit else ""
        if math.isinf(self.low) and math.isinf(self.high):
            return ""
        if math.isinf(self.high):
            return f"≥ {low}{unit}"
        if math.isinf(self.low):
            return f"≤ {high}{unit}"
        return f"{low} … {high}{unit}"

    def show(self, value: Value) -> str:
        """Give number and unit."""
        if not isinstance(value, int | float):
            return ""
        return f"{plain_digits(value)} {self.unit}".strip()


@dataclass(frozen=True)
class Choice(Field):
    """One of several options, given as key → words."""

    options: Mapping[str, str]

    def read(self, entered: object) -> str | None:
        """Give the key of the option."""
        if _nothing(entered):
            return None
        return _key(self, self.options, entered)

    def show(self, value: Value) -> str:
        """Give the option's words."""
        return self.options.get(value, "") if isinstance(value, str) else ""


@dataclass(frozen=True)
class Order(Field):
    """An order of work: steps of `steps` (key → words), each at most once, in the order in which they are done."""

    steps: Mapping[str, str]

    def read(self, entered: object) -> list[str] | None:
        """Give the keys of the steps."""
        if _nothing(entered):
            return None
        if isinstance(entered, str) or not isinstance(entered, Iterable):
            raise BadEntry("order-not-a-list", field=self.label, entered=_short(entered))
        keys = [_key(self, self.steps, step) for step in entered]
        twice = [self.steps[key] for key in dict.fromkeys(keys) if keys.count(key) > 1]
        if twice:
            raise BadEntry("order-twice", field=self.label, steps=", ".join(twice))
        return keys or None

    def show(self, value: Value) -> str:
        """Give the steps' words in order."""
        if not isinstance(value, list):
            return ""
        return " → ".join(self.steps.get(key, key) for key in value)


@dataclass(frozen=True)
class Text(Field):
    """A short text in the student's own words."""

    def read(self, entered: object) -> str | None:
        """Give the text without control characters."""
        if _nothing(entered):
            return None
        if not isinstance(entered, str):
            raise BadEntry("text-not-text", field=self.label, entered=_short(entered))
        text = "".join(c for c in entered if c.isprintable() or c in "\n\t").strip()
        if len(text) > _LONGEST_TEXT:
            raise BadEntry("text-too-long", field=self.label, length=len(text), longest=_LONGEST_TEXT)
        return text or None

    def show(self, value: Value) -> str:
        """Give the text itself."""
        return value if isinstance(value, str) else ""


def plain_digits(value: float) -> str:
    """Give a number as a person writes it: no exponent where it can be avoided, no trailing zeros."""
    return str(int(value)) if math.isfinite(value) and value == int(value) and abs(value) < 1e15 else f"{value:.10g}"


def _nothing(entered: object) -> bool:
    # An ellipsis is what a plain answer cell holds before it is filled in.
    return entered is None or entered is ... or (isinstance(entered, str) and not entered.strip())


def _key(field: Field, words: Mapping[str, str], entered: object) -> str:
    for key, word in words.items():
        if entered in (key, word):
            return key
    allowed = ", ".join(f"{key} ({word})" for key, word in words.items())
    raise BadEntry("key-unknown", field=field.label, entered=_short(entered), allowed=allowed)


def _short(entered: object) -> str:
    text = repr(entered)
    return text if len(text) <= 60 else text[:57] + "…"
