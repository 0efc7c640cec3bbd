"""The panel of the reducer bench: the card, the tools in the order of the work, the log."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from nevlab.bench import page
from nevlab.bench.choice import choice
from nevlab.bench.deed_board import DeedBoard
from nevlab.bench.frame import line, log, number, presser, shown
from nevlab.bench.reducer import words
from nevlab.labels import label
from nevlab.stations.reducer_bench import ReducerBench
from nevlab.vehicle.reducer.unit import PASSES_NM, PLACES, SHELF


def parts(board: DeedBoard[Any]) -> tuple[widgets.Widget, ...]:
    """Give the card, what stands how, the tools and the log."""
    said = widgets.HTML()
    press, simple = presser(board, said), words.simple_words()

    def plain(action: str) -> widgets.Button:
        return press(simple[action], action)

    place = choice(label("place", "位置"), [(str(one), one) for one in PLACES])
    shims = [(f"{one * 1e3:.2f} mm", round(one * 1e3, 3)) for one in SHELF.thicknesses_m]
    shim = choice(label("shim", "垫片"), shims)
    order = widgets.Text(
        value="1 2 3 4 5 6 7 8", description=label("order", "顺序"), style={"description_width": "initial"}
    )
    torque = number(label("torque Nm", "力矩 Nm"), PASSES_NM[0], 5, 30, 1)
    at = choice(label("at", "位置"), [(name, key) for key, name in words.dial_words().items()])
    preload = number(label("preload mm", "预压 mm"), 0, 0, 5, 0.1)
    tilt = number(label("tilt °", "倾斜 °"), 0, 0, 45, 5)
    angle = number(label("wheel at °", "齿轮转角 °"), 0, 0, 360, 45)
    litres = number(label("litres", "升"), 0.5, 0, 3, 0.05)
    return (
        widgets.HTML(page.wrap(words.card_table())),
        shown(board, lambda: _standing(board.work().station)),
        line(
            label("Stand", "装配架"),
            plain("protect"),
            press(words.deed("lift", {"means": "hoist"}), "lift", means="hoist"),
            press(words.deed("lift", {"means": "hand"}), "lift", means="hand"),
        ),
        line(label("Cover", "箱盖"), plain("open"), plain("clean_faces"), plain("close")),
        line(
            label("Depth gauge", "深度尺"),
            plain("zero_depth_gauge"),
            place,
            press(label("Depth of the seat", "测座孔深度"), "measure_depth", place=place),
            press(label("Height of the bearing", "测轴承高度"), "measure_height", place=place),
        ),
        line(
            label("Parts", "零件"),
            shim,
            press(label("Fit the shim", "装入垫片"), "fit_shim", shim_mm=shim),
            plain("replace_gears"),
        ),
        line(
            label("Bolts", "螺栓"),
            order,
            torque,
            press(label("Tighten all", "全部拧紧"), "tighten", order=order, torque_nm=torque),
        ),
        line(
            label("Dial gauge", "百分表"),
            at,
            preload,
            tilt,
            press(label("Set up", "架表"), "set_up_dial", at=at, preload_mm=preload, tilt_deg=tilt),
            plain("zero_dial"),
        ),
        line(
            label("End play, backlash", "游隙、侧隙"),
            plain("measure_play"),
            angle,
            press(label("Rock the wheel", "摆动齿轮测侧隙"), "measure_backlash", angle_deg=angle),
        ),
        line(
            label("Oil", "齿轮油"),
            litres,
            press(label("Fill", "加油"), "fill_oil", litres=litres),
            plain("check_level"),
        ),
        said,
        log(board),
    )


def _standing(bench: ReducerBench) -> str:
    """Give what is seen without an instrument."""
    states = (
        label("on the stand", "在装配架上") if bench.mounted else label("on the floor", "在地面上"),
        label("open", "已打开") if bench.opened else label("closed", "已合箱"),
        label("bolts tight", "螺栓已拧紧") if bench.tight else label("bolts loose", "螺栓未拧紧"),
    )
    return f"<p>{label('Unit: ', '总成：')}{label(', ', '，').join(states)}</p>"
