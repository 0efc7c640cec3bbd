"""Draws from a seed that stay the same for good, so that the grader draws a student's own car again.

Only ``random.Random(seed).random()`` is drawn from: Python guarantees its sequence over versions and machines, which
NumPy's generators do not.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TypeAlias, TypeVar

Draw: TypeAlias = Callable[[], float]
"""Gives the next number in [0, 1)."""

_T = TypeVar("_T")


def draws(seed: int, what: str) -> Draw:
    """Give a source of numbers for one purpose, so that none depends on how often another is asked."""
    return random.Random(f"{seed}|{what}").random


def within(draw: Draw, low: float, high: float) -> float:
    """Draw a number from [`low`, `high`), each equally likely."""
    return low + (high - low) * draw()


def pick(draw: Draw, options: Sequence[_T]) -> _T:
    """Draw one of `options`, each equally likely."""
    return options[int(draw() * len(options))]
