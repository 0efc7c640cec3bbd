"""From a model to a table for a page, checked against the model before it is used."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from nevlab.bench.controls import Slider, Switch
from nevlab.bench.facts import Facts, Scales
from nevlab.bench.tabulated.choices import Setting, Value, choices
from nevlab.bench.tabulated.leaves import Leaf, Path, leaves
from nevlab.bench.tabulated.plan import GOOD, plan
from nevlab.bench.tabulated.reader import Reader
from nevlab.bench.tabulated.scan import Scan, apart
from nevlab.bench.tabulated.table import write
from nevlab.bench.tabulated.thinning import Kept, thin, thinning

CHECKS = 120
"""At so many settings a table is compared with its model before it is used."""


@dataclass(frozen=True)
class Tabulated:
    """A table that has been checked.

    Parameters
    ----------
    told
        The table.
    smooth
        For each control, whether all its choices may be set.
    complete
        For each control, whether all its choices are in the table.
    kept
        Which points of its curves are kept.
    """

    told: dict[str, Any]
    smooth: tuple[bool, ...]
    complete: tuple[bool, ...]
    kept: Kept

    @property
    def whole(self) -> bool:
        """Whether every setting is in the table."""
        return all(self.complete)

    @property
    def interpolated(self) -> bool:
        """Whether a slider may stand between two values of the table."""
        return any(smooth and not complete for smooth, complete in zip(self.smooth, self.complete, strict=True))


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
        kept: Kept | None = None,
    ) -> None:
        self.controls, self.scales = controls, scales
        self.choices: list[Sequence[Value]] = [choices(control) for control in controls]
        self.kept: Kept = kept or {}
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

    A slider whose table does not hold what is promised between its knots is offered at its knots alone.
    """
    more: list[Setting] = []
    scan = Scan(model.controls, model.pieces, model.scales, more)
    model.kept = thinning([model.facts(setting) for setting in scan.settings], model.scales)
    good, stops = list(GOOD), set[int]()
    while True:
        chosen = plan(scan, good[0], stops)
        told = write(chosen)
        wrong = list(faults(Reader(told), chosen.smooth, model, CHECKS, random.Random(2)))
        if missed := [setting for setting, at_knots in wrong if at_knots]:
            # Something depends on a control in a way that the scan has not seen: it looks there, too.
            more += missed
            scan = Scan(model.controls, model.pieces, model.scales, more)
        elif wrong and len(good) > 1:
            del good[0]
        elif wrong:
            stops.add(chosen.worst)
        else:
            return Tabulated(told, chosen.smooth, chosen.complete, model.kept)


def faults(
    reader: Reader, smooth: Sequence[bool], model: Model, count: int, drawn: random.Random
) -> Iterator[tuple[Setting, bool]]:
    """Give settings, of some drawn at random, at which a table is further from its model than it promises.

    Yields
    ------
    setting
        What is shown.
    at_knots
        Whether it is a setting at which the table has to be exact.
    """
    for _ in range(count):
        asked = tuple(
            drawn.randrange(len(values)) if any_of else drawn.choice(reader.knots[dim])
            for dim, (values, any_of) in enumerate(zip(model.choices, smooth, strict=True))
        )
        shown, setting = reader.at(asked)
        at_knots = all(place in knots for place, knots in zip(setting, reader.knots, strict=True))
        if off(shown, model.pieces(setting), reader.spreads, model.scales) > (1e-6 if at_knots else 1):
            yield setting, at_knots


def off(shown: dict[Path, Leaf], true: dict[Path, Leaf], spreads: dict[Path, float], scales: Scales) -> float:
    """Give how far a picture that is shown is from the true one, in tolerances."""
    nothing = Leaf(("absent",))
    return max(
        apart(true.get(path, nothing), shown.get(path, nothing), spreads.get(path, 0.0), scales, path)
        for path in {**shown, **true}
    )
