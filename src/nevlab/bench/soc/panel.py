"""The panel of the check: data stream, clamp, standing, reference discharge, routines, and the log."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from nevlab.bench import page
from nevlab.bench.deed_board import DeedBoard
from nevlab.bench.frame import line, log, number, presser
from nevlab.bench.soc import words
from nevlab.labels import label


def parts(board: DeedBoard[Any]) -> tuple[widgets.Widget, ...]:
    """Give the card, what can be done, and the log."""
    said = widgets.HTML()
    press = presser(board, said)
    hours = number(label("hours", "小时"), 0.5, 0.1, 48, 0.5)
    charge = number(label("charge Ah", "电量 Ah"), 2, 0.5, 20, 0.5)
    stored = number(label("capacity Ah", "容量 Ah"), 30.3, 5, 60, 0.1)
    return (
        widgets.HTML(page.wrap(board.above())),
        line(
            label("Read", "读数"),
            press(words.deed("read_stream", {}), "read_stream"),
            press(words.deed("protect", {}), "protect"),
            press(words.deed("clamp", {}), "clamp"),
        ),
        line(
            label("Stand", "停放"),
            hours,
            press(label("Asleep", "休眠"), "stand", hours=hours, awake=False),
            press(label("Awake", "不休眠"), "stand", hours=hours, awake=True),
        ),
        line(
            label("Reference", "标准表"),
            charge,
            press(label("Discharge by the reference", "按标准表放电"), "discharge", charge_ah=charge),
        ),
        line(
            label("Routines", "诊断仪功能"),
            press(words.deed("zero_sensor", {}), "zero_sensor"),
            stored,
            press(label("Write the capacity", "写入容量"), "store_capacity", capacity_ah=stored),
            press(words.deed("correct_soc", {}), "correct_soc"),
        ),
        said,
        log(board),
    )
