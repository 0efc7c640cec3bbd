"""The whole check of a page's kit: what is found is taken out of use, and the permit comes last."""

from __future__ import annotations

from nevlab.bench.example import Step
from nevlab.bench.kit.words import verdict_words
from nevlab.labels import label
from nevlab.stations.kit.items import ITEMS
from nevlab.stations.kit.work_bay import PLACES, POINTS, SIDES, WorkBay, work_bay

CHECKS: dict[str, tuple[tuple[str, dict[str, str]], ...]] = {
    "tester": tuple(("check_tester", {"leads": leads}) for leads in ("apart", "together")),
    "gloves": tuple(("air_test", {"side": side}) for side in SIDES),
    "mat": tuple(("measure_mat", {"point": point}) for point in POINTS),
    "leads": (("check_leads", {}),),
    "multimeter": (("check_meter", {}),),
    "milliohm": (("zero_milliohm", {}),),
}
"""Item → its own checks; the tester first, since the mat is measured with it."""
ORDER = (*CHECKS, *(item for item in ITEMS if item not in CHECKS))


def whole_check(seed: int) -> tuple[Step, ...]:
    """Give the steps for the kit of a seed."""
    kit = work_bay(seed).kit
    steps = [Step("set_up", {"place": place}) for place in PLACES]
    for item in ORDER:
        steps += _checked(item)
        if kit.defect(item):
            steps += [Step("replace", {"item": item}, verdict_words()[kit.defect(item)]), *_checked(item)]
    permit = label("Everything is set up and checked.", "布置和检查全部完成。")
    return (*steps, Step("sign_permit", {}, permit))


def _checked(item: str) -> list[Step]:
    return [Step("look", {"item": item}), *(Step(action, asked) for action, asked in CHECKS.get(item, ()))]


def checked_bay(seed: int) -> WorkBay:
    """Give the bay of a seed after the whole check."""
    bay = work_bay(seed)
    for step in whole_check(seed):
        bay, _ = bay.act(step.action, **step.asked)
    return bay
