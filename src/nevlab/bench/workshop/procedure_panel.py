"""What is done to the car with the hands: protection, key, plugs, clamp, connectors, waiting, rollers; proving dead."""

from __future__ import annotations

import ipywidgets as widgets

from nevlab.bench.choice import choice
from nevlab.bench.frame import Press, line, number, presser
from nevlab.bench.workshop.board import CarBoard
from nevlab.bench.workshop.deeds import plug_words
from nevlab.labels import label
from nevlab.stations.workshop.base import WAIT_S
from nevlab.vehicle.car.circuits import BODY
from nevlab.vehicle.car.operation import MOST_NM, MOST_RPM
from nevlab.vehicle.car.points import point_words
from nevlab.vehicle.car.state import CONNECTORS

MOST_MINUTES = 240.0


def panel(board: CarBoard) -> widgets.Widget:
    """Give the buttons in the order of the way down; what the last one led to stands below them."""
    status = widgets.HTML()
    press = presser(board, status)

    rows = (
        line(
            label("Bay", "工位"),
            press(label("Barrier, supervisor, protection", "设围栏、监护人，穿戴防护"), "protect"),
        ),
        line(
            label("Key", "钥匙"),
            press(label("Key ON", "钥匙 ON"), "turn_key", position="on"),
            press(label("Brake + START", "踩制动 + 启动键"), "press_start"),
            press(label("Key OFF", "钥匙 OFF"), "turn_key", position="off"),
        ),
        line(
            label("Charging plug", "充电枪"),
            *(press(words, "plug_in", plug=plug) for plug, words in plug_words().items()),
        ),
        line(
            label("12 V clamp (−)", "12 V 蓄电池负极"),
            press(label("Clamp off", "断开负极"), "clamp", on=False),
            press(label("Clamp on", "接上负极"), "clamp", on=True),
        ),
        _connectors(press),
        line(
            label("Lock-out", "上锁挂牌"),
            press(label("Lock and tag the socket", "插座上锁挂牌"), "lock_out"),
            press(label("Lock and tag off", "取下锁和牌"), "unlock"),
        ),
        _waiting(press),
        _proof(press),
        _rollers(press),
        line(
            label("Cabin", "空调"),
            press(label("Heater on", "打开加热"), "heat", on=True),
            press(label("Heater off", "关闭加热"), "heat", on=False),
            press(label("A/C on", "打开制冷"), "cool", on=True),
            press(label("A/C off", "关闭制冷"), "cool", on=False),
        ),
    )
    return widgets.VBox([*rows, status])


def _connectors(press: Press) -> widgets.Widget:
    words = point_words()
    connector = choice(label("which", "哪一个"), [(words[name], name) for name in CONNECTORS])
    return line(
        label("Connectors", "插接器"),
        connector,
        press(label("Unplug", "拔开"), "take_apart", connector=connector),
        press(label("Plug in again", "插回"), "put_together", connector=connector),
    )


def _waiting(press: Press) -> widgets.Widget:
    minutes = number(label("minutes", "分钟"), 5, 0, MOST_MINUTES, 1)
    least = f"{WAIT_S / 60:g} min"
    maker = label(
        f"Maker's card: at least {least} after the service plug is out.",
        f"维修资料：拔下维修开关后至少等待 {least}。",
    )
    return line(
        label("Time", "等待"),
        minutes,
        press(label("Wait", "等待"), "wait", minutes=minutes),
        widgets.HTML(maker),
    )


def _proof(press: Press) -> widgets.Widget:
    pairs = {
        label("link + ↔ link −", "母线 + ↔ 母线 −"): ("hv:link +", "hv:link -"),
        label("link + ↔ body", "母线 + ↔ 车身"): ("hv:link +", BODY),
        label("link − ↔ body", "母线 − ↔ 车身"): ("hv:link -", BODY),
    }
    return line(
        label("Prove dead", "验电"),
        press(label("Check the meter on 12 V", "在 12 V 上校表"), "check_meter"),
        *(press(words, "measure", function="dc_v", red=red, black=black) for words, (red, black) in pairs.items()),
        widgets.HTML(label("and check again", "再次校表")),
    )


def _rollers(press: Press) -> widgets.Widget:
    speed = number(label("r/min", "转速 r/min"), 1000, -MOST_RPM, MOST_RPM, 100)
    torque = number(label("Nm", "转矩 Nm"), 20, -MOST_NM, MOST_NM, 10)
    return line(
        label("Dynamometer", "测功机"),
        speed,
        torque,
        press(label("Run 10 s", "运行 10 s"), "run", speed_rpm=speed, torque_nm=torque),
        press(label("Stop", "停止"), "run", speed_rpm=0.0, torque_nm=0.0),
    )
