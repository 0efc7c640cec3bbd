"""The panel of the lift: the cards, the tools in the order of the work, the last curve, the log."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from nevlab.bench import page
from nevlab.bench.choice import choice
from nevlab.bench.deed_board import DeedBoard
from nevlab.bench.drive_unit import words
from nevlab.bench.frame import line, log, number, presser, shown
from nevlab.labels import label
from nevlab.vehicle.drive_unit.unit import BOLTS, PAIRS, PASSES_NM


def parts(board: DeedBoard[Any]) -> tuple[widgets.Widget, ...]:
    """Give the cards, the tools, the curve that was read last, and the log."""
    said = widgets.HTML()
    press, simple = presser(board, said), words.simple_words()

    def plain(*actions: str) -> list[widgets.Button]:
        return [press(simple[action], action) for action in actions]

    def each(action: str, name: str, options: dict[str, str]) -> list[widgets.Button]:
        return [press(text, action, **{name: key}) for key, text in options.items()]

    order = widgets.Text(
        value="1 2 3 4 5 6", description=label("order", "顺序"), style={"description_width": "initial"}
    )
    torque = number(label("torque Nm", "力矩 Nm"), PASSES_NM[0], 5, PASSES_NM[-1], 1)
    bolt = choice(label("bolt", "螺栓"), [(str(one), one) for one in BOLTS])
    remedy = choice(label("remedy", "处理方法"), [(text, key) for key, text in words.remedy_words().items()])
    software = choice(label("software", "软件"), [(one, one) for one in sorted(PAIRS.values())])
    return (
        widgets.HTML(page.wrap(board.above())),
        line(label("Before", "拆前"), *plain("read_log", "protect", "power_down", "power_up")),
        line(label("Off", "拆"), *each("take_off", "part", words.off_words())),
        line(
            label("Lift", "起吊"),
            *(press(words.deed("hang", {"means": means}), "hang", means=means) for means in ("hoist", "jack")),
            *plain("lower", "lift"),
        ),
        line(label("Dial gauge", "百分表"), *each("measure", "place", words.place_words())),
        line(label("New", "换新"), *each("renew", "part", words.renewed_words()), *plain("exchange_inverter")),
        line(
            label("Bolts", "螺栓"),
            order,
            torque,
            press(label("Tighten all", "全部拧紧"), "tighten", order=order, torque_nm=torque),
            *plain("mark"),
        ),
        line(
            label("One bolt", "单个螺栓"),
            bolt,
            press(label("Read its curve", "看曲线"), "read_curve", bolt=bolt),
            remedy,
            press(label("Loosen all, mend it", "全部松开，处理该螺栓"), "mend", bolt=bolt, remedy=remedy),
        ),
        line(label("On", "装"), *each("put_on", "part", words.on_words())),
        line(
            label("Software", "软件匹配"),
            *plain("read_versions", "connect_supply"),
            software,
            press(label("Flash", "刷写"), "flash", software=software),
            *plain("learn_offset"),
        ),
        line(label("Quality", "质量"), *plain("read_audit")),
        said,
        shown(board, lambda: _last_curve(board)),
        log(board),
    )


def _last_curve(board: DeedBoard[Any]) -> str:
    """Give the curve that was read last, while the bolt is still as it was then."""
    work = board.work()
    last = next((told for told in reversed(work.done) if told.action in ("read_curve", "mend", "tighten")), None)
    return board.picture(work.station, last.action, last.details) if last else ""
