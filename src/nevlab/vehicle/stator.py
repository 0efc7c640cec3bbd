"""The three phase windings of a traction motor in star, and the sensor of their temperature.

::

    U ── lug ── phase U ──┐
    V ── lug ── phase V ──┼── star point (inside, not accessible)
    W ── lug ── phase W ──┘

A meter reaches the three terminals only, so it reads lines: U–V = phase U + phase V, and so on. Resistances of the
copper are stated at 20 °C and follow its temperature (:func:`nevlab.vehicle.resolver.copper_resistance`); a loose lug
and the contact between shorted turns do not.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from nevlab.labels import label
from nevlab.vehicle.network import LEAST_OHM, Resistor
from nevlab.vehicle.ntc import Ntc
from nevlab.vehicle.ranges import in_range, one_of
from nevlab.vehicle.resolver import copper_resistance

PHASES = ("U", "V", "W")
LINES: Mapping[str, tuple[str, str]] = MappingProxyType({"U-V": ("U", "V"), "V-W": ("V", "W"), "W-U": ("W", "U")})
"""The three line readings and the two phases that each goes through."""
STATED_AT_C = 20.0
"""Temperature that winding resistances are stated at [°C]."""

FAULTS = ("none", "turn_short", "phase_open", "lug_loose", "sensor_open", "sensor_short")


@dataclass(frozen=True)
class WindingCard:
    """What one maker's service page says of one motor: an example, never a national limit.

    Parameters
    ----------
    line_ohm
        Nominal resistance of each line at `at_c` [Ω].
    tolerance
        Allowed deviation as a share of the nominal value.
    at_c
        Temperature that the value holds for [°C].
    sensor_points
        Two points of the temperature sensor: (temperature [°C], resistance [Ω]).
    """

    line_ohm: float
    tolerance: float
    at_c: float
    sensor_points: tuple[tuple[float, float], tuple[float, float]]

    def limits(self) -> tuple[float, float]:
        """Give the least and the most allowed line resistance at `at_c` [Ω]."""
        return self.line_ohm * (1 - self.tolerance), self.line_ohm * (1 + self.tolerance)

    def allows(self, line_ohm: float) -> bool:
        """Tell whether a line resistance, already converted to `at_c`, lies within the limits."""
        low, high = self.limits()
        return low <= line_ohm <= high


CARD = WindingCard(line_ohm=35.3e-3, tolerance=0.05, at_c=20.0, sensor_points=((30.0, 8e3), (10.0, 20e3)))
"""Hyundai Ioniq (AE) hybrid drive motor, service page "Hybrid Drive Motor Assembly, repair procedures".

