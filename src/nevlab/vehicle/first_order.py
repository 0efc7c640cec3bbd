"""A first-order curve laid through measured points: what a time constant is read from."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nevlab.messages import WorkshopError


@dataclass(frozen=True)
class Fit:
    """A first-order curve laid through measured points: ``u = final + (start − final)·exp(−(t − t[0])/τ)``.

    Parameters
    ----------
    tau_s, final_v, start_v
        Time constant [s], final value [V], value at the first instant [V].
    rms_v
        Root mean square of what is left over [V].
    """

    tau_s: float
    final_v: float
    start_v: float
    rms_v: float


def fit_time_constant(time_s: ArrayLike, voltage_v: ArrayLike) -> Fit:
    """Fit a first-order curve by least squares.

    For a given τ the other two are linear, so only τ is searched for (variable projection; Golub and Pereyra,
    SIAM J. Numer. Anal. 10 (1973) 413).

    Parameters
    ----------
    time_s, voltage_v
        Shape (n,), n ≥ 4, in rising time.

    Raises
    ------
    WorkshopError
        If there are fewer than four points, one is not a number, or the voltage does not change.
    """
    from scipy.optimize import minimize_scalar

    times, volts = np.asarray(time_s, dtype=float), np.asarray(voltage_v, dtype=float)
    if times.ndim != 1 or times.shape != volts.shape or times.size < 4:
        raise WorkshopError("fit-needs-points", count=times.size)
    if not (np.all(np.isfinite(times)) and np.all(np.isfinite(volts)) and np.all(np.diff(times) > 0)):
        raise WorkshopError("fit-needs-numbers")
    if np.ptp(volts) == 0:
        raise WorkshopError("fit-needs-change", value=f"{volts[0]:g}")
    elapsed = times - times[0]

    def solved(log_tau: float) -> tuple[NDArray[np.float64], float]:
        basis = np.column_stack([np.ones_like(elapsed), np.exp(-elapsed / math.exp(log_tau))])
        weights = np.linalg.lstsq(basis, volts, rcond=None)[0]
        return weights, float(np.sqrt(np.mean((basis @ weights - volts) ** 2)))

    bounds = (math.log(np.diff(elapsed).min() / 10), math.log(elapsed[-1] * 100))
    found = minimize_scalar(lambda value: solved(value)[1], bounds=bounds, method="bounded", options={"xatol": 1e-7})
    (final_v, swing_v), rms_v = solved(found.x)
    return Fit(math.exp(found.x), float(final_v), float(final_v + swing_v), rms_v)
