"""The student's own car in the work bay: what may be done to it, and what the record of it proves.

No widgets here: a click and a line of code call the same methods, and a test replays the record with the same rules.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from nevlab.bench.deed_board import DeedBoard
from nevlab.bench.example import Step
from nevlab.bench.workshop import deeds
from nevlab.instruments.reading import OVERLOAD
from nevlab.jobcard import JobCard, own_seed
from nevlab.jobcard.record import record_path
from nevlab.jobcard.replay import Replay
from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.stations.workshop import Workshop, workshop
from nevlab.vehicle.draws import draws
from nevlab.vehicle.ranges import in_range, one_of

if TYPE_CHECKING:
    from ipywidgets import Widget

TOOLS = ("procedure", "multimeter", "insulation", "scope", "scan_tool", "cells", "repair")
"""The tools of the bench, each with a panel of its own."""


class CarWork(Replay[Workshop]):
    """What the recorded actions on a car show. Only genuine readings are in it."""

    def readings(self, function: str, red: str, black: str) -> tuple[float, ...]:
        """Give what the multimeter showed there, in order; infinity is "OL"."""
        asked = {"function": function, "red": red, "black": black}
        return tuple(number(told) for told in self.details("measure") if asked.items() <= told.items())

    def repaired(self) -> tuple[str, ...]:
        """Give the parts that were repaired or replaced, in order."""
        return tuple(told["part"] for told in self.details("repair"))

    @property
    def mended(self) -> bool:
        """Tell whether no fault is left in the car."""
        return not self.station.faults


def number(details: Any) -> float:
    """Give the value of a recorded reading; infinity for "OL"."""
    return math.inf if details["value"] == OVERLOAD else float(details["value"])


def drawn_faults(seed: int, faults: Sequence[str], count: int = 1) -> tuple[str, ...]:
    """Give the faults of one student's car: `count` of `faults`, drawn from the seed, in an order of their own."""
    draw, left = draws(seed, "workshop faults"), list(faults)
    return tuple(left.pop(int(draw() * len(left))) for _ in range(min(count, len(left))))


def own_work(
    exercise: str,
    faults: Sequence[str] = (),
    count: int = 1,
    soc: float | None = None,
    values: Mapping[str, Sequence[float]] = MappingProxyType({}),
) -> tuple[Workshop, CarWork]:
    """Give the bay as this folder's record found it, and what the record shows: for test cells."""
    seed, record = own_seed(exercise), record_path(Path.cwd(), exercise)
    told = record.read_bytes() if record.exists() else b""
    drawn = drawn_faults(seed, faults, count)
    return _own_work(exercise, seed, drawn, soc, tuple((path, tuple(one)) for path, one in values.items()), told)


# The tests of one submission all ask for the same work: it is done once.
@lru_cache(maxsize=2)
def _own_work(
    exercise: str,
    seed: int,
    faults: tuple[str, ...],
    soc: float | None,
    values: tuple[tuple[str, tuple[float, ...]], ...],
    _told: bytes,
) -> tuple[Workshop, CarWork]:
    fresh = workshop(seed, faults, soc, dict(values))
    return fresh, CarWork.recorded(fresh, exercise)


class CarBoard(DeedBoard[CarWork]):
    """The work bay with the student's own car; on a page it is a worked example on the page's specimen car.

    Parameters
    ----------
    card, faults, count, tools, example, soc, values
        See :func:`nevlab.bench.workshop.board`.
    """

    WORDS = deeds

    def __init__(
        self,
        card: JobCard,
        faults: tuple[str, ...] = (),
        count: int = 1,
        tools: tuple[str, ...] = TOOLS,
        example: tuple[Step, ...] = (),
        soc: float | None = None,
        values: Mapping[str, Sequence[float]] = MappingProxyType({}),
    ) -> None:
        in_range(label("number of faults", "故障个数"), count, 0, max(len(faults), 1), "")
        for tool in tools:
            one_of(label("tool", "工具"), tool, TOOLS)
        if len(set(tools)) != len(tools):
            raise WorkshopError("unknown-choice", name="tools", value=", ".join(tools), known=", ".join(TOOLS))
        self.faults, self.count, self.tools, self.soc, self.values = faults, count, tools, soc, values
        super().__init__(card, example)

    def fresh(self) -> CarWork:
        """Give the bay with the car as it came in; NoStudentNumber before the number is known."""
        seed = self.card.seed
        return CarWork(workshop(seed, drawn_faults(seed, self.faults, self.count), self.soc, self.values))

    def measure(self, function: str, red: str, black: str) -> float:
        """Read the multimeter with its leads at two points, in V or Ω; infinity is "OL"."""
        return number(self._act("measure", function=function, red=red, black=black))

    def title(self) -> str:
        """Name the bench."""
        return label("Work bay: the whole car", "工位：整车")

    def picture(self, station: Workshop, action: str, details: Mapping[str, Any]) -> str:
        """Give the screen of the scope after a capture."""
        from nevlab.bench.workshop.scope_picture import shown

        return shown(station.screen, details) if action == "capture" and station.screen is not None else ""

    def above(self) -> str:
        """Name the tools that lie ready."""
        from nevlab.bench.workshop.panel import tool_words

        tools = label(", ", "、").join(tool_words()[tool] for tool in self.tools)
        return f"<p>{label('Tools at this bay: ', '本工位的工具：')}{tools}</p>"

    def parts(self) -> tuple[Widget, ...]:
        """Give the lamps, what stands how, and the tools."""
        from nevlab.bench.workshop.panel import parts

        return parts(self)
