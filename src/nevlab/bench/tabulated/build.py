"""From a model to a table for a page, checked against the model before it is used."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from nevlab.bench.controls import Slider, Switch
from nevlab.bench.facts import Facts, Scales
from nevlab.bench.tabulated.choices import Setting, Value, choices
from nevlab.bench.tabulated.leaves import ABSENT, Leaf, Path, leaves
from nevlab.bench.tabulated.plan import Plan, plan
from nevlab.bench.tabulated.reader import Reader
from nevlab.bench.tabulated.scan import Scan, apart
from nevlab.bench.tabulated.table import write
from nevlab.bench.tabulated.thinning import Kept, thin, thinning

CHECKS = 200
"""At so many settings a table is compared with its model before it is used."""


@dataclass(frozen=True)
class Tabulated:
    """A table that has been checked.

    Parameters
    ----------
    told
        The table.
    offered
        For each control, the places of the choices that may be set on the page.
    interpolated
        Whether a slider may stand between two values of the table.
    stops
        Whether a slider is offered at some of its steps alone.
    kept
        Which points of its curves are kept.
    """

    told: dict[str, Any]
    offered: Sequence[Sequence[int]]
    interpolated: bool
    stops: bool
    kept: Kept


class Model:
    """What is asked of an explorer's model: each setting once.

    Parameters
    ----------
    controls
        Sliders and switches.
    picture
        Gives the facts of the picture for values of the controls.
    scales
        The explorer's axes.
    """

    def __init__(
        self,
        controls: Sequence[Slider | Switch],
        picture: Callable[..., Facts],
        scales: Scales,
    ) -> None:
        self.controls, self.scales = controls, scales
        self.choices: list[Sequence[Value]] = [choices(control) for control in controls]
        self.kept: Kept = {}
        self._picture = picture
        self._told: dict[Setting, Facts] = {}
        self._pieces: dict[Setting, dict[Path, Leaf]] = {}

    def values(self, setting: Setting) -> dict[str, Value]:
        """Give the value of each control at a setting."""
        return {
            control.name: values[place]
            for control, values, place in zip(self.controls, self.choices, setting, strict=True)
        }

    def facts(self, setting: Setting) -> Facts:
        """Give the picture at a setting."""
        if setting not in self._told:
            self._told[setting] = self._picture(**self.values(setting))
        return self._told[setting]

    def pieces(self, setting: Setting) -> dict[Path, Leaf]:
        """Give the pieces of the picture at a setting, its curves thinned."""
        if setting not in self._pieces:
            self._pieces[setting] = leaves(thin(self.facts(setting), self.kept))
        return self._pieces[setting]


def tabulate(model: Model) -> Tabulated:
    """Give the table of a model.

    Where a table does not hold what is promised between its knots, its sliders are offered at the knots alone.
    """
    scan = Scan(model.controls, model.pieces, model.scales)
    model.kept = thinning([model.facts(setting) for setting in scan.settings], model.scales)
    stops, changing = set[int](), set[Path]()
    more: list[tuple[Path, Setting]] = []
    while True:
        chosen = plan(scan, stops, changing)
        told = write(chosen)
        late = {tuple(one["path"]) for one in told["pieces"] if "knots" in one and len(one["templates"]) > 1}
        table = _tabulated(chosen, told, model)
        wrong = [] if late else list(faults(table, model, CHECKS, random.Random(2)))
        if late:
            changing |= late
        elif missed := [(path, setting) for setting in wrong for path in _depending_more(scan, model, setting)]:
            more += missed
            scan = Scan(model.controls, model.pieces, model.scales, more)
        elif not wrong:
            return table
        else:
            stops = {dim for dim, one in enumerate(model.controls) if isinstance(one, Slider)}


def _tabulated(chosen: Plan, told: dict[str, Any], model: Model) -> Tabulated:
    offered = [chosen.common[dim] if dim in chosen.stops else range(len(one)) for dim, one in enumerate(model.choices)]
    between = any(not chosen.complete(dim) for dim in range(len(offered)) if dim not in chosen.stops)
    fewer = any(len(places) < len(one) for places, one in zip(offered, model.choices, strict=True))
    return Tabulated(told, offered, between, fewer, model.kept)


def faults(table: Tabulated, model: Model, count: int, drawn: random.Random) -> Iterator[Setting]:
    """Give settings that are shown, of some drawn at random, at which a table is further off than it promises."""
    reader = Reader(table.told)
    for _ in range(count):
        shown, setting = reader.at(tuple(drawn.choice(places) for places in table.offered))
        if off(shown, model.pieces(setting), reader.spreads, model.scales) > 1:
            yield setting


def _depending_more(scan: Scan, model: Model, setting: Setting) -> Iterator[Path]:
    """Give the pieces that change from the first setting to another although nothing that they depend on does."""
    there, nothing = model.pieces(setting), Leaf(ABSENT)
    for path in {**scan.depends, **there}:
        dims = scan.depends.get(path, ())
        near = tuple(place if dim in dims else scan.first[dim] for dim, place in enumerate(setting))
        if there.get(path, nothing) != model.pieces(near).get(path, nothing):
            yield path


def off(shown: dict[Path, Leaf], true: dict[Path, Leaf], spreads: dict[Path, float], scales: Scales) -> float:
    """Give how far a picture that is shown is from the true one, in tolerances."""
    nothing = Leaf(ABSENT)
    return max(
        apart(true.get(path, nothing), shown.get(path, nothing), spreads.get(path, 0.0), scales, path)
        for path in {**shown, **true}
    )
