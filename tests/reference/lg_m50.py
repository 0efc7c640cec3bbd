"""An LG M50 cell in PyBaMM, and the cell model fitted to it: for the tests here and for benchmarks/pack.py.

PyBaMM (BSD-3) solves the Doyle-Fuller-Newman model at 25 °C with the parameters of Chen et al., J. Electrochem. Soc.
167 (2020) 080534: kinetics and diffusion in two porous electrodes. An equivalent circuit has nothing of them but what
it was fitted to. Importing this module tells PyBaMM to send no telemetry, so it comes before PyBaMM.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nevlab.vehicle.battery.cell_type import CellType
from nevlab.vehicle.battery.fit import fit_train

os.environ["PYBAMM_DISABLE_TELEMETRY"] = "true"

ONE_C_A = 5.0
TO_THE_END = ("Discharge at 1C until 2.5 V",)
PULSE_S, BEHIND_S, REST_S = 30, 40, 3600
STOPS = (1.0, 0.95, *np.arange(0.9, 0.09, -0.05).round(2), 0.075, 0.05, 0.04, 0.03)
"""SOC of the pulses: each twentieth, and closer where the open-circuit voltage falls away."""
WIDTH = "Electrode width [m]"


@dataclass(frozen=True, eq=False)
class Profile:
    """What the cycler wrote: time [s], current since the row before [A] and voltage [V], each of shape (n,)."""

    time_s: NDArray[np.float64]
    current_a: NDArray[np.float64]
    voltage_v: NDArray[np.float64]


class Cycler:
    """Steps of PyBaMM's cycler, ready to be run on full, rested cells."""

    def __init__(self, *steps: str) -> None:
        import pybamm

        values = pybamm.ParameterValues("Chen2020")
        self._width_m = values[WIDTH]
        values[WIDTH] = "[input]"
        self._simulation = pybamm.Simulation(
            pybamm.lithium_ion.DFN(),
            parameter_values=values,
            experiment=pybamm.Experiment([("Rest for 10 seconds", *steps)], period="10 seconds"),
        )

    def run(self, size: float = 1.0) -> Any:
        """Give PyBaMM's solution for a cell with electrodes of `size` times the area."""
        return self._simulation.solve(initial_soc=1.0, inputs={WIDTH: size * self._width_m})


def profile(solution: Any) -> Profile:
    """Give the rows of a solution: of the two where a step begins, the first."""
    times, amps, volts = (solution[name].entries for name in ("Time [s]", "Current [A]", "Voltage [V]"))
    keep = np.diff(times, prepend=-np.inf) > 1e-3
    return Profile(times[keep], amps[keep], volts[keep])


def open_circuit() -> dict[str, Any]:
    """Give the capacity of a discharge with C/20 [Ah] and the table of the open-circuit voltage along it."""
    slow = Cycler("Discharge at C/20 until 2.5 V").run()
    charge_ah, open_v = (
        slow[name].entries for name in ("Discharge capacity [A.h]", "Battery open-circuit voltage [V]")
    )
    soc = np.unique(np.concatenate([np.linspace(0, 0.1, 21), np.linspace(0.1, 1, 46)]))
    ocv_v = np.interp(soc, (1 - charge_ah / charge_ah[-1])[::-1], open_v[::-1])
    return {"capacity_ah": float(charge_ah[-1]), "soc": tuple(soc), "ocv_v": tuple(ocv_v)}


def pulse_train(capacity_ah: float) -> tuple[Profile, list[slice]]:
    """Give a pulse train (HPPC) and the rows of its pulses.

    Pulses of 1C, below SOC 0.06 of C/2; from stop to stop C/3, then an hour of rest.
    """
    steps, starts_s, time_s = [], [], 10.0
    for stop, following in zip(STOPS, (*STOPS[1:], None), strict=True):
        rate = 1.0 if stop > 0.06 else 0.5
        steps += [f"Discharge at {rate}C for {PULSE_S} seconds (1 second period)"]
        steps += [f"Rest for {BEHIND_S} seconds (1 second period)"]
        starts_s.append(time_s)
        time_s += PULSE_S + BEHIND_S
        if following is not None:
            left_as = (stop - following) * capacity_ah * 3600 - rate * ONE_C_A * PULSE_S
            step_s = round(left_as / (ONE_C_A / 3))
            steps += [f"Discharge at C/3 for {step_s} seconds", f"Rest for {REST_S} seconds"]
            time_s += step_s + REST_S
    train = profile(Cycler(*steps).run())
    return train, [
        slice(*np.searchsorted(train.time_s, (start - 0.5, start + PULSE_S + BEHIND_S + 0.5))) for start in starts_s
    ]


def fitted(table: dict[str, Any], train: Profile, pulses: list[slice]) -> CellType:
    """Give the cell type: the open-circuit voltage of `table`, the circuits of the pulses.

    The time constants are the medians of those of all pulses.
    """
    columns = train.time_s, train.current_a, train.voltage_v
    alone = fit_train(*columns, pulses, **table)
    tau_s = tuple(np.median([fit.tau_s for fit in alone], axis=0))
    fits = fit_train(*columns, pulses, tau_s=tau_s, **table)[::-1]
    rested_v = [train.voltage_v[rows.start] for rows in pulses[::-1]]
    ohms = np.array([(fit.r0_ohm, *fit.pair_ohm) for fit in fits]).T.clip(min=1e-6)
    # At one temperature: both rows of a table are the same.
    r0, *pairs = ((tuple(row), tuple(row)) for row in ohms)
    return CellType(
        **table,
        temperature_c=(0.0, 50.0),
        resistance_soc=tuple(np.interp(rested_v, table["ocv_v"], table["soc"])),
        r0_ohm=r0,
        pair_ohm=tuple(pairs),
        tau_s=tau_s,
        min_v=2.5,
        max_v=4.2,
        heat_capacity_j_per_k=70.0,
    )
