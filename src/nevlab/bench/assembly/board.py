"""The student's own assembly on the rig: what may be done to it, and what the record of it proves."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from nevlab.bench.assembly import words
from nevlab.bench.deed_board import DeedBoard
from nevlab.bench.example import Step
from nevlab.jobcard import own_seed
from nevlab.jobcard.replay import Replay
from nevlab.labels import label
from nevlab.stations.assembly_bench import AssemblyBench, assembly_bench
from nevlab.vehicle.assembly.unit import CARD, INERTIA_KG_M2, INLET_C
from nevlab.vehicle.cooling.coolant import glycol_50
from nevlab.vehicle.reducer.gears import TEACHING_REDUCER

if TYPE_CHECKING:
    from ipywidgets import Widget


class AssemblyWork(Replay[AssemblyBench]):
    """What the recorded actions on an assembly show. Only genuine readings are in it."""

    @property
    def as_found(self) -> AssemblyWork:
        """Give what was done before the first repair."""
        return self.until("repair")

    @property
    def at_rest(self) -> AssemblyWork:
        """Give what was done before the first repair and before the unit was warmed by a load."""
        return self.until("repair", "load")

    @property
    def after_repair(self) -> AssemblyWork:
        """Give what was done after the last repair; nothing where there was none."""
        return self.since("repair") if self.did("repair") else replace(self, done=())

    def flows_l_min(self) -> tuple[float, ...]:
        """Give the flows that were read, in order [L/min]."""
        return tuple(read["value"] for read in self.details("measure_flow"))

    def loads(self, speed_rpm: float, torque_nm: float) -> tuple[Mapping[str, Any], ...]:
        """Give the readings of each run under this load, in order."""
        asked = (speed_rpm, torque_nm)
        return tuple(read for read in self.details("load") if (read["speed_rpm"], read["torque_nm"]) == asked)

    def peak_nm(self, speed_rpm: float) -> float | None:
        """Give the output's peak torque as last read at a speed [Nm]."""
        read = [one["output"]["value"] for one in self.details("peak") if one["speed_rpm"] == speed_rpm]
        return read[-1] if read else None

    def records(self, speed_rpm: float, seconds: float = 1.0) -> tuple[Mapping[str, Any], ...]:
        """Give the records of the vibration near a speed, of this length [s] or longer, in order."""
        return tuple(
            read
            for read in self.details("record")
            if abs(read["tacho"]["value"] - speed_rpm) <= 0.01 * speed_rpm and read["seconds"] >= seconds
        )

    def drag_nm(self) -> float | None:
        """Give the mean drag of the last coast-down [Nm]: J·Δω/Δt."""
        read = self.details("coast_down")
        if not read:
            return None
        last = read[-1]
        return INERTIA_KG_M2 * (last["from_rpm"] - last["to_rpm"]) * 2 * math.pi / 60 / last["s"]

    def good_share(self) -> float | None:
        """Give the share of the map's fields with the efficiency that the card calls good, of the last map."""
        read = self.details("map")
        if not read:
            return None
        percent = list(read[-1]["percent"].values())
        return sum(one >= 100 * CARD.good for one in percent) / len(percent)


def power_in_w(read: Mapping[str, Any]) -> float:
    """Give the power in from the readings under a load [W]: U·I."""
    return float(read["voltage"]["value"] * read["current"]["value"])


def power_out_w(read: Mapping[str, Any]) -> float:
    """Give the power out from the readings under a load [W]: T·2π·n/(60·i), T at the output, n of the motor."""
    speed = read["tacho"]["value"] / TEACHING_REDUCER.ratio
    return float(read["output"]["value"] * 2 * math.pi * speed / 60)


def heat_w(flow_l_min: float, read: Mapping[str, Any]) -> float:
    """Give the heat that the coolant takes up [W]: ρ·c·V̇·ΔT, flow [L/min] and the thermometers under a load."""
    coolant = glycol_50(INLET_C)
    rise_k = read["outlet"]["value"] - read["inlet"]["value"]
    return float(coolant.density_kg_m3 * coolant.heat_j_per_kg_k * flow_l_min / 60e3 * rise_k)


def own_work(exercise: str) -> tuple[AssemblyBench, AssemblyWork]:
    """Give the rig as this folder's record found it, and what the record shows: for test cells."""
    fresh = assembly_bench(own_seed(exercise))
    return fresh, AssemblyWork.recorded(fresh, exercise)


class AssemblyBoard(DeedBoard[AssemblyWork]):
    """The rig with the student's own assembly; on a page it is a worked example on the page's specimen."""

    WORDS = words

    def fresh(self) -> AssemblyWork:
        """Give the rig with the assembly as it came in; NoStudentNumber before the number is known."""
        return AssemblyWork(assembly_bench(self.card.seed))

    def above(self) -> str:
        """Give the maker's card."""
        return words.card_table()

    def title(self) -> str:
        """Name the bench."""
        return label("Test rig: drive assembly", "试验台：电驱动总成")

    def picture(self, station: AssemblyBench, action: str, details: Mapping[str, Any]) -> str:
        """Give the spectrum after a record, and the map after its run."""
        from nevlab.bench.assembly.picture import map_table, screen

        if action == "record":
            return screen(station, details)
        return map_table(details) if action == "map" else ""

    def usual_example(self) -> tuple[Step, ...]:
        """Give the whole job on the page's specimen."""
        from nevlab.bench.assembly.example import whole_job

        return whole_job(self.card.seed)

    def parts(self) -> tuple[Widget, ...]:
        """Give the card, the tools and the log."""
        from nevlab.bench.assembly.panel import parts

        return parts(self)
