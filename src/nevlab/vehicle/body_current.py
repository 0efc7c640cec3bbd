"""The current through a person who touches high voltage, from the circuit alone.

The traction circuit is insulated from the body of the car, so whoever touches one pole closes the circuit through the
insulation of the other: ``I = U_th/(R_th + R_person)`` with ``U_th = U·R₊/(R₊ + R₋)`` and ``R_th = R₊‖R₋`` for a hand
on plus. Whoever touches both poles is in the circuit alone: ``I = U/R_person``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nevlab.labels import label
from nevlab.vehicle.ranges import all_in_range, in_range

LEAST_OHM_PER_V = 100.0
"""Insulation of a direct-current circuit against its voltage (GB 18384) [Ω/V]: lets 10 mA through, ``1/(100 Ω/V)``."""


def one_pole_a(voltage_v: float, same_ohm: float, other_ohm: ArrayLike, person_ohm: float) -> NDArray[np.float64]:
    """Give the current [A] through a person between one pole and the body of the car.

    Parameters
    ----------
    voltage_v
        Voltage between the poles [V].
    same_ohm, other_ohm
        Insulation of the touched pole and of the other one against the body of the car [Ω]; the other's may be an
        array, the current then has its shape.
    person_ohm
        Resistance of the person with what is worn [Ω].
    """
    insulation = label("insulation resistance", "绝缘电阻")
    same_ohm = in_range(insulation, same_ohm, 0.0, 1e12, "Ω")
    all_in_range(insulation, other_ohm, 0.0, 1e12, "Ω")
    _person(voltage_v, person_ohm)
    other = np.asarray(other_ohm, dtype=float)
    # U_th/(R_th + R), both multiplied by R₊ + R₋: nothing is divided by zero.
    return voltage_v * same_ohm / (same_ohm * other + person_ohm * (same_ohm + other) + (same_ohm + other == 0))


def both_poles_a(voltage_v: float, person_ohm: float) -> float:
    """Give the current [A] through a person between the two poles."""
    _person(voltage_v, person_ohm)
    return voltage_v / person_ohm


def _person(voltage_v: float, person_ohm: float) -> None:
    in_range(label("voltage", "电压"), voltage_v, 0.0, 2000.0, "V")
    in_range(label("resistance of the person", "人体电阻"), person_ohm, 1.0, 1e12, "Ω")
