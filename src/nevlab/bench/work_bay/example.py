"""The whole check of a page's kit: what is found is taken out of use, and the permit comes last."""

from __future__ import annotations

from nevlab.bench.example import Step
from nevlab.bench.kit.example import checked
from nevlab.labels import label
from nevlab.stations.kit.work_bay import KIT, PLACES, work_bay

FIRST = ("tester", "gloves", "mat", "leads", "multimeter", "milliohm")
"""Items with a check of their own; the tester first, since the mat is measured with it."""
ORDER = (*FIRST, *(item for item in KIT if item not in FIRST))


def whole_check(seed: int) -> tuple[Step, ...]:
    """Give the steps for the kit of a seed."""
    steps = [*(Step("set_up", {"place": place}) for place in PLACES), *checked(work_bay(seed), ORDER)]
    permit = label("Everything is set up and checked.", "布置和检查全部完成。")
    return (*steps, Step("sign_permit", {}, permit))
