"""What is done to the car with the hands: protection, key, plugs, clamp, connectors, waiting, rollers; proving dead."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import ipywidgets as widgets

from nevlab.bench.buttons import button, row
from nevlab.bench.workshop.board import CarBoard
from nevlab.bench.workshop.deeds import plug_words, said
from nevlab.vehicle.car.points import point_words
from nevlab.labels import label
from nevlab.stations.workshop.base import WAIT_S
from nevlab.vehicle.car.circuits import BODY
from nevlab.vehicle.car.operation import MOST_NM, MOST_RPM
from nevlab.vehicle.car.state import CONNECTORS

MOST_MINUTES = 240.0

_NARROW = {"width": "11em"}
_OWN_WIDTH = {"description_width": "initial"}


def panel(board: CarBoard) -> widgets.Widget:
    """Give the buttons in the order of the way down; what the last one led to stands below them."""
    status = widgets.HTML()

    def press(words: str, action: str, asked: Callable[[], dict[str, Any]] = dict) -> widgets.Button:
        return button(words, lambda: said(action, board.do(action, **asked())), status)

    def fixed(words: str, action: str, **asked: Any) -> widgets.Button:
        return press(words, action, partial(dict, **asked))

    rows = (
        _row(
            label("Bay", "工位"),
            fixed(label("Barrier, supervisor, protection", "设围栏、监护人，穿戴防护"), "protect"),
        ),
        _row(
            label("Key", "钥匙"),
            fixed(label("Key ON", "钥匙 ON"), "turn_key", position="on"),
            fixed(label("Brake + START", "踩制动 + 启动键"), "press_start"),
            fixed(label("Key OFF", "钥匙 OFF"), "turn_key", position="off"),
        ),
        _row(
            label("Charging plug", "充电枪"),
            *(fixed(words, "plug_in", plug=plug) for plug, words in plug_words().items()),
        ),
        _row(
            label("12 V clamp (−)", "12 V 蓄电池负极"),
            fixed(label("Clamp off", "断开负极"), "clamp", on=False),
            fixed(label("Clamp on", "接上负极"), "clamp", on=True),
        ),
        _connectors(press),
        _waiting(press),
        _proof(fixed),
        _rollers(press, fixed),
        _row(
            label("Cabin", "空调"),
            fixed(label("Heater on", "打开加热"), "heat", on=True),
            fixed(label("Heater off", "关闭加热"), "heat", on=False),
            fixed(label("A/C on", "打开制冷"), "cool", on=True),
            fixed(label("A/C off", "关闭制冷"), "cool", on=False),
        ),
    )
    return widgets.VBox([*rows, status])


def _row(words: str, *items: widgets.Widget) -> widgets.Widget:
    name = widgets.HTML(f"<b>{words}</b>", layout={"width": "11em"})
    return row(name, *items)


def _connectors(press: Callable[..., widgets.Button]) -> widgets.Widget:
    words = point_words()
    connector = widgets.Dropdown(
        options=[(words[name], name) for name in CONNECTORS],
        description=label("which", "哪一个"), style=_OWN_WIDTH, layout={"width": "auto", "max_width": "26em"},
    )  # fmt: skip

    def asked() -> dict[str, Any]:
        return {"connector": connector.value}

    return _row(
        label("Connectors", "插接器"),
        connector,
        press(label("Unplug", "拔开"), "take_apart", asked),
        press(label("Plug in again", "插回"), "put_together", asked),
    )


def _waiting(press: Callable[..., widgets.Button]) -> widgets.Widget:
    minutes = widgets.BoundedFloatText(
        value=5, min=0, max=MOST_MINUTES, step=1,
        description=label("minutes", "分钟"), style=_OWN_WIDTH, layout=_NARROW,
    )  # fmt: skip
    least = f"{WAIT_S / 60:g} min"
    maker = label(
        f"Maker's card: at least {least} after the service plug is out.",
        f"维修资料：拔下维修开关后至少等待 {least}。",
    )
    return _row(
        label("Time", "等待"),
        minutes,
        press(label("Wait", "等待"), "wait", lambda: {"minutes": minutes.value}),
        widgets.HTML(maker),
    )


def _proof(fixed: Callable[..., widgets.Button]) -> widgets.Widget:
    pairs = {
        label("link + ↔ link −", "母线 + ↔ 母线 −"): ("hv:link +", "hv:link -"),
        label("link + ↔ body", "母线 + ↔ 车身"): ("hv:link +", BODY),
        label("link − ↔ body", "母线 − ↔ 车身"): ("hv:link -", BODY),
    }
    return _row(
        label("Prove dead", "验电"),
        fixed(label("Check the meter on 12 V", "在 12 V 上校表"), "check_meter"),
        *(fixed(words, "measure", function="dc_v", red=red, black=black) for words, (red, black) in pairs.items()),
        widgets.HTML(label("and check again", "再次校表")),
    )


def _rollers(press: Callable[..., widgets.Button], fixed: Callable[..., widgets.Button]) -> widgets.Widget:
    speed, torque = (
        widgets.BoundedFloatText(
            value=value, min=-most, max=most, step=step, description=words, style=_OWN_WIDTH, layout=_NARROW
        )
        for words, value, most, step in (
            (label("r/min", "转速 r/min"), 1000, MOST_RPM, 100),
            (label("Nm", "转矩 Nm"), 20, MOST_NM, 10),
        )
    )
    return _row(
        label("Dynamometer", "测功机"),
        speed,
        torque,
        press(label("Run 10 s", "运行 10 s"), "run", lambda: {"speed_rpm": speed.value, "torque_nm": torque.value}),
        fixed(label("Stop", "停止"), "run", speed_rpm=0.0, torque_nm=0.0),
    )
