"""The panel of the tool bench: the cards, the tools in the order of the work, the log."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from nevlab.bench import page
from nevlab.bench.deed_board import DeedBoard
from nevlab.bench.frame import line, log, number, presser
from nevlab.bench.kit.panel import instruments, items, protective
from nevlab.bench.tool_bench import words
from nevlab.instruments.torque_wrench import LEAST_NM, MOST_NM
from nevlab.labels import label


def parts(board: DeedBoard[Any]) -> tuple[widgets.Widget, ...]:
    """Give the cards, the tools and the log."""
    said = widgets.HTML()
    press, simple = presser(board, said), words.simple_words()

    def plain(action: str) -> widgets.Button:
        return press(simple[action], action)

    on_tester = number(label("set Nm", "设定 Nm"), LEAST_NM, LEAST_NM, MOST_NM, 1)
    on_cover = number(label("set Nm", "设定 Nm"), LEAST_NM, LEAST_NM, MOST_NM, 1)
    order = widgets.Text(
        value="1 2 3 4 5 6 7 8", description=label("order", "顺序"), style={"description_width": "initial"}
    )
    return (
        widgets.HTML(page.wrap(board.above())),
        items(press, board),
        *instruments(press, ("tester",)),
        *protective(press),
        *instruments(press, ("milliohm",)),
        line(
            label("Reference", "标准电阻"),
            press(label("2 wires", "2 线制"), "measure_reference", wires=2),
            press(label("4 wires", "4 线制"), "measure_reference", wires=4),
        ),
        line(label("Dial gauge", "百分表"), plain("check_dial")),
        line(
            label("Wrench on the tester", "扳手校验"),
            on_tester,
            press(label("One click", "扳一次"), "check_wrench", set_nm=on_tester),
        ),
        line(
            label("Cover", "端盖"),
            order,
            on_cover,
            press(label("Tighten all", "全部拧紧"), "tighten", order=order, set_nm=on_cover),
            plain("mark"),
            plain("relax_wrench"),
        ),
        said,
        log(board),
    )
