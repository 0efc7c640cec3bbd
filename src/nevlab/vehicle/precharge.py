"""The high-voltage pre-charge circuit: pack, contactors, pre-charge resistor, link capacitor, discharge resistor.

::

    pack + ──┬── K+ ─────────────────┬── link +
             └── pre-charge ── R ────┤
                 relay               ═ C   ▯ R_bleed   ▯ R_load
    pack − ───── K− ─────────────────┴── link −

Between two switching instants the link is a first-order circuit, so every voltage here is a closed form (Kirchhoff's
current law at link +, no time stepping). With ``G = 1/R_c + 1/R_bleed + 1/R_load``, where ``R_c`` joins pack and link:

* time constant ``τ = C/G``, final value ``u∞ = (U/R_c)/G``,
* ``u(t) = u∞ + (u0 − u∞)·exp(−t/τ)``.

Without load these are the textbook's ``τ = R·C`` and ``u(t) = U·(1 − exp(−t/RC))``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.vehicle.ranges import in_range, one_of

#: Resistance of a closed main contactor with its cables and the pack [Ω]: an assumption; it only makes the step steep.
CLOSED_OHM = 0.1
#: What a shorted link is worth [Ω]: with R = 100 Ω and 500 V the link stays near 13 V.
SHORT_OHM = 2.7
#: A resistor "of the wrong value" is this many times too large or too small, a worn capacitor this part of its value.
WRONG_FACTOR = 3.0
WORN_FACTOR = 0.5

FAULTS = (
    "none",
    "resistor_open",
    "resistor_high",
    "resistor_low",
    "capacitance_low",
    "link_short",
    "k_plus_welded",
    "k_minus_welded",
    "sensor_stuck",
    "bleed_open",
)


@dataclass(frozen=True)
class Circuit:
    """The circuit of one car.

    Parameters
    ----------
    pack_voltage_v
        Pack voltage U [V].
    resistance_ohm
        Pre-charge resistor R [Ω]; infinity is an open one.
    capacitance_f
        Link capacitance C [F].
    initial_v
        Link voltage when the pre-charge relay closes [V].
    bleed_ohm
        Discharge resistor across the link [Ω]; infinity is an open one.
    load_ohm
        Anything else that loads the link during pre-charge [Ω].
    k_plus_welded, k_minus_welded
        The contactor does not open any more.
    sensor_stuck
        The link voltage that the car reports stays at `initial_v`.

    Raises
    ------
    WorkshopError
        If a value is not a number or outside its range.
    """

    pack_voltage_v: float
    resistance_ohm: float
    capacitance_f: float
    initial_v: float = 0.0
    bleed_ohm: float = math.inf
    load_ohm: float = math.inf
    k_plus_welded: bool = False
    k_minus_welded: bool = False
    sensor_stuck: bool = False

    def __post_init__(self) -> None:
        in_range(label("pack voltage", "电池包电压"), self.pack_voltage_v, 1.0, 1500.0, "V")
        in_range(label("pre-charge resistance", "预充电阻"), self.resistance_ohm, 0.1, math.inf, "Ω")
        in_range(label("link capacitance", "母线电容"), self.capacitance_f, 1e-6, 1.0, "F")
        in_range(label("initial link voltage", "母线初始电压"), self.initial_v, 0.0, 1500.0, "V")
        in_range(label("discharge resistance", "放电电阻"), self.bleed_ohm, 100.0, math.inf, "Ω")
        in_range(label("load resistance", "负载电阻"), self.load_ohm, 0.1, math.inf, "Ω")

    @property
    def time_constant_s(self) -> float:
        """Give τ [s] while the pre-charge relay is closed; ``R·C`` where nothing loads the link."""
        return self._approach(self.resistance_ohm)[1]

    @property
    def final_v(self) -> float:
        """Give the link voltage [V] that pre-charge alone ends at."""
        return self._approach(self.resistance_ohm)[0]

    @property
    def first_current_a(self) -> float:
        """Give the current [A] in the instant the pre-charge relay closes: Ohm's law, ``(U − u0)/R``."""
        return (self.pack_voltage_v - self.initial_v) / self.resistance_ohm

    @property
    def discharge_time_constant_s(self) -> float:
        """Give τ [s] of the link after power-off: discharge resistor (and load) times C."""
        return self._approach(math.inf)[1]

    def time_to_reach_s(self, voltage_v: float) -> float:
        """Give the time [s] from the closing of the pre-charge relay until the link reaches `voltage_v`.

        ``t = τ·ln((u∞ − u0)/(u∞ − u))``; 0 when the link is above already, infinity when pre-charge never gets there.
        """
        final_v, tau_s = self._approach(self.resistance_ohm)
        if self.initial_v >= voltage_v:
            return 0.0
        if final_v <= voltage_v:
            return math.inf
        return tau_s * math.log((final_v - self.initial_v) / (final_v - voltage_v))

    def resistor_energy_j(self, duration_s: float = math.inf) -> float:
        """Give the heat [J] in the pre-charge resistor over the first `duration_s` seconds.

        ``∫ i²R dt`` with ``i = i∞ + (i0 − i∞)·exp(−t/τ)``. Unloaded and to the end it is ``½·C·(U − u0)²``,
        whatever R is.
        """
        final_v, tau_s = self._approach(self.resistance_ohm)
        if math.isinf(self.resistance_ohm):
            return 0.0
        # What the loads draw in the end: exactly nothing where there are none.
        settled_a = final_v * (1 / self.bleed_ohm + 1 / self.load_ohm)
        transient_a = self.first_current_a - settled_a
        fade = math.exp(-duration_s / tau_s)
        steady = settled_a**2 * duration_s if settled_a else 0.0
        return self.resistance_ohm * (
            steady + 2 * settled_a * transient_a * tau_s * (1 - fade) + transient_a**2 * tau_s / 2 * (1 - fade**2)
        )

    def after(self, elapsed_s: ArrayLike, start_v: float, connection_ohm: float) -> NDArray[np.float64]:
        """Give the link voltage [V] `elapsed_s` [s] after it stood at `start_v`, with `connection_ohm` to the pack."""
        final_v, tau_s = self._approach(connection_ohm)
        return final_v + (start_v - final_v) * np.exp(-np.asarray(elapsed_s, dtype=float) / tau_s)

    def _approach(self, connection_ohm: float) -> tuple[float, float]:
        """Give final value [V] and time constant [s] with pack and link joined by `connection_ohm`."""
        conductance = 1 / connection_ohm + 1 / self.bleed_ohm + 1 / self.load_ohm
        if conductance == 0:
            return self.initial_v, math.inf
        return self.pack_voltage_v / connection_ohm / conductance, self.capacitance_f / conductance


