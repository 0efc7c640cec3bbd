"""A scan of a model: one control after the other is moved, the others standing still, from some settings.

It tells what depends on which control, and how well straight lines between some values of a slider would do.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from nevlab.bench.controls import Slider, Switch
from nevlab.bench.facts import Scales
from nevlab.bench.tabulated.choices import Setting, choices, first, sampled
from nevlab.bench.tabulated.leaves import ABSENT, Leaf, Path, digits_in

Look = Callable[[Setting], Mapping[Path, Leaf]]
"""Gives the pieces of the picture at a setting."""

SAMPLES = 41
"""So many steps of a slider are looked at."""
MIXED = 8.0
"""How bad a stretch without an honest value between its ends is, if it is as long as the whole slider."""
_RANDOM_BASES = 3
_MISSING = Leaf(ABSENT)


class Scan:
    """What a model does around some settings.

    Parameters
    ----------
    controls
        The sliders and switches.
    look
        The model.
    scales
        The axes.
    more
        Settings that the scan must also start from.
    """

    def __init__(
        self, controls: Sequence[Slider | Switch], look: Look, scales: Scales, more: Iterable[Setting]
    ) -> None:
        self.controls, self.look, self.scales = controls, look, scales
        self.first = first(controls)
        self.counts = [len(choices(control)) for control in controls]
        self.bases = list(dict.fromkeys([self.first, *_bases(controls, self.first, self.counts), *more]))

    @cached_property
    def samples(self) -> list[list[int]]:
        """The places of each control that are looked at."""
        return [
            sampled(count, place, SAMPLES if isinstance(control, Slider) else count)
            for control, count, place in zip(self.controls, self.counts, self.first, strict=True)
        ]

    @property
    def settings(self) -> Iterable[Setting]:
        """Every setting that is looked at."""
        for dim, samples in enumerate(self.samples):
            for base in self.bases:
                yield from ((*base[:dim], place, *base[dim + 1 :]) for place in samples)
        yield from self.bases

    @cached_property
    def _rows(self) -> list[list[dict[Path, list[Leaf]]]]:
        """For each control and base: what each piece is along the samples, if it changes at all."""
        told = []
        for dim, samples in enumerate(self.samples):
            of_dim = []
            for base in self.bases:
                along = [self.look((*base[:dim], place, *base[dim + 1 :])) for place in samples]
                paths = dict.fromkeys(path for pieces in along for path in pieces)
                rows = {path: [pieces.get(path, _MISSING) for pieces in along] for path in paths}
                of_dim.append({path: row for path, row in rows.items() if any(leaf != row[0] for leaf in row)})
            told.append(of_dim)
        return told

    @cached_property
    def depends(self) -> dict[Path, tuple[int, ...]]:
        """For every piece, the controls that it depends on; what holds pieces comes before them."""
        paths = dict.fromkeys(path for base in self.bases for path in self.look(base))
        for of_dim in self._rows:
            paths |= dict.fromkeys(path for rows in of_dim for path in rows)
        return {
            path: tuple(dim for dim, of_dim in enumerate(self._rows) if any(path in rows for rows in of_dim))
            for path in paths
        }

    @cached_property
    def sizes(self) -> dict[tuple[int, ...], int]:
        """How many numbers depend on the same controls."""
        at_first = self.look(self.first)
        sizes: dict[tuple[int, ...], int] = {}
        for path, dims in self.depends.items():
            sizes[dims] = sizes.get(dims, 0) + max(1, len(at_first.get(path, _MISSING).numbers))
        return sizes

    @cached_property
    def widest(self) -> list[tuple[int, ...]]:
        """The sets of controls of which none is part of another one: a model asked for these knows the others."""
        return [one for one in self.sizes if not any(set(one) < set(other) for other in self.sizes)]

    def error(self, dim: int, knots: Sequence[int]) -> tuple[float, int]:
        """Tell how far off straight lines between the `knots` of a slider are, and where most.

        Returns
        -------
        error : float
            The largest error, in tolerances; a stretch that nothing can be said about counts by its length.
        place : int
            The place that would make it a better knot.
        """
        samples, worst = self.samples[dim], (0.0, -1)
        for low, high in pairwise(knots):
            first, last = samples.index(low), samples.index(high)
            if last - first < 2:
                continue
            share = (np.array(samples[first + 1 : last]) - low) / (high - low)
            off = np.zeros(len(share))
            for along in self._along[dim]:
                off = np.maximum(off, along.off(first, last, share, MIXED * (high - low) / (samples[-1] - samples[0])))
            worst = max(worst, (float(off.max()), samples[first + 1 + int(off.argmax())]))
        return worst

    def missing_end(self, dim: int, knots: Sequence[int]) -> int | None:
        """Give an end of a slider that something depends on and that is no knot yet."""
        ends = [place for place in (self.samples[dim][-1], self.samples[dim][0]) if place not in knots]
        return ends[0] if ends and any(self._rows[dim]) else None

    @cached_property
    def _along(self) -> list[list[_Along]]:
        return [[_Along.of(rows, self.scales) for rows in of_dim if rows] for of_dim in self._rows]


@dataclass(frozen=True)
class _Along:
    """The pieces along one slider: those that keep their template as one array, (samples, numbers), and the others."""

    numbers: npt.NDArray[np.float64]
    tolerance: npt.NDArray[np.float64]
    least: npt.NDArray[np.float64]
    most: npt.NDArray[np.float64]
    kinds: npt.NDArray[np.int64]

    @classmethod
    def of(cls, rows: Mapping[Path, list[Leaf]], scales: Scales) -> _Along:
        numbers, tolerance, ends, kinds = [], [], [], []
        for path, row in rows.items():
            templates = [leaf.template for leaf in row]
            if len(set(templates)) > 1:
                kinds.append([templates.index(one) for one in templates])
                continue
            whole = spread(row)
            numbers.append([leaf.numbers for leaf in row])
            tolerance.append([tolerances(leaf, whole, scales, path) for leaf in row])
            limits = (-np.inf, np.inf) if templates[0][0] == "text" else scales.along(path).ends
            ends.append([np.full(len(row[0].numbers), limit) for limit in limits])
        along = len(next(iter(rows.values())))
        empty = np.zeros((along, 0))
        return cls(
            np.hstack([empty, *map(np.array, numbers)]),
            np.hstack([empty, *map(np.array, tolerance)]),
            np.concatenate([np.zeros(0), *(low for low, _ in ends)]),
            np.concatenate([np.zeros(0), *(high for _, high in ends)]),
            np.array(kinds, dtype=np.int64).reshape(-1, along),
        )

    def off(self, first: int, last: int, share: npt.NDArray[np.float64], mixed: float) -> npt.NDArray[np.float64]:
        """Give how far off a straight line between two samples is at those between them, in tolerances."""
        ends = self.numbers[first], self.numbers[last]
        inside = slice(first + 1, last)
        line = ends[0] + share[:, None] * (ends[1] - ends[0])
        true = np.clip(self.numbers[inside], self.least, self.most)
        off = np.abs(np.clip(line, self.least, self.most) - true) / self.tolerance[inside]
        worst = off.max(axis=1, initial=0.0)
        changes = (self.kinds[:, first : last + 1] != self.kinds[:, first : first + 1]).any()
        # In the middle: half of what is not known is known then.
        return np.maximum(worst, mixed * (1 - np.abs(2 * share - 1))) if changes else worst


def between(low: Leaf, high: Leaf, share: float) -> Leaf:
    """Give the piece between two of one template."""
    if not low.numbers:
        return low
    return Leaf(low.template, tuple(a + share * (b - a) for a, b in zip(low.numbers, high.numbers, strict=True)))


def spread(row: Iterable[Leaf]) -> float:
    """Give how far apart the numbers of a text go in a row of pieces."""
    numbers = [leaf.numbers for leaf in row if leaf.template[0] == "text" and leaf.numbers]
    if not numbers or len({len(one) for one in numbers}) > 1:
        return 0.0
    return float(np.ptp(np.array(numbers), axis=0).min())


def apart(true: Leaf, shown: Leaf, whole: float, scales: Scales, path: Path) -> float:
    """Give how far a piece that is shown is from the true one, in tolerances; see :func:`tolerances`."""
    if true.template != shown.template:
        return math.inf
    if not true.numbers:
        return 0.0
    ends = np.asarray(true.numbers), np.asarray(shown.numbers)
    if true.template[0] != "text":
        scale = scales.along(path)
        ends = scale.near(ends[0]), scale.near(ends[1])
    return float(np.max(np.abs(ends[0] - ends[1]) / tolerances(true, whole, scales, path)))


def tolerances(true: Leaf, whole: float, scales: Scales, path: Path) -> np.ndarray:
    """Give what an interpolated piece may be off.

    A coordinate: 1 % of its axis, which is two or three pixels. A number in a text: one unit of its last digit, or 1 %
    of the number, or 0.2 % of what it runs through, which counts where it passes through nought.
    """
    numbers = np.asarray(true.numbers)
    if true.template[0] != "text":
        return np.full(numbers.shape, 0.01 * scales.along(path).span)
    units = 10.0 ** -np.array(digits_in(true.template))
    return np.maximum.reduce([units, 0.01 * np.abs(numbers), np.full(numbers.shape, 0.002 * whole)])


def _bases(controls: Sequence[Slider | Switch], start: Setting, counts: Sequence[int]) -> Iterable[Setting]:
    drawn = random.Random(1)

    def anywhere() -> list[int]:
        return [drawn.randrange(count) for count in counts]

    for _ in range(_RANDOM_BASES if controls else 0):
        yield tuple(anywhere())
    for dim, control in enumerate(controls):
        if isinstance(control, Switch):
            for place in range(counts[dim]):
                sliders = anywhere()
                yield tuple(
                    place if n == dim else sliders[n] if isinstance(other, Slider) else start[n]
                    for n, other in enumerate(controls)
                )
