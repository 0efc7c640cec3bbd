"""What a model takes in, checked in one place: a value outside its range is refused with words."""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import TYPE_CHECKING

from nevlab.messages import WorkshopError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


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
        most = f"{high:g} {unit}".replace("inf", "∞").strip()
        raise WorkshopError("value-out-of-range", name=name, value=value, low=f"{low:g}", high=most)
    return number


def all_in_range(name: str, values: ArrayLike, low: float, high: float, unit: str) -> None:
    """Refuse a value, or an array of them, of which one is outside ``low … high``; :func:`in_range` names that one.

    Raises
    ------
    WorkshopError
        If a value is no number, not a number (NaN), or outside, or there is none.
    """
    import numpy as np

    numbers = np.ravel(np.asarray(values))
    countable = numbers.size > 0 and numbers.dtype.kind in "fiu"
    for value in (numbers.min(), numbers.max()) if countable else (values,):
        in_range(name, value, low, high, unit)  # type: ignore[arg-type]


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
