"""A permanent-magnet synchronous machine (PMSM) in steady state.

Frames and signs: amplitude-invariant dq frame that turns with the rotor, d along the magnet, q 90 electrical degrees
ahead; motor convention (positive torque and speed: motoring forward); currents and voltages are phase peak values.
Electrical angle and speed = pole pairs × mechanical. The model has constant inductances and magnets of one temperature:
it is for teaching, not for a real machine's data sheet.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nevlab.labels import label
from nevlab.vehicle.ranges import in_range

Values = float | npt.NDArray[np.float64]


@dataclass(frozen=True)
class Pmsm:
    """The constants of one machine.

    Parameters
    ----------
    pole_pairs : int
        Number of pole pairs p.
    flux_wb : float
        Magnet flux linkage ψ of one phase, peak, in Wb.
    inductance_d_h, inductance_q_h : float
        Ld and Lq in H; equal for a surface machine, Ld < Lq for an interior one (IPM).
    resistance_ohm : float
        Resistance of one phase in Ω.
    """

    pole_pairs: int
    flux_wb: float
    inductance_d_h: float
    inductance_q_h: float
    resistance_ohm: float

    def electrical_speed(self, speed_rpm: Values) -> Values:
        """Give the electrical angular speed ω in rad/s for a shaft speed in rpm: ω = 2π·p·n/60."""
        return 2 * math.pi * self.pole_pairs * speed_rpm / 60

    def electrical_frequency(self, speed_rpm: Values) -> Values:
        """Give the electrical frequency in Hz for a shaft speed in rpm: f = p·n/60."""
        return self.pole_pairs * speed_rpm / 60

    def torque(self, current_d_a: Values, current_q_a: Values) -> Values:
        """Give the torque in Nm: T = 1.5·p·[ψ·iq + (Ld − Lq)·id·iq]."""
        saliency = self.inductance_d_h - self.inductance_q_h
        return 1.5 * self.pole_pairs * (self.flux_wb + saliency * current_d_a) * current_q_a

    def mtpa(self, current_a: float) -> tuple[float, float]:
        """Give (id, iq) in A with the most torque for a current of `current_a` (peak): MTPA.

        Source: dT/dβ = 0 at constant current gives id = a − √(a² + I²/2) with a = ψ / (4(Lq − Ld)).

        Raises
        ------
        WorkshopError
            If the current is not a number from 0 to 5000 A.
        """
        current_a = _current(current_a)
        saliency = self.inductance_q_h - self.inductance_d_h
        if saliency == 0:
            return 0.0, current_a
        quarter = self.flux_wb / (4 * saliency)
        current_d = quarter - math.copysign(math.sqrt(quarter**2 + current_a**2 / 2), quarter)
        return current_d, math.sqrt(current_a**2 - current_d**2)

    def voltage(self, speed_rpm: Values, current_d_a: Values, current_q_a: Values) -> tuple[Values, Values]:
        """Give (ud, uq) in V in steady state: ud = Rs·id − ω·Lq·iq, uq = Rs·iq + ω·(Ld·id + ψ)."""
        speed = self.electrical_speed(speed_rpm)
        return (
            self.resistance_ohm * current_d_a - speed * self.inductance_q_h * current_q_a,
            self.resistance_ohm * current_q_a + speed * (self.inductance_d_h * current_d_a + self.flux_wb),
        )

    def base_speed(self, current_a: float, link_voltage_v: float, *, with_resistance: bool = True) -> float:
        """Give the base speed in rpm: MTPA at `current_a` needs exactly the voltage Udc/√3.

        It is the positive root of ud² + uq² = Udc²/3, quadratic in ω. `with_resistance` says whether Rs counts; the
        two results differ by one or two per cent, so a base speed is quoted with the answer to that question.

        Raises
        ------
        WorkshopError
            If the current is not a number from 0 to 5000 A, or the link voltage does not even cover Rs·I.
        """
        current_d, current_q = self.mtpa(current_a)
        resistance = self.resistance_ohm if with_resistance else 0.0
        flux_d = self.inductance_d_h * current_d + self.flux_wb
        flux_q = self.inductance_q_h * current_q
        low = 1.0 + math.sqrt(3) * resistance * current_a
        link_voltage_v = in_range(label("DC-link voltage", "直流母线电压"), link_voltage_v, low, 1500, "V")
        left = link_voltage_v**2 / 3 - (resistance * current_a) ** 2
        square = flux_d**2 + flux_q**2
        half = resistance * (current_q * flux_d - current_d * flux_q)
        speed = (-half + math.sqrt(half**2 + square * left)) / square
        return speed * 60 / (2 * math.pi * self.pole_pairs)

    def line_emf(self, speed_rpm: Values) -> Values:
        """Give the open-circuit voltage between two terminals in V rms: √(3/2)·ω·ψ."""
        return math.sqrt(1.5) * np.abs(self.electrical_speed(speed_rpm)) * self.flux_wb

    def torque_factor(self, current_a: float, error_deg: Values) -> Values:
        """Give torque with an angle error, as a share of the torque without it, at MTPA of `current_a`.

        The controller sets (id, iq) in a frame turned by the error; in the rotor's own frame that current is
        (id + j·iq)·e^{jδ}. For a surface machine the result is cos δ; for an interior one it is less, and differs
        between +δ and −δ.

        Parameters
        ----------
        current_a : float
            Phase current, peak, in A.
        error_deg : float or array
            δ = angle in the controller − true angle, in **electrical** degrees.

        Raises
        ------
        WorkshopError
            If the current is not a number from 1 to 5000 A.
        """
        current_d, current_q = self.mtpa(_current(current_a, low=1))
        seen = complex(current_d, current_q) * np.exp(1j * np.radians(error_deg))
        return self.torque(seen.real, seen.imag) / self.torque(current_d, current_q)

    def no_load_voltage(self, speed_rpm: Values, error_deg: Values) -> tuple[Values, Values]:
        """Give (ud, uq) in V as the controller sees them: spun from outside, currents held at zero.

        Only the EMF j·ω·ψ is left. The controller looks at it from a frame turned by the error δ (electrical degrees):
        ud = ω·ψ·sin δ, uq = ω·ψ·cos δ. In reverse ω is negative.
        """
        emf = self.electrical_speed(speed_rpm) * self.flux_wb
        return emf * np.sin(np.radians(error_deg)), emf * np.cos(np.radians(error_deg))


def _current(current_a: float, low: float = 0) -> float:
    return in_range(label("current", "电流"), current_a, low, 5000, "A")


TEACHING_MACHINE = Pmsm(pole_pairs=4, flux_wb=0.07, inductance_d_h=0.11e-3, inductance_q_h=0.31e-3, resistance_ohm=8e-3)
"""The machine of the course: an interior machine of our own, in the size of a small car's, no maker's data."""

TEACHING_LINK_VOLTAGE_V = 360.0
"""Voltage of the DC link that feeds the teaching machine."""
