"""The student's own car on the lift: what may be done to it, and what the record of it proves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from nevlab.bench.deed_board import DeedBoard
from nevlab.bench.drive_unit import words
from nevlab.bench.drive_unit.cards import card_table
from nevlab.bench.drive_unit.curve import view
from nevlab.bench.example import Step
from nevlab.jobcard import own_seed
from nevlab.jobcard.replay import Replay
from nevlab.labels import label
from nevlab.stations.drive_bench import DriveBench, drive_bench
from nevlab.vehicle.drive_unit.unit import BOLTS, WINDOW_DEG

if TYPE_CHECKING:
    from ipywidgets import Widget


class DriveWork(Replay[DriveBench]):
    """What the recorded actions on a car show. Only genuine readings are in it."""

    def plays_mm(self) -> dict[str, float]:
        """Give what the dial gauge first read at each place [mm]."""
        return {told["place"]: told["value"] * 1e3 for told in reversed(self.details("measure"))}

    def renewed(self) -> frozenset[str]:
        """Give what was renewed."""
        return frozenset(str(told["part"]) for told in self.details("renew"))

    def angles_deg(self) -> dict[int, float]:
        """Give the angle first read from the curve of each bolt, before anything was mended [°]."""
        found: dict[int, float] = {}
        for told in self.until("mend").details("read_curve"):
            found.setdefault(told["bolt"], told["angle_deg"])
        return found

    def proven(self) -> frozenset[int]:
        """Give the bolts whose curves lie within the card, read after the last bolt was tightened."""
        read = self.since("tighten").details("read_curve")
        low, high = WINDOW_DEG
        return frozenset(told["bolt"] for told in read if low <= told["angle_deg"] <= high)

    @property
    def all_seen(self) -> bool:
        """Tell whether the curve of every bolt was read before anything was mended."""
        return set(self.angles_deg()) == set(BOLTS)


def own_work(exercise: str) -> tuple[DriveBench, DriveWork]:
    """Give the lift as this folder's record found it, and what the record shows: for test cells."""
    fresh = drive_bench(own_seed(exercise))
    return fresh, DriveWork.recorded(fresh, exercise)


class DriveBoard(DeedBoard[DriveWork]):
    """The lift with the student's own car; on a page it is a worked example on the page's specimen."""

    WORDS = words

    def fresh(self) -> DriveWork:
        """Give the lift with the car as it came in; NoStudentNumber before the number is known."""
        return DriveWork(drive_bench(self.card.seed))

    def picture(self, station: DriveBench, action: str, details: Mapping[str, Any]) -> str:
        """Give the curve of a bolt after it was read."""
        if action != "read_curve":
            return ""
        return view(station.unit.joints[details["bolt"]], details)

    def above(self) -> str:
        """Give the maker's card and the list of software."""
        return card_table(self.fresh().station.unit.mass_kg)

    def title(self) -> str:
        """Name the bench."""
        return label("Lift: drive unit out and in", "举升工位：电驱动总成拆装")

    def usual_example(self) -> tuple[Step, ...]:
        """Give the whole job on the page's specimen."""
        from nevlab.bench.drive_unit.example import whole_job

        return whole_job(self.card.seed)

    def parts(self) -> tuple[Widget, ...]:
        """Give the cards, the tools, the curve and the log."""
        from nevlab.bench.drive_unit.panel import parts

        return parts(self)
