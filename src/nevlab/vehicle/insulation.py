"""Insulation of a car's high-voltage system: both rails against the chassis, and what each test method reads of it.

::

    plus ───┬────────┬───────┬─ … ─┐
            ▯ R+     ═ Y+    ▯ meter  (and R0)
    chassis ┴────────┴───────┴─────┤
            ▯ R−     ═ Y−    ▯ meter
    minus ──┴────────┴───────┴─ … ─┘

Simulation does not authorise high-voltage work. The two-voltmeter test is permitted live work of a qualified person;
the insulation tester is for dead, isolated circuits only.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.vehicle.absorption import Dielectric
from nevlab.vehicle.network import METER_OHM, Network, Part, Resistor, Source
from nevlab.vehicle.ranges import in_range, one_of

RAILS = ("plus", "minus")
CHASSIS = "chassis"
MOST_OHM = 1e12
"""No insulation of a car is better than this [Ω]."""

REQUIRED_OHM_PER_V: Mapping[str, float] = MappingProxyType(
    {"dc": 100.0, "ac": 500.0, "dc_with_ac": 500.0, "dc_with_protected_ac": 100.0}
)
"""Least insulation per volt of the maximum working voltage (GB 18384, 5.1.4): a direct-current circuit, an
alternating-current one, both conductively connected, both where the alternating part has additional protection.
The combined rule in the 2025 edition is to be confirmed against the standard."""


@dataclass(frozen=True)
class Insulation:
    """The insulation of one high-voltage system.

    Parameters
    ----------
    plus_ohm, minus_ohm
        R+ and R−: resistance of each rail to the chassis [Ω].
    plus_y_f, minus_y_f
        Y-capacitors of each rail to the chassis [F].
    across_ohm
        What joins the two rails while no pack does: discharge resistor and loads [Ω]; infinity is nothing.

    Raises
    ------
    WorkshopError
        If a value is not a number or outside its range.
    """

    plus_ohm: float
    minus_ohm: float
    plus_y_f: float = 0.0
    minus_y_f: float = 0.0
    across_ohm: float = math.inf

    def __post_init__(self) -> None:
        in_range(label("insulation of the plus rail", "正极绝缘电阻"), self.plus_ohm, 1.0, MOST_OHM, "Ω")
        in_range(label("insulation of the minus rail", "负极绝缘电阻"), self.minus_ohm, 1.0, MOST_OHM, "Ω")
        in_range(label("Y-capacitor of the plus rail", "正极 Y 电容"), self.plus_y_f, 0.0, 1e-4, "F")
        in_range(label("Y-capacitor of the minus rail", "负极 Y 电容"), self.minus_y_f, 0.0, 1e-4, "F")
        in_range(label("resistance across the rails", "正负极之间的电阻"), self.across_ohm, 1.0, math.inf, "Ω")

    def path_ohm(self, rail: str) -> float:
        """Give a rail's own path to the chassis [Ω]."""
        return self.plus_ohm if known_rail(rail) == "plus" else self.minus_ohm

    def network(self, pack_v: float | None = None) -> Network:
        """Give rails and chassis as a network: with a pack of `pack_v` [V] connected, or without a pack."""
        parts: list[Part] = [
            Resistor("plus", CHASSIS, self.plus_ohm),
            Resistor("minus", CHASSIS, self.minus_ohm),
            Resistor("plus", "minus", self.across_ohm),
        ]
        if pack_v is not None:
            in_range(label("pack voltage", "电池包电压"), pack_v, 0.0, 1500.0, "V")
            parts.append(Source("plus", "minus", pack_v))
        return Network(tuple(parts))

    def settling_s(self, meter_ohm: float = math.inf) -> float:
        """Give the time constant [s] with which a rail's voltage to the chassis settles while the pack is connected.

        The pack ties the rails together for a change, so both Y-capacitors discharge through both paths in parallel:
        ``τ = (Y+ + Y−)·(R+ ‖ R− ‖ meters)``, with a meter of `meter_ohm` on each rail.
        """
        in_range(label("input resistance of the meter", "电压表输入电阻"), meter_ohm, 1e5, math.inf, "Ω")
        return (self.plus_y_f + self.minus_y_f) / (1 / self.plus_ohm + 1 / self.minus_ohm + 2 / meter_ohm)

    def touch_energy_j(self, rail: str, pack_v: float) -> float:
        """Give the energy [J] that the Y-capacitors put through a body that joins `rail` to the chassis.

        ``½·(Y+ + Y−)·U²`` with U the rail's voltage to the chassis: seen from the body both capacitors are parallel.
        Worst is a rail at the full pack voltage, when the other one has a fault to the chassis. GB 18384 knows a limit
        of 0.2 J (to be confirmed against the 2025 edition).
        """
        voltage_v = self.network(pack_v).voltage(known_rail(rail), CHASSIS)
        return (self.plus_y_f + self.minus_y_f) * voltage_v**2 / 2

    def seen_by_tester(self, rail: str, branches: tuple[tuple[float, float], ...] = ()) -> Dielectric:
        """Give what an insulation tester between `rail` and chassis has before it, the pack disconnected.

        Its resistance is never above the rail's own path: whatever joins the rails adds the other rail's in parallel,
        and with it (fast against any insulation test) the other rail's Y-capacitor. `branches` is the absorption,
        see :class:`nevlab.vehicle.absorption.Dielectric`.
        """
        own_f, other_f = self.plus_y_f, self.minus_y_f
        if known_rail(rail) == "minus":
            own_f, other_f = other_f, own_f
        capacitance_f = own_f if math.isinf(self.across_ohm) else own_f + other_f
        return Dielectric(self.network().resistance(rail, CHASSIS), capacitance_f, branches)


