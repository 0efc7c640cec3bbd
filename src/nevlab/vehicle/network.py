"""A direct-current network of resistors, ideal voltage sources and diodes: what a meter reads in it.

Every answer is a Thévenin equivalent, found by the star–mesh transformation (Rosen, J. IEE 62 (1924) 916; star–delta
is its case of three arms): a node is taken out, and the ends of its arms are joined by branches that do the same. Arms
``g_i, e_i`` give branches ``g_i·g_j/Σg, e_i − e_j``. Conductances are only added, multiplied and divided, never
subtracted, so milliohms and teraohms in one network keep their digits.

A meter is one more resistor between its two leads, so its loading of the circuit comes out of the same equations. A
diode conducts with a fixed drop or blocks; the states are changed until they agree with the voltages.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from nevlab.labels import label
from nevlab.vehicle.ranges import in_range, one_of

LEAST_OHM = 1e-4
"""No joint is better than this [Ω]."""
METER_OHM = 10e6
"""Input resistance of a multimeter on volts [Ω]; GB 38031-2025 App. B asks for at least this."""
_IDEAL_S = 1e9
"""What stands for the conductance of an ideal source or of a conducting diode [S]: two of them may be parallel."""
_LEAK_S = 1e-15
"""Leakage of a blocking diode [S]; it only decides which diode of a rectifier begins to conduct."""
_UNDECIDED_V = 1e-9
"""So close to its drop a diode may be in either state [V]: beyond what rounding does to some hundred volts."""


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


Part: TypeAlias = Resistor | Source | Diode
_Arms: TypeAlias = dict[str, dict[str, tuple[float, float]]]
"""Node → neighbour → conductance [S] and open-circuit voltage [V] of the branch, the node against the neighbour."""
_On: TypeAlias = frozenset[int]
"""Places, among the diodes, of those that conduct."""


@dataclass(frozen=True)
class Network:
    """A network of parts that meet at named nodes.

    Parameters
    ----------
    parts
        The resistors, sources and diodes.
    """

    parts: tuple[Part, ...]

    @property
    def nodes(self) -> tuple[str, ...]:
        """Give the names of all nodes."""
        return tuple(self._linear)

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
        meter = Resistor(a, b, meter_ohm)
        if a == b:
            return 0.0
        core = _reduced(self._linear, {a, b, *self._ends})
        _join(core, a, b, 1 / meter.ohm, 0.0)
        if meter_ohm == math.inf:
            return self._equivalent(core, a, b, self._conducting)[1]
        return self._equivalent(core, a, b, self._settled(core, self._conducting))[1]

    def resistance(self, a: str, b: str) -> float:
        """Give the resistance [Ω] seen between `a` and `b`, infinity where nothing joins them.

        Sources count as their inner resistance, zero; a diode counts in the state that the network's own sources
        put it in.
        """
        self._known(a, b)
        if a == b:
            return 0.0
        core = _reduced(self._linear, {a, b, *self._ends})
        siemens, _ = self._equivalent(core, a, b, self._conducting)
        return 1 / siemens if siemens else math.inf

    def source_current(self, number: int = 0) -> float:
        """Give the current [A] that flows out of the plus terminal of the `number`-th source.

        ``I = (E − e)/R`` with e and R the equivalent of all the rest, as the source sees it.
        """
        places = [place for place, part in enumerate(self.parts) if isinstance(part, Source)]
        place = places[int(in_range(label("number of the source", "电源序号"), number, 0, len(places) - 1, ""))]
        source, rest = self.parts[place], self.parts[:place] + self.parts[place + 1 :]
        assert isinstance(source, Source)
        core = _reduced(_arms(rest), {source.plus, source.minus, *self._ends})
        siemens, rest_v = self._equivalent(core, source.plus, source.minus, self._conducting)
        return siemens * (source.voltage_v - rest_v) if siemens else 0.0

    def _known(self, *nodes: str) -> None:
        for node in nodes:
            one_of(label("test point", "测试点"), node, self._linear)

    @cached_property
    def _linear(self) -> _Arms:
        return _arms(self.parts)

    @cached_property
    def _diodes(self) -> tuple[Diode, ...]:
        return tuple(part for part in self.parts if isinstance(part, Diode))

    @cached_property
    def _ends(self) -> frozenset[str]:
        return frozenset(node for diode in self._diodes for node in (diode.anode, diode.cathode))

    @cached_property
    def _conducting(self) -> _On:
        return self._settled(_reduced(self._linear, self._ends), frozenset())

    def _settled(self, core: _Arms, on: _On) -> _On:
        """Give the diodes that conduct: the first one that contradicts its state is turned, until none does.

        A diode belongs on when the rest, the others as they are, puts more than its drop on it. Least-index pivoting
        (Murty, Opsearch 11 (1974)) never comes back to a choice of states.
        """
        for _ in range(2 ** len(self._diodes) - 1):
            for place, diode in enumerate(self._diodes):
                rest_v = self._equivalent(core, diode.anode, diode.cathode, on, without=place)[1]
                excess_v = rest_v - diode.drop_v
                if (excess_v < -_UNDECIDED_V) if place in on else (excess_v > _UNDECIDED_V):
                    on = on ^ {place}
                    break
            else:
                break
        return on

    def _equivalent(self, core: _Arms, a: str, b: str, on: _On, without: int | None = None) -> tuple[float, float]:
        """Give conductance [S] and open-circuit voltage [V] between `a` and `b`; 0 and NaN where nothing joins them.

        To judge the diode `without`, it is left out and the others that block leak a little.
        """
        arms = {node: dict(its) for node, its in core.items()}
        for place, diode in enumerate(self._diodes):
            if place == without:
                continue
            if place in on:
                _join(arms, diode.anode, diode.cathode, _IDEAL_S, diode.drop_v)
            elif without is not None:
                _join(arms, diode.anode, diode.cathode, _LEAK_S, 0.0)
        return _reduced(arms, {a, b}).get(a, {}).get(b, (0.0, math.nan))


def _arms(parts: Iterable[Part]) -> _Arms:
    """Give the arms of every node, the diodes open."""
    arms: _Arms = {}
    for part in parts:
        if isinstance(part, Resistor):
            _join(arms, part.a, part.b, 1 / part.ohm, 0.0)
        elif isinstance(part, Source):
            _join(arms, part.plus, part.minus, _IDEAL_S, part.voltage_v)
        else:
            _join(arms, part.anode, part.cathode, 0.0, 0.0)
    return arms


def _join(arms: _Arms, a: str, b: str, siemens: float, rise_v: float) -> None:
    """Put one more branch between two nodes; in parallel to what is there, ``e = Σ(g·e)/Σg``."""
    at_a, at_b = arms.setdefault(a, {}), arms.setdefault(b, {})
    if siemens == 0.0 or a == b:
        return
    if b in at_a:
        there_s, there_v = at_a[b]
        siemens += there_s
        rise_v = there_v + (rise_v - there_v) * (1 - there_s / siemens)
    at_a[b], at_b[a] = (siemens, rise_v), (siemens, -rise_v)


def _reduced(arms: _Arms, keep: Collection[str]) -> _Arms:
    """Give the arms between the nodes to `keep`, all others taken out, those with the fewest arms first."""
    arms = {node: dict(its) for node, its in arms.items()}
    waiting = [(len(its), node) for node, its in arms.items() if node not in keep]
    heapq.heapify(waiting)
    while waiting:
        degree, node = heapq.heappop(waiting)
        if degree < len(arms[node]):
            heapq.heappush(waiting, (len(arms[node]), node))
            continue
        star = [(end, *arm) for end, arm in arms.pop(node).items()]
        total_s = sum(siemens for _, siemens, _ in star)
        for number, (end, siemens, rise_v) in enumerate(star):
            del arms[end][node]
            for other, other_s, other_v in star[:number]:
                _join(arms, end, other, siemens / total_s * other_s, other_v - rise_v)
    return arms
