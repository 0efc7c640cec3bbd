"""The milliohm meter, at the points where the multimeter's leads are, and the clamp round a conductor."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import ipywidgets as widgets

from nevlab.bench import page
from nevlab.bench.buttons import button, row
from nevlab.bench.choice import choice
from nevlab.bench.workshop.board import CarBoard
from nevlab.bench.workshop.deeds import deed
from nevlab.instruments.clamp_meter import SCALES
from nevlab.labels import label
from nevlab.vehicle.car.currents import CONDUCTORS
from nevlab.vehicle.car.points import point_words

_LAST = 8


def milliohm(board: CarBoard, leads: Callable[[], tuple[str, str]]) -> widgets.Widget:
    """Give the milliohm meter; `leads` tells the two points."""
    wires = choice(
        label("Connection", "接法"),
        [(label("four wires", "四线制"), 4), (label("two wires", "两线制"), 2)],
    )

    def read() -> str:
        red, black = leads()
        shown = board.do("milliohm", red=red, black=black, wires=wires.value)
        return str(shown["shown"])

    return _with_readings(board, "milliohm", [wires], read, partial(deed, "milliohm"))


def clamp_words() -> dict[str, str]:
    """Give the functions of the clamp."""
    return {"dc_a": label("direct current", "直流"), "ac_a": label("alternating current", "交流")}


def clamp(board: CarBoard) -> widgets.Widget:
    """Give the clamp meter."""
    conductor = choice(label("Conductor", "导线"), [(point_words()[each], each) for each in CONDUCTORS])
    function = choice(label("Kind of current", "电流种类"), [(clamp_words()[each], each) for each in SCALES])

    def read() -> str:
        shown = board.do("clamp_current", function=function.value, conductor=conductor.value)
        return str(shown["shown"])

    def named(told: Mapping[str, Any]) -> str:
        return f"{deed('clamp_current', told)}{label(', ', '，')}{clamp_words()[told['function']]}"

    return _with_readings(board, "clamp_current", [conductor, function], read, named)


def _with_readings(
    board: CarBoard,
    action: str,
    controls: Sequence[widgets.Widget],
    read: Callable[[], str],
    named: Callable[[Mapping[str, Any]], str],
) -> widgets.Widget:
    """Give the controls with a button, what it said, and the last readings, each as `named`."""
    said, table = widgets.HTML(), widgets.HTML()

    def show() -> None:
        told = board.work().details(action)[-_LAST:]
        rows = [(named(one), one["shown"]) for one in reversed(told)]
        table.value = page.wrap(page.table(rows, (label("Measured", "测量"), label("Reading", "读数"))))

    board.card.when_changed(show)
    show()
    return widgets.VBox([row(*controls, button(label("Read", "读数"), read, said)), said, table])
