"""Ranges of an instrument: resolution, stated accuracy, overload; the error of one instrument, drawn from its seed.

A stated accuracy is ``± (share of the reading + digits)``, as on a maker's card. The share is used up by a gain error
that one instrument keeps in one range; the digits by a noise that depends on where the leads are. Both are drawn once,
so the same instrument at the same place shows the same again.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from nevlab.instruments.reading import OVERLOAD, Reading, rounded
from nevlab.labels import label
from nevlab.vehicle.draws import draws, within
from nevlab.vehicle.ranges import in_range, one_of


@dataclass(frozen=True)
class Range:
    """One range of an instrument.

    Parameters
    ----------
    full_scale
        Most that it shows, in the unit of its scale; beyond it shows ``OL``.
    step
        Resolution of the last digit, in the same unit.
    accuracy_share
        Stated accuracy as a share of the reading.
    accuracy_digits
        Stated accuracy in units of the last digit, 1 at least: rounding takes half of one.
    """

    full_scale: float
    step: float
    accuracy_share: float
    accuracy_digits: float

    def __post_init__(self) -> None:
        in_range(label("end of the range", "量程上限"), self.full_scale, 1e-6, 1e15, "")
        in_range(label("resolution", "分辨力"), self.step, 1e-12, self.full_scale, "")
        in_range(label("stated accuracy", "准确度"), self.accuracy_share, 0.0, 0.5, "")
        in_range(label("digits of the stated accuracy", "准确度的字数"), self.accuracy_digits, 1.0, 1000.0, "")

    def allowed_error(self, truth: float) -> float:
        """Give the most by which a reading may differ from a true value: ``share·|value| + digits·step``."""
        return self.accuracy_share * abs(truth) + self.accuracy_digits * self.step


@dataclass(frozen=True)
class Scale:
    """One function of an instrument.

    Parameters
    ----------
    name
        What the draws of its errors are named by.
    unit
        Unit of the values.
    ranges
        The ranges, the smallest first.
    """

    name: str
    unit: str
    ranges: tuple[Range, ...]

    def read(
        self, truth: float, seed: int, where: str, full_scale: float | None = None, remarks: tuple[str, ...] = ()
    ) -> Reading:
        """Give what is shown of a true value; infinity is an open circuit.

        Parameters
        ----------
        truth
            The value at the instrument's jacks.
        seed, where
            The instrument, and where its leads are: what the error is drawn from.
        full_scale
            The end of a range chosen by hand; without it the smallest range that can show the value is taken.
        remarks
            What is seen besides.

        Raises
        ------
        WorkshopError
            If the value is not a number, or there is no such range.
        """
        in_range(label("measured value", "被测值"), truth, -math.inf, math.inf, self.unit)
        ranges = self.ranges if full_scale is None else (self.range_to(full_scale),)
        for chosen in ranges:
            measured = self._measured(truth, chosen, seed, where)
            if abs(measured) <= chosen.full_scale:
                return rounded(measured, self.unit, chosen.step, chosen.full_scale, remarks)
        return Reading(math.inf, self.unit, ranges[-1].step, OVERLOAD, remarks)

    def range_to(self, full_scale: float) -> Range:
        """Give the range that ends at `full_scale`."""
        by_name = {f"{known.full_scale:g}": known for known in self.ranges}
        return by_name[one_of(label(f"range in {self.unit}", f"量程（{self.unit}）"), f"{full_scale:g}", by_name)]

    def _measured(self, truth: float, chosen: Range, seed: int, where: str) -> float:
        purpose = f"{self.name}|{chosen.full_scale:g}"
        gain = 1 + within(draws(seed, f"{purpose}|gain"), -1.0, 1.0) * chosen.accuracy_share
        # Half a digit of the stated ones is left to the rounding, so that a reading never leaves its accuracy.
        noise = within(draws(seed, f"{purpose}|noise|{where}"), -1.0, 1.0) * (chosen.accuracy_digits - 0.5)
        return truth * gain + noise * chosen.step
