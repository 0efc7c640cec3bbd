"""The inspection bench for a whole pack: data stream, load, meter on the cells, division into modules, repair.

The pack stands in the car with its cover off; a charger with discharge sits on the charging inlet. Its cells cannot be
switched off: probing them is permitted live work, and nothing is repaired before the links between the modules are out,
which leaves sections below 60 V.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, ClassVar, Self

import numpy as np

from nevlab.instruments.multimeter import SCALES
from nevlab.instruments.ranges import Range, Scale
from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.stations.station import SAFETY, Doing, Station, UnsafeAct
from nevlab.vehicle.battery.balancing import levelled
from nevlab.vehicle.battery.module import JOINT_OHM
from nevlab.vehicle.battery.used_pack import CARD, COUNT, MODULES, Spare, UsedPack, drawn_used_pack
from nevlab.vehicle.ranges import in_range, one_of

MONITOR = Scale("pack monitor", "V", (Range(5.0, 1e-3, 2e-4, 2),))
"""The cell voltages in the data stream [V], a teaching value of our own."""
LOADED_S, REST_S = 10.0, 3600.0
"""How long a load has flowed when the cells are read, and the rest behind a charge or discharge [s]."""
SHIFT_A = CARD.capacity_ah / 3
"""Current of a charge or discharge [A]: 1/3C."""
LEAST_LEFT_AH = 1.0
"""A discharge stops when so much is left in a cell, a charge when only so much more goes into one [Ah]."""


@dataclass(frozen=True, kw_only=True)
class PackBench(Station):
    """The bench in one state.

    Parameters
    ----------
    used
        The pack; hidden.
    seed
        Whose instruments they are.
    spares
        Modules on the shelf.
    divided
        The links between the modules are out.
    """

    used: UsedPack = field(compare=False)
    seed: int
    spares: tuple[Spare, ...]
    divided: bool = False

    ACTIONS: ClassVar[Mapping[str, Doing]] = MappingProxyType(
        {
            **SAFETY,
            "read_cells": Doing(("current_a",), step=1e-3, minutes=3.0),
            # Beside a charge of an hour and its rest, something else is done.
            "shift": Doing(("charge_ah",), step=0.01, minutes=10.0),
            "probe_cell": Doing(("number",), minutes=1.0),
            "probe_joint": Doing(("number",), minutes=2.0),
            "divide": Doing(minutes=10.0),
            "join": Doing(minutes=10.0),
            "mend_line": Doing(("number",), minutes=8.0),
            "tighten_joint": Doing(("number",), minutes=8.0),
            "replace_module": Doing(("module", "spare"), minutes=40.0),
            "balance": Doing(("hours",), minutes=5.0),
        }
    )

    def _power_up(self) -> tuple[Self, dict[str, Any]]:
        self._must_be_whole()
        return super()._power_up()

    def _read_cells(self, current_a: float) -> tuple[PackBench, dict[str, Any]]:
        """Read all cells in the data stream, at rest or at the end of 10 s with a current; then it rests again."""
        self._must_be_running()
        current_a = in_range(label("current", "电流"), current_a, 0.0, CARD.load_a, "A")
        used = self.used
        if current_a:
            used = replace(used, state=used.pack.after(used.state, current_a, LOADED_S))
        cells_v = {
            str(number): MONITOR.read(float(volt), self.seed, f"cell {number}").value
            for number, volt in enumerate(used.shown_v(current_a), start=1)
        }
        rested = replace(used, state=used.pack.after(used.state, 0.0, REST_S)) if current_a else used
        return replace(self, used=rested), {"current_a": current_a, "cells_v": cells_v}

    def _shift(self, charge_ah: float) -> tuple[PackBench, dict[str, Any]]:
        """Discharge (or charge: negative) with 1/3C, then rest an hour; the first cell at its limit stops it."""
        self._must_be_running()
        pack, state = self.used.pack, self.used.state
        charge_ah = in_range(label("charge", "电量"), charge_ah, -40.0, 40.0, "Ah")
        left_ah, room_ah = pack.charge_left_ah(state) - LEAST_LEFT_AH, pack.room_ah(state) - LEAST_LEFT_AH
        moved_ah = float(np.clip(charge_ah, -max(room_ah, 0.0), max(left_ah, 0.0)))
        stopped_by = 0 if moved_ah == charge_ah else pack.weakest(state) if charge_ah > 0 else pack.fullest(state)
        current_a = np.copysign(SHIFT_A, moved_ah)
        state = pack.after(state, float(current_a), 3600.0 * abs(moved_ah) / SHIFT_A)
        used = replace(self.used, state=pack.after(state, 0.0, REST_S))
        details = {"charge_ah": charge_ah, "moved_ah": round(moved_ah, 2), "stopped_by": stopped_by}
        return replace(self, used=used), details

    def _probe_cell(self, number: int) -> tuple[PackBench, dict[str, Any]]:
        """Read a cell at rest with the meter on its own terminals: permitted live work."""
        self._must_be_protected()
        place = _place(number)
        volts = self.used.pack.cell_voltages(self.used.state)
        reading = SCALES["dc_v"].read(float(volts[place]), self.seed, f"cell {number}", full_scale=6.0)
        return self, {"number": number, **reading.as_details()}

    def _probe_joint(self, number: int) -> tuple[PackBench, dict[str, Any]]:
        """Read the voltage along the joint behind a cell while the card's load flows: permitted live work."""
        self._must_be_protected()
        self._must_be_running()
        drop_v = CARD.load_a * float(self.used.pack.joint_ohm[_place(number)])
        reading = SCALES["dc_v"].read(drop_v, self.seed, f"joint {number}")
        return self, {"number": number, "current_a": CARD.load_a, **reading.as_details()}

    def _divide(self) -> tuple[PackBench, dict[str, Any]]:
        self._must_be_protected()
        if not self.dead:
            raise UnsafeAct("is-live")
        return replace(self, divided=True), {}

    def _join(self) -> tuple[PackBench, dict[str, Any]]:
        self._must_be_protected()
        if not self.divided:
            raise WorkshopError("pack-joined")
        return replace(self, divided=False), {}

    def _mend_line(self, number: int) -> tuple[PackBench, dict[str, Any]]:
        """Clean the contact of the measuring line between a cell and the next, fit it again."""
        self._must_be_divided()
        line_v = self.used.line_v.copy()
        line_v[_place(number) : _place(number) + 2] = 0.0
        return replace(self, used=replace(self.used, line_v=line_v)), {"number": number}

    def _tighten_joint(self, number: int) -> tuple[PackBench, dict[str, Any]]:
        """Clean the joint behind a cell and tighten it to the card's torque."""
        self._must_be_divided()
        pack = self.used.pack.with_cell(_place(number) + 1, joint_ohm=JOINT_OHM)
        return replace(self, used=replace(self.used, pack=pack)), {"number": number}

    def _replace_module(self, module: int, spare: str) -> tuple[PackBench, dict[str, Any]]:
        """Fit a spare, charged to the others' state, in place of a module."""
        self._must_be_divided()
        module = int(in_range(label("module number", "模组编号"), module, 1, MODULES, ""))
        named = {one.name: one for one in self.spares}
        one_of(label("spare module", "备用模组"), spare, named)
        if any(one.name == spare for one in self.used.fitted.values()):
            raise WorkshopError("spare-fitted", spare=spare)
        return replace(self, used=self.used.with_module(module, named[spare])), {"module": module, "spare": spare}

    def _balance(self, hours: float) -> tuple[PackBench, dict[str, Any]]:
        """Let the balancing resistors take what the fuller cells have more than the emptiest, at rest."""
        self._must_be_running()
        hours = in_range(label("time of balancing", "均衡时间"), hours, 0.0, 72.0, "h")
        state = levelled(self.used.pack, self.used.state, CARD.balancing_ohm, 3600.0 * hours)
        return replace(self, used=replace(self.used, state=state)), {"hours": hours}

    def _must_be_whole(self) -> None:
        if self.divided:
            raise WorkshopError("pack-divided")

    def _must_be_running(self) -> None:
        self._must_be_whole()
        if self.dead:
            raise WorkshopError("is-dead")

    def _must_be_divided(self) -> None:
        self._must_be_protected()
        if not self.divided:
            raise UnsafeAct("pack-undivided")


def _place(number: int) -> int:
    return int(in_range(label("cell number", "单体编号"), number, 1, COUNT, "")) - 1


def pack_bench(seed: int) -> PackBench:
    """Give the bench with the pack of a seed; the instruments' errors come from it too."""
    used, _, spares = drawn_used_pack(seed)
    return PackBench(used=used, seed=seed, spares=spares)
