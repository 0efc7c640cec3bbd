"""The high-voltage side of the car: contactors, pre-charge, fuses, and the insulation of every component.

::

    pack + ─┬─ K+ ──────────────┬─ link + ─┬─ fuse ─ inverter +    link - ─┬─ inverter -
            └─ relay ─ R ───────┘          ├─ fuse ─ compressor +         ├─ compressor -
    pack - ─── K− ──────────────── link -  ├─ fuse ─ heater +             ├─ heater -
                                           ├─ fuse ─ charger +            ├─ charger -
    the pack is two halves with the        ├─ fuse ─ DC-DC +              ├─ DC-DC -
    service plug and main fuse between     └─ QC+ ── inlet +              └─ QC− ── inlet -

All values are our own, in the size of a small car's: no maker's data.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from nevlab.labels import label
from nevlab.vehicle.network import LEAST_OHM
from nevlab.vehicle.precharge import CloseCriterion
from nevlab.vehicle.ranges import in_range

BRANCHES = ("inverter", "compressor", "heater", "charger", "dcdc")
CONTACTORS = ("k_plus", "k_minus", "precharge", "qc_plus", "qc_minus")


@dataclass(frozen=True)
class Contactor:
    """A contactor or relay.

    Parameters
    ----------
    welded, stuck_open
        It does not open, or does not close, any more.
    closed_ohm
        Resistance of the closed contacts [Ω].
    """

    welded: bool = False
    stuck_open: bool = False
    closed_ohm: float = 0.5e-3

    def __post_init__(self) -> None:
        in_range(label("closed contacts", "触点闭合电阻"), self.closed_ohm, LEAST_OHM, 100.0, "Ω")

    def ohm(self, commanded: bool) -> float:
        """Give the resistance between its terminals [Ω]; infinity while it is open."""
        closed = self.welded or (commanded and not self.stuck_open)
        return self.closed_ohm if closed else math.inf


@dataclass(frozen=True)
class Branch:
    """A component on the link, behind its fuse.

    Parameters
    ----------
    fuse_ohm
        Its fuse [Ω]; infinity is a blown one.
    across_ohm
        What an ohmmeter finds between its terminals, switched off [Ω].
    plus_iso_ohm, minus_iso_ohm
        Insulation of its two terminals to the body [Ω].
    """

    fuse_ohm: float = 1e-3
    across_ohm: float = 1e6
    plus_iso_ohm: float = 100e6
    minus_iso_ohm: float = 100e6

    def __post_init__(self) -> None:
        for words, ohm in (
            (label("fuse", "熔断器"), self.fuse_ohm),
            (label("resistance across the terminals", "端子间电阻"), self.across_ohm),
            (label("insulation of the plus terminal", "正极端子绝缘电阻"), self.plus_iso_ohm),
            (label("insulation of the minus terminal", "负极端子绝缘电阻"), self.minus_iso_ohm),
        ):
            in_range(words, ohm, LEAST_OHM, math.inf, "Ω")


def _branches() -> Mapping[str, Branch]:
    return MappingProxyType(dict.fromkeys(BRANCHES, Branch()))


def _contactors() -> Mapping[str, Contactor]:
    return MappingProxyType(dict.fromkeys(CONTACTORS, Contactor()))


@dataclass(frozen=True)
class HighVoltage:
    """The high-voltage side without pack and inverter.

    Parameters
    ----------
    contactors
        One :class:`Contactor` for each of :data:`CONTACTORS`; ``"precharge"`` is the pre-charge relay, ``"qc_plus"``
        and ``"qc_minus"`` lead to the DC inlet.
    branches
        One :class:`Branch` for each of :data:`BRANCHES`.
    fuse_ohm
        Service plug with the main fuse [Ω]; infinity is a blown fuse.
    precharge_ohm
        Pre-charge resistor [Ω]; infinity is an open one.
    short_ohm
        Something that lies across the link and should not [Ω]; infinity is nothing.
    pack_plus_iso_ohm, pack_minus_iso_ohm
        Insulation of the pack's two terminals to the body [Ω].
    motor_iso_ohm
        Insulation of the motor's windings to the body [Ω].
    criterion
        When K+ may close, and the time-out of pre-charge.
    insulation_limit_ohm_per_v
        Below this the car does not go to READY [Ω/V].
    maximum_working_v
        Maximum working voltage [V], which insulation is judged by.
    """

    contactors: Mapping[str, Contactor] = field(default_factory=_contactors)
    branches: Mapping[str, Branch] = field(default_factory=_branches)
    fuse_ohm: float = 0.5e-3
    precharge_ohm: float = 100.0
    short_ohm: float = math.inf
    pack_plus_iso_ohm: float = 20e6
    pack_minus_iso_ohm: float = 20e6
    motor_iso_ohm: float = 500e6
    criterion: CloseCriterion = field(default_factory=CloseCriterion)
    insulation_limit_ohm_per_v: float = 100.0
    maximum_working_v: float = 400.0

    def __post_init__(self) -> None:
        for words, ohm in (
            (label("service plug with fuse", "维修开关及主熔断器"), self.fuse_ohm),
            (label("pre-charge resistor", "预充电阻"), self.precharge_ohm),
            (label("short of the link", "母线短路电阻"), self.short_ohm),
            (label("insulation of pack plus", "电池包正极绝缘电阻"), self.pack_plus_iso_ohm),
            (label("insulation of pack minus", "电池包负极绝缘电阻"), self.pack_minus_iso_ohm),
            (label("insulation of the motor", "电机绝缘电阻"), self.motor_iso_ohm),
        ):
            in_range(words, ohm, LEAST_OHM, math.inf, "Ω")
        in_range(label("insulation limit", "绝缘限值"), self.insulation_limit_ohm_per_v, 1.0, 1e4, "Ω/V")
        in_range(label("maximum working voltage", "最大工作电压"), self.maximum_working_v, 60.0, 1500.0, "V")

    @property
    def least_insulation_ohm(self) -> float:
        """Give the least insulation resistance [Ω] with which the car goes to READY."""
        return self.insulation_limit_ohm_per_v * self.maximum_working_v
