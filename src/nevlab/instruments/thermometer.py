"""Thermometers for the workshop: a contact probe and an infrared thermometer, and how each is fooled.

Ranges are our own teaching values in the size of usual hand-held instruments.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from nevlab.instruments.ranges import Range, Scale
from nevlab.instruments.reading import Reading
from nevlab.labels import label
from nevlab.vehicle.ntc import KELVIN
from nevlab.vehicle.ranges import in_range

CONTACT = Scale("contact thermometer", "°C", (Range(400, 0.1, 0.002, 10),))
INFRARED = Scale("infrared thermometer", "°C", (Range(500, 0.1, 0.015, 20),))
COLDEST_C = -50.0
"""What is colder is shown as ``OL`` [°C]."""
PROBE_S = 4.0
"""Time constant of the contact probe on a surface [s]: an assumption."""
DISTANCE_TO_SPOT = 12.0
"""Distance divided by the diameter of the spot that the infrared thermometer sees: an assumption of a usual size."""


@dataclass(frozen=True)
class ContactThermometer:
    """A thermocouple probe that is pressed on.

    Parameters
    ----------
    seed
        Whose it is: its errors are drawn from it.
    contact
        How well it touches, 0 … 1: 1 takes the surface's temperature, a probe held askew stays nearer to the air's.
    """

    seed: int
    contact: float = 1.0

    def __post_init__(self) -> None:
        in_range(label("contact of the probe", "探头接触程度"), self.contact, 0.0, 1.0, "")

    def read(self, surface_c: float, air_c: float, place: str, after_s: float = math.inf) -> Reading:
        """Give the reading on a surface.

        The probe comes from the air: ``T_air + contact·(1 − exp(−t/τ))·(T − T_air)``, τ being :data:`PROBE_S`.

        Parameters
        ----------
        surface_c, air_c
            Temperatures [°C].
        place
            Where it is measured.
        after_s
            How long it has been held there [s]; without it, until the display stands.

        Raises
        ------
        WorkshopError
            If a value is not a number or outside its range.
        """
        surface_c, air_c = _temperature(surface_c), _temperature(air_c)
        after_s = in_range(label("time of holding", "接触时间"), after_s, 0.0, math.inf, "s")
        share = self.contact * -math.expm1(-after_s / PROBE_S)
        return CONTACT.read(air_c + share * (surface_c - air_c), self.seed, place)


@dataclass(frozen=True)
class InfraredThermometer:
    """An infrared thermometer with an emissivity that can be set.

    What it receives is what the surface emits and what it reflects, in proportion to T⁴ (Stefan and Boltzmann, T in
    kelvin): ``ε·T⁴ + (1 − ε)·T_reflected⁴``. It takes the surroundings for as warm as itself and solves the same with
    the emissivity that is set. So a shiny hot surface reads too low, a shiny surface beside a hot one too high. That
    all wavelengths count is a simplification: a real one sees 8 to 14 µm.

    Parameters
    ----------
    seed
        Whose it is: its errors are drawn from it.
    emissivity
        What is set, 0.1 … 1.
    """

    seed: int
    emissivity: float = 0.95

    def __post_init__(self) -> None:
        in_range(label("emissivity set", "设定发射率"), self.emissivity, 0.1, 1.0, "")

    def read(
        self,
        surface_c: float,
        emissivity: float,
        air_c: float,
        place: str,
        *,
        reflected_c: float | None = None,
        distance_m: float = 0.1,
        target_m: float = 0.05,
    ) -> Reading:
        """Give the reading of a surface.

        Parameters
        ----------
        surface_c, emissivity
            Its temperature [°C] and its true emissivity.
        air_c
            Temperature of air, surroundings and thermometer [°C].
        place
            Where it is measured.
        reflected_c
            Temperature of what is mirrored in the surface [°C]; without it, that of the air.
        distance_m, target_m
            Distance, and diameter of the surface [m]: a spot larger than the target sees the surroundings as well.

        Raises
        ------
        WorkshopError
            If a value is not a number or outside its range.
        """
        emissivity = in_range(label("emissivity", "发射率"), emissivity, 0.01, 1.0, "")
        distance_m = in_range(label("distance", "距离"), distance_m, 0.01, 20.0, "m")
        target_m = in_range(label("diameter of the target", "被测目标直径"), target_m, 1e-3, 10.0, "m")
        air = _fourth(air_c)
        reflected = air if reflected_c is None else _fourth(reflected_c)
        filled = min(1.0, (target_m * DISTANCE_TO_SPOT / distance_m) ** 2)
        target = emissivity * _fourth(surface_c) + (1 - emissivity) * reflected
        received = filled * target + (1 - filled) * air
        solved = (received - (1 - self.emissivity) * air) / self.emissivity
        celsius = max(0.0, solved) ** 0.25 - KELVIN
        return INFRARED.read(celsius if celsius >= COLDEST_C else math.inf, self.seed, place)


def _fourth(celsius: float) -> float:
    return (_temperature(celsius) + KELVIN) ** 4


def _temperature(celsius: float) -> float:
    return in_range(label("temperature", "温度"), celsius, COLDEST_C, 400.0, "°C")
