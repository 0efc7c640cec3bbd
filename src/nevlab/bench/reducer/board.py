"""The student's own reducer: what may be done to it, and what the record of it proves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from nevlab.bench.deed_board import DeedBoard
from nevlab.bench.example import Step
from nevlab.bench.reducer import words
from nevlab.jobcard import own_seed
from nevlab.jobcard.replay import Replay
from nevlab.labels import label
from nevlab.stations.reducer_bench import ReducerBench, reducer_bench

if TYPE_CHECKING:
    from ipywidgets import Widget


class ReducerWork(Replay[ReducerBench]):
    """What the recorded actions on a reducer show. Only genuine readings are in it."""

    def depths_mm(self) -> tuple[float, ...]:
        """Give the depths that were read, in order [mm]."""
        return tuple(read["value"] * 1e3 for read in self.details("measure_depth"))

    def heights_mm(self) -> tuple[float, ...]:
        """Give the heights that were read, in order [mm]."""
        return tuple(read["value"] * 1e3 for read in self.details("measure_height"))

    @property
    def as_found(self) -> ReducerWork:
        """Give what was done before the cover came off for the first time."""
        return self.until("open")

    @property
    def after_assembly(self) -> ReducerWork:
        """Give what was done after the bolts were tightened for the last time; nothing where they never were."""
        return self.since("tighten") if self.did("tighten") else replace(self, done=())

    def plays_mm(self) -> tuple[float, ...]:
        """Give the end plays that were read, in order: pulled less pushed [mm]."""
        return tuple((read["pulled"]["value"] - read["pushed"]["value"]) * 1e3 for read in self.details("measure_play"))

    def backlash_mm(self) -> dict[float, float]:
        """Give the backlash last read at each angle of the wheel [mm]."""
        return {read["angle_deg"]: read["value"] * 1e3 for read in self.details("measure_backlash")}

    @property
    def shim_mm(self) -> float:
        """Give the shim that is fitted [mm]."""
        return self.station.unit.shim_m * 1e3

    @property
    def in_order(self) -> bool:
        """Tell whether the unit is as the card wants it: play, backlash, cover, oil."""
        return self.station.in_order


def own_work(exercise: str) -> tuple[ReducerBench, ReducerWork]:
    """Give the bench as this folder's record found it, and what the record shows: for test cells."""
    fresh = reducer_bench(own_seed(exercise))
    return fresh, ReducerWork.recorded(fresh, exercise)


class ReducerBoard(DeedBoard[ReducerWork]):
    """The bench with the student's own reducer; on a page it is a worked example on the page's specimen."""

    WORDS = words

    def fresh(self) -> ReducerWork:
        """Give the bench with the unit as it came in; NoStudentNumber before the number is known."""
        return ReducerWork(reducer_bench(self.card.seed))

    def above(self) -> str:
        """Give the maker's card."""
        return words.card_table()

    def title(self) -> str:
        """Name the bench."""
        return label("Assembly bench: reducer", "装配台：减速器")

    def usual_example(self) -> tuple[Step, ...]:
        """Give the whole job on the page's specimen."""
        from nevlab.bench.reducer.example import whole_job

        return whole_job(self.card.seed)

    def parts(self) -> tuple[Widget, ...]:
        """Give the card, the tools and the log."""
        from nevlab.bench.reducer.panel import parts

        return parts(self)
