"""The student's own kit in the bay: what may be done, and what the record of it proves."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from nevlab.bench.deed_board import DeedBoard
from nevlab.bench.example import Step
from nevlab.bench.kit.words import item_words
from nevlab.bench.work_bay import words
from nevlab.bench.work_bay.words import response_words
from nevlab.jobcard import own_seed
from nevlab.jobcard.replay import Replay
from nevlab.jobcard.rules import Before, Deed
from nevlab.jobcard.scoring import Score, judge, slip, supported, total
from nevlab.labels import label
from nevlab.stations.kit.emergency import ORDERS
from nevlab.stations.kit.work_bay import WorkBay, work_bay

if TYPE_CHECKING:
    from ipywidgets import Widget


class WorkBayWork(Replay[WorkBay]):
    """What the recorded actions in a bay show. Only genuine readings are in it."""

    def replaced(self) -> tuple[str, ...]:
        """Give what was taken out of use, in order."""
        return tuple(told["item"] for told in self.details("replace"))

    def measured_on_mat(self) -> frozenset[str]:
        """Give the points of the mat that were measured, as it was found, with a sound tester."""
        return self.station.kit.found.get("mat", frozenset()) - {"look"}

    def verdicts(self, given: Mapping[str, object], points: float) -> Score:
        """Judge what was said of the items: each defect found earns `points`, half with another reason.

        A sound item that was called unfit costs as much; nothing is given for an item whose check is not recorded.

        Parameters
        ----------
        given
            Item → one of the keys of :func:`nevlab.bench.kit.words.verdict_words`.
        points
            For each defect.
        """
        kit, names, scores = self.station.kit, item_words(), []
        for item, said in given.items():
            defect = kit.defects.get(item, "")
            if defect:
                wrong = label(f"{names[item]}: not what its check shows.", f"{names[item]}：与检查结果不符。")
                right = label(f"{names[item]}: found.", f"{names[item]}：判断正确。")
                score = judge(said == defect, points=points, right=right, wrong=wrong)
                score = slip(score, said not in (None, "fit"), points / 2, label(
                    f"{names[item]}: not fit, but for another reason: half the points.",
                    f"{names[item]}：不合格，但原因不对，得一半分。",
                ))  # fmt: skip
                checks = label(f"the check of: {names[item]}", f"{names[item]}的检查")
                scores.append(supported(score, kit.judged(item), checks))
            elif said not in (None, "fit"):
                words = label(f"{names[item]}: was fit for use.", f"{names[item]}：其实合格。")
                scores.append(Score(-points, words))
        whole = total(scores)
        return Score(max(0.0, whole.points), whole.words)

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
        return words.card_table() + words.job_line(work_bay(self.card.seed).job)

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
