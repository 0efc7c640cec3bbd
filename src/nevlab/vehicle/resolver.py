"""A resolver: its coils, its two signals, and the zero offset that they leave in the controller's angle.

Angles: the rotor's mechanical angle θm; the resolver's own angle θr = X·θm (X: speed ratio, its pole pairs); the
machine's electrical angle θe = p·θm = (p/X)·θr. The offset δ = angle in the controller − true angle, in electrical
degrees; the correction is what is *added* to the controller's angle, so it is −δ. A maker whose controller subtracts
its stored offset shows the opposite sign there.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.vehicle.pmsm import Values
from nevlab.vehicle.ranges import in_range, one_of

COILS = ("excitation", "sine", "cosine")
COPPER_ZERO_C = 234.5
"""Copper's resistance, drawn as a straight line, would be zero at −234.5 °C (IEC 60034-1 uses 235)."""


@dataclass(frozen=True)
class MakersCard:
    """What one maker's service page says of one resolver: an example, never a national limit.

    Parameters
    ----------
    coil_ohm : mapping
        Nominal resistance of each of :data:`COILS` in Ω, at `at_c`.
    pins : mapping
        The pins of the plug between which each coil is measured.
    tolerance : float
        Allowed deviation as a share of the nominal value.
    at_c : float
        Temperature that the values hold for, in °C.
    insulation_mohm, insulation_test_v : float
        Least insulation resistance to the housing in MΩ, and the test voltage in V.
    """

    coil_ohm: Mapping[str, float]
    pins: Mapping[str, str]
    tolerance: float
    at_c: float
    insulation_mohm: float
    insulation_test_v: float

    def limits(self, coil: str) -> tuple[float, float]:
        """Give the least and the most allowed resistance of `coil` in Ω."""
        nominal = self.coil_ohm[known_coil(coil)]
        return nominal * (1 - self.tolerance), nominal * (1 + self.tolerance)

    def allows(self, coil: str, resistance_ohm: float) -> bool:
        """Tell whether a resistance, already converted to `at_c`, lies within the limits."""
        low, high = self.limits(coil)
        return low <= resistance_ohm <= high


CARD = MakersCard(
    coil_ohm=MappingProxyType({"excitation": 11.7, "sine": 32.0, "cosine": 27.0}),
    pins=MappingProxyType({"excitation": "1–5", "sine": "2–6", "cosine": "3–7"}),
    tolerance=0.10,
    at_c=20.0,
    insulation_mohm=100.0,
    insulation_test_v=500.0,
)
"""Hyundai Ioniq (AE) hybrid drive motor, service page "Hybrid Drive Motor Assembly, repair procedures".

The page names pins and values; which pair is the excitation, the sine and the cosine coil is our reading of it.
"""


def known_coil(coil: str) -> str:
    """Give `coil` back.

    Raises
    ------
    WorkshopError
        If it is none of :data:`COILS`.
    """
    return one_of(label("resolver coil", "旋变线圈"), coil, COILS)


def copper_resistance(resistance_ohm: Values, from_c: float, to_c: float) -> Values:
    """Convert a copper coil's resistance from one temperature to another: R₂ = R₁·(234.5 + T₂)/(234.5 + T₁).

    Raises
    ------
    WorkshopError
        If a temperature is outside −50 … 200 °C, where a coil of a car does not go.
    """
    for temperature in (from_c, to_c):
        in_range(label("coil temperature", "线圈温度"), temperature, -50, 200, "°C")
    return resistance_ohm * (COPPER_ZERO_C + to_c) / (COPPER_ZERO_C + from_c)


