"""The current through a person who touches high voltage, from the circuit alone.

The traction circuit is insulated from the body of the car, so whoever touches one pole closes the circuit through the
insulation of the other: ``I = U_th/(R_th + R_person)`` with ``U_th = U·R₊/(R₊ + R₋)`` and ``R_th = R₊‖R₋`` for a hand
on plus. Whoever touches both poles is in the circuit alone: ``I = U/R_person``.
"""

from __future__ import annotations

from nevlab.labels import label
from nevlab.vehicle.ranges import in_range

LEAST_OHM_PER_V = 100.0
"""Insulation of a direct-current circuit against its voltage (GB 18384) [Ω/V]: lets 10 mA through, ``1/(100 Ω/V)``."""


def one_pole_a(voltage_v: float, same_ohm: float, other_ohm: float, person_ohm: float) -> float:
    """Give the current [A] through a person between one pole and the body of the car.

    Parameters
    ----------
    voltage_v
        Voltage between the poles [V].
    same_ohm, other_ohm
        Insulation of the touched pole and of the other one against the body of the car [Ω].
    person_ohm
        Resistance of the person with what is worn [Ω].
    """
    same_ohm, other_ohm = (
        in_range(label("insulation resistance", "绝缘电阻"), ohm, 0.0, 1e12, "Ω") for ohm in (same_ohm, other_ohm)
    )
    _person(voltage_v, person_ohm)
    both_ohm = same_ohm + other_ohm
    if not both_ohm or not same_ohm:
        return 0.0
    return voltage_v * same_ohm / both_ohm / (same_ohm * other_ohm / both_ohm + person_ohm)


def both_poles_a(voltage_v: float, person_ohm: float) -> float:
    """Give the current [A] through a person between the two poles."""
    _person(voltage_v, person_ohm)
    return voltage_v / person_ohm


def _person(voltage_v: float, person_ohm: float) -> None:
    in_range(label("voltage", "电压"), voltage_v, 0.0, 2000.0, "V")
    in_range(label("resistance of the person", "人体电阻"), person_ohm, 1.0, 1e12, "Ω")
