"""The student's own drive on the rig: what may be done to it, and what the record of it proves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from nevlab.bench import page
from nevlab.bench.deed_board import DeedBoard
from nevlab.bench.example import Step
from nevlab.bench.stream import words
from nevlab.jobcard import own_seed
from nevlab.jobcard.replay import Replay
from nevlab.labels import label
from nevlab.stations.stream_rig import StreamRig, stream_rig

if TYPE_CHECKING:
    from ipywidgets import Widget

Read = Mapping[str, Any]


class StreamWork(Replay[StreamRig]):
    """What the recorded actions on a drive show. Only genuine readings are in it."""

    @property
    def frames(self) -> dict[int, Read]:
        """Give the frames that were read, by number."""
        return {read["frame"]: read for read in self.details("read_frame")}

    @property
    def as_found(self) -> StreamWork:
        """Give what was done before an offset was learned for the first time."""
        return self.until("learn_offset")

    @property
    def after_learning(self) -> StreamWork:
        """Give what was done after an offset was learned for the last time; everything where none was."""
        return self.since("learn_offset")

    def free_wheels(self) -> tuple[Read, ...]:
        """Give the free-wheel runs that count: with winding and magnets at one temperature."""
        return tuple(read for read in self.details("free_wheel") if read["soaked"])

    def loads(self) -> tuple[Read, ...]:
        """Give the load runs that count: with winding and magnets at one temperature."""
        return tuple(read for read in self.details("load") if read["soaked"])


def own_work(exercise: str) -> tuple[StreamRig, StreamWork]:
    """Give the rig as this folder's record found it, and what the record shows: for test cells."""
    fresh = stream_rig(own_seed(exercise))
    return fresh, StreamWork.recorded(fresh, exercise)


class StreamBoard(DeedBoard[StreamWork]):
    """The rig with the student's own drive; on a page it is a worked example on the page's specimen."""

    WORDS = words

    def fresh(self) -> StreamWork:
        """Give the rig with the drive as it came in; NoStudentNumber before the number is known."""
        return StreamWork(stream_rig(self.card.seed))

    def above(self) -> str:
        """Give the card."""
        return words.card_table()

    def title(self) -> str:
        """Name the bench."""
        return label("Rig: data stream of the drive", "台架：驱动系统数据流")

    def picture(self, station: Any, action: str, details: Mapping[str, Any]) -> str:
        """Give the scan tool's screen after a frame or a run."""
        return screen(action, details) if action in ("read_frame", "free_wheel", "load") else ""

    def usual_example(self) -> tuple[Step, ...]:
        """Give the whole job on the page's specimen."""
        from nevlab.bench.stream.example import whole_job

        return whole_job(self.card.seed)

    def parts(self) -> tuple[Widget, ...]:
        """Give the card, the tools and the log."""
        from nevlab.bench.stream.panel import parts

        return parts(self)


def screen(action: str, details: Mapping[str, Any]) -> str:
    """Give the scan tool's screen, and the torque flange's display where the rig has read it, as HTML."""
    rows = words.stream_rows(details)
    if action == "load":
        rows.append((label("torque flange of the rig", "台架转矩法兰"), details["flange"]["shown"]))
    return page.table(rows, (words.deed(action, details), ""))
