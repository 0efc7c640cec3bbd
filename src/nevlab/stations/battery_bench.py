"""The test bench for a module of the traction battery: cycler, cell monitor, balancing, repair.

A record holds what was set and what was read, never a curve: the programs are run again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, ClassVar

import numpy as np

from nevlab.instruments.cycler import PACK_VOLTAGE, Cycler
from nevlab.instruments.cycler_log import CycleLog
from nevlab.instruments.cycler_program import ConstantCurrent, ConstantVoltage, Protection, Rest, Step, Trip, pulse
from nevlab.instruments.ranges import Range, Scale
from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.stations.station import Doing, Station, UnsafeAct
from nevlab.vehicle.battery.balancing import levelled
from nevlab.vehicle.battery.cell import CellState
from nevlab.vehicle.battery.module import BALANCING_OHM, CARD, COUNT, JOINT_OHM, drawn_module
from nevlab.vehicle.battery.pack import Pack
from nevlab.vehicle.ranges import in_range, one_of

MONITOR = Scale("cell monitor", "V", (Range(5.0, 1e-3, 5e-4, 2),))
"""The cell monitor [V], a teaching value of our own."""
LEAD_OHM = 6e-3
"""Current leads that the voltage measurement sees when the sense leads are plugged in at the cycler [Ω]."""
AMBIENT_C = 25.0
SENSES = ("terminals", "cycler")
TOOLS = ("insulated", "plain")
PULSE_S, MONITORED_S = 30.0, 10.0
"""Length of a pulse, and when the cell monitor is read in it [s]."""


def _charge(current_a: float, cell_v: float) -> tuple[Step, ...]:
    full_v = COUNT * _cut_off(cell_v)
    return (
        ConstantCurrent(-current_a, until_v=full_v, sample_s=60.0),
        ConstantVoltage(full_v, until_a=CARD.capacity_ah / 20, sample_s=60.0),
    )


def _discharge(current_a: float, cell_v: float) -> tuple[Step, ...]:
    return (ConstantCurrent(current_a, cell_until_v=_cut_off(cell_v), sample_s=60.0),)


def _pulse(current_a: float, _cell_v: float) -> tuple[Step, ...]:
    return (Rest(10.0, 5.0), pulse(current_a, PULSE_S, 0.5), Rest(60.0, 5.0))


def _rest(_current_a: float, _cell_v: float) -> tuple[Step, ...]:
    return (Rest(3600.0, 60.0),)


def _cut_off(cell_v: float) -> float:
    return in_range(label("cut-off voltage of a cell", "单体截止电压"), cell_v, 2.0, 4.5, "V")


PROGRAMS: Mapping[str, Callable[[float, float], tuple[Step, ...]]] = MappingProxyType(
    {"charge": _charge, "discharge": _discharge, "pulse": _pulse, "rest": _rest}
)
"""Charge with constant current, then constant voltage; discharge until the first cell is at the cut-off; pulse of 30 s;
an hour of rest. Each takes the current and the cut-off voltage of a cell, where it has one."""


@dataclass(frozen=True, kw_only=True)
class BatteryBench(Station):
    """The bench in one state.

    Parameters
    ----------
    module, state
        The module and where its cells stand; hidden.
    seed
        Whose instruments they are.
    sense
        Where the sense leads are; empty while the cycler is not connected.
    limits
        What was set to stop a program; None while nothing is set.
    screen
        What the last program measured.
    """

    module: Pack = field(compare=False)
    state: CellState = field(compare=False)
    seed: int
    sense: str = ""
    limits: Protection | None = None
    screen: CycleLog | None = field(default=None, compare=False)

    ACTIONS: ClassVar[Mapping[str, Doing]] = MappingProxyType(
        {
            "protect": Doing(minutes=2.0),
            "connect": Doing(("sense",), minutes=3.0),
            "disconnect": Doing(minutes=1.0),
            "set_limits": Doing(("cell_min_v", "cell_max_v", "charge_a", "discharge_a", "max_c"), minutes=2.0),
            # Beside a program that runs for hours, something else is done.
            "run": Doing(("program", "current_a", "cell_v"), minutes=5.0),
            "cursor": Doing(("time_s",), minutes=0.2),
            "read_cells": Doing(minutes=1.0),
            "balance": Doing(("hours",), minutes=5.0),
            "tighten_joint": Doing(("number", "tool"), minutes=8.0),
            "replace_cell": Doing(("number", "tool"), minutes=40.0),
        }
    )

    def _connect(self, sense: str) -> tuple[BatteryBench, dict[str, Any]]:
        one_of(label("place of the sense leads", "电压采样线位置"), sense, SENSES)
        self._must_be_guarded()
        return replace(self, sense=sense), {"sense": sense}

    def _disconnect(self) -> tuple[BatteryBench, dict[str, Any]]:
        return replace(self, sense=""), {}

    def _set_limits(
        self, cell_min_v: float, cell_max_v: float, charge_a: float, discharge_a: float, max_c: float
    ) -> tuple[BatteryBench, dict[str, Any]]:
        asked = {
            "cell_min_v": cell_min_v, "cell_max_v": cell_max_v, "charge_a": charge_a, "discharge_a": discharge_a,
            "max_c": max_c,
        }  # fmt: skip
        within = cell_min_v >= CARD.least_v and cell_max_v <= CARD.most_v and max_c <= CARD.most_c
        if not (within and charge_a <= CARD.charge_a and discharge_a <= CARD.discharge_a):
            raise UnsafeAct("limits-beyond-card")
        # Of the terminals: what the cells add up to, and the drop of leads and joints.
        span_v = COUNT * cell_min_v * 0.9, COUNT * cell_max_v * 1.05
        limits = Protection(*span_v, charge_a, discharge_a, max_c, cell_min_v, cell_max_v)
        return replace(self, limits=limits), asked

    def _run(self, program: str, current_a: float, cell_v: float = 0.0) -> tuple[BatteryBench, dict[str, Any]]:
        one_of(label("program", "程序"), program, PROGRAMS)
        if not self.sense:
            raise WorkshopError("cycler-not-connected")
        if self.limits is None:
            raise UnsafeAct("cycler-no-limits")
        current_a = in_range(label("current", "电流"), current_a, 0.0 if program == "rest" else 0.5, 100.0, "A")
        cycler = Cycler(self.seed, voltage=PACK_VOLTAGE, lead_ohm=LEAD_OHM if self.sense == "cycler" else 0.0)
        steps = PROGRAMS[program](current_a, cell_v)
        found = cycler.run(steps, self.module, self.state, self.limits, AMBIENT_C)
        details = {
            "program": program, "current_a": current_a, "cell_v": cell_v, "end": found.ends[-1],
            "trip": _tripped(found.trip),
            "charge_ah": round(sum(map(found.capacity_ah, range(1, len(found.ends) + 1))), 3),
            "energy_wh": round(sum(map(found.energy_of_wh, range(1, len(found.ends) + 1))), 2),
            "duration_s": round(float(found.time_s[-1]), 1), "end_v": float(found.voltage_v[-1]),
            "hottest_c": float(found.temperature_c.max()), "step": 0.1,
        }  # fmt: skip
        if program == "pulse" and found.trip is None:
            pulsed = self.module.after(self.state, current_a, MONITORED_S, AMBIENT_C)
            details["cells_v"] = self._monitored(self.state, 0.0)
            details["cells_pulsed_v"] = self._monitored(pulsed, current_a)
        return replace(self, state=found.end, screen=found), details

    def _cursor(self, time_s: float) -> tuple[BatteryBench, dict[str, Any]]:
        """Read the sample next to an instant; at one where a current is switched, the last before it."""
        if self.screen is None:
            raise WorkshopError("no-recording")
        end_s = float(self.screen.time_s[-1])
        time_s = in_range(label("instant", "时刻"), time_s, 0.0, end_s, "s")
        at = int(np.abs(self.screen.time_s - time_s).argmin())
        volt, amp = float(self.screen.voltage_v[at]), float(self.screen.current_a[at])
        instant_s = round(float(self.screen.time_s[at]), 3)
        return self, {"time_s": time_s, "instant_s": instant_s, "voltage_v": volt, "current_a": amp, "step": 0.01}

    def _read_cells(self) -> tuple[BatteryBench, dict[str, Any]]:
        return self, {"cells_v": self._monitored(self.state, 0.0)}

    def _balance(self, hours: float) -> tuple[BatteryBench, dict[str, Any]]:
        """Let the balancing resistors take what the fuller cells have more than the emptiest, at rest."""
        hours = in_range(label("time of balancing", "均衡时间"), hours, 0.0, 48.0, "h")
        after = levelled(self.module, self.state, BALANCING_OHM, 3600.0 * hours, AMBIENT_C)
        return replace(self, state=after), {"hours": hours}

    def _tighten_joint(self, number: int, tool: str) -> tuple[BatteryBench, dict[str, Any]]:
        """Clean and tighten the joint behind a cell."""
        self._must_be_free(tool)
        module = self.module.with_cell(number, joint_ohm=JOINT_OHM)
        return replace(self, module=module), {"number": number, "tool": tool}

    def _replace_cell(self, number: int, tool: str) -> tuple[BatteryBench, dict[str, Any]]:
        """Fit a cell of the age and the charge of the others in the middle."""
        self._must_be_free(tool)
        fade, growth = (float(np.median(each)) for each in (
            self.module.cells.capacity_fade, self.module.cells.resistance_growth
        ))  # fmt: skip
        module = self.module.with_cell(number, capacity_fade=fade, resistance_growth=growth, joint_ohm=JOINT_OHM)
        lacking_ah = self.module.cell_room_ah(self.state)
        lacking_ah[int(number) - 1] = np.median(lacking_ah)
        state = module.rest(np.clip(1 - lacking_ah / module.cells.capacity_ah, 0, 1), AMBIENT_C)
        return replace(self, module=module, state=state), {"number": number, "tool": tool}

    def _monitored(self, state: CellState, current_a: float) -> dict[str, float]:
        """Give what the cell monitor shows [V], by number."""
        volts = enumerate(self.module.cell_voltages(state, current_a), start=1)
        return {str(number): MONITOR.read(float(volt), self.seed, f"cell {number}").value for number, volt in volts}

    def _must_be_guarded(self) -> None:
        if not self.protected:
            raise UnsafeAct("module-unprotected")

    def _must_be_free(self, tool: str) -> None:
        one_of(label("tool", "工具"), tool, TOOLS)
        self._must_be_guarded()
        if tool == "plain":
            raise UnsafeAct("plain-spanner")
        if self.sense:
            raise WorkshopError("cycler-connected")


def _tripped(trip: Trip | None) -> dict[str, Any]:
    if trip is None:
        return {}
    return {"key": trip.key, "at_step": trip.step, "value": round(trip.value, 3), "limit": trip.limit}


def battery_bench(seed: int) -> BatteryBench:
    """Give the bench with the module of a seed; the instruments' errors come from it too."""
    module, state = drawn_module(seed)
    return BatteryBench(module=module, state=state, seed=seed)
