"""The test bench for one cell: the recorded pulses of the reference, and a used cell in a chamber on a cycler channel.

A record holds what was set and what was read, never a curve: the pulses are run again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, ClassVar

import numpy as np

from nevlab.data.leaf_tables import PULSE_A, PULSES, Pulse, quoted_pulses
from nevlab.instruments.cycler import Cycler
from nevlab.instruments.cycler_log import CycleLog
from nevlab.instruments.cycler_program import Protection, Rest, pulse
from nevlab.instruments.ranges import Range, Scale
from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.stations.battery_bench import LEAD_OHM, SENSES
from nevlab.stations.station import Doing, Station, UnsafeAct
from nevlab.vehicle.battery.cell import CellState
from nevlab.vehicle.battery.fit import pulse_resistance_ohm
from nevlab.vehicle.battery.leaf_2013 import MAX_V, MIN_V
from nevlab.vehicle.battery.used_cell import CARD, UsedCell, drawn_used_cell
from nevlab.vehicle.ranges import in_range, one_of

PULSE_S, BEFORE_S, BEHIND_S = 30.0, 10.0, 40.0
"""A pulse, the rest that is recorded before it, and behind it [s]."""
PROTECTION = Protection(MIN_V - 0.3, MAX_V + 0.1, CARD.most_a, CARD.most_a)
SENSOR = Scale("cell sensor", "°C", (Range(80.0, 0.1, 0.0, 2),))
"""The temperature sensor on the cell [°C], a teaching value of our own."""


@dataclass(frozen=True, kw_only=True)
class CellBench(Station):
    """The bench in one state.

    Parameters
    ----------
    used, state
        The cell as it came in, and where it stands now; hidden.
    seed
        Whose instruments they are.
    sense
        Where the sense leads are; empty while the cycler is not connected.
    rested_h
        How long the cell has rested in the chamber [h].
    screen
        What the last pulse measured.
    """

    used: UsedCell = field(compare=False)
    state: CellState = field(compare=False)
    seed: int
    sense: str = ""
    rested_h: float = 0.0
    screen: CycleLog | None = field(default=None, compare=False)

    ACTIONS: ClassVar[Mapping[str, Doing]] = MappingProxyType(
        {
            "record": Doing(("temperature_c", "pulse", "time_s"), step=1e-3, minutes=0.5),
            "protect": Doing(minutes=2.0),
            "connect": Doing(("sense",), minutes=3.0),
            "rest": Doing(("hours",), minutes=5.0),
            "temperature": Doing(step=0.1, minutes=0.5),
            "pulse": Doing(("current_a",), step=1e-4, minutes=3.0),
            "cursor": Doing(("time_s",), step=1e-4, minutes=0.5),
            "overlay": Doing(("r0_mohm", "r1_mohm", "tau_s"), step=0.01, minutes=0.5),
        }
    )

    def _record(self, temperature_c: float, pulse: int, time_s: float) -> tuple[CellBench, dict[str, Any]]:
        """Read the record of the reference at a sample: the nearest one to the instant since its pulse began."""
        found = recorded(temperature_c, pulse)
        at = int(np.abs(found.time_s - in_range(label("instant", "时刻"), time_s, 0.0, 70.0, "s")).argmin())
        shown = {"instant_s": float(found.time_s[at]), "voltage_v": float(found.voltage_v[at])}
        # The last sample of the pulse is taken while the current still flows.
        current_a = PULSE_A if 0 < found.time_s[at] <= PULSE_S else 0.0
        asked = {"temperature_c": found.temperature_c, "pulse": found.number, "time_s": time_s}
        return self, {**asked, **shown, "current_a": current_a}

    def _connect(self, sense: str) -> tuple[CellBench, dict[str, Any]]:
        one_of(label("place of the sense leads", "电压采样线位置"), sense, SENSES)
        if not self.protected:
            raise UnsafeAct("module-unprotected")
        return replace(self, sense=sense), {"sense": sense}

    def _rest(self, hours: float) -> tuple[CellBench, dict[str, Any]]:
        hours = in_range(label("rest", "静置时间"), hours, 0.1, 24.0, "h")
        state = self.used.cell.after(self.state, 0.0, 3600.0 * hours, self.used.chamber_c)
        return replace(self, state=state, rested_h=self.rested_h + hours), {"hours": hours}

    def _temperature(self) -> tuple[CellBench, dict[str, Any]]:
        reading = SENSOR.read(float(self.state.temperature_c), self.seed, "cell")
        return self, {"temperature_c": reading.value}

    def _pulse(self, current_a: float) -> tuple[CellBench, dict[str, Any]]:
        """Discharge for 30 s and record it; afterwards the cell rests on, and the charge is put back."""
        if not self.sense:
            raise WorkshopError("cycler-not-connected")
        current_a = in_range(label("current", "电流"), current_a, 1.0, CARD.most_a, "A")
        cycler = Cycler(self.seed, lead_ohm=LEAD_OHM if self.sense == "cycler" else 0.0)
        steps = (Rest(BEFORE_S, 5.0), pulse(current_a, PULSE_S, 0.5), Rest(BEHIND_S, 4.0))
        found = cycler.run(steps, self.used.cell, self.state, PROTECTION, self.used.chamber_c)
        details = {
            "current_a": current_a, "rested_h": round(self.rested_h, 2), "sense": self.sense,
            "end_v": float(found.voltage_v[-1]),
        }  # fmt: skip
        return replace(self, screen=found), details

    def _cursor(self, time_s: float) -> tuple[CellBench, dict[str, Any]]:
        """Read the sample next to an instant since the pulse began: 0 the last one before it, 30 the last one of it."""
        screen = self._screen()
        time_s = in_range(label("instant", "时刻"), time_s, -BEFORE_S, PULSE_S + BEHIND_S, "s")
        at = int(np.abs(screen.time_s - BEFORE_S - time_s).argmin())
        instant_s = round(float(screen.time_s[at]) - BEFORE_S, 3)
        volt, amp = float(screen.voltage_v[at]), float(screen.current_a[at])
        return self, {"time_s": time_s, "instant_s": instant_s, "voltage_v": volt, "current_a": amp}

    def _overlay(self, r0_mohm: float, r1_mohm: float, tau_s: float) -> tuple[CellBench, dict[str, Any]]:
        """Lay a circuit with one pair over the last pulse: how far it is from the samples, root mean square."""
        after_s, ohms, current_a = self.samples()
        asked = {
            "r0_mohm": in_range("R0", r0_mohm, 0.0, 100.0, "mΩ"), "r1_mohm": in_range("R1", r1_mohm, 0.0, 100.0, "mΩ"),
            "tau_s": in_range("τ", tau_s, 0.5, 500.0, "s"),
        }  # fmt: skip
        off_ohm = ohms - pulse_resistance_ohm(after_s, r0_mohm / 1e3, r1_mohm / 1e3, tau_s)
        return self, {**asked, "rms_mv": round(1e3 * current_a * float(np.sqrt(np.mean(off_ohm**2))), 2)}

    def samples(self) -> tuple[np.ndarray, np.ndarray, float]:
        """Give instants since the last pulse began [s], R = (U0 − U)/I there [Ω], and its current [A]."""
        screen = self._screen()
        before = int(np.flatnonzero(screen.step == 1)[-1])
        loaded = np.flatnonzero(screen.step == 2)[1:]
        current_a = float(screen.current_a[loaded].mean())
        drop_v = screen.voltage_v[before] - screen.voltage_v[loaded]
        return screen.time_s[loaded] - BEFORE_S, drop_v / current_a, current_a

    def _screen(self) -> CycleLog:
        if self.screen is None:
            raise WorkshopError("no-pulse-yet")
        return self.screen


def recorded(temperature_c: float, number: int) -> Pulse:
    """Give a recorded pulse of the reference.

    Raises
    ------
    WorkshopError
        If there is no such temperature or number.
    """
    known = {f"{celsius:g}": each for celsius, each in quoted_pulses().items()}
    each = known[one_of(label("temperature", "温度"), f"{temperature_c:g}", known)]
    return each[int(in_range(label("pulse number", "脉冲编号"), number, 1, PULSES, "")) - 1]


def cell_bench(seed: int) -> CellBench:
    """Give the bench with the used cell of a seed; the instruments' errors come from it too."""
    used = drawn_used_cell(seed)
    return CellBench(used=used, state=used.state, seed=seed)
