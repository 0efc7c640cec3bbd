"""The insulation of a motor's winding and of the temperature sensor inside it: dry, damp, dirty or punctured.

::

    winding U V W ── leakage, capacitance, absorption ── housing
          └───────── sleeve ── sensor ── sleeve ───────────┘

The three phases meet in the star point, so no tester separates one from another; winding, sensor and housing are three
parts that can be tested against one another, the third on the tester's guard. The winding's readings halve for every
10 K more, as IEEE 43 corrects them. That the whole curve does, so that no ratio of readings depends on the temperature,
is a simplification.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from nevlab.labels import label
from nevlab.vehicle.absorption import Dielectric
from nevlab.vehicle.draws import Draw, draws, pick, within
from nevlab.vehicle.ranges import in_range, one_of

STATES = ("none", "damp", "dirty", "punctured")
SENSOR_STATES = ("none", "sensor_housing", "sensor_winding")
PLACES = ("winding-housing", "sensor-housing", "winding-sensor")
"""Where the insulation is tested."""
STATED_AT_C = 20.0
"""Temperature that leakages are stated at [°C]."""
HALVED_BY_K = 10.0
"""The leakage resistance halves with every so many kelvin (IEEE 43)."""
ABSORBING = ((0.8e9, 25e-9), (2e9, 100e-9))
"""Absorbing branches of the winding at 20 °C (Ω, F): values of our own; most small motors absorb less."""
SLEEVE_F = 0.2e-9
"""Capacitance of the sensor's sleeve [F]: an assumption."""
NEW_SLEEVE_OHM = 2e9
"""Insulation of a new sensor to either side [Ω]: an assumption."""


@dataclass(frozen=True)
class InsulationCard:
    """What the insulation is judged by.

    Parameters
    ----------
    winding_v, winding_ohm
        Direct test voltage [V] and least resistance [Ω] after one minute, winding to housing.
    sensor_v, sensor_ohm
        The same for the temperature sensor.
    at_c
        Temperature that the winding's limit is held against [°C].
    least_pi, least_dar
        Least polarisation index, and least dielectric absorption ratio where a test after a repair runs one minute.
    discharge_factor
        The winding is earthed for so many times the time of the test.
    hipot_v, hipot_hz, hipot_a
        Withstand test of the factory: alternating voltage [V], frequency [Hz], most current [A].
    """

    winding_v: float
    winding_ohm: float
    sensor_v: float
    sensor_ohm: float
    at_c: float
    least_pi: float
    least_dar: float
    discharge_factor: float
    hipot_v: float
    hipot_hz: float
    hipot_a: float

    def test_v(self, place: str) -> float:
        """Give the test voltage for one of :data:`PLACES` [V]."""
        return self.winding_v if one_of(label("place", "测量部位"), place, PLACES) == PLACES[0] else self.sensor_v

    def least_ohm(self, place: str) -> float:
        """Give the least resistance for one of :data:`PLACES` [Ω]."""
        return self.winding_ohm if one_of(label("place", "测量部位"), place, PLACES) == PLACES[0] else self.sensor_ohm


CARD = InsulationCard(
    winding_v=540.0, winding_ohm=10e6, sensor_v=500.0, sensor_ohm=100e6, at_c=40.0, least_pi=2.0, least_dar=1.25,
    discharge_factor=4.0, hipot_v=1600.0, hipot_hz=50.0, hipot_a=2.5e-3,
)  # fmt: skip
"""Voltages, resistances and current: Hyundai Ioniq (AE) hybrid drive motor, service page "Hybrid Drive Motor Assembly,
repair procedures" (540 V, 1 min, 10 MΩ; sensor to the housing 500 V, 100 MΩ; 1600 V AC, 2.5 mA).

40 °C, the least index for insulation of class B, F and H, and four times the time of the test are those of IEEE 43.
That they are held against this motor, the least absorption ratio (a rule of thumb), the frequency, and the sensor's
limit to the winding are training values.
"""


def corrected_ohm(ohm: float, from_c: float, to_c: float = CARD.at_c) -> float:
    """Give an insulation resistance [Ω] at another temperature: ``R·0.5^((to − from)/10 K)`` (IEEE 43)."""
    for name, celsius in ((label("winding", "绕组"), from_c), (label("stated", "基准"), to_c)):
        in_range(name, celsius, -50.0, 200.0, "°C")
    return float(ohm * 0.5 ** ((to_c - from_c) / HALVED_BY_K))