The page gives "8 kΩ at 30 °C – 20 kΩ at 10 °C" for the sensor; that these are two points of one curve is our reading.
"""


@dataclass(frozen=True)
class Phase:
    """One phase, from its terminal to the star point.

    Parameters
    ----------
    ohm
        Resistance of all its turns at 20 °C [Ω]; infinity is a broken one.
    shorted_share
        Share of its turns that is bridged, 0 … 1.
    contact_ohm
        Resistance of that bridge [Ω].
    lug_ohm
        Extra resistance at the terminal [Ω]; infinity is a lug that has come off.
    """

    ohm: float
    shorted_share: float = 0.0
    contact_ohm: float = 0.0
    lug_ohm: float = 0.0

    def __post_init__(self) -> None:
        in_range(label("phase resistance", "相电阻"), self.ohm, 1e-3, math.inf, "Ω")
        in_range(label("shorted share of the turns", "短路匝数比例"), self.shorted_share, 0.0, 0.95, "")
        in_range(label("contact between turns", "匝间接触电阻"), self.contact_ohm, 0.0, math.inf, "Ω")
        in_range(label("resistance of the lug", "端子接触电阻"), self.lug_ohm, 0.0, math.inf, "Ω")

    def resistance(self, temperature_c: float) -> float:
        """Give the direct-current resistance from terminal to star point [Ω], the windings at `temperature_c`."""
        whole = float(copper_resistance(self.ohm, STATED_AT_C, temperature_c))
        if math.isinf(whole) or self.shorted_share == 0:
            return whole + self.lug_ohm
        bridged = self.shorted_share * whole
        # In parallel, written so that the smallest numbers there are do no harm.
        left = bridged if math.isinf(self.contact_ohm) else _parallel(bridged, self.contact_ohm)
        return whole - bridged + left + self.lug_ohm


def _parallel(one_ohm: float, other_ohm: float) -> float:
    return one_ohm * (other_ohm / (one_ohm + other_ohm)) if one_ohm + other_ohm else 0.0


def _card_sensor() -> Ntc:
    return Ntc.through(*CARD.sensor_points)


@dataclass(frozen=True)
class Stator:
    """Three phases in star and the temperature sensor between them.

    Parameters
    ----------
    phases
        One :class:`Phase` for each of :data:`PHASES`.
    temperature_c
        Temperature of the windings [°C].
    sensor
        The temperature sensor.
    """

    phases: Mapping[str, Phase]
    temperature_c: float = STATED_AT_C
    sensor: Ntc = field(default_factory=_card_sensor)

    def __post_init__(self) -> None:
        for phase in PHASES:
            one_of(label("phases of the stator", "定子的相"), phase, self.phases)
        in_range(label("winding temperature", "绕组温度"), self.temperature_c, -50, 200, "°C")

    def line_resistances(self) -> dict[str, float]:
        """Give the resistance of each of :data:`LINES` [Ω] between the terminals, as a four-wire meter reads it."""
        ohm = {phase: self.phases[phase].resistance(self.temperature_c) for phase in PHASES}
        return {line: ohm[one] + ohm[other] for line, (one, other) in LINES.items()}

    def parts(self) -> tuple[Resistor, ...]:
        """Give the windings as parts of a :class:`~nevlab.vehicle.network.Network`: nodes U, V, W and ``star``."""
        ohm = {phase: self.phases[phase].resistance(self.temperature_c) for phase in PHASES}
        return tuple(Resistor(phase, "star", max(ohm[phase], LEAST_OHM)) for phase in PHASES)

    def sensor_resistance(self) -> float:
        """Give what an ohmmeter reads at the plug of the temperature sensor [Ω]."""
        return self.sensor.resistance(self.temperature_c)


def balanced_stator(phase_ohm: float = CARD.line_ohm / 2, temperature_c: float = STATED_AT_C) -> Stator:
    """Give a sound stator with three equal phases of `phase_ohm` [Ω] at 20 °C; without it, that of :data:`CARD`."""
    return Stator(MappingProxyType(dict.fromkeys(PHASES, Phase(phase_ohm))), temperature_c)


def with_fault(
    stator: Stator, fault: str, phase: str = "U", *, shorted_share: float = 0.1, lug_ohm: float = 5e-3
) -> Stator:
    """Give the stator with one fault of :data:`FAULTS` in one phase.

    Parameters
    ----------
    stator, fault, phase
        The stator, the fault, and the phase it is in; a fault of the sensor has no phase.
    shorted_share
        Share of the turns that a turn short bridges.
    lug_ohm
        What a loose lug adds [Ω].
    """
    one_of(label("fault", "故障"), fault, FAULTS)
    one_of(label("phase", "相"), phase, PHASES)
    of_phase = {
        "turn_short": {"shorted_share": shorted_share},
        "phase_open": {"ohm": math.inf},
        "lug_loose": {"lug_ohm": lug_ohm},
    }
    of_sensor = {"sensor_open": {"series_ohm": math.inf}, "sensor_short": {"parallel_ohm": 0.0}}
    changed = replace(stator.phases[phase], **of_phase.get(fault, {}))
    return replace(
        stator,
        phases=MappingProxyType({**stator.phases, phase: changed}),
        sensor=replace(stator.sensor, **of_sensor.get(fault, {})),
    )


def unbalance(line_ohm: Mapping[str, float]) -> float:
    """Give (max − min)/mean of the three line resistances; infinity where a line is open."""
    values = [_line(line_ohm, line) for line in LINES]
    if math.isinf(max(values)):
        return math.inf
    return (max(values) - min(values)) * len(values) / sum(values)


def phase_resistances(line_ohm: Mapping[str, float]) -> dict[str, float]:
    """Give the resistance of each phase [Ω] from the three line readings: U = (UV + WU − VW)/2, and so on in a ring.

    Raises
    ------
    WorkshopError
        If a reading is missing, not positive or open (then two phases cannot be told apart), or the three cannot belong
        together: one is larger than the other two added up.
    """
    half = sum(_line(line_ohm, line, 1e6) for line in LINES) / 2
    phases = {}
    for phase in PHASES:
        (opposite,) = (line for line, ends in LINES.items() if phase not in ends)
        name = label(f"phase {phase}, from the three lines,", f"由三个线电阻求得的 {phase} 相电阻")
        phases[phase] = in_range(name, half - line_ohm[opposite], 0.0, 1e6, "Ω")
    return phases


def _line(line_ohm: Mapping[str, float], line: str, high: float = math.inf) -> float:
    one_of(label("line readings", "线电阻读数"), line, line_ohm)
    return in_range(label(f"line resistance {line}", f"{line} 线电阻"), line_ohm[line], 1e-6, high, "Ω")
