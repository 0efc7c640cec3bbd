"""One student's own drive unit on the test rig: machine, resolver, controller, and what instruments read on it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from nevlab.labels import label
from nevlab.vehicle.draws import draws, pick, within
from nevlab.vehicle.pmsm import TEACHING_MACHINE, Pmsm
from nevlab.vehicle.ranges import in_range
from nevlab.vehicle.resolver import CARD, COILS, copper_resistance, delay_angle, known_coil

METER_STEP_OHM = 0.1
"""Resolution of the multimeter's lowest range."""
VOLTAGE_STEP_V = 0.1
"""Resolution of ud and uq in the controller's data stream."""
VOLTAGE_NOISE_V = 0.02
"""Most that an averaged ud or uq is off before it is rounded."""
SPEED_RPM = (500, 2000)
"""Least and most speed that the rig turns the rotor at, in either direction."""
SPEED_APART_RPM = 1000
"""Readings this far apart separate offset and delay to 1° electrical and 25 µs, at any two speeds of the rig."""


@dataclass(frozen=True)
class Drive:
    """A drive unit as it stands on the rig.

    Parameters
    ----------
    seed : int
        What it was drawn from; it also fixes the scatter of its readings.
    fault : str
        ``"none"``, or the coil (:data:`~nevlab.vehicle.resolver.COILS`) that has shorted turns.
    coil_ohm : mapping
        Resistance of each coil in Ω at 20 °C.
    coil_temperature_c : float
        Temperature of the coils in °C.
    lead_ohm : float
        Resistance of the meter's two leads in Ω.
    offset_deg : float
        Angle in the controller − true angle, in electrical degrees, before any correction.
    delay_s : float
        Time from the sampling of the angle to the middle of the voltage it commands, in s.
    spare_coil_ohm, spare_offset_deg
        The same of the resolver that lies ready as a spare part.
    correction_deg : float
        What has been added to the controller's angle so far, in electrical degrees.
    replaced : bool
        Whether the spare resolver has been fitted.
    """

    seed: int
    fault: str
    coil_ohm: Mapping[str, float]
    coil_temperature_c: float
    lead_ohm: float
    offset_deg: float
    delay_s: float
    spare_coil_ohm: Mapping[str, float]
    spare_offset_deg: float
    correction_deg: float = 0.0
    replaced: bool = False
    machine: Pmsm = TEACHING_MACHINE

    def leads_reading(self) -> float:
        """Read the meter in Ω with its two leads held together."""
        return _rounded(self.lead_ohm, METER_STEP_OHM)

    def coil_reading(self, coil: str) -> float:
        """Read the meter in Ω across a coil: the coil at its temperature, and the leads.

        Raises
        ------
        WorkshopError
            If there is no such coil.
        """
        fitted = self.spare_coil_ohm if self.replaced else self.coil_ohm
        warm = copper_resistance(fitted[known_coil(coil)], CARD.at_c, self.coil_temperature_c)
        return _rounded(float(warm) + self.lead_ohm, METER_STEP_OHM)

    @property
    def in_order(self) -> bool:
        """Whether the resolver that is fitted now is in order."""
        return self.replaced or self.fault == "none"

    def fitted_offset_deg(self) -> float:
        """Give the offset of the resolver that is fitted now, before any correction, in electrical degrees."""
        return self.spare_offset_deg if self.replaced else self.offset_deg

    def residual_deg(self) -> float:
        """Give the offset that is left, in electrical degrees."""
        return self.fitted_offset_deg() + self.correction_deg

    def voltage_reading(self, speed_rpm: float) -> tuple[float, float]:
        """Read (ud, uq) in V from the data stream, averaged, with the rotor spun from outside and zero current.

        The same speed on the same state of the drive reads the same again, so that a record can be checked.

        Raises
        ------
        WorkshopError
            If the rig does not turn the rotor at this speed.
        """
        in_range(label("rig speed, either way", "台架转速（正转或反转）"), abs(speed_rpm), *SPEED_RPM, "r/min")
        frequency = self.machine.electrical_frequency(speed_rpm)
        shown = self.residual_deg() - delay_angle(self.delay_s, frequency)
        draw = draws(self.seed, f"{speed_rpm:.0f}|{self.correction_deg:.2f}|{self.replaced}")
        voltage_d, voltage_q = (
            _rounded(float(exact) + within(draw, -VOLTAGE_NOISE_V, VOLTAGE_NOISE_V), VOLTAGE_STEP_V)
            for exact in self.machine.no_load_voltage(speed_rpm, shown)
        )
        return voltage_d, voltage_q

    def with_spare(self) -> Drive:
        """Give the drive after the spare resolver has been fitted; its offset is another one."""
        return replace(self, replaced=True)

    def corrected(self, correction_deg: float) -> Drive:
        """Give the drive after `correction_deg` was added to its controller's angle, in steps of 0.1° electrical.

        Raises
        ------
        WorkshopError
            If the correction is not between −180° and +180°.
        """
        unit = label("° electrical", "°（电角度）")
        added = round(in_range(label("correction", "修正量"), correction_deg, -180, 180, unit), 1)
        return replace(self, correction_deg=round(self.correction_deg + added, 1))


def training_drive(seed: int) -> Drive:
    """Draw a student's own drive; every draw is of the same difficulty.

    Ranges: coils 48 … 65 °C; leads 0.4 … 0.8 Ω; sound coils +1.5 … +7 % of nominal at 20 °C, so that the uncorrected
    reading lies above the limit; a coil with shorted turns −17 … −13.5 %, so that its uncorrected reading looks in
    order; fault: none or one of the three coils, each as likely; offset ±(6 … 16)° electrical; delay 140 … 320 µs.
    """
    draw = draws(seed, "drive")

    def sound() -> dict[str, float]:
        return {coil: CARD.coil_ohm[coil] * (1 + within(draw, 0.015, 0.07)) for coil in COILS}

    def offset() -> float:
        return math.copysign(within(draw, 6, 16), draw() - 0.5)

    fault = pick(draw, ("none", *COILS))
    coils = sound()
    if fault != "none":
        coils[fault] = CARD.coil_ohm[fault] * (1 - within(draw, 0.135, 0.17))
    return Drive(
        seed=seed,
        fault=fault,
        coil_ohm=MappingProxyType(coils),
        coil_temperature_c=float(round(within(draw, 48, 65))),
        lead_ohm=within(draw, 0.4, 0.8),
        offset_deg=offset(),
        delay_s=within(draw, 140e-6, 320e-6),
        spare_coil_ohm=MappingProxyType(sound()),
        spare_offset_deg=offset(),
    )


def _rounded(value: float, step: float) -> float:
    return round(math.floor(value / step + 0.5) * step, 6)
