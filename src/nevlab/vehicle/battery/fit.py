"""An equivalent circuit laid through measured pulses: what R0 and the RC pairs of a cell are read from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.vehicle.ranges import in_range

#: Share of the largest current that counts as none.
_AT_REST = 0.01


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


def pulse_resistance_ohm(
    after_s: float | NDArray[np.float64], r0_ohm: float, r1_ohm: float, tau_s: float
) -> float | NDArray[np.float64]:
    """Give R = (U0 − U)/I of a circuit with one RC pair, `after_s` into a pulse from rest: R0 + R1·(1 − exp(−t/τ)) [Ω].

    What the charge taken out lowers is left out.
    """
    return r0_ohm + r1_ohm * -np.expm1(-np.asarray(after_s) / tau_s)


def fit_pulse(
    time_s: ArrayLike,
    current_a: ArrayLike,
    voltage_v: ArrayLike,
    *,
    ocv_v: ArrayLike | None = None,
    pairs: int = 2,
    tau_s: Sequence[float] | None = None,
    counted: ArrayLike | None = None,
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
    counted
        Shape (n,): the rows that the circuit is laid through, all without it; the others only fill the pairs.

    Raises
    ------
    WorkshopError
        If there are too few points, one is not a number, or no current flows.
    """
    from scipy.optimize import minimize

    pairs = len(tau_s) if tau_s is not None else pairs
    in_range(label("number of RC pairs", "RC 环节数"), pairs, 1, 3, "")
    times, amps, volts = _columns(2 + 2 * pairs, time_s, current_a, voltage_v)
    drop_v = volts[0] - volts
    if ocv_v is not None:
        drop_v = _columns(2 + 2 * pairs, time_s, current_a, ocv_v)[2] - volts
    rows = np.full(times.shape, True) if counted is None else np.asarray(counted)
    if rows.shape != times.shape or np.count_nonzero(rows) < 2 + 2 * pairs:
        raise WorkshopError("pulse-needs-points", least=2 + 2 * pairs, count=np.count_nonzero(rows))

    if tau_s is not None:
        taus = [in_range(label("time constant", "时间常数"), tau, 1e-3, 1e6, "s") for tau in tau_s]
    else:
        low, high = np.log(np.diff(times).min() / 2), np.log(3 * (times[-1] - times[0]))
        start = np.linspace(low, high, pairs + 2)[1:-1]
        found = minimize(
            lambda logs: _resistances(times, amps, drop_v, np.exp(logs), rows)[1],
            start,
            method="Nelder-Mead",
            bounds=[(low, high)] * pairs,
            options={"xatol": 1e-4, "fatol": 1e-9},
        )
        taus = [float(tau) for tau in np.exp(found.x)]
    taus.sort()
    ohms, rms_v = _resistances(times, amps, drop_v, taus, rows)
    return PulseFit(float(ohms[0]), tuple(float(ohm) for ohm in ohms[1:]), tuple(taus), rms_v)


def fit_train(
    time_s: ArrayLike,
    current_a: ArrayLike,
    voltage_v: ArrayLike,
    pulses: Sequence[slice],
    *,
    capacity_ah: float,
    soc: ArrayLike,
    ocv_v: ArrayLike,
    pairs: int = 3,
    tau_s: Sequence[float] | None = None,
) -> tuple[PulseFit, ...]:
    """Fit each pulse of a train (HPPC): pulses, each after a long rest, with a discharge between two of them.

    A pulse of seconds says nothing on diffusion of minutes. That shows in the long rest, which follows a discharge of
    known current at a charge that stays: so the circuit is laid through the pulse and the rest before it, the pairs
    filled by all that flowed since the pulse before. Before the first pulse lies no discharge: the rest behind it is
    taken, with the fall of the open-circuit voltage between them.

    Parameters
    ----------
    time_s, current_a, voltage_v
        Shape (n,): the whole recording, as in :func:`fit_pulse`.
    pulses
        Rows of each pulse, two at least, in order of time: from the last row of the rest before it to the last row
        behind it that counts.
    capacity_ah
        Capacity of the cell [Ah].
    soc, ocv_v
        Shape (m,): table of its open-circuit voltage [V], both rising. A pulse begins at the SOC whose open-circuit
        voltage is the rested one.
    pairs, tau_s
        As in :func:`fit_pulse`.

    Raises
    ------
    WorkshopError
        As :func:`fit_pulse`, and if there are fewer than two pulses.
    """
    times, amps, volts = _columns(2, time_s, current_a, voltage_v)
    axis, heights = np.asarray(soc, dtype=float), np.asarray(ocv_v, dtype=float)
    in_range(label("number of pulses", "脉冲个数"), len(pulses), 2, 1000, "")
    charge_ah = np.cumsum(amps * np.diff(times, prepend=times[0])) / 3600
    loaded = np.abs(amps) > _AT_REST * np.abs(amps).max()
    if not np.any(loaded[pulses[0]]):
        raise WorkshopError("pulse-needs-current")
    fits = []
    for number, rows in enumerate(pulses):
        other = pulses[number - 1 if number else 1].start
        first, rested = sorted((rows.start, other))
        whole = slice(first, max(rows.stop, rested + 1))
        counted = np.full(times.shape, False)
        counted[rows] = True
        counted[np.flatnonzero(loaded[: rested + 1])[-1] + 1 : rested + 1] = True
        before_v = volts[rows.start]
        along_soc = np.interp(before_v, heights, axis) - (charge_ah - charge_ah[rows.start]) / capacity_ah
        open_v = np.interp(along_soc, axis, heights)
        # The rested voltage may lie above the last of the table: only the fall from there counts.
        open_v += before_v - open_v[rows.start]
        columns = (times[whole], amps[whole], volts[whole])
        fits.append(fit_pulse(*columns, ocv_v=open_v[whole], pairs=pairs, tau_s=tau_s, counted=counted[whole]))
    return tuple(fits)


def _columns(least: int, *columns: ArrayLike) -> list[NDArray[np.float64]]:
    """Give time, current and a voltage as arrays of one length, `least` rows at least, or refuse them."""
    times, amps, volts = arrays = [np.asarray(column, dtype=float) for column in columns]
    if times.ndim != 1 or not times.shape == amps.shape == volts.shape or times.size < least:
        raise WorkshopError("pulse-needs-points", least=least, count=times.size)
    if not (np.all(np.isfinite(arrays)) and np.all(np.diff(times) > 0)):
        raise WorkshopError("fit-needs-numbers")
    if not np.any(amps[1:]):
        raise WorkshopError("pulse-needs-current")
    return arrays


def _resistances(
    times: NDArray[np.float64],
    amps: NDArray[np.float64],
    drop_v: NDArray[np.float64],
    taus: Sequence[float],
    rows: NDArray[np.bool_],
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
    ohms, left_over = nnls(np.column_stack(columns)[rows], drop_v[rows])
    return ohms, float(left_over / np.sqrt(np.count_nonzero(rows)))