@dataclass(frozen=True)
class WindingInsulation:
    """The insulation of one motor; what is wrong with it is hidden.

    Parameters
    ----------
    leakage_ohm
        Leakage of the dry and clean winding to the housing, at 20 °C [Ω].
    capacitance_f
        Winding to housing [F].
    state, stray_ohm
        One of :data:`STATES`, and what dampness, dirt or the hole puts in parallel, at 20 °C [Ω].
    sensor_state, sensor_housing_ohm, winding_sensor_ohm
        One of :data:`SENSOR_STATES`, and the sensor's insulation to the housing and to the winding [Ω].
    """

    leakage_ohm: float = 8e9
    capacitance_f: float = 4e-9
    state: str = "none"
    stray_ohm: float = math.inf
    sensor_state: str = "none"
    sensor_housing_ohm: float = NEW_SLEEVE_OHM
    winding_sensor_ohm: float = NEW_SLEEVE_OHM

    def __post_init__(self) -> None:
        one_of(label("state of the insulation", "绝缘状态"), self.state, STATES)
        one_of(label("state of the sensor's insulation", "传感器绝缘状态"), self.sensor_state, SENSOR_STATES)

    @property
    def in_order(self) -> bool:
        """Tell whether winding and sensor are insulated."""
        return self.state == "none" and self.sensor_state == "none"

    @property
    def remedies(self) -> tuple[str, ...]:
        """Give what puts it in order, as actions at the bench; an exchange motor brings a sensor of its own."""
        winding = {"none": (), "damp": ("dry",), "dirty": ("clean",), "punctured": ("exchange_motor",)}[self.state]
        exchanged = self.state == "punctured"
        return winding if exchanged or self.sensor_state == "none" else (*winding, "replace_sensor")

    @property
    def failing(self) -> tuple[str, ...]:
        """Give the :data:`PLACES` that are not in order."""
        sensor = {"none": (), "sensor_housing": PLACES[1:2], "sensor_winding": PLACES[2:]}[self.sensor_state]
        return (*(() if self.state == "none" else PLACES[:1]), *sensor)

    def between(self, place: str, temperature_c: float = STATED_AT_C) -> Dielectric:
        """Give what the tester finds at one of :data:`PLACES`, the winding at `temperature_c` [°C]."""
        if one_of(label("place", "测量部位"), place, PLACES) != PLACES[0]:
            to_winding = place == "winding-sensor"
            return Dielectric(self.winding_sensor_ohm if to_winding else self.sensor_housing_ohm, SLEEVE_F)
        cold_ohm = 1 / (1 / self.leakage_ohm + 1 / self.stray_ohm)
        factor = corrected_ohm(1.0, STATED_AT_C, temperature_c)
        branches = tuple((ohm * factor, farad / factor) for ohm, farad in ABSORBING)
        return Dielectric(cold_ohm * factor, self.capacitance_f, branches)

    def hipot_a(self) -> float:
        """Give the current of the withstand test while this winding was new [A]: ``U·√((2πfC)² + 1/R²)``."""
        siemens = math.hypot(2 * math.pi * CARD.hipot_hz * self.capacitance_f, 1 / self.leakage_ohm)
        return CARD.hipot_v * siemens

    def without(self, state: str) -> WindingInsulation:
        """Give the insulation after dampness was dried out or dirt cleaned off, where it had `state`."""
        return replace(self, state="none", stray_ohm=math.inf) if self.state == state else self

    def with_new_sensor(self) -> WindingInsulation:
        """Give the insulation with another temperature sensor."""
        return replace(self, sensor_state="none", sensor_housing_ohm=NEW_SLEEVE_OHM, winding_sensor_ohm=NEW_SLEEVE_OHM)


SOUND = WindingInsulation()


def sound_insulation(draw: Draw) -> WindingInsulation:
    """Give a sound insulation: some gigohms, a polarisation index of 3 to 4, below 2.5 mA in the factory's test."""
    leakage_ohm, capacitance_f = within(draw, 6e9, 8.5e9), within(draw, 3.6e-9, 4.6e-9)
    to_housing_ohm, to_winding_ohm = within(draw, 0.8e9, 4e9), within(draw, 0.8e9, 4e9)
    return WindingInsulation(
        leakage_ohm, capacitance_f, sensor_housing_ohm=to_housing_ohm, winding_sensor_ohm=to_winding_ohm
    )


def drawn_insulation(seed: int, temperature_c: float) -> WindingInsulation:
    """Give the insulation of a seed, as it came in with `temperature_c` [°C]: each state as likely as the others.

    A damp winding reads 13 to 22 MΩ as it is and less than the card's limit at 40 °C; a dirty one keeps the limit and
    fails by its polarisation index.
    """
    draw = draws(seed, "winding insulation")
    sound = sound_insulation(draw)
    state, sensor = pick(draw, STATES), pick(draw, SENSOR_STATES)
    damp, dirty, hole = within(draw, 13e6, 22e6), within(draw, 110e6, 200e6), within(draw, 40e3, 400e3)
    read_ohm = {"none": math.inf, "damp": damp, "dirty": dirty, "punctured": hole}[state]
    weak_ohm = within(draw, 3e6, 40e6)
    return replace(
        sound,
        state=state,
        stray_ohm=corrected_ohm(read_ohm, temperature_c, STATED_AT_C),
        sensor_state=sensor,
        sensor_housing_ohm=weak_ohm if sensor == "sensor_housing" else sound.sensor_housing_ohm,
        winding_sensor_ohm=weak_ohm if sensor == "sensor_winding" else sound.winding_sensor_ohm,
    )
