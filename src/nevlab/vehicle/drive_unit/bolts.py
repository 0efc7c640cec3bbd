"""A bolt M10 × 1.5 of class 8.8 as it is tightened: torque over angle, clamp force, yield.

Torque of a thread and a head with friction µ, from the geometry of the 60° thread:
T = F·(P/2π + d₂·µ/(2·cos 30°) + D·µ/2). The bolt yields when σ² + 3τ² reaches its proof stress squared, σ = F/A and
τ from the torque in the thread over the plastic modulus πd³/12. Both are those of VDI 2230, with whose table the tests
compare. Dimensions: ISO 724.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nevlab.labels import label
from nevlab.vehicle.ranges import in_range

PITCH_M, PITCH_DIAMETER_M, STRESS_AREA_M2 = 1.5e-3, 9.026e-3, 58.0e-6
HEAD_M = 12.8e-3
"""Mean diameter of the ring on which the head rubs [m]: head of 14.6 mm on a hole of 11 mm."""
PROOF_PA = 640e6
"""Stress from which a bolt of class 8.8 stays longer [Pa]: 0.8 of 800 MPa."""
HARDENING = 0.1
"""How much less steeply the clamp force rises beyond the yield, as a share: an assumption."""
RUN_DOWN_NM = 1.0
"""Torque while the bolt runs down freely [Nm]: an assumption."""
MOST_DEG = 600.0
_ANGLES_DEG = np.linspace(0.0, MOST_DEG, 2401)


@dataclass(frozen=True)
class Joint:
    """One bolt with what it clamps.

    Parameters
    ----------
    friction
        µ in the thread and under the head.
    stiffness_n_m
        Of bolt and clamped parts together [N/m].
    seat_deg
        Angle from the start of the recording at which the head comes down [°].
    jam_nm_deg
        Torque that a crossed thread adds for each degree [Nm/°]; it begins half-way to the seat.
    """

    friction: float = 0.12
    stiffness_n_m: float = 2e8
    seat_deg: float = 120.0
    jam_nm_deg: float = 0.0

    def __post_init__(self) -> None:
        in_range(label("friction", "摩擦系数"), self.friction, 0.02, 0.5, "")

    @property
    def lever_m(self) -> float:
        """Give torque over clamp force [m]."""
        return self._thread_m + HEAD_M * self.friction / 2

    @property
    def yield_n(self) -> float:
        """Give the clamp force at which the bolt yields while it is turned [N]."""
        diameter_m = math.sqrt(4 * STRESS_AREA_M2 / math.pi)
        shear = 12 * self._thread_m / (math.pi * diameter_m**3)
        return PROOF_PA / math.sqrt(1 / STRESS_AREA_M2**2 + 3 * shear**2)

    def clamp_n(self, angle_deg: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Give the clamp force [N] at angles from the start of the recording [°], any shape."""
        turned_deg = np.maximum(np.asarray(angle_deg, dtype=float) - self.seat_deg, 0.0)
        elastic_n = self.stiffness_n_m * PITCH_M * turned_deg / 360
        return np.where(elastic_n > self.yield_n, self.yield_n + HARDENING * (elastic_n - self.yield_n), elastic_n)

    def torque_nm(self, angle_deg: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Give the torque [Nm] at angles [°], any shape."""
        jammed_deg = np.maximum(np.asarray(angle_deg, dtype=float) - self.seat_deg / 2, 0.0)
        return RUN_DOWN_NM + self.jam_nm_deg * jammed_deg + self.lever_m * self.clamp_n(angle_deg)

    def angle_deg(self, torque_nm: float) -> float:
        """Give the angle [°] at which the wrench reaches a torque [Nm].

        Raises
        ------
        WorkshopError
            If that is beyond :data:`MOST_DEG`.
        """
        torques_nm = self.torque_nm(_ANGLES_DEG)
        in_range(label("torque", "拧紧力矩"), torque_nm, 2 * RUN_DOWN_NM, float(torques_nm[-1]), "Nm")
        return float(np.interp(torque_nm, torques_nm, _ANGLES_DEG))

    @property
    def _thread_m(self) -> float:
        return PITCH_M / (2 * math.pi) + PITCH_DIAMETER_M * self.friction / (2 * math.cos(math.radians(30)))
