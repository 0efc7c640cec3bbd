"""The panel of the cell bench: the record of the reference, the used cell on the cycler, its curves and the log."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from nevlab.bench import page
from nevlab.bench.battery.picture import curves
from nevlab.bench.battery.words import sense_words
from nevlab.bench.choice import choice
from nevlab.bench.deed_board import DeedBoard
from nevlab.bench.frame import latest_screen, line, log, number, presser
from nevlab.bench.hppc import words
from nevlab.data.leaf_tables import PULSES, quoted_pulses
from nevlab.labels import label
from nevlab.vehicle.battery.used_cell import CARD


def parts(board: DeedBoard[Any]) -> tuple[widgets.Widget, ...]:
    """Give the card, the record of the reference, the cycler, the curves of the last pulse and the log."""
    said = widgets.HTML()
    press = presser(board, said)
    celsius = choice(label("temperature", "温度"), [(f"{one:g} °C", one) for one in quoted_pulses()])
    which = choice(label("pulse", "脉冲"), [(str(one), one) for one in range(1, PULSES + 1)])
    sample = number(label("sample at s", "时刻 s"), 0, 0, 70, 0.5)
    sense = choice(label("sense leads", "采样线"), [(name, key) for key, name in sense_words().items()])
    hours = number(label("hours", "小时"), 0.5, 0.1, 24, 0.5)
    current = number(label("current A", "电流 A"), CARD.current_a, 1, CARD.most_a, 1)
    instant = number(label("cursor at s", "光标 s"), 0, -10, 70, 0.5)
    r0, r1 = number("R0 mΩ", 2, 0, 100, 0.05), number("R1 mΩ", 1, 0, 100, 0.05)
    tau = number("τ s", 10, 0.5, 500, 1)
    return (
        widgets.HTML(page.wrap(board.above())),
        line(
            label("Record of the reference", "基准单体的记录"),
            celsius,
            which,
            sample,
            press(label("Read", "读数"), "record", temperature_c=celsius, pulse=which, time_s=sample),
        ),
        line(
            label("Used cell", "旧单体"),
            press(words.deed("protect", {}), "protect"),
            sense,
            press(label("Connect", "连接"), "connect", sense=sense),
            hours,
            press(label("Rest", "静置"), "rest", hours=hours),
            press(words.deed("temperature", {}), "temperature"),
        ),
        line(label("Pulse", "脉冲"), current, press(label("Run, 30 s", "运行 30 s"), "pulse", current_a=current)),
        line(
            label("Read", "读数"), instant, press(label("Read at the cursor", "读光标处数值"), "cursor", time_s=instant)
        ),
        line(
            label("Circuit", "等效电路"),
            r0,
            r1,
            tau,
            press(label("Lay it over", "叠加"), "overlay", r0_mohm=r0, r1_mohm=r1, tau_s=tau),
        ),
        said,
        latest_screen(board, lambda station: station.screen, curves),
        log(board),
    )
