"""Which values of each slider a table is worked out for: for each piece of the picture as few as will do."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, product

from nevlab.bench.controls import Slider
from nevlab.bench.tabulated.choices import Setting, marked
from nevlab.bench.tabulated.leaves import Path
from nevlab.bench.tabulated.scan import Scan

MOST_NODES = 1200
"""So often a model is asked for a table, beside the scan."""
MOST_NUMBERS = 160_000
"""So many numbers a table holds."""
GOOD = 0.4
"""Straight lines along one slider may be off by so many tolerances; the errors of several sliders add up."""

Knots = tuple[tuple[int, ...], ...]
"""For some controls, the places of the knots among the choices of each."""


@dataclass(frozen=True)
class Plan:
    """The knots of a table.

    Parameters
    ----------
    scan
        What is known of the model.
    common
        For each control, the knots of the pieces that do not keep one template while a slider moves.
    own
        The knots of each other piece, for the controls that it depends on.
    stops
        The sliders that are offered at their common knots alone, which are then knots of every piece.
    """

    scan: Scan
    common: Knots
    own: Mapping[Path, Knots]
    stops: frozenset[int]

    def knots(self, path: Path) -> Knots:
        """Give the knots of a piece, for the controls that it depends on."""
        return self.own.get(path) or tuple(self.common[dim] for dim in self.scan.depends[path])

    def nodes(self, path: Path) -> Iterable[Setting]:
        """Give the settings at which a piece is kept; the last control that it depends on runs fastest."""
        for places in product(*self.knots(path)):
            setting = list(self.scan.first)
            for dim, place in zip(self.scan.depends[path], places, strict=True):
                setting[dim] = place
            yield tuple(setting)

    def complete(self, dim: int) -> bool:
        """Tell whether every choice of a control is a knot of every piece that depends on it."""
        count = self.scan.counts[dim]
        return all(
            len(self.knots(path)[dims.index(dim)]) == count for path, dims in self.scan.depends.items() if dim in dims
        )

    @cached_property
    def fits(self) -> bool:
        """Whether the table is not too large."""
        grids = {(dims, self.knots(path)) for path, dims in self.scan.depends.items()}
        widest = [one for one in grids if not any(one != other and _within(one, other) for other in grids)]
        asked = sum(math.prod(map(len, knots)) for _, knots in widest)
        held = sum(math.prod(map(len, self.knots(path))) * self.scan.size(path) for path in self.scan.depends)
        return asked <= MOST_NODES and held <= MOST_NUMBERS

    @property
    def hardest(self) -> int:
        """The slider, of those that do not stop, that takes the most knots."""
        most = {
            dim: max(len(self.knots(path)[dims.index(dim)]) for path, dims in self.scan.depends.items() if dim in dims)
            for dim in _moving(self.scan, self.stops)
        }
        return max(most, key=most.__getitem__)


def plan(scan: Scan, stops: Collection[int], changing: Collection[Path]) -> Plan:
    """Choose the knots.

    Parameters
    ----------
    scan
        What is known of the model.
    stops
        Sliders that are not to be interpolated; more are added where there is no room otherwise.
    changing
        Pieces that do not keep one template, beside those that the scan knows.
    """
    whole = Plan(scan, tuple(tuple(range(count)) for count in scan.counts), {}, frozenset())
    if whole.fits:
        return whole
    changing = scan.changing | set(changing)
    chosen = _plan(scan, frozenset(stops), changing)
    while not chosen.fits and _moving(scan, chosen.stops):
        chosen = _plan(scan, chosen.stops | {chosen.hardest}, changing)
    return _filled(chosen, changing)


def _plan(scan: Scan, stops: frozenset[int], changing: Collection[Path], more: Knots = ()) -> Plan:
    common: list[tuple[int, ...]] = []
    for dim, control in enumerate(scan.controls):
        if not isinstance(control, Slider):
            common.append(tuple(range(scan.counts[dim])))
        elif dim in stops:
            common.append(more[dim] if more else tuple(sorted(marked(control))))
        else:
            refined = (_refined(scan, path, dim) for path in changing if dim in scan.depends[path])
            common.append(tuple(sorted({*_ends(scan, dim), *(place for knots in refined for place in knots)})))
    own = {
        path: tuple(
            _refined(scan, path, dim) if dim not in stops and isinstance(scan.controls[dim], Slider) else common[dim]
            for dim in dims
        )
        for path, dims in scan.depends.items()
        if path not in changing and dims
    }
    return Plan(scan, tuple(common), own, stops)


def _refined(scan: Scan, path: Path, dim: int) -> tuple[int, ...]:
    """Give knots between which straight lines are good for one piece."""
    knots = _ends(scan, dim)
    while True:
        error, place = scan.error(path, dim, knots)
        if error <= GOOD:
            return knots
        knots = tuple(sorted([*knots, place]))


def _filled(chosen: Plan, changing: Collection[Path]) -> Plan:
    """Give the sliders that stop as many stops as there is room for, spread evenly."""
    growing = sorted(chosen.stops)
    while growing:
        dim = max(growing, key=lambda one: _widest(chosen.scan, one, chosen.common[one])[0])
        share, place = _widest(chosen.scan, dim, chosen.common[dim])
        more = tuple(tuple(sorted([*knots, place])) if one == dim else knots for one, knots in enumerate(chosen.common))
        larger = _plan(chosen.scan, chosen.stops, changing, more) if share else chosen
        if share and larger.fits:
            chosen = larger
        else:
            growing.remove(dim)
    return chosen


def _widest(scan: Scan, dim: int, knots: Sequence[int]) -> tuple[float, int]:
    """Give the widest gap between knots as a share of the slider, and the middle of it."""
    samples = scan.samples[dim]
    inside = max(
        ([place for place in samples if low < place < high] for low, high in pairwise(knots)), key=len, default=[]
    )
    return (len(inside) / len(samples), inside[len(inside) // 2]) if inside else (0.0, -1)


def _ends(scan: Scan, dim: int) -> tuple[int, ...]:
    return tuple(sorted({0, scan.first[dim], scan.counts[dim] - 1}))


def _moving(scan: Scan, stops: Collection[int]) -> list[int]:
    used = {dim for dims in scan.depends.values() for dim in dims}
    return [
        dim for dim, one in enumerate(scan.controls) if isinstance(one, Slider) and dim in used and dim not in stops
    ]


def _within(one: tuple[tuple[int, ...], Knots], other: tuple[tuple[int, ...], Knots]) -> bool:
    held = dict(zip(*other, strict=True))
    return all(dim in held and set(knots) <= set(held[dim]) for dim, knots in zip(*one, strict=True))
