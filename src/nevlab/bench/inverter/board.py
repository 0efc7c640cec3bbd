"""The student's own inverter on the bench: what may be done to it, and what the record of it proves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from nevlab.bench.deed_board import DeedBoard
from nevlab.bench.example import Step
from nevlab.bench.inverter import words
from nevlab.bench.inverter.pictures import picture
from nevlab.jobcard import own_seed
from nevlab.jobcard.replay import Replay
from nevlab.labels import label
from nevlab.stations.inverter_bench import InverterBench, inverter_bench
from nevlab.stations.link_discharge import LOGS
from nevlab.vehicle.inverter import DEVICES, DIODE_PAIRS, ends

if TYPE_CHECKING:
    from ipywidgets import Widget

CHANGES = ("replace_part", "learn_zero")
"""What changes the inverter."""


class InverterWork(Replay[InverterBench]):
    """What the recorded actions on an inverter show. Only genuine readings are in it."""

    def found(self, action: str, **details: Any) -> tuple[Mapping[str, Any], ...]:
        """Give the details of an action before anything was changed, of those that have these details among theirs."""
        return tuple(one for one in self.until(*CHANGES).details(action) if details.items() <= one.items())

    def diodes(self) -> tuple[tuple[str, str], ...]:
        """Give where the leads were (red, black) in diode mode, the motor off, before anything was changed."""
        return tuple((one["red"], one["black"]) for one in self.found("measure_diode", motor=False))

    def looked_at(self, fault: str, device: str) -> bool:
        """Tell whether a fault of the power stage was measured at the device itself."""
        if fault == "driver_low":
            return bool(self.found("measure_driver", device=device))
        along = ends(device)
        return bool({along, along[::-1]} & set(self.diodes()) if fault == "short" else along in self.diodes())

    @property
    def logged(self) -> bool:
        """Tell whether both discharges were logged before anything was changed."""
        return all(self.found("log_discharge", how=how) for how in LOGS)

    @property
    def verified(self) -> bool:
        """Tell whether what was changed was measured again: all of the new part, and both discharges at the end."""
        wanted: set[tuple[str, ...]] = set()
        for told in self.done:
            details = told.details
            match told.action:
                case "replace_part":
                    wanted |= {("log", how) for how in LOGS} | _proof(details["part"])
                case "learn_zero":
                    wanted |= {("zero",)}
                case "measure_diode" if not details["motor"]:
                    wanted.discard(("diode", details["red"], details["black"]))
                case "measure_driver":
                    wanted.discard(("driver", details["device"]))
                case "measure_bleed":
                    wanted.discard(("bleed",))
                case "read_zero":
                    wanted.discard(("zero",))
                case "log_discharge":
                    wanted.discard(("log", details["how"]))
        return not wanted and any(told.action == "replace_part" for told in self.done)


def _proof(part: str) -> set[tuple[str, ...]]:
    """Give what is to be measured after a part was replaced, before the cover is closed."""
    if part == "module":
        return {("diode", *pair) for pair in DIODE_PAIRS}
    if part == "driver":
        return {("driver", device) for device in DEVICES}
    return {("bleed",)} if part == "bleed" else set()


def own_work(exercise: str) -> tuple[InverterBench, InverterWork]:
    """Give the bench as this folder's record found it, and what the record shows: for test cells."""
    fresh = inverter_bench(own_seed(exercise))
    return fresh, InverterWork.recorded(fresh, exercise)


class InverterBoard(DeedBoard[InverterWork]):
    """The bench with the student's own inverter; on a page it is a worked example on the page's specimen."""

    WORDS = words

    def fresh(self) -> InverterWork:
        """Give the bench with the inverter as it came in; NoStudentNumber before the number is known."""
        return InverterWork(inverter_bench(self.card.seed))

    def picture(self, station: InverterBench, action: str, details: Mapping[str, Any]) -> str:
        """Give the logged curve, or the recorded currents."""
        return picture(station, action, details)

    def above(self) -> str:
        """Give the card."""
        return words.card_table()

    def title(self) -> str:
        """Name the bench."""
        return label("Bench: inverter", "测试台：逆变器")

    def usual_example(self) -> tuple[Step, ...]:
        """Give the whole job on the page's specimen."""
        from nevlab.bench.inverter.example import whole_job

        return whole_job(self.card.seed)

    def parts(self) -> tuple[Widget, ...]:
        """Give the card, the tools, the latest curve and the log."""
        from nevlab.bench.inverter.panel import parts

        return parts(self)
