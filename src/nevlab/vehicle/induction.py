"""An induction machine in steady state, by the field-oriented equations, beside the permanent-magnet machine.

Seen in the frame of its rotor flux the stator obeys ψd = Ls·id, ψq = σ·Ls·iq and T = 1.5·p·(1 − σ)·Ls·id·iq, which are
the equations of a machine without magnets whose two inductances differ (De Doncker, Pulle, Veltman, *Advanced
Electrical Drives*, Springer 2011). So the limits of current and voltage are those of :class:`Pmsm`, with
its d axis along −q. The rotor turns slower than the field by ω₂ = iq/(id·τr). Inductances are constant, iron is left
out, and current and voltage are phase peak values: for teaching, not for a real machine's data sheet.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from nevlab.vehicle.operating_point import envelope
from nevlab.vehicle.pmsm import Pmsm

Array = npt.NDArray[np.float64]
_NO_MAGNET_WB = 1e-6


class Most(NamedTuple):
    """The most torque along the speed; arrays of one shape.

    Attributes
    ----------
    speed_rpm, torque_nm
        Of the shaft [r/min], [Nm].
    frequency_hz
        Of the stator current [Hz].
    slip
        Share by which the shaft stays behind the field.
    """

    speed_rpm: Array
    torque_nm: Array
    frequency_hz: Array
    slip: Array


@dataclass(frozen=True)
class InductionMachine:
    """The constants of one machine.

    Parameters
    ----------
    pole_pairs
        Number of pole pairs p.
    inductance_h
        Stator inductance Ls [H].
    leakage
        Total leakage σ, a share of Ls.
    resistance_ohm
        Resistance of one phase of the stator [Ω].
    rotor_time_s
        Time constant of the rotor τr = Lr/Rr [s].
    """

    pole_pairs: int
    inductance_h: float
    leakage: float
    resistance_ohm: float
    rotor_time_s: float

    def most(self, synchronous_rpm: npt.ArrayLike, link_voltage_v: float, current_limit_a: float) -> Most:
        """Give the most torque while the field turns at `synchronous_rpm` [r/min], an array of shape (n,).

        Raises
        ------
        WorkshopError
            If a value is outside the range of :func:`~nevlab.vehicle.operating_point.operating_point`.
        """
        alike = Pmsm(
            self.pole_pairs, _NO_MAGNET_WB, self.leakage * self.inductance_h, self.inductance_h, self.resistance_ohm
        )
        point = envelope(alike, synchronous_rpm, link_voltage_v, current_limit_a)
        field_rpm = np.asarray(synchronous_rpm, dtype=float)
        # The d axis of the other machine lies along this one's −q: its id is the current that makes torque.
        behind_rad_s = np.abs(np.asarray(point.current_d_a) / np.asarray(point.current_q_a)) / self.rotor_time_s
        behind_rpm = behind_rad_s * 60 / (2 * math.pi * self.pole_pairs)
        slip = np.divide(behind_rpm, field_rpm, where=field_rpm > 0, out=np.ones_like(field_rpm))
        return Most(
            field_rpm - behind_rpm, np.asarray(point.torque_nm), self.pole_pairs * field_rpm / 60, np.minimum(slip, 1.0)
        )


def slip(frequency_hz: float, speed_rpm: float, pole_pairs: int) -> float:
    """Give the slip s = 1 − p·n/(60·f): nought for a synchronous machine."""
    return 1 - pole_pairs * speed_rpm / (60 * frequency_hz)


TEACHING_INDUCTION = InductionMachine(
    pole_pairs=2, inductance_h=0.62e-3, leakage=0.11, resistance_ohm=9e-3, rotor_time_s=0.12
)
"""The second machine of the course, in the size of the first: values of our own, no maker's data."""
