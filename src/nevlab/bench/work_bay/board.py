"""The student's own kit in the bay: what may be done, and what the record of it proves."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from nevlab.bench.deed_board import DeedBoard
from nevlab.bench.example import Step
from nevlab.bench.kit.card import card_table
from nevlab.bench.kit.work import KitWork
from nevlab.bench.work_bay import words
from nevlab.bench.work_bay.words import response_words
from nevlab.jobcard import own_seed
from nevlab.jobcard.rules import Before, Deed
from nevlab.labels import label
from nevlab.stations.kit.emergency import ORDERS
from nevlab.stations.kit.work_bay import KIT, WorkBay, work_bay

if TYPE_CHECKING:
    from ipywidgets import Widget


class WorkBayWork(KitWork[WorkBay]):
    """What the recorded actions in a bay show. Only genuine readings are in it."""

    def drill(self, points: float) -> list[Before]:
        """Give the rules of the drill that the trainer showed, each step before the next, for `points` in all."""
        shown = self.station.alarm
        if not shown:
            return []
        order, words = ORDERS[shown], response_words()
        return [
            Before(
                Deed("respond", {"response": first}),
                Deed("respond", {"response": then}),
                points / (len(order) - 1),
                f"{words[first]} → {words[then]}",
            )
            for first, then in pairwise(order)
        ]


def own_work(exercise: str) -> tuple[WorkBay, WorkBayWork]:
    """Give the bay as this folder's record found it, and what the record shows: for test cells."""
    fresh = work_bay(own_seed(exercise))
    return fresh, WorkBayWork.recorded(fresh, exercise)


class WorkBayBoard(DeedBoard[WorkBayWork]):
    """The bay with the student's own kit; on a page it is a worked example on the page's kit."""

    WORDS = words

    def fresh(self) -> WorkBayWork:
        """Give the bay as the student finds it; NoStudentNumber before the number is known."""
        return WorkBayWork(work_bay(self.card.seed))

    def above(self) -> str:
        """Give the bay's card and the job of the day."""
        return card_table(KIT) + words.job_line(work_bay(self.card.seed).job)

    def title(self) -> str:
        """Name the bench."""
        return label("Work bay: protection, tools, permit", "工位：防护、工具、作业许可")

    def usual_example(self) -> tuple[Step, ...]:
        """Give the whole check of the page's kit."""
        from nevlab.bench.work_bay.example import whole_check

        return whole_check(self.card.seed)

    def parts(self) -> tuple[Widget, ...]:
        """Give the card, the tools and the log."""
        from nevlab.bench.work_bay.panel import parts

        return parts(self)
