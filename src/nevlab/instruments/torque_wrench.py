"""The click-type torque wrench, and what a torque tester shows of it.

ISO 6789 allows ± 4 % above 10 Nm for such a wrench; known in the field, to be confirmed against the edition in force.
"""

from __future__ import annotations

from dataclasses import dataclass

from nevlab.instruments.reading import Reading, rounded
from nevlab.labels import label
from nevlab.vehicle.draws import draws, within
from nevlab.vehicle.ranges import in_range

LEAST_NM, MOST_NM = 5.0, 60.0
"""Range of the wrench [Nm]."""
ALLOWED_SHARE = 0.04
"""Most by which a reading may differ from what is set, as a share of it."""
SCATTER_SHARE = 0.005
"""Most by which single clicks scatter about the wrench's own deviation, as a share: an assumption."""
STEP_NM = 0.1
"""Resolution of the torque tester [Nm]."""


@dataclass(frozen=True)
class TorqueWrench:
    """One wrench.

    Parameters
    ----------
    seed
        Whose wrench it is: the scatter is drawn from it.
    deviation_share
        By how much it clicks too late (positive) or too early, as a share of what is set.
    """

    seed: int
    deviation_share: float = 0.0

    def __post_init__(self) -> None:
        in_range(label("deviation of the wrench", "扳手偏差"), self.deviation_share, -0.3, 0.3, "")

    def click_nm(self, set_nm: float, number: int) -> float:
        """Give the true torque [Nm] at the click number `number` with `set_nm` set.

        Raises
        ------
        WorkshopError
            If that is beyond the wrench's range.
        """
        set_nm = in_range(label("torque on the wrench", "扳手设定力矩"), set_nm, LEAST_NM, MOST_NM, "Nm")
        scatter = within(draws(self.seed, f"wrench {set_nm:g} {number}"), -SCATTER_SHARE, SCATTER_SHARE)
        return set_nm * (1 + self.deviation_share + scatter)

    def read(self, set_nm: float, number: int) -> Reading:
        """Give what the torque tester shows of a click [Nm]."""
        return rounded(self.click_nm(set_nm, number), "Nm", STEP_NM, MOST_NM)
