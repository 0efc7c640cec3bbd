"""What a record proves of the items of a kit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from nevlab.bench.kit.words import item_words
from nevlab.jobcard.replay import Replay
from nevlab.jobcard.scoring import Score, judge, slip, supported, total
from nevlab.labels import label
from nevlab.stations.kit.base import KitStation

K = TypeVar("K", bound=KitStation)


class KitWork(Replay[K]):
    """What the recorded actions on a kit show. Only genuine readings are in it."""

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
