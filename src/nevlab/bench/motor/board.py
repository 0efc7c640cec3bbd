"""The student's own motor on the bench: what may be done to it, and what the record of it proves."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from nevlab.bench.deed_board import DeedBoard
from nevlab.bench.example import Step
from nevlab.bench.motor import words
from nevlab.jobcard import own_seed
from nevlab.jobcard.replay import Replay
from nevlab.labels import label
from nevlab.stations.motor_bench import MotorBench, motor_bench
from nevlab.vehicle.stator import LINES

if TYPE_CHECKING:
    from ipywidgets import Widget

CHANGES = ("tighten_lug", "exchange_motor")
"""What changes the windings' readings."""


class MotorWork(Replay[MotorBench]):
    """What the recorded actions on a motor show. Only genuine readings are in it."""

    def lines_mohm(self, wires: int = 4) -> dict[str, float]:
        """Give the lines as they were first read, before anything was done to the windings [mΩ]; infinity is ``OL``."""
        read: dict[str, float] = {}
        for told in self.until(*CHANGES).details("measure_line"):
            if told["wires"] == wires:
                read.setdefault(told["line"], math.inf if told["value"] == "OL" else told["value"] * 1e3)
        return read

    @property
    def verified(self) -> bool:
        """Tell whether all three lines were read with four wires after the last change of the windings."""
        read = self.since(*CHANGES).details("measure_line")
        return len({told["line"] for told in read if told["wires"] == 4}) == len(LINES)


def own_work(exercise: str) -> tuple[MotorBench, MotorWork]:
    """Give the bench as this folder's record found it, and what the record shows: for test cells."""
    fresh = motor_bench(own_seed(exercise))
    return fresh, MotorWork.recorded(fresh, exercise)


class MotorBoard(DeedBoard[MotorWork]):
    """The bench with the student's own motor; on a page it is a worked example on the page's specimen."""

    WORDS = words

    def fresh(self) -> MotorWork:
        """Give the bench with the motor as it came in; NoStudentNumber before the number is known."""
        return MotorWork(motor_bench(self.card.seed))

    def above(self) -> str:
        """Give the card."""
        return words.card_table()

    def title(self) -> str:
        """Name the bench."""
        return label("Bench: drive motor", "测试台：驱动电机")

    def usual_example(self) -> tuple[Step, ...]:
        """Give the whole job on the page's specimen."""
        from nevlab.bench.motor.example import whole_job

        return whole_job(self.card.seed)

    def parts(self) -> tuple[Widget, ...]:
        """Give the card, the tools and the log."""
        from nevlab.bench.motor.panel import parts

        return parts(self)
