"""The rows that the panels with a kit share: looking at items, and the self-checks of the instruments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ipywidgets as widgets

from nevlab.bench.choice import choice
from nevlab.bench.deed_board import DeedBoard
from nevlab.bench.frame import Press, line
from nevlab.bench.kit.words import item_words
from nevlab.labels import label
from nevlab.stations.kit.protective import POINTS, SIDES


def items(press: Press, board: DeedBoard[Any]) -> widgets.Widget:
    """Give the row in which an item is looked at or replaced."""
    names = item_words()
    item = choice(label("item", "器具"), [(names[one], one) for one in board.work().station.kit.items])
    return line(
        label("Items", "器具"),
        item,
        press(label("Look at it", "查看标签和外观"), "look", item=item),
        press(label("Tag out, fetch another", "挂牌停用并更换"), "replace", item=item),
    )


def instruments(press: Press, which: Sequence[str]) -> list[widgets.Widget]:
    """Give the rows with the self-checks of some instruments."""
    names = item_words()
    checks = {
        "tester": (
            press(label("Leads apart", "表笔分开"), "check_tester", leads="apart"),
            press(label("Leads together", "表笔短接"), "check_tester", leads="together"),
        ),
        "leads": (press(label("Together, move them", "短接并晃动"), "check_leads"),),
        "multimeter": (press(label("At the checking box", "测校验盒"), "check_meter"),),
        "milliohm": (press(label("Clips together, ZERO", "短接清零"), "zero_milliohm"),),
    }
    return [line(names[one].capitalize(), *checks[one]) for one in which]


def protective(press: Press) -> list[widgets.Widget]:
    """Give the rows with the air test of the gloves and the points of the mat."""
    side = {"left": label("Left", "左"), "right": label("Right", "右")}
    return [
        line(label("Gloves, air test", "手套充气"), *(press(side[one], "air_test", side=one) for one in SIDES)),
        line(
            label("Mat, 1000 V", "绝缘垫 1000 V"),
            *(press(label(f"Point {one}", f"测点 {one}"), "measure_mat", point=one) for one in POINTS),
        ),
    ]
