"""What an instrument shows: a number with its unit and resolution, as digits on a display, and what is seen besides."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from nevlab.messages import message

OVERLOAD = "OL"
"""What a display shows of a value beyond its range."""

_PREFIXES = ((1e9, "G"), (1e6, "M"), (1e3, "k"), (1.0, ""), (1e-3, "m"), (1e-6, "µ"))


@dataclass(frozen=True)
class Reading:
    """One reading.

    Parameters
    ----------
    value
        The number in `unit`; infinity is ``OL``.
    unit
        Unit without a prefix: V, A, Ω, Hz …
    step
        Resolution of the last digit, in `unit`.
    shown
        The text on the display, such as ``351.2 V``, ``60.0 kΩ`` or ``OL``.
    remarks
        Keys of the message table: symbols on the display, and what is heard or seen.
    """

    value: float
    unit: str
    step: float
    shown: str
    remarks: tuple[str, ...] = ()

    @property
    def overload(self) -> bool:
        """Tell whether the display shows ``OL``."""
        return math.isinf(self.value)

    def words(self) -> tuple[str, ...]:
        """Give the remarks in the language shown."""
        return tuple(message(remark) for remark in self.remarks)

    def as_details(self) -> dict[str, Any]:
        """Give it for a record: plain numbers, texts and lists."""
        return {
            "value": OVERLOAD if self.overload else self.value,
            "unit": self.unit,
            "step": self.step,
            "shown": self.shown,
            "remarks": list(self.remarks),
        }

    def __str__(self) -> str:
        return self.shown


def rounded(value: float, unit: str, step: float, full_scale: float, remarks: tuple[str, ...] = ()) -> Reading:
    """Give `value` as a display with a last digit of `step` shows it.

    The prefix is that of the range: a display that ends at 600 kΩ shows kΩ, one that ends at 1000 V shows V.
    """
    # Rounded once more to the step's decimals: 3512 steps of 0.1 are 351.2, not 351.20000000000005. Plus 0.0: no −0.
    whole = round(round(value / step) * step, _decimals(step)) + 0.0
    scale, prefix = next((pair for pair in _PREFIXES if full_scale > pair[0]), _PREFIXES[-1])
    text = f"{whole / scale:.{_decimals(step / scale)}f} {prefix}{unit}"
    return Reading(whole, unit, step, text, remarks)


def _decimals(step: float) -> int:
    return max(0, math.ceil(-math.log10(step) - 1e-9))
