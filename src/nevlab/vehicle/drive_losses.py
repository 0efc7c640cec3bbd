"""Iron and inverter loss of an electric drive in closed form, and the efficiency that a test bench works out.

Iron: hysteresis grows with f·λ², eddy currents with (f·λ)², λ being the stator's flux linkage (loss separation,
G. Bertotti, IEEE Trans. Magn. 24, 1988; here without its excess part). Inverter: in each leg one device conducts at any
moment, with a drop of V0 + r·i, so over a sine of peak I a leg loses V0·2I/π + r·I²/2; each switching period costs an
energy e·|i|·Udc. The constants are assumptions in the size of a small car's drive, none of them a maker's value.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from nevlab.vehicle.pmsm import Values


@dataclass(frozen=True)
class Losses:
    """The constants of one drive.

    Parameters
    ----------
    hysteresis
        In W/(Hz·Wb²).
    eddy
        In W/(Hz·Wb)².
    drop_v, resistance_ohm
        V0 [V] and r [Ω], taken the same for transistor and diode.
    switching_j_per_av
        e [J/(A·V)], on, off and recovery together.
    switching_hz
        Switching frequency [Hz].
    """

    hysteresis: float = 130.0
    eddy: float = 0.32
    drop_v: float = 0.9
    resistance_ohm: float = 1.2e-3
    switching_j_per_av: float = 3e-7
    switching_hz: float = 10_000.0

    def iron_w(self, frequency_hz: Values, flux_wb: Values) -> Values:
        """Give the iron loss [W] at an electrical frequency [Hz] and a stator flux linkage, peak [Wb]."""
        frequency_hz = np.abs(frequency_hz)
        return (self.hysteresis + self.eddy * frequency_hz) * frequency_hz * flux_wb**2

    def inverter_w(self, current_a: Values, link_voltage_v: float) -> Values:
        """Give the loss of the three legs [W] at a phase current, peak [A]."""
        mean = 2 / math.pi * current_a
        conduction = self.drop_v * mean + self.resistance_ohm * current_a**2 / 2
        return 3 * (conduction + self.switching_hz * self.switching_j_per_av * link_voltage_v * mean)


def efficiency(torque_nm: Values, speed_rpm: Values, link_voltage_v: Values, link_current_a: Values) -> Values:
    """Give power out as a share of power in, from the four readings of a test bench.

    Motoring: (2π·n/60·T)/(U·I); braking: its inverse. 0 where nothing useful comes out: at standstill, without torque,
    or when the losses eat all of the braking power.
    """
    shaft = np.asarray(torque_nm * speed_rpm * (2 * math.pi / 60), dtype=float)
    link = np.asarray(link_voltage_v * link_current_a, dtype=float)
    useful = shaft * link > 0
    least, most = np.minimum(np.abs(shaft), np.abs(link)), np.maximum(np.abs(shaft), np.abs(link))
    return plain(np.divide(least, most, where=useful, out=np.zeros(np.broadcast(shaft, link).shape)))


def plain(values: Values) -> Values:
    """Give an array as it is, and one without dimensions as a float."""
    return values if np.ndim(values) else float(values)