@dataclass(frozen=True)
class CloseCriterion:
    """When the battery management system closes K+, and when it gives up. Both are the maker's.

    Parameters
    ----------
    ratio
        Part of the pack voltage that the reported link voltage must reach; makers use 0.90 … 0.95 and more.
    time_out_s
        Longest pre-charge [s].
    """

    ratio: float = 0.95
    time_out_s: float = 0.5

    def __post_init__(self) -> None:
        in_range(label("close criterion", "闭合判据"), self.ratio, 0.5, 1.0, "")
        in_range(label("time-out", "预充超时"), self.time_out_s, 0.01, 60.0, "s")


@dataclass(frozen=True)
class PowerOn:
    """One power-on sequence. Times count from the closing of the pre-charge relay.

    Parameters
    ----------
    time_s, link_v, reported_v, current_a
        Shape (n,): time [s], true link voltage [V], link voltage that the car reports [V], pack current [A].
    k_minus_s
        When K− closes [s]; negative.
    k_plus_s
        When K+ closes [s]; infinity when it never does.
    given_up_s
        When the sequence is broken off [s]; infinity when it is not.
    """

    time_s: NDArray[np.float64]
    link_v: NDArray[np.float64]
    reported_v: NDArray[np.float64]
    current_a: NDArray[np.float64]
    k_minus_s: float
    k_plus_s: float
    given_up_s: float


