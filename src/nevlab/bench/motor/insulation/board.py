"""The student's own dismounted motor: what may be done to its insulation, and what the record of it proves."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from nevlab.bench.deed_board import DeedBoard
from nevlab.bench.example import Step
from nevlab.bench.motor.insulation import words
from nevlab.jobcard import own_seed
from nevlab.jobcard.replay import Replay
from nevlab.labels import label
from nevlab.stations.motor_bench import MotorBench, insulation_bench
from nevlab.vehicle.winding_insulation import CARD, PLACES

if TYPE_CHECKING:
    from ipywidgets import Widget

REPAIRS = ("dry", "clean", "replace_sensor", "exchange_motor")


class InsulationWork(Replay[MotorBench]):
    """What the recorded actions on a motor show. Only genuine readings are in it."""

    def as_found(self, place: str = PLACES[0], minutes: float = 1) -> dict[int, float]:
        """Give the first test of a place at the card's voltage, before any repair: second → reading [Ω].

        Infinity is ``OL``; it is empty where no test ran for so many `minutes`.
        """
        for told in self.done:
            if told.action in REPAIRS:
                break
            if told.action == "test_insulation" and _by_the_card(told.details, place, minutes):
                return _readings(told.details)
        return {}

    @property
    def temperature_c(self) -> float | None:
        """Give the winding's temperature as it was first read, before any repair [°C]; None where it was not."""
        read = self.until(*REPAIRS).details("read_temperature")
        return float(read[0]["value"]) if read else None

    @property
    def repairs(self) -> tuple[str, ...]:
        """Give what was repaired, in order."""
        return tuple(told.action for told in self.done if told.action in REPAIRS)

    def verified(self, places: tuple[str, ...]) -> bool:
        """Tell whether each of `places` was tested by the card after the last repair."""
        later = self.since(*REPAIRS).details("test_insulation")
        return all(any(_by_the_card(details, place, 1) for details in later) for place in places)

    @property
    def left_earthed(self) -> bool:
        """Tell whether something was tested, and nothing is still charged."""
        return self.did("test_insulation") and self.station.owed_min == 0


def _by_the_card(details: Mapping[str, Any], place: str, minutes: float) -> bool:
    right = details["place"] == place and details["test_v"] == CARD.test_v(place)
    return right and details["minutes"] >= minutes


def _readings(details: Mapping[str, Any]) -> dict[int, float]:
    return {
        int(name.split("_")[1]): math.inf if shown["value"] == "OL" else float(shown["value"])
        for name, shown in details.items()
        if name.startswith("after_")
    }


def own_work(exercise: str) -> tuple[MotorBench, InsulationWork]:
    """Give the bench as this folder's record found it, and what the record shows: for test cells."""
    fresh = insulation_bench(own_seed(exercise))
    return fresh, InsulationWork.recorded(fresh, exercise)


class InsulationBoard(DeedBoard[InsulationWork]):
    """The bench with the student's own dismounted motor; on a page it is a worked example on the page's specimen."""

    WORDS = words

    def fresh(self) -> InsulationWork:
        """Give the bench with the motor as it came in; NoStudentNumber before the number is known."""
        return InsulationWork(insulation_bench(self.card.seed))

    def above(self) -> str:
        """Give the card."""
        return words.card_table()

    def title(self) -> str:
        """Name the bench."""
        return label("Bench: insulation of a dismounted motor", "测试台：已拆下电机的绝缘")

    def usual_example(self) -> tuple[Step, ...]:
        """Give the whole job on the page's specimen."""
        from nevlab.bench.motor.insulation.example import whole_job

        return whole_job(self.card.seed)

    def parts(self) -> tuple[Widget, ...]:
        """Give the card, the tools and the log."""
        from nevlab.bench.motor.insulation.panel import parts

        return parts(self)
