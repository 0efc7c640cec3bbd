"""The panel of the battery bench: limits, programs, cursor, balancing, repair, the curves and the log."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from nevlab.bench import page
from nevlab.bench.battery import words
from nevlab.bench.battery.picture import curves
from nevlab.bench.choice import choice
from nevlab.bench.deed_board import DeedBoard
from nevlab.bench.frame import latest_screen, line, log, number, presser
from nevlab.labels import label
from nevlab.vehicle.battery.module import COUNT


def parts(board: DeedBoard[Any]) -> tuple[widgets.Widget, ...]:
    """Give the card, the cycler, the tools, the curves of the last program, and the log."""
    said = widgets.HTML()
    press = presser(board, said)
    sense = choice(label("sense leads", "采样线"), _options(words.sense_words()))
    # Nothing of the card is set before: the limits are the student's to choose.
    limits = {
        "cell_min_v": number(label("cell from V", "单体下限 V"), 2.5, 0, 5, 0.05),
        "cell_max_v": number(label("to V", "上限 V"), 4.5, 0, 6, 0.05),
        "charge_a": number(label("charge A", "充电 A"), 100, 0, 200, 5),
        "discharge_a": number(label("discharge A", "放电 A"), 100, 0, 200, 5),
        "max_c": number("°C", 60, 20, 90, 5),
    }
    program = choice(label("program", "程序"), _options(words.program_words()))
    current = number(label("current A", "电流 A"), 15, 0, 100, 1)
    cut_off = number(label("cell to V", "单体截止 V"), 3.5, 2, 4.5, 0.05)
    instant = number(label("cursor at s", "光标 s"), 10, 0, 100000, 0.5)
    hours = number(label("hours", "小时"), 2, 0, 48, 0.5)
    which = choice(label("cell", "单体"), [(str(one), one) for one in range(1, COUNT + 1)])
    tool = choice(label("with", "工具"), _options(words.tool_words()))
    return (
        widgets.HTML(page.wrap(words.card_table())),
        line(
            label("Module", "模组"),
            press(words.deed("protect", {}), "protect"),
            sense,
            press(label("Connect", "连接"), "connect", sense=sense),
            press(label("Disconnect", "断开"), "disconnect"),
        ),
        line(
            label("Protection", "保护限值"),
            *limits.values(),
            press(label("Set the limits", "设定限值"), "set_limits", **limits),
        ),
        line(
            label("Program", "程序"),
            program,
            current,
            cut_off,
            press(label("Run", "运行"), "run", program=program, current_a=current, cell_v=cut_off),
        ),
        line(
            label("Read", "读数"),
            instant,
            press(label("Read at the cursor", "读光标处数值"), "cursor", time_s=instant),
            press(words.deed("read_cells", {}), "read_cells"),
        ),
        line(label("Balancing", "均衡"), hours, press(label("Balance", "均衡"), "balance", hours=hours)),
        line(
            label("Repair", "维修"),
            which,
            tool,
            press(label("Tighten the joint", "拧紧连接片"), "tighten_joint", number=which, tool=tool),
            press(label("Replace the cell", "更换单体"), "replace_cell", number=which, tool=tool),
        ),
        said,
        latest_screen(board, lambda station: station.screen, curves),
        log(board),
    )


def _options(words_of: dict[str, str]) -> list[tuple[str, str]]:
    return [(name, key) for key, name in words_of.items()]