def with_fault(circuit: Circuit, fault: str, factor: float = WRONG_FACTOR) -> Circuit:
    """Give the circuit with one fault of :data:`FAULTS`; `factor` says how far off a resistor of the wrong value is."""
    one_of(label("fault", "故障"), fault, FAULTS)
    in_range(label("factor", "倍数"), factor, 1.0, 100.0, "")
    changes: dict[str, dict[str, float | bool]] = {
        "none": {},
        "resistor_open": {"resistance_ohm": math.inf},
        "resistor_high": {"resistance_ohm": circuit.resistance_ohm * factor},
        "resistor_low": {"resistance_ohm": circuit.resistance_ohm / factor},
        "capacitance_low": {"capacitance_f": circuit.capacitance_f * WORN_FACTOR},
        "link_short": {"load_ohm": SHORT_OHM},
        "k_plus_welded": {"k_plus_welded": True},
        "k_minus_welded": {"k_minus_welded": True},
        "sensor_stuck": {"sensor_stuck": True},
        "bleed_open": {"bleed_ohm": math.inf},
    }
    return replace(circuit, **changes[fault])  # type: ignore[arg-type]


def power_on(
    circuit: Circuit, time_s: ArrayLike, criterion: CloseCriterion | None = None, k_minus_s: float = -0.05
) -> PowerOn:
    """Run the sequence K− → pre-charge relay → K+ and give the link voltage over time.

    Parameters
    ----------
    circuit
        The car, faults included.
    time_s
        Shape (n,): instants [s], 0 being the closing of the pre-charge relay.
    criterion
        When K+ closes and when the sequence is broken off (all contactors open). Without one, K+ stays open and the
        pre-charge relay closed: the actuator test of a scan tool.
    k_minus_s
        When K− closes [s]; not after 0.
    """
    times = np.asarray(time_s, dtype=float)
    if times.ndim != 1 or times.size == 0 or not np.all(np.isfinite(times)):
        raise WorkshopError("no-instants")
    in_range(label("closing of K−", "K− 闭合时刻"), k_minus_s, -10.0, 0.0, "s")

    at_zero_v, joined_ohm = circuit.initial_v, circuit.resistance_ohm
    steps = []  # from when on [s], link voltage then [V], what joins pack and link [Ω]
    if circuit.k_plus_welded:
        steps.append((k_minus_s, circuit.initial_v, CLOSED_OHM))
        at_zero_v, joined_ohm = float(circuit.after(-k_minus_s, circuit.initial_v, CLOSED_OHM)), CLOSED_OHM
    steps.append((0.0, at_zero_v, joined_ohm))
    k_plus_s, given_up_s = _decision(replace(circuit, initial_v=at_zero_v), criterion)
    switched_s = min(k_plus_s, given_up_s)
    if switched_s < math.inf:
        switched_v = float(circuit.after(switched_s, at_zero_v, joined_ohm))
        steps.append((switched_s, switched_v, CLOSED_OHM if k_plus_s < math.inf else math.inf))

    link_v, current_a = np.full(times.shape, circuit.initial_v), np.zeros(times.shape)
    for start_s, start_v, ohm in steps:
        since = times >= start_s
        link_v[since] = circuit.after(times[since] - start_s, start_v, ohm)
        current_a[since] = (circuit.pack_voltage_v - link_v[since]) / ohm
    reported_v = np.full(times.shape, circuit.initial_v) if circuit.sensor_stuck else link_v
    return PowerOn(times, link_v, reported_v, current_a, k_minus_s, k_plus_s, given_up_s)


def _decision(circuit: Circuit, criterion: CloseCriterion | None) -> tuple[float, float]:
    """Give when K+ closes and when the sequence is broken off [s], seen from the closing of the pre-charge relay."""
    if criterion is None:
        return math.inf, math.inf
    wanted_v = criterion.ratio * circuit.pack_voltage_v
    blind = circuit.sensor_stuck and circuit.initial_v < wanted_v
    reached_s = math.inf if blind else circuit.time_to_reach_s(wanted_v)
    return (reached_s, math.inf) if reached_s <= criterion.time_out_s else (math.inf, criterion.time_out_s)
