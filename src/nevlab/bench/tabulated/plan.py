"""Which values of each slider a table is worked out for: as many as are worth their room."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, product

from nevlab.bench.controls import Slider
from nevlab.bench.tabulated.choices import Setting
from nevlab.bench.tabulated.scan import MIXED, Scan

MOST_NODES = 3000
"""So often a model is asked for a table, beside the scan, where a slider can still do with fewer knots."""
MOST_NUMBERS = 200_000
"""so many numbers a table holds."""
GOOD = (0.5, 0.2)
"""Straight lines along one slider may be off by so many tolerances; the errors of several sliders add up, so that less
may be needed."""


@dataclass(frozen=True)
class Plan:
    """The knots of a table.

    Parameters
    ----------
    scan
        What is known of the model.
    knots
        For each control, the places of its knots among its choices.
    smooth
        For each control, whether all its choices are offered on the page: interpolated, where they are not knots.
    """

    scan: Scan
    knots: tuple[tuple[int, ...], ...]
    smooth: tuple[bool, ...]

    def nodes(self, dims: Sequence[int]) -> Iterable[Setting]:
        """Give the settings at which a piece that depends on `dims` is kept; the last of `dims` runs fastest."""
        for places in product(*(self.knots[dim] for dim in dims)):
            setting = list(self.scan.first)
            for dim, place in zip(dims, places, strict=True):
                setting[dim] = place
            yield tuple(setting)

    @cached_property
    def all_nodes(self) -> set[Setting]:
        """Every setting that the model is asked for."""
        return {node for dims in self.scan.widest for node in self.nodes(dims)}

    @property
    def complete(self) -> tuple[bool, ...]:
        """For each control, whether all its choices are knots."""
        return tuple(len(knots) == count for knots, count in zip(self.knots, self.scan.counts, strict=True))

    @property
    def worst(self) -> int:
        """The slider, of those that are interpolated, with which that does worst."""
        errors = {
            dim: self.scan.error(dim, self.knots[dim])[0]
            for dim, (smooth, complete) in enumerate(zip(self.smooth, self.complete, strict=True))
            if smooth and not complete
        }
        return max(errors, key=errors.__getitem__)


def plan(scan: Scan, good: float, stops: Collection[int] = ()) -> Plan:
    """Choose the knots: where straight lines do worst comes first, until they are `good` or the room is used up.

    The sliders of `stops` are not interpolated: what counts for them is how far their knots lie apart.
    """
    knots = _ends(scan)
    growing = {dim for dim, control in enumerate(scan.controls) if isinstance(control, Slider) and len(knots[dim]) > 1}
    while growing:
        wanted = {dim: _wanted(scan, dim, knots[dim], good, dim in stops) for dim in growing}
        dim = max(wanted, key=lambda one: wanted[one][0])
        error, place = wanted[dim]
        if not error:
            break
        more = [sorted([*one, place]) if at == dim else one for at, one in enumerate(knots)]
        if _fits(scan, more):
            knots = more
        else:
            growing.discard(dim)
    smooth = [
        len(one) == count or (dim not in stops and len(one) > 1 and scan.error(dim, one)[0] <= GOOD[0])
        for dim, (one, count) in enumerate(zip(knots, scan.counts, strict=True))
    ]
    return Plan(scan, tuple(map(tuple, knots)), tuple(smooth))


def _ends(scan: Scan) -> list[list[int]]:
    """Give the first value and both ends of each slider, as far as there is room, and every option of the switches."""
    knots = [
        [scan.first[dim]] if isinstance(control, Slider) else list(range(scan.counts[dim]))
        for dim, control in enumerate(scan.controls)
    ]
    if _fits(scan, whole := [list(range(count)) for count in scan.counts]):
        return whole
    for dim, control in enumerate(scan.controls):
        while isinstance(control, Slider) and (place := scan.missing_end(dim, knots[dim])) is not None:
            more = [sorted([*one, place]) if at == dim else one for at, one in enumerate(knots)]
            if not _fits(scan, more):
                break
            knots = more
    return knots


def _wanted(scan: Scan, dim: int, knots: Sequence[int], good: float, stops: bool) -> tuple[float, int]:
    """Give how badly a slider wants another knot, and where; nothing where it does well."""
    if not stops:
        error, place = scan.error(dim, knots)
        return (error, place) if error > good else (0.0, -1)
    samples = scan.samples[dim]
    inside = [[place for place in samples if low < place < high] for low, high in pairwise(knots)]
    widest = max(inside, key=len)
    return (MIXED * len(widest) / len(samples), widest[len(widest) // 2]) if widest else (0.0, -1)


def _fits(scan: Scan, knots: Sequence[Sequence[int]]) -> bool:
    nodes = {dims: math.prod(len(knots[dim]) for dim in dims) for dims in scan.sizes}
    asked = sum(nodes[dims] for dims in scan.widest)
    return asked <= MOST_NODES and sum(nodes[dims] * count for dims, count in scan.sizes.items()) <= MOST_NUMBERS
