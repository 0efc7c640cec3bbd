"""Which current a controller sets for a torque: MTPA, field weakening with resistance, and MTPV, for whole arrays.

Least current for a torque: MTPA. Where its voltage exceeds Udc/√3, more negative id lowers it: field weakening. The
most torque at a speed lies on the current circle |i| = I, on the voltage ellipse |u(i)| = Udc/√3 (then it is MTPV), or
where both cross. Constant inductances, Lq ≥ Ld; frames and signs as in :mod:`nevlab.vehicle.pmsm`.

The ellipse, from ud = R·id − ω·Lq·iq and uq = R·iq + ω·(Ld·id + ψ): for a given id

    iq = (−b ± √(a·U² − (D·id + ω²·ψ·Lq)²)) / a,   a = R² + ω²·Lq²,  b = R·ω·(ψ + (Ld − Lq)·id),  D = R² + ω²·Ld·Lq,

so id lies within (−ω²·ψ·Lq ± U·√a) / D. Turning both speed and iq round leaves the voltage as it is, so braking is
motoring at −ω.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from nevlab.labels import label
from nevlab.vehicle.pmsm import Pmsm
from nevlab.vehicle.ranges import all_in_range, in_range

Array = npt.NDArray[np.float64]

REGIONS = ("mtpa", "field_weakening", "current", "current_and_voltage", "mtpv", "off")
"""The torque is reached with the least current, or with a weakened field; or it is cut by the current limit, by current
and voltage limit together, or by the voltage limit alone (MTPV); or no allowed current holds the voltage down."""
SPEED_RPM = (-30_000.0, 30_000.0)
"""Speeds that the model takes, either direction."""
MOST_TORQUE_NM = 1e5
"""More than any car's machine gives: a request of this much asks for the envelope."""
_ALMOST, _OVER = 1 - 1e-4, 1 + 1e-6


class Setpoint(NamedTuple):
    """What the controller sets; arrays of one shape.

    Attributes
    ----------
    current_d_a, current_q_a
        Set currents [A].
    torque_nm
        Torque of these currents [Nm]: the request, or the most that the limits leave; 0 where `region` is ``"off"``.
    region
        One of :data:`REGIONS`.
    """

    current_d_a: Array
    current_q_a: Array
    torque_nm: Array
    region: npt.NDArray[np.str_]


def mtpa_for_torque(machine: Pmsm, torque_nm: Array) -> tuple[Array, Array]:
    """Give (id, iq) [A] of the least current that makes the torques [Nm].

    Source: the least id² + iq² on T = k·(ψ + Δ·id)·iq, with k = 1.5·p and Δ = Ld − Lq, gives
    k²·Δ²·iq⁴ + k·ψ·T·iq − T² = 0 and id = k·Δ·iq³/T. Newton from iq = T/(k·ψ), where the left side is positive and
    convex, never passes the root.
    """
    factor = 1.5 * machine.pole_pairs
    saliency = machine.inductance_d_h - machine.inductance_q_h
    size = np.abs(np.asarray(torque_nm, dtype=float))
    fourth, first = (factor * saliency) ** 2, factor * machine.flux_wb * size
    current_q = size / (factor * machine.flux_wb)
    for _ in range(60):
        slope = 4 * fourth * current_q**3 + first
        step = np.divide(fourth * current_q**4 + first * current_q - size**2, slope, where=slope > 0, out=0 * slope)
        current_q = current_q - step
        if np.all(np.abs(step) <= 1e-13 * current_q):
            break
    current_d = np.divide(factor * saliency * current_q**3, size, where=size > 0, out=0 * size)
    return current_d, np.copysign(current_q, torque_nm)


def setpoint(
    machine: Pmsm, torque_nm: npt.ArrayLike, speed_rpm: npt.ArrayLike, link_voltage_v: float, current_limit_a: float
) -> Setpoint:
    """Give the least current for each torque [Nm] at its speed [r/min], within both limits.

    Parameters
    ----------
    machine
        Lq ≥ Ld.
    torque_nm, speed_rpm
        Any shapes that broadcast; torque against the speed is braking.
    link_voltage_v
        Link voltage [V]; the phase peak reaches Udc/√3.
    current_limit_a
        Most phase current, peak [A].

    Raises
    ------
    WorkshopError
        If a value, also one of the machine, is outside its range, or Ld > Lq.
    """
    all_in_range(label("torque", "转矩"), torque_nm, -MOST_TORQUE_NM, MOST_TORQUE_NM, "Nm")
    all_in_range(label("speed", "转速"), speed_rpm, *SPEED_RPM, "r/min")
    in_range(label("DC-link voltage", "直流母线电压"), link_voltage_v, 1.0, 1500.0, "V")
    in_range(label("current limit", "电流限值"), current_limit_a, 1.0, 5000.0, "A")
    in_range(label("magnet flux linkage", "永磁磁链"), machine.flux_wb * 1e3, 1e-3, 1e4, "mWb")
    in_range(label("phase resistance", "相电阻"), machine.resistance_ohm, 0.0, 100.0, "Ω")
    in_range("Ld", machine.inductance_d_h * 1e3, 1e-3, machine.inductance_q_h * 1e3, "mH")
    wanted, speed = np.broadcast_arrays(np.asarray(torque_nm, dtype=float), np.asarray(speed_rpm, dtype=float))
    shape, wanted, speed = wanted.shape, wanted.ravel(), speed.ravel()
    side = np.where(np.where(wanted == 0, speed, wanted) < 0, -1.0, 1.0)
    limits = _Limits(machine, side * machine.electrical_speed(speed), link_voltage_v / math.sqrt(3), current_limit_a)

    low, high = limits.span()
    possible = low <= high
    peak_d = _top(limits.torque, low, np.maximum(low, high))
    most = limits.torque(peak_d)
    possible &= most >= 0
    size = np.where(possible, np.minimum(np.abs(wanted), np.maximum(most, 0)), 0.0)

    current_d, current_q = mtpa_for_torque(machine, size)
    weakened = limits.voltage(current_d, current_q) > limits.voltage_v
    if weakened.any():
        current_d = np.where(weakened, _weakened(limits, current_d, size), current_d)
    current_q = limits.current_q(current_d, size)

    cut = np.abs(wanted) > most
    circle, ellipse = limits.circle_q(peak_d), limits.ellipse_q(peak_d)
    current_d, current_q = np.where(cut, peak_d, current_d), np.where(cut, np.minimum(circle, ellipse), current_q)
    possible &= limits.voltage(current_d, current_q) <= limits.voltage_v * _OVER
    reached = [~possible, cut & (circle < _ALMOST * ellipse), cut & (ellipse < _ALMOST * circle), cut, weakened]
    region = np.select(reached, ["off", "current", "mtpv", "current_and_voltage", "field_weakening"], "mtpa")
    return Setpoint(
        np.where(possible, current_d, 0.0).reshape(shape),
        np.where(possible, side * current_q, 0.0).reshape(shape),
        np.where(possible, side * size, 0.0).reshape(shape),
        region.reshape(shape),
    )