def known_rail(rail: str) -> str:
    """Give `rail` back.

    Raises
    ------
    WorkshopError
        If it is none of :data:`RAILS`.
    """
    return one_of(label("rail", "母线极"), rail, RAILS)


@dataclass(frozen=True)
class TwoVoltmeterTest:
    """The voltages [V] of one two-voltmeter test (GB 38031-2025 App. B, GB 18384 6.2), all of them positive.

    Parameters
    ----------
    higher_v, lower_v
        U1 and U1′: rail to chassis, the higher and the lower one.
    higher_with_r0_v, lower_with_r0_v
        U2 and U2′: the same two after R0 was connected to the rail with the higher voltage.
    r0_ohm, meter_ohm
        The test resistor and the input resistance of each meter [Ω].
    weak_rail
        The rail whose insulation the result is: the one with the lower voltage.
    """

    higher_v: float
    lower_v: float
    higher_with_r0_v: float
    lower_with_r0_v: float
    r0_ohm: float
    meter_ohm: float
    weak_rail: str

    def insulation_ohm(self) -> float:
        """Give the insulation of the weak rail [Ω]: ``R = 1 / [1/(R0·(U2′/U2 − U1′/U1)) − 1/r]``.

        Kirchhoff's current law at the chassis before and after R0; exact when both meters stay connected. Infinity
        where the meters alone explain the voltages.

        Raises
        ------
        WorkshopError
            If a higher voltage is zero or R0 did not change the ratio: then nothing can be worked out.
        """
        if min(self.higher_v, self.higher_with_r0_v) <= 0:
            raise WorkshopError("insulation-no-change")
        change = self.lower_with_r0_v / self.higher_with_r0_v - self.lower_v / self.higher_v
        if change <= 0:
            raise WorkshopError("insulation-no-change")
        conductance = 1 / (self.r0_ohm * change) - 1 / self.meter_ohm
        return 1 / conductance if conductance > 0 else math.inf


def two_voltmeter_test(
    insulation: Insulation, pack_v: float, r0_ohm: float, meter_ohm: float = METER_OHM, together: bool = True
) -> TwoVoltmeterTest:
    """Carry out the two-voltmeter test without noise, on a car whose own insulation monitor is off.

    Parameters
    ----------
    insulation, pack_v
        The car, and the voltage of its pack [V].
    r0_ohm
        The test resistor [Ω], switched onto the rail with the higher voltage.
    meter_ohm
        Input resistance of a meter [Ω].
    together
        Both meters are connected all the time; otherwise one meter is moved from side to side, and the result is off.
    """
    in_range(label("test resistor R0", "测试电阻 R0"), r0_ohm, 1e3, 1e8, "Ω")
    in_range(label("input resistance of the meter", "电压表输入电阻"), meter_ohm, 1e5, 1e12, "Ω")
    live = insulation.network(pack_v)

    def read(network: Network) -> dict[str, float]:
        if together:
            network = network.joined(*(Resistor(rail, CHASSIS, meter_ohm) for rail in RAILS))
            return {rail: abs(network.voltage(rail, CHASSIS)) for rail in RAILS}
        return {rail: abs(network.voltage(rail, CHASSIS, meter_ohm)) for rail in RAILS}

    before = read(live)
    strong, weak = sorted(RAILS, key=before.__getitem__, reverse=True)
    after = read(live.joined(Resistor(strong, CHASSIS, r0_ohm)))
    return TwoVoltmeterTest(before[strong], before[weak], after[strong], after[weak], r0_ohm, meter_ohm, weak)


@dataclass(frozen=True)
class Judgement:
    """What an insulation resistance is worth.

    Parameters
    ----------
    ohm_per_v, required_ohm_per_v
        Insulation per volt of the maximum working voltage [Ω/V], and what is required of this kind of circuit.
    """

    ohm_per_v: float
    required_ohm_per_v: float

    @property
    def sufficient(self) -> bool:
        """Tell whether the requirement is met."""
        return self.ohm_per_v >= self.required_ohm_per_v


def judge(insulation_ohm: float, maximum_working_v: float, circuit: str = "dc") -> Judgement:
    """Judge an insulation resistance [Ω] by the *maximum working* voltage [V], not by the one just measured.

    `circuit` is one of :data:`REQUIRED_OHM_PER_V`.
    """
    one_of(label("kind of circuit", "电路类型"), circuit, REQUIRED_OHM_PER_V)
    in_range(label("insulation resistance", "绝缘电阻"), insulation_ohm, 0.0, math.inf, "Ω")
    in_range(label("maximum working voltage", "最大工作电压"), maximum_working_v, 1.0, 1500.0, "V")
    return Judgement(insulation_ohm / maximum_working_v, REQUIRED_OHM_PER_V[circuit])
