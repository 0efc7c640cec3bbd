"""The bench for electric drives before the work: kit checked, a reference measured, a cover tightened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, ClassVar

from nevlab.instruments.deciding import decide
from nevlab.instruments.milliohm_meter import SCALE
from nevlab.stations.kit import base, electrical, mechanical, protective
from nevlab.stations.kit.electrical import zeroed
from nevlab.stations.kit.items import Kit, drawn_defects
from nevlab.stations.kit.mechanical import MechanicalWork
from nevlab.stations.station import Doing
from nevlab.vehicle.draws import draws, pick, within
from nevlab.vehicle.network import Network, Resistor
from nevlab.vehicle.signals import OnBench

KIT = ("gloves", "mat", "tools", "sling", "tester", "milliohm", "dial", "wrench")
"""The items of the bench."""
DEFECTS: tuple[Mapping[str, tuple[str, ...]], ...] = (
    {"gloves": ("overdue", "rating", "check"), "tools": ("rating", "damage"), "sling": ("overdue", "rating", "damage")},
    {"tester": ("check", "overdue"), "milliohm": ("check", "overdue")},
    {"dial": ("check", "overdue"), "wrench": ("check", "overdue")},
)
"""One defect of each line lies in every kit."""
LIMITS_OHM = (35.3e-3 * 0.95, 35.3e-3 * 1.05)
"""Winding of a real hybrid's motor between two terminals, at 20 °C [Ω]: its service pages say 35.3 mΩ ± 5 %."""
LETTERS = ("a", "b", "c", "d")
NEAR_OHM, FAR_OHM, MOST_OHM = 0.06e-3, 0.18e-3, 1.2e-3
"""How far readings lie from a limit: too near to decide, clearly on one side at least, and at most [Ω]."""


@dataclass(frozen=True, kw_only=True)
class ToolBench(MechanicalWork):
    """The bench in one state.

    Parameters
    ----------
    zeroed
        The milliohm meter was zeroed with its clips together.
    """

    zeroed: bool = False

    ACTIONS: ClassVar[Mapping[str, Doing]] = MappingProxyType(
        {
            **base.ACTIONS,
            **protective.ACTIONS,
            "check_tester": electrical.ACTIONS["check_tester"],
            "zero_milliohm": electrical.ACTIONS["zero_milliohm"],
            "measure_reference": Doing(("wires",), minutes=1.0),
            **mechanical.ACTIONS,
        }
    )

    @property
    def reference_ohm(self) -> float:
        """Give the value on the certificate of the reference resistor [Ω]."""
        return round(within(draws(self.kit.seed, "kit reference"), 30e-3, 42e-3), 5)

    @property
    def reports(self) -> dict[str, float]:
        """Give four windings from the reports of other cars, as read with this type of meter at 20 °C [Ω]."""
        draw = draws(self.kit.seed, "kit reports")
        kinds = ["pass", "fail", "undecided", pick(draw, ("pass", "fail", "undecided"))]
        order = [kinds.pop(int(draw() * len(kinds))) for _ in LETTERS]
        return {letter: _reported(draw, kind) for letter, kind in zip(LETTERS, order, strict=True)}

    def decision(self, letter: str) -> str:
        """Give what the meter's stated accuracy allows to say of a reported winding."""
        ohm = self.reports[letter]
        return decide(ohm, half_width_ohm(ohm), *LIMITS_OHM)

    def _zero_milliohm(self) -> tuple[ToolBench, dict[str, Any]]:
        after, details = super()._zero_milliohm()
        return replace(after, zeroed=True), details

    def _replace(self, item: str) -> tuple[ToolBench, dict[str, Any]]:
        after, details = super()._replace(item)
        clicks = {} if item == "wrench" else self.clicks
        return replace(after, zeroed=self.zeroed and item != "milliohm", clicks=clicks), details

    def _measure_reference(self, wires: int) -> tuple[ToolBench, dict[str, Any]]:
        """Measure the reference resistor; with four wires what zeroing took off is left out."""
        meter = self._milliohm_meter(wires)
        if wires == 4 and self.zeroed:
            meter = zeroed(meter)
        bar = OnBench(Network((Resistor("bar 1", "bar 2", self.reference_ohm),)))
        return self, {"wires": wires, **meter.read(bar, "bar 1", "bar 2").as_details()}


def half_width_ohm(ohm: float) -> float:
    """Give the half-width of a reading of the milliohm meter in its lowest range [Ω], from its stated accuracy."""
    return SCALE.ranges[0].allowed_error(ohm)


def _reported(draw: Any, kind: str) -> float:
    low, high = LIMITS_OHM
    below = draw() < 0.5
    off = within(draw, -NEAR_OHM, NEAR_OHM) if kind == "undecided" else within(draw, FAR_OHM, MOST_OHM)
    inwards = -1 if kind == "fail" else 1
    return round(low + inwards * off if below else high - inwards * off, 5)


def tool_bench(seed: int) -> ToolBench:
    """Give the bench with the kit of a seed."""
    return ToolBench(kit=Kit(seed, KIT, drawn_defects(seed, DEFECTS)))
