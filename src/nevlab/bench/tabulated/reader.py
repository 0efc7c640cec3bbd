"""How a table is read: in the same way as by the script of a page (``static/table.js``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import product
from math import prod
from typing import Any, NamedTuple

from nevlab.bench.tabulated.choices import Setting
from nevlab.bench.tabulated.leaves import Leaf, Path
from nevlab.bench.tabulated.scan import spread
from nevlab.bench.tabulated.table import digits_of


class _Row(NamedTuple):
    dims: tuple[int, ...]
    knots: list[list[int]]
    leaves: list[Leaf]


class Reader:
    """A table that is asked for pictures.

    Parameters
    ----------
    told
        The table, as :func:`nevlab.bench.tabulated.table.write` gives it.
    """

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.knots: list[list[int]] = told["knots"]
        self._told = told

    def at(self, setting: Setting) -> tuple[dict[Path, Leaf], Setting]:
        """Give the pieces of the picture at `setting`, or at knots near it that are shown instead, and that setting."""
        while True:
            pieces, mixed = {}, set[int]()
            for path, row in self._rows.items():
                cells = [_cell(knots, setting[dim]) for dim, knots in zip(row.dims, row.knots, strict=True)]
                corners = list(_corners(row, cells))
                if len({leaf.template for leaf, _ in corners}) > 1:
                    mixed |= {dim for dim, cell in zip(row.dims, cells, strict=True) if len(cell) > 1}
                pieces[path] = _mean(corners)
            if not mixed:
                return pieces, setting
            setting = tuple(self._nearest(dim, place) if dim in mixed else place for dim, place in enumerate(setting))

    @cached_property
    def spreads(self) -> dict[Path, float]:
        """For each text with numbers, what they run through in the table."""
        return {path: spread(row.leaves) for path, row in self._rows.items()}

    def _nearest(self, dim: int, place: int) -> int:
        """Give the common knot next to a place; the lower one where two are as near."""
        return min(self.knots[dim], key=lambda knot: abs(knot - place))

    @cached_property
    def _rows(self) -> dict[Path, _Row]:
        rows = {}
        for piece in self._told["pieces"]:
            dims = tuple(piece["dims"])
            knots = piece.get("knots") or [self.knots[dim] for dim in dims]
            rows[tuple(piece["path"])] = _Row(dims, knots, list(_leaves(piece, prod(map(len, knots)))))
        return rows


def _cell(knots: Sequence[int], place: int) -> list[tuple[int, float]]:
    """Give the knots round a place, each with its weight."""
    if place in knots:
        return [(knots.index(place), 1.0)]
    after = next(n for n, knot in enumerate(knots) if knot > place)
    share = (place - knots[after - 1]) / (knots[after] - knots[after - 1])
    return [(after - 1, 1 - share), (after, share)]


def _corners(row: _Row, cells: Sequence[Sequence[tuple[int, float]]]) -> Iterator[tuple[Leaf, float]]:
    for corner in product(*cells):
        node = 0
        for knots, (knot, _) in zip(row.knots, corner, strict=True):
            node = node * len(knots) + knot
        yield row.leaves[node], prod(weight for _, weight in corner)


def _leaves(piece: Mapping[str, Any], nodes: int) -> Iterator[Leaf]:
    templates = [tuple(tuple(part) if isinstance(part, list) else part for part in one) for one in piece["templates"]]
    whole, numbers = 0, iter(piece.get("numbers", ()))
    for kind in piece.get("kinds", [0] * nodes):
        template, found = templates[kind], []
        for _, digits in zip(range(_count(template)), digits_of(template, piece.get("digits", 0)), strict=False):
            whole += next(numbers)
            found.append(whole / 10**digits)
        yield Leaf(template, tuple(found))


def _count(template: Sequence[Any]) -> int:
    kind = template[0]
    if kind == "text":
        return len(list(digits_of(tuple(template), 0)))
    return {"list": lambda: template[1] - len(template[2]), "number": lambda: 1}.get(kind, lambda: 0)()


def _mean(corners: Sequence[tuple[Leaf, float]]) -> Leaf:
    first = corners[0][0]
    if len(corners) == 1 or not first.numbers:
        return first
    rows = zip(*(leaf.numbers for leaf, _ in corners), strict=False)
    weights = [weight for _, weight in corners]
    return Leaf(first.template, tuple(sum(w * n for w, n in zip(weights, row, strict=True)) for row in rows))
