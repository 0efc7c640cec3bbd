"""The panel of the inverter bench: the card, the tools in the order of the work, the latest curve, the log."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from nevlab.bench import page
from nevlab.bench.choice import choice
from nevlab.bench.deed_board import DeedBoard
from nevlab.bench.frame import line, log, number, presser, shown
from nevlab.bench.inverter import words
from nevlab.bench.inverter.pictures import picture
from nevlab.labels import label
from nevlab.stations.inverter_bench import NODES, InverterBench
from nevlab.stations.link_proof import PLATE_MIN
from nevlab.vehicle.inverter import DEVICES


def parts(board: DeedBoard[Any]) -> tuple[widgets.Widget, ...]:
    """Give the card, what stands how, the tools, the latest curve and the log."""
    said = widgets.HTML()
    press, simple = presser(board, said), words.simple_words()

    def plain(action: str) -> widgets.Button:
        return press(simple[action], action)

    minutes = number(label("minutes", "分钟"), PLATE_MIN, 0, 60, 1)
    rails = {"plus": "DC+", "minus": "DC−"}
    nodes = [(rails.get(node, node), node) for node in NODES]
    red, black = choice(label("red", "红表笔"), nodes), choice(label("black", "黑表笔"), nodes)
    device = choice(label("device", "器件"), [(device, device) for device in DEVICES])
    part = choice(label("part", "零件"), [(name, key) for key, name in words.part_words().items()])
    return (
        widgets.HTML(page.wrap(words.card_table())),
        shown(board, lambda: _standing(board.work().station)),
        line(label("Safety", "安全"), plain("protect"), plain("lock_off")),
        line(
            label("Discharge", "放电"),
            plain("switch_on"),
            press(label("Log, passive", "记录被动放电"), "log_discharge", how="passive"),
            press(label("Log, active", "记录主动放电"), "log_discharge", how="active"),
        ),
        line(label("Recording", "波形"), plain("view_recording")),
        line(
            label("Proof", "验电"),
            minutes,
            press(label("Wait", "等待"), "wait", minutes=minutes),
            plain("check_meter"),
            plain("measure_link"),
            plain("discharge"),
        ),
        line(label("Open", "拆开"), plain("open_cover"), plain("phases_off")),
        line(
            label("Diode mode", "二极管挡"),
            red,
            black,
            press(label("Read", "读数"), "measure_diode", red=red, black=black),
        ),
        line(label("Discharge resistor", "放电电阻"), plain("measure_bleed")),
        line(
            label("Gate drivers", "驱动板"),
            device,
            press(label("Measure the supply", "测驱动供电"), "measure_driver", device=device),
        ),
        line(label("Current sensors", "电流传感器"), plain("read_zero"), plain("learn_zero")),
        line(label("Repair", "修理"), part, press(label("Replace", "更换"), "replace_part", part=part)),
        line(label("Close", "装复"), plain("phases_on"), plain("close_cover")),
        said,
        shown(board, lambda: _latest(board)),
        log(board),
    )


def _standing(bench: InverterBench) -> str:
    """Give what is seen without an instrument."""
    states = (
        label("supply on", "母线通电") if bench.on else label("supply off", "母线断电"),
        label("locked", "已上锁") if bench.locked else label("not locked", "未上锁"),
        label("cover off", "盖板已拆") if bench.opened else label("cover on", "盖板已装"),
        label("motor cables off", "三相线已拆") if bench.phases_off else label("motor cables on", "三相线已接"),
    )
    return f"<p>{label(', ', '，').join(states)}</p>"


def _latest(board: DeedBoard[Any]) -> str:
    """Give the curve that was drawn last."""
    work = board.work()
    drawn = (picture(work.station, told.action, told.details) for told in reversed(work.done))
    return next(filter(None, drawn), "")
