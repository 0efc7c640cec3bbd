"""A lithium-ion cell as an equivalent circuit with RC pairs, as many as its type has.

::

          ┌─ R1 ─┐  ┌─ R2 ─┐
    OCV ──┤      ├──┤      ├─ … ─ R0 ──o  U        U = OCV(SOC) − R0·I − u1 − u2 − …
          └─ C1 ─┘  └─ C2 ─┘                I > 0 discharges

Source of the circuit and its equations: G. L. Plett, Battery Management Systems, volume I (2015), chapter 2. Between
two instants the current is constant, and so each pair has the exact solution ``u(t) = R·I + (u0 − R·I)·exp(−t/τ)``; R
is that of SOC and temperature at the beginning of the step. The heat is what the resistors turn into heat; the
reversible (entropic) heat, hysteresis and diffusion slower than the last pair are left out.

Everything takes and gives one value or an array over cells.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.vehicle.battery.cell_type import CellType, Values
from nevlab.vehicle.ranges import all_in_range, in_range


@dataclass(frozen=True, eq=False)
class CellState:
    """Where a cell stands.

    Parameters
    ----------
    soc
        State of charge, 1 full; the charge left is ``soc`` times the cell's own capacity.
    pair_v
        Voltage of each pair [V], shape (pairs, …).
    temperature_c
        Temperature [°C].
    """

    soc: Values
    pair_v: NDArray[np.float64]
    temperature_c: Values


@dataclass(frozen=True, eq=False)
class Run:
    """What a cell did under a current profile.

    Parameters
    ----------
    voltage_v, soc, temperature_c
        Shape (n, …): voltage [V], state of charge and temperature [°C] at each instant, the current still flowing.
    end
        State at the last instant.
    """

    voltage_v: NDArray[np.float64]
    soc: NDArray[np.float64]
    temperature_c: NDArray[np.float64]
    end: CellState


@dataclass(frozen=True, eq=False)
class Cell:
    """A cell of one type with its own age; with arrays, several cells at once.

    Parameters
    ----------
    kind
        The type.
    capacity_fade
        Share of the type's capacity that is lost; a spread in production makes it negative for some.
    resistance_growth
        Share by which all resistances have grown.
    cooling_w_per_k
        Heat that leaves the cell for each kelvin above its surroundings [W/K]; 0 is no cooling at all.
    """

    kind: CellType
    capacity_fade: Values = 0.0
    resistance_growth: Values = 0.0
    cooling_w_per_k: Values = 0.5

    def __post_init__(self) -> None:
        all_in_range(label("capacity fade", "容量衰减"), self.capacity_fade, -0.3, 0.99, "")
        all_in_range(label("resistance growth", "内阻增长"), self.resistance_growth, -0.5, 100, "")
        all_in_range(label("cooling", "散热系数"), self.cooling_w_per_k, 0, 1000, "W/K")

    @property
    def capacity_ah(self) -> Values:
        """Give the cell's own capacity [Ah]."""
        return self.kind.capacity_ah * (1 - self.capacity_fade)

    def rest(self, soc: Values, temperature_c: Values = 25.0) -> CellState:
        """Give the state after a long rest.

        Raises
        ------
        WorkshopError
            If the SOC is not within 0 … 1 or the temperature not within −40 … 80 °C.
        """
        all_in_range(label("state of charge", "荷电状态"), soc, 0, 1, "")
        all_in_range(label("temperature", "温度"), temperature_c, -40, 80, "°C")
        every = (soc, temperature_c, self.capacity_fade, self.resistance_growth, self.cooling_w_per_k)
        each = np.ones(np.broadcast_shapes(*(np.shape(values) for values in every)))
        return CellState(soc * each, np.zeros((len(self.kind.tau_s), *each.shape)), temperature_c * each)

    def resistances(self, state: CellState) -> NDArray[np.float64]:
        """Give R0, R1 … [Ω], shape (1 + pairs, …)."""
        return self.kind.resistances(state.soc, state.temperature_c) * (1 + self.resistance_growth)

    def voltage(self, state: CellState, current_a: Values = 0.0) -> Values:
        """Give the terminal voltage [V]."""
        return self._voltage(state, self.resistances(state), current_a)

    def heat_w(self, state: CellState, current_a: Values) -> Values:
        """Give the heat [W] of all resistors: ``R0·I² + u1²/R1 + u2²/R2 + …``; never negative."""
        r0, *pairs = self.resistances(state)
        return r0 * np.square(current_a) + (np.square(state.pair_v) / pairs).sum(axis=0)

    def heat_j(self, state: CellState, current_a: Values, duration_s: float) -> Values:
        """Give the heat [J] of `duration_s` with a constant current.

        The integral of ``u²/R`` with ``u = a + b·exp(−t/τ)``, a = R·I, b = u0 − a, is
        ``(a²·t + 2ab·τ·(1 − e) + b²·τ/2·(1 − e²))/R`` with e = exp(−t/τ).
        """
        ohms, tau_s = self.resistances(state), self._tau_s(state)
        final_v, stays = ohms[1:] * current_a, np.exp(-duration_s / tau_s)
        swing_v = state.pair_v - final_v
        mixed = 2 * final_v * swing_v * tau_s * (1 - stays) + swing_v**2 * tau_s / 2 * (1 - stays**2)
        pairs_j = (final_v**2 * duration_s + mixed) / ohms[1:]
        return ohms[0] * np.square(current_a) * duration_s + pairs_j.sum(axis=0)

    def after(
        self, state: CellState, current_a: Values, duration_s: float, ambient_c: Values | None = None
    ) -> CellState:
        """Give the state after `duration_s` with a constant current; the heat is spread evenly over that time.

        Parameters
        ----------
        state
            Where the cell begins.
        current_a
            Current [A], positive for discharge.
        duration_s
            How long it flows [s].
        ambient_c
            Temperature of the surroundings [°C]; without one, the cell is held at its own temperature.

        Raises
        ------
        WorkshopError
            If current or duration is not a number, or the duration is negative.
        """
        all_in_range(label("current", "电流"), current_a, -5000, 5000, "A")
        in_range(label("duration", "时长"), duration_s, 0, 1e9, "s")
        return self._after(state, self.resistances(state), current_a, duration_s, ambient_c)

    def _voltage(self, state: CellState, ohms: NDArray[np.float64], current_a: Values) -> Values:
        return self.kind.ocv(state.soc) - ohms[0] * current_a - state.pair_v.sum(axis=0)

    def _after(
        self,
        state: CellState,
        ohms: NDArray[np.float64],
        current_a: Values,
        duration_s: float,
        ambient_c: Values | None,
    ) -> CellState:
        stays = np.exp(-duration_s / self._tau_s(state))
        temperature_c = state.temperature_c
        if ambient_c is not None:
            # T' = P/C − (h/C)·(T − Ta), solved for the mean power P of the step.
            warmed_k = self.heat_j(state, current_a, duration_s) / self.kind.heat_capacity_j_per_k
            decay = np.asarray(self.cooling_w_per_k) * duration_s / self.kind.heat_capacity_j_per_k
            share = np.where(decay > 0, -np.expm1(-decay) / np.where(decay > 0, decay, 1), 1)
            temperature_c = temperature_c + (warmed_k + decay * (ambient_c - temperature_c)) * share
        return CellState(
            state.soc - current_a * duration_s / (3600 * self.capacity_ah),
            state.pair_v * stays + ohms[1:] * current_a * (1 - stays),
            temperature_c,
        )

    def run(self, state: CellState, time_s: ArrayLike, current_a: ArrayLike, ambient_c: Values | None = None) -> Run:
        """Run a current profile.

        Parameters
        ----------
        state
            The cell at the first instant.
        time_s, current_a
            Shape (n,): instants [s] and the current since the instant before [A].
        ambient_c
            As in :meth:`after`.

        Raises
        ------
        WorkshopError
            If the instants do not rise, or something in them is not a number.
        """
        times, amps = np.asarray(time_s, dtype=float), np.asarray(current_a, dtype=float)
        if times.ndim != 1 or times.size == 0 or times.shape != amps.shape:
            raise WorkshopError("profile-lengths", times=times.size, currents=amps.size)
        if not (np.all(np.isfinite(times)) and np.all(np.diff(times) > 0)):
            raise WorkshopError("no-instants")
        all_in_range(label("current", "电流"), amps, -5000, 5000, "A")
        ohms = self.resistances(state)
        states, volts = [state], [self._voltage(state, ohms, amps[0])]
        for step_s, amp in zip(np.diff(times), amps[1:], strict=True):
            states.append(self._after(states[-1], ohms, amp, step_s, ambient_c))
            ohms = self.resistances(states[-1])
            volts.append(self._voltage(states[-1], ohms, amp))
        return Run(
            np.array(volts),
            np.array([one.soc for one in states]),
            np.array([one.temperature_c for one in states]),
            states[-1],
        )

    def dc_resistance_ohm(
        self, soc: Values, temperature_c: Values, pulse_s: float, current_a: float | None = None
    ) -> Values:
        """Give the DC resistance R = (U0 − U)/I [Ω] at the end of a pulse from rest; it grows with the pulse's length.

        Parameters
        ----------
        soc, temperature_c
            Where the pulse begins.
        pulse_s
            Its length [s]: a DC resistance without it says nothing.
        current_a
            Its current [A]; without one, 1C of the type.
        """
        amps = self.kind.capacity_ah if current_a is None else current_a
        start = self.rest(soc, temperature_c)
        if amps == 0:
            raise WorkshopError("pulse-needs-current")
        return (self.voltage(start) - self.voltage(self.after(start, amps, pulse_s), amps)) / amps

    def _tau_s(self, state: CellState) -> NDArray[np.float64]:
        """Give the time constants [s], one for each pair, shaped to go with the pairs' voltages of `state`."""
        return np.reshape(self.kind.tau_s, (-1, *(1 for _ in np.shape(state.pair_v)[1:])))
