"""The meter on the cells: a heat map of what was read, one cell or a row of them at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import ipywidgets as widgets

from nevlab.bench import page
from nevlab.bench.buttons import button, row
from nevlab.bench.cell_map import COLUMNS, view
from nevlab.bench.choice import choice, offer
from nevlab.bench.workshop.board import CarBoard, number
from nevlab.bench.workshop.deeds import deed
from nevlab.jobcard.record import Action
from nevlab.labels import label

LOADING = frozenset(
    {"turn_key", "press_start", "plug_in", "clamp", "take_apart", "put_together", "run", "heat", "repair"}
)
"""What may change the current that the cells carry, or the cells: readings before and after do not belong together."""

_OWN_WIDTH = {"description_width": "initial"}


@dataclass(frozen=True)
class Series:
    """Readings of cells between two changes of the car.

    Parameters
    ----------
    words
        What was done before them.
    volts
        The latest reading of each cell, by its number [V].
    """

    words: str
    volts: dict[int, float] = field(default_factory=dict)


def series(done: Iterable[Action]) -> list[Series]:
    """Give the readings of the cells as far as they were taken in one state of the car; the last is the present's."""
    found = [Series(label("as it came in", "进厂状态"))]
    for told in done:
        if told.action in LOADING:
            if not found[-1].volts:
                found.pop()
            found.append(Series(deed(told.action, told.details)))
        elif told.action == "probe_cell":
            found[-1].volts[int(told.details["number"])] = number(told.details)
    return found


def panel(board: CarBoard) -> widgets.Widget:
    """Give the heat map, the button for one cell, and one for each row."""
    said, shown = widgets.HTML(), widgets.HTML()
    count = board.work().station.car.pack.count
    cell = widgets.BoundedIntText(
        value=1, min=1, max=count, description=label("cell", "单体"), style=_OWN_WIDTH, layout={"width": "9em"}
    )
    starts = range(1, count + 1, COLUMNS)
    first = choice(label("row", "行"), [(f"{start}–{start + COLUMNS - 1}", start) for start in starts])
    chosen = choice(label("readings taken after", "读数取自（操作之后）"))

    def draw(_change: object = None) -> None:
        found = series(board.work().done)
        shown.value = page.wrap(view(found[chosen.value or 0].volts, count))

    def show() -> None:
        options = [(f"{place + 1}. {one.words}", place) for place, one in enumerate(series(board.work().done))]
        if tuple(options) != tuple(chosen.options):
            offer(chosen, options, options[-1][1])
        draw()

    def probe_one() -> str:
        details = board.do("probe_cell", number=cell.value)
        return f"{deed('probe_cell', details)}: {details['shown']}"

    def probe_row() -> str:
        for place in range(first.value, first.value + COLUMNS):
            board.do("probe_cell", number=place)
        last = first.value + COLUMNS - 1
        return label(f"Cells {first.value} to {last} read", f"已测 {first.value}～{last} 号单体")

    chosen.observe(draw, names="value")
    board.card.when_changed(show)
    show()
    one = button(label("Read this cell", "测这一个单体"), probe_one, said)
    return widgets.VBox(
        [row(cell, one, first, button(label("Read the row", "测整行"), probe_row, said)), said, chosen, shown]
    )
