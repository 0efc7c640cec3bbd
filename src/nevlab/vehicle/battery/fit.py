"""An equivalent circuit laid through a measured pulse: what R0 and the RC pairs of a cell are read from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.vehicle.ranges import in_range


@dataclass(frozen=True)
class PulseFit:
    """A series resistance and RC pairs laid through a measured pulse.

    Parameters
    ----------
    r0_ohm
        Series resistance R0 [Ω].
    pair_ohm, tau_s
        Resistance [Ω] and time constant [s] of each RC pair, the fastest first.
    rms_v
        Root mean square of what is left over [V].
    """

    r0_ohm: float
    pair_ohm: tuple[float, ...]
    tau_s: tuple[float, ...]
    rms_v: float


def fit_pulse(
    time_s: ArrayLike,
    current_a: ArrayLike,
    voltage_v: ArrayLike,
    *,
    ocv_v: ArrayLike | None = None,
    pairs: int = 2,
    tau_s: Sequence[float] | None = None,
) -> PulseFit:
    """Fit ``U = OCV − R0·I − Σ u_j`` to a pulse by least squares, no resistance below zero.

    With the time constants given, the resistances are linear and found by non-negative least squares (Lawson and
    Hanson, Solving Least Squares Problems, 1974, chapter 23); so only the time constants are searched for (variable
    projection; Golub and Pereyra, SIAM J. Numer. Anal. 10 (1973) 413). Each pair's voltage follows the exact response
    to a current that is constant from row to row.

    Parameters
    ----------
    time_s, current_a, voltage_v
        Shape (n,): instants [s], the current since the instant before [A] (positive discharges), the voltage [V].
        The first row is the cell at rest; the rest behind the pulse may follow.
    ocv_v
        Shape (n,): open-circuit voltage at the same instants [V]; without it, that of the first row throughout, and
        what the charge taken out lowers goes into the pairs.
    pairs
        How many RC pairs to look for, 1 to 3.
    tau_s
        Time constants [s] to keep instead of searching for them.

    Raises
    ------
    WorkshopError
        If there are too few points, one is not a number, or no current flows.
    """
    from scipy.optimize import minimize

    times, amps, volts = (np.asarray(column, dtype=float) for column in (time_s, current_a, voltage_v))
    open_v = np.full(volts.shape, volts.flat[0] if volts.size else np.nan) if ocv_v is None else np.asarray(ocv_v)
    pairs = len(tau_s) if tau_s is not None else pairs
    in_range(label("number of RC pairs", "RC 环节数"), pairs, 1, 3, "")
    if times.ndim != 1 or not times.shape == amps.shape == volts.shape == open_v.shape or times.size < 2 + 2 * pairs:
        raise WorkshopError("pulse-needs-points", least=2 + 2 * pairs, count=times.size)
    if not (all(np.all(np.isfinite(column)) for column in (times, amps, volts, open_v)) and np.all(np.diff(times) > 0)):
        raise WorkshopError("fit-needs-numbers")
    if not np.any(amps[1:]):
        raise WorkshopError("pulse-needs-current")
    drop_v = open_v - volts

    if tau_s is not None:
        taus = [in_range(label("time constant", "时间常数"), tau, 1e-3, 1e6, "s") for tau in tau_s]
    else:
        low, high = np.log(np.diff(times).min() / 2), np.log(3 * (times[-1] - times[0]))
        start = np.linspace(low, high, pairs + 2)[1:-1]
        found = minimize(
            lambda logs: _resistances(times, amps, drop_v, np.exp(logs))[1],
            start,
            method="Nelder-Mead",
            bounds=[(low, high)] * pairs,
            options={"xatol": 1e-4, "fatol": 1e-9},
        )
        taus = [float(tau) for tau in np.exp(found.x)]
    taus.sort()
    ohms, rms_v = _resistances(times, amps, drop_v, taus)
    return PulseFit(float(ohms[0]), tuple(float(ohm) for ohm in ohms[1:]), tuple(taus), rms_v)


def _resistances(
    times: NDArray[np.float64], amps: NDArray[np.float64], drop_v: NDArray[np.float64], taus: Sequence[float]
) -> tuple[NDArray[np.float64], float]:
    """Give R0 and the pairs' resistances for these time constants, and the RMS of what is left over."""
    from scipy.optimize import nnls

    steps_s = np.diff(times)
    columns = [np.concatenate([[0.0], amps[1:]])]
    for tau in taus:
        stays = np.exp(-steps_s / tau)
        through = [0.0]
        for stay, amp in zip(stays, amps[1:], strict=True):
            through.append(through[-1] * stay + amp * (1 - stay))
        columns.append(np.array(through))
    ohms, left_over = nnls(np.column_stack(columns), drop_v)
    return ohms, float(left_over / np.sqrt(times.size))
