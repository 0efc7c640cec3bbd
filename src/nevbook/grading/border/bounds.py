"""How much may cross in one message."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Bounds:
    """The limits of one message.

    Parameters
    ----------
    bytes : int
        Its length, and what its arrays may fill.
    depth : int
        How deep lists may stand within lists.
    items : int
        How many values it may hold, all levels together.
    seconds : float
        How long taking it apart or putting it together may last: keys with equal hashes are slow, not large.
    """

    bytes: int = 32_000_000
    depth: int = 60
    items: int = 2_000_000
    seconds: float = 5.0


USUAL = Bounds()

INTEGER_BYTES = 65_536
"""The longest integer. Division, greatest common divisor and printing grow with the square of the length."""


class CannotCross(Exception):  # noqa: N818 - it tells what the value is, which is not always an error
    """A value is not plain data, or too much of it: the text says what and where."""


class Malformed(Exception):  # noqa: N818 - the sender's error, not ours
    """Bytes that no :func:`~nevbook.grading.border.codec.encode` wrote: whoever sent them is not to be believed."""
