"""What a battery cycler measured: columns over the samples, and the capacity and resistance read from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from nevlab.instruments.cycler_program import Trip
from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.vehicle.battery.cell import CellState
from nevlab.vehicle.ranges import in_range

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("time_s", "step", "current_a", "voltage_v", "charge_ah", "energy_wh", "temperature_c")
_SAME_S = 1e-6


@dataclass(frozen=True, eq=False)
class CycleLog:
    """The samples of a program; the first one of a step is taken when its current has just been switched on.

    So the last sample of one step and the first of the next bear the same time.

    Parameters
    ----------
    time_s, step
        Shape (n,): time since the program's start [s] and number of the step, from 1.
    current_a, voltage_v
        Shape (n,): as shown, the current positive for discharge [A], [V].
    charge_ah, energy_wh
        Shape (n,): ∫|I|dt/3600 [Ah] and ∫U·|I|dt/3600 [Wh] since the step began, as counted inside, before the display
        rounds.
    temperature_c
        Shape (n,): of the hottest cell [°C].
    ends
        What ended each step: ``"duration"``, ``"voltage"``, ``"current"``, ``"charge"`` or ``"trip"``.
    trip
        Why the protection stopped the program; None when it ran to its end.
    end
        The state of what was tested, so that a next program can begin there.
    """

    time_s: NDArray[np.float64]
    step: NDArray[np.int_]
    current_a: NDArray[np.float64]
    voltage_v: NDArray[np.float64]
    charge_ah: NDArray[np.float64]
    energy_wh: NDArray[np.float64]
    temperature_c: NDArray[np.float64]
    ends: tuple[str, ...]
    trip: Trip | None
    end: CellState

    def frame(self) -> pd.DataFrame:
        """Give the columns as a pandas table, one row a sample."""
        import pandas as pd

        return pd.DataFrame({name: getattr(self, name) for name in COLUMNS})

    def capacity_ah(self, step: int) -> float:
        """Give the charge that flowed in a step [Ah]: Q = ∫|I|dt/3600.

        Raises
        ------
        WorkshopError
            If the program has no such step, or stopped before it.
        """
        return float(self.charge_ah[self._rows(step)[-1]])

    def energy_of_wh(self, step: int) -> float:
        """Give the energy that flowed in a step [Wh]."""
        return float(self.energy_wh[self._rows(step)[-1]])

    def dc_resistance_ohm(self, step: int, pulse_s: float) -> float:
        """Give the DC resistance [Ω] of a pulse: R = (U0 − U)/(I − I0), from the last sample before it.

        Parameters
        ----------
        step
            Number of the pulse's step; the step before it is a rest.
        pulse_s
            Time since the pulse began [s]; a sample must have been taken there.

        Raises
        ------
        WorkshopError
            If there is no such step or sample, no step before it, or no change of the current.
        """
        rows = self._rows(step)
        found = rows[np.abs(self.time_s[rows] - self.time_s[rows[0]] - pulse_s) < _SAME_S]
        if rows[0] == 0 or found.size == 0:
            raise WorkshopError("no-sample-there", time=pulse_s, step=step)
        before, at = rows[0] - 1, found[-1]
        change_a = self.current_a[at] - self.current_a[before]
        if change_a == 0:
            raise WorkshopError("no-current-in-step", step=step)
        return float((self.voltage_v[before] - self.voltage_v[at]) / change_a)

    def _rows(self, step: int) -> NDArray[np.intp]:
        in_range(label("step", "工步"), step, 1, len(self.ends), "")
        rows = np.flatnonzero(self.step == step)
        if rows.size == 0:
            raise WorkshopError("not-whole", name=label("step", "工步"), value=step)
        return rows