class _Limits(NamedTuple):
    """Circle and ellipse at electrical speeds of shape (n,), for iq ≥ 0; id may have shape (n,) or (m, n)."""

    machine: Pmsm
    speed: Array
    voltage_v: float
    current_a: float

    def span(self) -> tuple[Array, Array]:
        """Give the least and the most id ≤ 0 that lie on or within both limits; the least is above where none does."""
        square, cross = self._square(), self._cross()
        middle = -(self.speed**2) * self.machine.flux_wb * self.machine.inductance_q_h / cross
        half = self.voltage_v * np.sqrt(square) / cross
        return np.maximum(middle - half, -self.current_a), np.minimum(middle + half, 0.0)

    def flux(self, current_d: Array) -> Array:
        """Give what makes torque with iq [Wb]: ψ + (Ld − Lq)·id."""
        return self.machine.flux_wb + (self.machine.inductance_d_h - self.machine.inductance_q_h) * current_d

    def circle_q(self, current_d: Array) -> Array:
        return np.sqrt(np.maximum(self.current_a**2 - current_d**2, 0.0))

    def ellipse_q(self, current_d: Array) -> Array:
        """Give the larger iq [A] on the ellipse; where it has none, that of its nearest end."""
        inside = (
            self._square() * self.voltage_v**2
            - (self._cross() * current_d + self.speed**2 * self.machine.flux_wb * self.machine.inductance_q_h) ** 2
        )
        half = self.machine.resistance_ohm * self.speed * self.flux(current_d)
        return (np.sqrt(np.maximum(inside, 0.0)) - half) / self._square()

    def torque(self, current_d: Array) -> Array:
        """Give the most torque [Nm] at an id within both limits."""
        current_q = np.minimum(self.ellipse_q(current_d), self.circle_q(current_d))
        return 1.5 * self.machine.pole_pairs * self.flux(current_d) * current_q

    def current_q(self, current_d: Array, torque_nm: Array) -> Array:
        """Give the iq [A] that makes the torque [Nm] with an id."""
        return torque_nm / (1.5 * self.machine.pole_pairs * self.flux(current_d))

    def voltage(self, current_d: Array, current_q: Array) -> Array:
        machine = self.machine
        return np.hypot(
            machine.resistance_ohm * current_d - self.speed * machine.inductance_q_h * current_q,
            machine.resistance_ohm * current_q + self.speed * (machine.inductance_d_h * current_d + machine.flux_wb),
        )

    def _square(self) -> Array:
        return np.maximum(self.machine.resistance_ohm**2 + (self.speed * self.machine.inductance_q_h) ** 2, 1e-18)

    def _cross(self) -> Array:
        product = self.machine.inductance_d_h * self.machine.inductance_q_h
        return np.maximum(self.machine.resistance_ohm**2 + self.speed**2 * product, 1e-18)


_STEPS = np.linspace(0.0, 1.0, 17)[:, None]


def _top(height: Callable[[Array], Array], low: Array, high: Array) -> Array:
    """Give where between `low` and `high`, shape (n,), a function with one top has it.

    The most torque is such: a product of two positive concave functions of id.
    """
    for _ in range(12):
        grid = low + (high - low) * _STEPS
        best = np.argmax(height(grid), axis=0)
        low, high = _pick(grid, np.maximum(best - 1, 0)), _pick(grid, np.minimum(best + 1, len(grid) - 1))
    return (low + high) / 2


def _weakened(limits: _Limits, mtpa_d: Array, torque_nm: Array) -> Array:
    """Give the id [A] nearest to MTPA's at which the torque needs no more than the voltage there is.

    It lies between MTPA and the id that makes the torque with the least voltage, which is given where none is enough.
    """

    def voltage(current_d: Array) -> Array:
        return limits.voltage(current_d, limits.current_q(current_d, torque_nm))

    low, high = _top(lambda grid: -voltage(grid), np.full_like(mtpa_d, -limits.current_a), mtpa_d), mtpa_d
    for _ in range(10):
        grid = low + (high - low) * _STEPS
        held = np.maximum(np.sum(voltage(grid) <= limits.voltage_v, axis=0), 1)
        low, high = _pick(grid, held - 1), _pick(grid, np.minimum(held, len(grid) - 1))
    return low


def _pick(grid: Array, index: npt.NDArray[np.intp]) -> Array:
    return grid[index, np.arange(grid.shape[1])]
