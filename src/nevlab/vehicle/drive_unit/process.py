"""How well a process does: Cp, Cpk, the limits of a control chart for means, and the audit of a tightening tool.

Constants for subgroups of five: the range of five normal values is d₂ = 2.326 standard deviations in the mean, and
A₂ = 3/(d₂·√5) = 0.577 (D. C. Montgomery, *Introduction to Statistical Quality Control*, Wiley, appendix VI).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from nevlab.vehicle.draws import Draw, draws, pick, within

SIZE = 5
D2 = 2.326
A2 = 3 / (D2 * math.sqrt(SIZE))
LIMITS_NM = (37.0, 43.0)
"""Tolerance of the torque that the tool reaches [Nm]: 40 Nm ± 3 Nm."""
LEAST_CPK = 1.33
"""What the card asks of Cp and Cpk."""
_Z = (-1.7, -1.1, -0.6, -0.2, 0.2, 0.6, 1.1, 1.7)
_R = (0.55, 0.7, 0.8, 0.95, 1.05, 1.15, 1.3, 1.5)


def cp(sigma: float, low: float, high: float) -> float:
    """Give Cp = (high − low)/(6σ): what the spread allows."""
    return (high - low) / (6 * sigma)


def cpk(mean: float, sigma: float, low: float, high: float) -> float:
    """Give Cpk = min(high − mean, mean − low)/(3σ): what is left of it beside the middle."""
    return min(high - mean, mean - low) / (3 * sigma)


@dataclass(frozen=True)
class Audit:
    """Subgroups of :data:`SIZE` torques each [Nm], and the mean of the newest one, which is not among them."""

    means_nm: Sequence[float]
    ranges_nm: Sequence[float]
    newest_nm: float

    @property
    def mean_nm(self) -> float:
        """Give the mean of the means [Nm]."""
        return fmean(self.means_nm)

    @property
    def sigma_nm(self) -> float:
        """Give the standard deviation from the mean range, R̄/d₂ [Nm]."""
        return fmean(self.ranges_nm) / D2

    @property
    def control_nm(self) -> tuple[float, float]:
        """Give the control limits of the means, x̿ ∓ A₂·R̄ [Nm]."""
        half = A2 * fmean(self.ranges_nm)
        return self.mean_nm - half, self.mean_nm + half

    @property
    def cp(self) -> float:
        """Give Cp."""
        return cp(self.sigma_nm, *LIMITS_NM)

    @property
    def cpk(self) -> float:
        """Give Cpk."""
        return cpk(self.mean_nm, self.sigma_nm, *LIMITS_NM)

    @property
    def process(self) -> str:
        """Give ``"capable"``, ``"shifted"`` (only the middle is off) or ``"wide"``."""
        return "wide" if self.cp < LEAST_CPK else "shifted" if self.cpk < LEAST_CPK else "capable"

    @property
    def newest_inside(self) -> bool:
        """Tell whether the newest subgroup lies within the control limits."""
        low, high = self.control_nm
        return low <= self.newest_nm <= high


def drawn_audit(seed: int) -> Audit:
    """Draw an audit whose eight subgroups are in control, and whose verdicts are clear."""
    draw = draws(seed, "drive audit")
    kind = pick(draw, ("capable", "shifted", "wide"))
    sigma_nm = within(draw, 0.85, 0.95) if kind == "wide" else within(draw, 0.48, 0.58)
    off_nm = within(draw, 1.35, 1.6) if kind == "shifted" else within(draw, 0.0, 0.2)
    mean_nm = sum(LIMITS_NM) / 2 + pick(draw, (-1, 1)) * off_nm
    means = [round(mean_nm + z * sigma_nm / math.sqrt(SIZE), 2) for z in _mixed(draw, _Z)]
    ranges = [round(D2 * sigma_nm * share, 2) for share in _mixed(draw, _R)]
    z = within(draw, 0.2, 1.8) if draw() < 0.5 else within(draw, 4.2, 5.2)
    return Audit(means, ranges, round(mean_nm + pick(draw, (-1, 1)) * z * sigma_nm / math.sqrt(SIZE), 2))


def _mixed(draw: Draw, values: Sequence[float]) -> list[float]:
    left = list(values)
    return [left.pop(int(draw() * len(left))) for _ in values]
