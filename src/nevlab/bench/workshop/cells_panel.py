"""The meter on the cells: a heat map of what was read, one cell or a row of them at a time."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import ipywidgets as widgets

from nevlab.bench import page
from nevlab.bench.buttons import button, row
from nevlab.bench.choice import choice, offer
from nevlab.bench.grid import GridPicture, heat_map
from nevlab.bench.picture import Axis, Number, Words
from nevlab.bench.workshop.board import CarBoard, number
from nevlab.bench.workshop.deeds import deed
from nevlab.jobcard.record import Action
from nevlab.labels import label

COLUMNS = 12
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
        shown.value = page.wrap(view(found[chosen.value or 0], count))

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


def view(one: Series, count: int) -> str:
    """Give a series as HTML: the heat map, cells that were not read in grey, and largest, smallest and difference."""
    values = [one.volts.get(place, math.nan) for place in range(1, count + 1)]
    numbers = _numbers(one.volts, count)
    picture = GridPicture(
        values=values,
        columns=COLUMNS,
        quantity=Axis(label("cell voltage", "单体电压"), "V"),
        digits=3,
        marked=_ends(one.volts) if len(one.volts) > 1 else (),
    )
    alt = label("Heat map of the cell voltages that were read. ", "已测单体电压的热力图。")
    alt += "; ".join(f"{fact.label}: {fact.text}" for fact in numbers)
    x, y = Axis(label("place in the row", "行内序号")), Axis(label("cells", "单体编号"))
    return heat_map(picture, x, y, alt) + page.numbers_table(numbers)


def _ends(volts: Mapping[int, float]) -> tuple[int, int]:
    by_voltage: Callable[[int], float] = volts.__getitem__
    return max(volts, key=by_voltage), min(volts, key=by_voltage)


def _numbers(volts: Mapping[int, float], count: int) -> list[Number | Words]:
    found: list[Number | Words] = [Words(label("cells read", "已测单体数"), f"{len(volts)}/{count}")]
    if not volts:
        return found
    highest, lowest = _ends(volts)

    def named(cell: int) -> str:
        return label(f"{volts[cell]:.3f} V (cell {cell})", f"{volts[cell]:.3f} V（{cell} 号）")

    return [
        *found,
        Words(label("highest", "最高"), named(highest)),
        Words(label("lowest", "最低"), named(lowest)),
        Number(label("difference ΔU", "压差 ΔU"), 1e3 * (volts[highest] - volts[lowest]), "mV", 0),
    ]