@dataclass(frozen=True)
class Resolver:
    """The signals of one resolver.

    Parameters
    ----------
    speed_ratio : int
        X, the resolver's pole pairs.
    excitation_v : float
        Excitation voltage in V rms.
    turns_ratio : float
        Largest output voltage divided by the excitation voltage.
    gains : mapping
        Relative amplitude of the ``"sine"`` and the ``"cosine"`` coil: 1 healthy, 0 open.
    """

    speed_ratio: int = 4
    excitation_v: float = 7.0
    turns_ratio: float = 0.286
    gains: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({"sine": 1.0, "cosine": 1.0}))

    def envelopes(self, rotor_angle_rad: Values) -> tuple[Values, Values]:
        """Give the sine and cosine envelopes in V rms at mechanical rotor angles in rad: k·U·sin θr, k·U·cos θr.

        The sign says whether the coil's voltage is in phase with the excitation or against it.
        """
        angle = self.speed_ratio * rotor_angle_rad
        top = self.turns_ratio * self.excitation_v
        return top * self.gains["sine"] * np.sin(angle), top * self.gains["cosine"] * np.cos(angle)

    def angle(self, rotor_angle_rad: Values) -> Values:
        """Give θr in rad, 0 … 2π, as the controller finds it from its two signals: atan2(Usin, Ucos)."""
        return np.mod(np.arctan2(*self.envelopes(rotor_angle_rad)), 2 * math.pi)

    def electrical_angle(self, rotor_angle_rad: Values, pole_pairs: int) -> Values:
        """Give the machine's electrical angle in rad, 0 … 2π, as the controller finds it: θe = (p/X)·θr.

        Raises
        ------
        WorkshopError
            If p is not a multiple of X: the electrical angle would not be known from one turn of the resolver.
        """
        if pole_pairs % self.speed_ratio:
            raise WorkshopError("resolver-speed-ratio", value=self.speed_ratio, pole_pairs=pole_pairs)
        return np.mod(pole_pairs / self.speed_ratio * self.angle(rotor_angle_rad), 2 * math.pi)


def apparent_offset(voltage_d_v: float, voltage_q_v: float, speed_rpm: float) -> float:
    """Give the offset in electrical degrees that one no-load reading shows: δ' = atan2(±ud, ±uq).

    The sign is the sign of the speed: in reverse both voltages turn round, and without it the result is 180° away.
    It still holds the inverter's delay, which :func:`offset_and_delay` takes out.
    Source: the EMF seen from a frame turned by δ is ωψ·(sin δ, cos δ); with the d-voltage as the measure of the offset
    see also US 2024/0424911 A1.

    Raises
    ------
    WorkshopError
        If the rotor stands still, or both voltages are zero.
    """
    if speed_rpm == 0 or (voltage_d_v == 0 and voltage_q_v == 0):
        raise WorkshopError("no-voltage-no-angle", speed=speed_rpm)
    sign = math.copysign(1.0, speed_rpm)
    return math.degrees(math.atan2(sign * voltage_d_v, sign * voltage_q_v))


def delay_angle(delay_s: float, frequency_hz: Values) -> Values:
    """Give the angle in electrical degrees that the rotor turns during a delay: 360°·f·Td; 1.5·Ts at 400 Hz: 21.6°."""
    return 360 * frequency_hz * delay_s


def offset_and_delay(first: tuple[float, float], second: tuple[float, float], pole_pairs: int) -> tuple[float, float]:
    """Separate the true offset from the delay, by a straight line through two readings.

    The voltage acts a delay Td after its angle was taken (1.5 sampling periods of the inverter, and what the
    angle's conversion takes), so a reading shows δ' = δ − 360°·f·Td, with f negative in reverse. The line's value
    at f = 0 is δ, its slope is −360°·Td.

    Parameters
    ----------
    first, second : (float, float)
        Speed in rpm and apparent offset in electrical degrees.
    pole_pairs : int
        Pole pairs of the machine.

    Returns
    -------
    (float, float)
        δ in electrical degrees, Td in s.

    Raises
    ------
    WorkshopError
        If both readings were taken at one speed.
    """
    (speed_1, offset_1), (speed_2, offset_2) = first, second
    if speed_1 == speed_2:
        raise WorkshopError("two-speeds", value=speed_1)
    slope = (offset_2 - offset_1) / (speed_2 - speed_1)
    return offset_1 - slope * speed_1, -slope * 60 / (360 * pole_pairs)
