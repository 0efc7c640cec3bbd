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
MIXED = 2.0
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
        Settings at which a piece is known to depend on controls with which it seemed to have nothing to do: the scan
        starts from them, too.
    """

    def __init__(
        self, controls: Sequence[Slider | Switch], look: Look, scales: Scales, more: Iterable[tuple[Path, Setting]] = ()
    ) -> None:
        self.controls, self.look, self.scales = controls, look, scales
        self.first = first(controls)
        self.counts = [len(choices(control)) for control in controls]
        self._more = list(more)
        further = (setting for _, setting in self._more)
        self.bases = list(dict.fromkeys([self.first, *_bases(controls, self.first, self.counts), *further]))

    @cached_property
    def samples(self) -> list[list[int]]:
        """The places of each control that are looked at."""
        return [
            sampled(control, SAMPLES) if isinstance(control, Slider) else list(range(count))
            for control, count in zip(self.controls, self.counts, strict=True)
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
        told = {
            path: {dim for dim, of_dim in enumerate(self._rows) if any(path in rows for rows in of_dim)}
            for path in paths
        }
        for path, setting in self._more:
            told.setdefault(path, set()).update(dim for dim, place in enumerate(setting) if place != self.first[dim])
        return {path: tuple(sorted(dims)) for path, dims in told.items()}

    @cached_property
    def changing(self) -> set[Path]:
        """The pieces that do not keep one template while a slider moves."""
        return {
            path
            for control, of_dim in zip(self.controls, self._rows, strict=True)
            if isinstance(control, Slider)
            for rows in of_dim
            for path, row in rows.items()
            if any(leaf.template != row[0].template for leaf in row)
        }

    def size(self, path: Path) -> int:
        """Give about how many numbers a piece has."""
        return max(1, len(self.look(self.first).get(path, _MISSING).numbers))

    def error(self, path: Path, dim: int, knots: Sequence[int]) -> tuple[float, int]:
        """Tell how far off a piece is on straight lines between the `knots` of a slider, and where most.

        Returns
        -------
        error : float
            The largest error, in tolerances; a stretch that nothing can be said about counts by its length.
        place : int
            The place that would make it a better knot.
        """
        samples, worst = self.samples[dim], (0.0, -1)
        along = self._along[dim].get(path)
        if along is None:
            return worst
        for low, high in pairwise(knots):
            first, last = samples.index(low), samples.index(high)
            if last - first < 2:
                continue
            share = (np.array(samples[first + 1 : last]) - low) / (high - low)
            off = along.off(first, last, share, MIXED * (high - low) / (samples[-1] - samples[0]))
            worst = max(worst, (float(off.max()), samples[first + 1 + int(off.argmax())]))
        return worst

    @cached_property
    def _along(self) -> list[dict[Path, _Along]]:
        return [
            {
                path: _Along.of(path, [rows[path] for rows in of_dim if path in rows], self.scales)
                for path in dict.fromkeys(path for rows in of_dim for path in rows)
            }
            for of_dim in self._rows
        ]


@dataclass(frozen=True)
class _Along:
    """One piece along one slider, from every base: its numbers where its template stays, and the templates elsewhere.

    Arrays of shape (samples, numbers of all bases); `limits` are where coordinates may end; `kinds` has a row for each
    base at which the template changes.
    """

    numbers: npt.NDArray[np.float64]
    tolerance: npt.NDArray[np.float64]
    limits: tuple[float, float]
    kinds: npt.NDArray[np.int64]

    @classmethod
    def of(cls, path: Path, rows: Sequence[Sequence[Leaf]], scales: Scales) -> _Along:
        numbers, tolerance, kinds, along = [], [], [], len(rows[0])
        for row in rows:
            templates = [leaf.template for leaf in row]
            if len(set(templates)) > 1:
                kinds.append([templates.index(one) for one in templates])
                continue
            whole = spread(row)
            numbers.append(np.array([leaf.numbers for leaf in row]))
            tolerance.append(np.array([tolerances(leaf, whole, scales, path) for leaf in row]))
        coordinate = any(leaf.template[0] in ("list", "number") for leaf in rows[0])
        empty = np.zeros((along, 0))
        return cls(
            np.hstack([empty, *numbers]),
            np.hstack([empty, *tolerance]),
            scales.along(path).ends if coordinate else (-np.inf, np.inf),
            np.array(kinds, dtype=np.int64).reshape(-1, along),
        )

    def off(self, first: int, last: int, share: npt.NDArray[np.float64], mixed: float) -> npt.NDArray[np.float64]:
        """Give how far off a straight line between two samples is at those between them, in tolerances."""
        ends = self.numbers[first], self.numbers[last]
        inside = slice(first + 1, last)
        line = ends[0] + share[:, None] * (ends[1] - ends[0])
        true = np.clip(self.numbers[inside], *self.limits)
        off = np.abs(np.clip(line, *self.limits) - true) / self.tolerance[inside]
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
