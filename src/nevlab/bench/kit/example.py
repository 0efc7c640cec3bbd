"""The check of a kit as the benches' worked examples show it: what is found is taken out of use, then checked again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from nevlab.bench.example import Step
from nevlab.bench.kit.words import verdict_words
from nevlab.stations.kit.base import KitStation
from nevlab.stations.kit.mechanical import MechanicalWork
from nevlab.stations.kit.protective import POINTS, SIDES

CHECKS: dict[str, tuple[tuple[str, dict[str, Any]], ...]] = {
    "tester": tuple(("check_tester", {"leads": leads}) for leads in ("apart", "together")),
    "gloves": tuple(("air_test", {"side": side}) for side in SIDES),
    "mat": tuple(("measure_mat", {"point": point}) for point in POINTS),
    "leads": (("check_leads", {}),),
    "multimeter": (("check_meter", {}),),
    "milliohm": (("zero_milliohm", {}),),
    "dial": (("check_dial", {}),),
}
"""Item → its own checks; the wrench's depend on the torques of the job."""


def checked(station: KitStation, items: Sequence[str]) -> Iterator[Step]:
    """Give the steps that check some items in this order."""
    for item in items:
        yield from _steps(station, item)
        if defect := station.kit.defect(item):
            yield Step("replace", {"item": item}, verdict_words()[defect])
            yield from _steps(station, item)


def _steps(station: KitStation, item: str) -> Iterator[Step]:
    yield Step("look", {"item": item})
    for action, asked in CHECKS.get(item, ()):
        yield Step(action, asked)
    if item == "wrench" and isinstance(station, MechanicalWork):
        final_nm = station.cover.final_nm
        for set_nm in (final_nm / 2, final_nm, final_nm, final_nm):
            yield Step("check_wrench", {"set_nm": set_nm})
