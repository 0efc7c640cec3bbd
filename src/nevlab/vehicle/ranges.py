"""What a model takes in, checked in one place: a value outside its range is refused with words."""

from __future__ import annotations

import math
from collections.abc import Collection

from nevlab.messages import WorkshopError


def in_range(name: str, value: float, low: float, high: float, unit: str) -> float:
    """Give `value` as a float when it lies within ``low … high``, both ends included.

    Parameters
    ----------
    name
        What the value is, in the words of the person who reads the error.
    value, low, high
        In `unit`; a `high` of infinity admits infinity (an open circuit).

    Raises
    ------
    WorkshopError
        If `value` is no number, not a number (NaN), or outside.
    """
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = math.nan
    if not low <= number <= high:
        raise WorkshopError("value-out-of-range", name=name, value=value, low=f"{low:g}", high=f"{high:g}", unit=unit)
    return number


def one_of(name: str, value: str, known: Collection[str]) -> str:
    """Give `value` when it is one of the `known` words.

    Raises
    ------
    WorkshopError
        If it is none of them.
    """
    if value not in known:
        raise WorkshopError("unknown-choice", name=name, value=value, known=", ".join(known))
    return value
