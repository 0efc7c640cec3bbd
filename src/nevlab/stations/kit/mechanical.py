"""Gauges and wrench of the tool bench, and the tightening of a cover with that wrench."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Self

from nevlab.instruments.gauges import STEP_M, TRAVEL_M, DialGauge
from nevlab.instruments.reading import rounded
from nevlab.instruments.torque_wrench import TorqueWrench
from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.stations.kit.protective import ProtectiveChecks
from nevlab.stations.station import Doing
from nevlab.vehicle.draws import draws, pick, within
from nevlab.vehicle.ranges import in_range

BOLTS = tuple(range(1, 9))
"""The bolts of the cover, numbered clockwise."""
PRESSES = 5
"""How often the plunger of the dial gauge is pressed and let go."""
BLOCK_M = 1e-3
"""Height of the gauge block [m]."""
STUCK_M = (30e-6, 80e-6)
"""By how much a sticking plunger does not come back [m]."""
SOUND_SHARE, BAD_SHARE = (0.005, 0.025), (0.06, 0.10)
"""By how much a sound wrench and a bad one deviate, early or late, as a share."""
TORQUES_NM = (20.0, 22.0, 24.0, 26.0, 28.0)
"""Final torques that a card may ask for [Nm]; the first pass is half of it."""

ACTIONS: Mapping[str, Doing] = MappingProxyType(
    {
        "check_dial": Doing(minutes=2.0),
        "check_wrench": Doing(("set_nm",), minutes=1.0),
        "tighten": Doing(("order", "set_nm"), minutes=4.0),
        "mark": Doing(minutes=1.0),
        "relax_wrench": Doing(minutes=0.2),
    }
)


@dataclass(frozen=True)
class Cover:
    """What the card says of the cover: with which bolt one begins, and the final torque [Nm]."""

    first: int
    final_nm: float

    @property
    def order(self) -> tuple[int, ...]:
        """Give the crosswise order: a bolt, the one opposite, then the two between, then the rest in the same way."""
        return tuple((self.first - 1 + step) % len(BOLTS) + 1 for step in (0, 4, 2, 6, 1, 5, 3, 7))


@dataclass(frozen=True, kw_only=True)
class MechanicalWork(ProtectiveChecks):
    """Dial gauge, torque wrench, the bolts of a cover.

    Parameters
    ----------
    clicks
        How often the wrench clicked at each setting on the tester.
    passes
        The passes over the bolts: order, what was set [Nm], and whether the wrench was sound.
    marked
        The bolts bear a mark of paint, put on after the last pass.
    relaxed
        The wrench was set back to its lowest value after the last pass.
    """

    clicks: Mapping[float, int] = field(default_factory=dict)
    passes: tuple[tuple[tuple[int, ...], float, bool], ...] = ()
    marked: bool = False
    relaxed: bool = False

    @property
    def cover(self) -> Cover:
        """Give the card of the cover."""
        draw = draws(self.kit.seed, "kit cover")
        return Cover(pick(draw, BOLTS), pick(draw, TORQUES_NM))

    @property
    def tightened(self) -> bool:
        """Tell whether the last two passes were those of the card, with a sound wrench."""
        cover = self.cover
        wanted = tuple((cover.order, part * cover.final_nm, True) for part in (0.5, 1.0))
        return self.passes[-2:] == wanted

    def _check_dial(self) -> tuple[Self, dict[str, Any]]:
        """Press the plunger and let it go some times, and put it on a gauge block."""
        gauge = DialGauge(self.kit.seed, preload_m=2e-3).zeroed()
        draw = draws(self.kit.seed, "kit dial")
        late_m = within(draw, *STUCK_M) if self.kit.defect("dial") == "check" else 0.0
        stuck = {1 + int(draw() * PRESSES)} if late_m else set()
        moves_m = [step for _ in range(PRESSES) for step in (BLOCK_M, 0.0)]
        returns = {
            str(number): rounded(one.value + (late_m if number in stuck else 0.0), "m", STEP_M, TRAVEL_M).as_details()
            for number, one in enumerate(gauge.follow(moves_m)[1::2], start=1)
        }
        block = gauge.follow([BLOCK_M])[0]
        return self._checked("dial", "press"), {"returns": returns, "block": block.as_details()}

    def _check_wrench(self, set_nm: float) -> tuple[Self, dict[str, Any]]:
        """Let the wrench click once on the torque tester."""
        number = self.clicks.get(set_nm, 0) + 1
        reading = self._wrench().read(set_nm, number)
        after = replace(self, clicks={**self.clicks, float(set_nm): number})
        final_nm = self.cover.final_nm
        for what, part in (("low", 0.5), ("high", 1.0)):
            if set_nm == part * final_nm:
                after = after._checked("wrench", what)
        return after, {"set_nm": set_nm, **reading.as_details()}

    def _tighten(self, order: str, set_nm: float) -> tuple[Self, dict[str, Any]]:
        """Tighten every bolt once in an order such as ``"1 5 3 7 2 6 4 8"``."""
        bolts = tuple(int(one) for one in str(order).split() if one.isdigit())
        if sorted(bolts) != sorted(BOLTS):
            raise WorkshopError("bolts-each-once", order=order, count=len(BOLTS))
        set_nm = in_range(label("torque", "拧紧力矩"), set_nm, 5.0, 60.0, "Nm")
        one = (bolts, set_nm, not self.kit.defect("wrench"))
        after = replace(self, passes=(*self.passes, one), marked=False, relaxed=False)
        return after, {"order": order, "set_nm": set_nm}

    def _mark(self) -> tuple[Self, dict[str, Any]]:
        """Draw a line of paint over each bolt's head onto the cover."""
        return replace(self, marked=True), {}

    def _relax_wrench(self) -> tuple[Self, dict[str, Any]]:
        """Set the wrench back to the lowest value of its scale, so that its spring does not tire."""
        return replace(self, relaxed=True), {}

    def _wrench(self) -> TorqueWrench:
        another = "wrench" in self.kit.replaced
        draw = draws(self.kit.seed, f"kit wrench {another}")
        size = within(draw, *(BAD_SHARE if self.kit.defect("wrench") == "check" else SOUND_SHARE))
        return TorqueWrench(self.kit.seed + another, pick(draw, (-1, 1)) * size)
