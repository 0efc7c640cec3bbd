"""A direct-current network of resistors, ideal voltage sources and diodes: what a meter reads in it.

Modified nodal analysis (Ho, Ruehli, Brennan, IEEE Trans. Circuits Syst. 22 (1975) 504): Kirchhoff's current law at
every node, one more unknown for the current of every source. A diode conducts with a fixed drop or blocks; the states
are changed until every conducting one carries a forward current and every blocking one has less than its drop.

A meter is one more resistor between its two leads, so its loading of the circuit comes out of the same equations.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from nevlab.labels import label
from nevlab.vehicle.ranges import in_range, one_of

LEAST_OHM = 1e-4
"""No joint is better than this [Ω]: it keeps the equations solvable beside an insulation of gigaohms."""
METER_OHM = 10e6
"""Input resistance of a multimeter on volts [Ω]; GB 38031-2025 App. B asks for at least this."""


@dataclass(frozen=True)
class Resistor:
    """A resistor between nodes `a` and `b` [Ω]; infinity is an open one.

    Raises
    ------
    WorkshopError
        If the resistance is below 0.1 mΩ or not a number.
    """

    a: str
    b: str
    ohm: float

    def __post_init__(self) -> None:
        in_range(label(f"resistance {self.a}–{self.b}", f"{self.a}–{self.b} 电阻"), self.ohm, LEAST_OHM, math.inf, "Ω")


@dataclass(frozen=True)
class Source:
    """An ideal voltage source: `plus` stands `voltage_v` [V] above `minus`.

    Raises
    ------
    WorkshopError
        If the voltage is no number or beyond ±5000 V.
    """

    plus: str
    minus: str
    voltage_v: float

    def __post_init__(self) -> None:
        in_range(label("source voltage", "电源电压"), self.voltage_v, -5000.0, 5000.0, "V")


@dataclass(frozen=True)
class Diode:
    """A diode with a fixed forward drop [V]."""

    anode: str
    cathode: str
    drop_v: float = 0.7


Part = Resistor | Source | Diode


@dataclass(frozen=True)
class _Solution:
    potential_v: NDArray[np.float64]
    branch_a: NDArray[np.float64]


@dataclass(frozen=True)
class Network:
    """A network of parts that meet at named nodes.

    Parameters
    ----------
    parts
        The resistors, sources and diodes.
    """

    parts: tuple[Part, ...]

    def joined(self, *parts: Part) -> Network:
        """Give the network with more parts connected to it."""
        return Network(self.parts + parts)

    def voltage(self, a: str, b: str, meter_ohm: float = math.inf) -> float:
        """Give the voltage [V] from `b` to `a` that a meter of this input resistance [Ω] shows.

        Without a meter (infinity) it is NaN where nothing joins the two nodes; a meter's own resistance joins them.

        Raises
        ------
        WorkshopError
            If there is no such node, or the input resistance is out of range.
        """
        self._known(a, b)
        if meter_ohm != math.inf:
            return self.joined(Resistor(a, b, meter_ohm)).voltage(a, b)
        if self._island[a] != self._island[b]:
            return math.nan
        potential_v = self._operating_point.potential_v
        return float(potential_v[self._index[a]] - potential_v[self._index[b]])

    def resistance(self, a: str, b: str) -> float:
        """Give the resistance [Ω] seen between `a` and `b`, infinity where nothing joins them.

        Sources count as their inner resistance, zero; a diode counts in the state that the network's own sources
        put it in.
        """
        self._known(a, b)
        if self._island[a] != self._island[b]:
            return math.inf
        potential_v = self._solve(self._conducting, dead=True, inject=(a, b)).potential_v
        return float(potential_v[self._index[a]] - potential_v[self._index[b]])

    def source_current(self, number: int = 0) -> float:
        """Give the current [A] that flows out of the plus terminal of the `number`-th source."""
        sources = [part for part in self.parts if isinstance(part, Source)]
        in_range(label("number of the source", "电源序号"), number, 0, len(sources) - 1, "")
        branches = self._branches(self._conducting)
        return float(-self._operating_point.branch_a[branches.index(sources[number])])

    def _known(self, *nodes: str) -> None:
        for node in nodes:
            one_of(label("test point", "测试点"), node, self._index)

    @cached_property
    def _index(self) -> dict[str, int]:
        names = dict.fromkeys(node for part in self.parts for node in _ends(part))
        return {name: number for number, name in enumerate(names)}

    @cached_property
    def _conducting(self) -> frozenset[Diode]:
        """Give the diodes that conduct: the first one that contradicts its state is turned, until none does.

        Least-index pivoting (Murty, Opsearch 11 (1974)) never comes back to a choice of states.
        """
        diodes = [part for part in self.parts if isinstance(part, Diode)]
        conducting: frozenset[Diode] = frozenset()
        for _ in range(2 ** len(diodes) - 1):
            found = self._solve(conducting)
            branches = self._branches(conducting)
            for diode in diodes:
                if diode in conducting:
                    contradicts = found.branch_a[branches.index(diode)] < 0
                else:
                    anode, cathode = self._index[diode.anode], self._index[diode.cathode]
                    contradicts = found.potential_v[anode] - found.potential_v[cathode] > diode.drop_v
                if contradicts:
                    conducting = conducting ^ {diode}
                    break
            else:
                break
        return conducting

    @cached_property
    def _operating_point(self) -> _Solution:
        return self._solve(self._conducting)

    @cached_property
    def _island(self) -> dict[str, int]:
        return self._islands(self._conducting)

    def _islands(self, conducting: Iterable[Diode]) -> dict[str, int]:
        """Give for every node the lowest number of a node that something joins it to."""
        island = dict(self._index)
        for _ in self._index:
            before = dict(island)
            for part in self._closed(conducting):
                a, b = _ends(part)
                island[a] = island[b] = min(island[a], island[b])
            if island == before:
                break
        return island

    def _closed(self, conducting: Iterable[Diode]) -> list[Part]:
        on = set(conducting)
        return [
            part
            for part in self.parts
            if (part in on if isinstance(part, Diode) else not isinstance(part, Resistor) or math.isfinite(part.ohm))
        ]

    def _branches(self, conducting: Iterable[Diode]) -> list[Part]:
        return [part for part in self._closed(conducting) if not isinstance(part, Resistor)]

    def _solve(
        self, conducting: Iterable[Diode], dead: bool = False, inject: tuple[str, str] | None = None
    ) -> _Solution:
        nodes, branches = len(self._index), self._branches(conducting)
        matrix = np.zeros((nodes + len(branches), nodes + len(branches)))
        right = np.zeros(nodes + len(branches))
        for part in self._closed(conducting):
            a, b = (self._index[node] for node in _ends(part))
            if isinstance(part, Resistor):
                matrix[[a, b], [a, b]] += 1 / part.ohm
                matrix[[a, b], [b, a]] -= 1 / part.ohm
        for row, part in enumerate(branches, start=nodes):
            a, b = (self._index[node] for node in _ends(part))
            matrix[[a, row], [row, a]] += 1
            matrix[[b, row], [row, b]] -= 1
            right[row] = 0.0 if dead else _rise_v(part)
        if inject:
            right[self._index[inject[0]]] += 1
            right[self._index[inject[1]]] -= 1
        for earth in set(self._islands(conducting).values()):
            # Only voltages within an island have a meaning, so one node of each may stand at 0 V.
            matrix[earth], right[earth] = 0.0, 0.0
            matrix[earth, earth] = 1.0
        solved: NDArray[np.float64] = np.linalg.solve(matrix, right).astype(np.float64, copy=False)
        return _Solution(solved[:nodes], solved[nodes:])


def _ends(part: Part) -> tuple[str, str]:
    if isinstance(part, Resistor):
        return part.a, part.b
    return (part.plus, part.minus) if isinstance(part, Source) else (part.anode, part.cathode)


def _rise_v(part: Part) -> float:
    return part.voltage_v if isinstance(part, Source) else part.drop_v if isinstance(part, Diode) else 0.0
