"""The clamp meter: direct and alternating current without opening the line.

A Hall sensor has a zero of its own that drifts, so direct current is read after zeroing, with the jaws empty. The
arrow on the jaws is the positive direction; both conductors of a line in one clamp read their sum, which is zero.
Ranges and drift are our own teaching values in the size of usual clamps; the maker's card counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from nevlab.instruments.ranges import Range, Scale
from nevlab.instruments.reading import Reading
from nevlab.labels import label
from nevlab.vehicle.draws import draws, within
from nevlab.vehicle.ranges import in_range, one_of
from nevlab.vehicle.signals import Signal, Steady

_RANGES = (Range(60, 0.01, 0.02, 5), Range(600, 0.1, 0.02, 5), Range(1000, 1, 0.025, 5))
SCALES: Mapping[str, Scale] = MappingProxyType(
    {"dc_a": Scale("clamp dc", "A", _RANGES), "ac_a": Scale("clamp ac", "A", _RANGES)}
)
DRIFT_A = 2.0
"""Most that the zero has drifted [A]: an assumption of a usual size."""
OFF_CENTRE_GAIN = 0.97
"""What the clamp reads of a conductor at the edge of its jaws: an assumption."""


@dataclass(frozen=True)
class ClampMeter:
    """One clamp meter.

    Parameters
    ----------
    seed
        Whose clamp it is.
    zero_a
        What zeroing takes off on direct current [A]; see :meth:`zeroed`.
    against_arrow
        The jaws are turned round: the sign of a direct current changes.
    off_centre
        The conductor lies at the edge of the jaws: the clamp reads too little.
    """

    seed: int
    zero_a: float = 0.0
    against_arrow: bool = False
    off_centre: bool = False

    def __post_init__(self) -> None:
        in_range(label("zero of the clamp", "钳形表清零值"), self.zero_a, -1000.0, 1000.0, "A")

    def read(self, function: str, current: Signal, where: str, full_scale: float | None = None) -> Reading:
        """Give what the display shows [A].

        Parameters
        ----------
        function
            ``"dc_a"``, the mean, or ``"ac_a"``, the true root mean square without the mean.
        current
            The current through the jaws [A], positive along the circuit's own counting arrow.
        where
            Name of the conductor, for the error that is drawn.
        full_scale
            End of a range chosen by hand.
        """
        one_of(label("function of the clamp meter", "钳形表挡位"), function, SCALES)
        gain = OFF_CENTRE_GAIN if self.off_centre else 1.0
        if function == "ac_a":
            truth_a = gain * current.ac_rms
        else:
            drift_a = within(draws(self.seed, "clamp drift"), -DRIFT_A, DRIFT_A)
            truth_a = (-gain if self.against_arrow else gain) * current.mean + drift_a - self.zero_a
        return SCALES[function].read(truth_a, self.seed, where, full_scale)

    def zeroed(self) -> ClampMeter:
        """Give the clamp zeroed with empty jaws."""
        empty = replace(self, zero_a=0.0).read("dc_a", Steady(0.0), "empty jaws")
        return replace(self, zero_a=empty.value)
