"""An insulation with absorption: why an insulation tester's reading climbs for minutes, and a voltage comes back.

::

    tester ── R_source ──┬──────┬──────┬── … ─┐
                         ▯ R    ═ C    ▯ R1   ▯ R2
                         │      │      ═ C1   ═ C2
    chassis ─────────────┴──────┴──────┴── … ─┘

R is the leakage, C the capacitance (Y-capacitors, winding to housing), each branch R1–C1 a part of the material that
polarises slowly (Debye; IEEE 43 calls its current the absorption current). The system is linear, so every voltage is
a sum of exponentials: no time stepping.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nevlab.labels import label
from nevlab.vehicle.ranges import all_in_range, in_range

SOURCE_OHM = 200e3
"""Inner resistance of an insulation tester [Ω]: an assumption; 500 V then give at most 2.5 mA into a short."""
LEAST_F = 1e-12
"""Two leads side by side have this capacitance at least [F]."""


@dataclass(frozen=True)
class Dielectric:
    """One insulation between two terminals.

    Parameters
    ----------
    leakage_ohm
        Resistance R that is left when everything has polarised [Ω].
    capacitance_f
        Capacitance C [F].
    branches
        Shape (n, 2): resistance [Ω] and capacitance [F] of every absorbing branch.

    Raises
    ------
    WorkshopError
        If a value is not a number or outside its range.
    """

    leakage_ohm: float
    capacitance_f: float = 0.0
    branches: tuple[tuple[float, float], ...] = ()

    def __post_init__(self) -> None:
        in_range(label("leakage resistance", "泄漏电阻"), self.leakage_ohm, 1.0, math.inf, "Ω")
        in_range(label("capacitance", "电容"), self.capacitance_f, 0.0, 1e-3, "F")
        for ohm, farad in self.branches:
            in_range(label("absorbing resistance", "吸收支路电阻"), ohm, 1e3, 1e15, "Ω")
            in_range(label("absorbing capacitance", "吸收支路电容"), farad, LEAST_F, 1e-3, "F")

    @property
    def rest(self) -> NDArray[np.float64]:
        """Give the state without any charge, shape (1 + n,): voltage [V] of C and of every branch's capacitor."""
        return np.zeros(1 + len(self.branches))

    def energy_j(self, state_v: ArrayLike) -> float:
        """Give the energy [J] stored in all capacitors, ``½·C·U²`` each."""
        return float(self._farads @ np.square(np.asarray(state_v, dtype=float)) / 2)

    def after(
        self, elapsed_s: ArrayLike, start_v: ArrayLike, source_v: float, source_ohm: float
    ) -> NDArray[np.float64]:
        """Give the states `elapsed_s` [s] after `start_v`, with a source of `source_v` [V] behind `source_ohm` [Ω].

        A source of 0 V behind a resistor is a discharge; one behind infinity is nothing connected.

        Parameters
        ----------
        elapsed_s
            Shape (m,), not negative.
        start_v
            Shape (1 + n,): a state such as :attr:`rest`.

        Returns
        -------
        array, shape (m, 1 + n)
            Voltage [V] of the terminals, which is that of C, then of every branch's capacitor.
        """
        in_range(label("source voltage", "电源电压"), source_v, -5000.0, 5000.0, "V")
        in_range(label("source resistance", "源电阻"), source_ohm, 1.0, math.inf, "Ω")
        all_in_range(label("elapsed time", "经过的时间"), elapsed_s, 0.0, 1e9, "s")
        times = np.atleast_1d(np.asarray(elapsed_s, dtype=float))
        # C·dv/dt = −G·v + b with G symmetric: in w = √C·v it is dw/dt = −K·w + …, K symmetric, so eigenvectors exist.
        root = np.sqrt(self._farads)
        conductance = np.zeros((len(root), len(root)))
        conductance[0, 0] = 1 / self.leakage_ohm + 1 / source_ohm
        for number, (ohm, _) in enumerate(self.branches, start=1):
            conductance[[0, number], [0, number]] += 1 / ohm
            conductance[[0, number], [number, 0]] -= 1 / ohm
        rates, modes = np.linalg.eigh(conductance / np.outer(root, root))
        rates = np.maximum(rates, 0.0)
        start = modes.T @ (root * np.asarray(start_v, dtype=float))
        drive = modes[0] * (source_v / source_ohm / root[0])
        # (1 − exp(−k·t))/k, which is t where the rate k is zero
        spent = -np.expm1(-np.outer(times, rates))
        grown = np.divide(spent, rates, out=np.outer(times, np.ones_like(rates)), where=rates > 0)
        return (np.exp(-np.outer(times, rates)) * start + grown * drive) @ modes.T / root

    def reading_ohm(self, time_s: ArrayLike, test_v: float, source_ohm: float = SOURCE_OHM) -> NDArray[np.float64]:
        """Give what a noise-free insulation tester shows [Ω] `time_s` [s] after it was switched on.

        It divides the voltage at its terminals by the current that it delivers, the charging of C included. Starting
        without charge it never shows more than the leakage resistance.
        """
        in_range(label("test voltage", "测试电压"), test_v, 10.0, 5000.0, "V")
        terminal_v = self.after(time_s, self.rest, test_v, source_ohm)[:, 0]
        current_a = (test_v - terminal_v) / source_ohm
        return np.divide(terminal_v, current_a, out=np.full_like(terminal_v, math.inf), where=current_a > 0)

    def absorption_ratio(self, test_v: float) -> float:
        """Give the dielectric absorption ratio DAR = R(60 s)/R(30 s) (IEEE 43)."""
        early, late = self.reading_ohm([30.0, 60.0], test_v)
        return float(late / early)

    def polarisation_index(self, test_v: float) -> float:
        """Give the polarisation index PI = R(10 min)/R(1 min) (IEEE 43)."""
        early, late = self.reading_ohm([60.0, 600.0], test_v)
        return float(late / early)

    @property
    def _farads(self) -> NDArray[np.float64]:
        return np.array([max(self.capacitance_f, LEAST_F), *(farad for _, farad in self.branches)])
