"""The training cars of the pre-charge exercise: a maker's card, a hidden fault, and what the instruments show.

Every car is as hard as the next: each has a readable first-order trace, needs the same measurements to be judged, and
deviates from its card by clearly more than the card's tolerances or not at all.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from nevlab.labels import label
from nevlab.vehicle.draws import Draw, draws, pick, within
from nevlab.vehicle.precharge import Circuit, CloseCriterion, PowerOn, power_on, with_fault
from nevlab.vehicle.ranges import in_range, one_of

CAR_FAULTS = ("none", "resistor_high", "resistor_low", "capacitance_low", "k_minus_welded")
CASE_FAULTS = ("none", "resistor_open", "resistor_high", "link_short", "k_plus_welded", "sensor_stuck")
#: Where the ohmmeter's two leads go, all contactors open and the circuit proven dead.
POINTS = ("resistor", "k_plus", "k_minus", "precharge_relay")
REPAIRS = {
    "none": "hand_over",
    "resistor_high": "replace_resistor",
    "resistor_low": "replace_resistor",
    "capacitance_low": "replace_inverter",
    "k_minus_welded": "replace_k_minus",
}

#: The data logger of the actuator test: from −100 ms to 2 s, one value a millisecond, 1 V steps, ±0.8 V of noise.
LOG_START_MS, LOG_END_MS = -100, 2000
LOG_NOISE_V = 0.8
WELDED_OHM = 0.2
#: When the two readings beside a case are taken [s].
CURRENT_S, METER_S = 0.1, 0.4
#: A resistor too large by this factor misses the cases' time-out for certain.
CASE_FACTOR = 4.0


@dataclass(frozen=True)
class MakerCard:
    """What the maker of one training car says about it. Training values: they hold for this car only.

    Parameters
    ----------
    pack_nominal_v
        Nominal pack voltage [V].
    resistance_ohm, resistance_tolerance
        Pre-charge resistor [Ω] and its tolerance as a part of it.
    capacitance_f, capacitance_tolerance
        Link capacitance [F] and its tolerance.
    criterion
        When K+ may close, and the time-out.
    time_constant_tolerance
        Tolerance of R·C: that of R and that of C together.
    """

    pack_nominal_v: float
    resistance_ohm: float
    capacitance_f: float
    criterion: CloseCriterion
    resistance_tolerance: float = 0.05
    capacitance_tolerance: float = 0.10
    time_constant_tolerance: float = 0.15

    @property
    def time_constant_s(self) -> float:
        """Give the nominal time constant ``R·C`` [s]."""
        return self.resistance_ohm * self.capacitance_f


@dataclass(frozen=True)
class TrainingCar:
    """One student's own car.

    Parameters
    ----------
    seed
        What it was drawn from.
    card
        The maker's card; shown to the student.
    circuit
        The car as it is, fault included; hidden from the student.
    fault
        One of :data:`CAR_FAULTS`; hidden.
    """

    seed: int
    card: MakerCard
    circuit: Circuit
    fault: str

    @property
    def time_to_criterion_s(self) -> float:
        """Give the time [s] from the closing of the pre-charge relay to the card's close criterion."""
        return self.circuit.time_to_reach_s(self.card.criterion.ratio * self.circuit.pack_voltage_v)

    @property
    def card_first_current_a(self) -> float:
        """Give the first current [A] with the card's resistor: ``(U − u0)/R_card``."""
        return (self.circuit.pack_voltage_v - self.circuit.initial_v) / self.card.resistance_ohm

    @property
    def repair(self) -> str:
        """Give what mends this car, or ``"hand_over"``."""
        return REPAIRS[self.fault]

    def pack_reading_v(self) -> float:
        """Give what a multimeter shows at the pack's terminals [V]: steps of 0.1 V, error within 0.2 %."""
        return round(self.circuit.pack_voltage_v * (1 + 0.004 * (draws(self.seed, "pack")() - 0.5)), 1)

    def cursor_reading_v(self, time_ms: float) -> int:
        """Give what the cursor shows in the recorded actuator test at `time_ms` [V].

        Raises
        ------
        WorkshopError
            If `time_ms` lies outside the recording.
        """
        return self.recording()[1][self.instant(time_ms) - LOG_START_MS]

    def instant(self, time_ms: float) -> int:
        """Give the recorded instant [ms] nearest to `time_ms`."""
        return round(in_range(label("cursor", "光标"), time_ms, LOG_START_MS, LOG_END_MS, "ms"))

    def recording(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Give the recorded actuator test: instants [ms] and link voltages [V]; K+ stays open in it."""
        return _recording(self)

    def resistance_reading_ohm(self, point: str) -> float:
        """Give what an ohmmeter shows [Ω] with its leads across one of :data:`POINTS`; infinity is "OL".

        Steps of 0.1 Ω, 0.1 Ω of leads, error within 0.5 %.
        """
        one_of(label("measuring point", "测量点"), point, POINTS)
        if point != "resistor":
            welded = {"k_plus": self.circuit.k_plus_welded, "k_minus": self.circuit.k_minus_welded}
            return WELDED_OHM if welded.get(point) else math.inf
        error = 0.01 * (draws(self.seed, "resistor")() - 0.5)
        return round(self.circuit.resistance_ohm * (1 + error) + 0.1, 1)


@dataclass(frozen=True)
class Case:
    """One power-on as the scan tool shows it, with two readings beside it, to be judged.

    Parameters
    ----------
    name
        ``"a"`` … ``"d"``.
    fault
        One of :data:`CASE_FAULTS`; hidden.
    circuit, criterion
        The car, hidden but for its pack voltage, and its maker's criterion.
    sequence
        The power-on as the car reports it.
    meter_v
        What a meter on the link shows at :data:`METER_S` [V].
    current_a
        The pack current at :data:`CURRENT_S` [A].
    """

    name: str
    fault: str
    circuit: Circuit
    criterion: CloseCriterion
    sequence: PowerOn
    meter_v: int
    current_a: float


def training_car(seed: int) -> TrainingCar:
    """Draw the training car of `seed`.

    Ranges: pack 330 … 400 V nominal, actual ±4 %; R 56 … 100 Ω, actual ±3 %; C 0.9 … 1.2 mF, actual ±4 %; link still
    charged to 50 … 130 V; discharge resistor 30 … 45 kΩ. Each fault of :data:`CAR_FAULTS` is equally likely; a wrong
    resistor is 1.8 … 2.4 times too large or too small, a worn capacitor has half its value. The time-out is 1.25 times
    the nominal time to 95 % from 0 V, so that good cars keep it and cars with too large a resistor do not.
    """
    draw = draws(seed, "car")
    nominal_v = pick(draw, (330.0, 350.0, 370.0, 400.0))
    resistance = pick(draw, (56.0, 68.0, 82.0, 100.0))
    capacitance = pick(draw, (0.9e-3, 1.0e-3, 1.1e-3, 1.2e-3))
    card = MakerCard(nominal_v, resistance, capacitance, CloseCriterion(0.95, _time_out_s(resistance * capacitance)))
    good = Circuit(
        pack_voltage_v=round(nominal_v * within(draw, 0.96, 1.04), 1),
        resistance_ohm=round(resistance * within(draw, 0.97, 1.03), 1),
        capacitance_f=round(capacitance * within(draw, 0.96, 1.04), 6),
        initial_v=float(round(within(draw, 50, 130))),
        bleed_ohm=float(round(within(draw, 30e3, 45e3), -2)),
    )
    fault = pick(draw, CAR_FAULTS)
    return TrainingCar(seed, card, with_fault(good, fault, within(draw, 1.8, 2.4)), fault)


def cases(seed: int) -> tuple[Case, ...]:
    """Draw four cases, each with another fault of :data:`CASE_FAULTS`, in an order of their own."""
    draw = draws(seed, "cases")
    left = list(CASE_FAULTS)
    faults = [left.pop(int(draw() * len(left))) for _ in range(4)]
    return tuple(_case(name, fault, draw) for name, fault in zip("abcd", faults, strict=True))


def _case(name: str, fault: str, draw: Draw) -> Case:
    good = Circuit(
        pack_voltage_v=float(round(within(draw, 330, 400))),
        resistance_ohm=pick(draw, (56.0, 68.0, 82.0)),
        capacitance_f=pick(draw, (0.9e-3, 1.0e-3)),
        # A shorted link holds no charge.
        initial_v=0.0 if fault == "link_short" else float(round(within(draw, 5, 25))),
        bleed_ohm=40e3,
    )
    circuit, criterion = with_fault(good, fault, CASE_FACTOR), CloseCriterion(0.95, 0.5)
    sequence = power_on(circuit, np.arange(-100, 801, 2) / 1000, criterion)
    beside = power_on(circuit, [CURRENT_S, METER_S], criterion)
    meter_v, current_a = round(float(beside.link_v[1])), round(float(beside.current_a[0]), 1)
    return Case(name, fault, circuit, criterion, sequence, meter_v, current_a)


def _time_out_s(time_constant_s: float) -> float:
    return math.ceil(1.25 * math.log(20) * time_constant_s * 100) / 100


@lru_cache(maxsize=64)
def _recording(car: TrainingCar) -> tuple[tuple[int, ...], tuple[int, ...]]:
    instants_ms = tuple(range(LOG_START_MS, LOG_END_MS + 1))
    link_v = power_on(car.circuit, np.array(instants_ms) / 1000).link_v
    draw = draws(car.seed, "logger")
    return instants_ms, tuple(round(volts + within(draw, -LOG_NOISE_V, LOG_NOISE_V)) for volts in link_v.tolist())
