"""The panel of the rig: the card, frames, runs, decisions, the scan tool's screen, the log."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from nevlab.bench import page
from nevlab.bench.choice import choice
from nevlab.bench.deed_board import DeedBoard
from nevlab.bench.frame import line, log, number, presser, shown
from nevlab.bench.stream import words
from nevlab.bench.stream.board import screen
from nevlab.labels import label
from nevlab.stations.stream_rig import LOAD_NM, LOAD_RPM, StreamRig
from nevlab.vehicle.drive import SPEED_RPM
from nevlab.vehicle.drive_stream import KINDS

READS = ("read_frame", "free_wheel", "load")


def parts(board: DeedBoard[Any]) -> tuple[widgets.Widget, ...]:
    """Give the card, what stands how, the tools and the log."""
    said = widgets.HTML()
    press, simple = presser(board, said), words.simple_words()

    def plain(action: str) -> widgets.Button:
        return press(simple[action], action)

    frame = choice(label("frame", "帧"), [(str(one), one) for one in range(1, len(KINDS) + 1)])
    speed = number("r/min", 1000, *SPEED_RPM, 100)
    torque = number("Nm", 150, *LOAD_NM, 10)
    at = number("r/min", 2000, *LOAD_RPM, 100)
    return (
        widgets.HTML(page.wrap(words.card_table())),
        shown(board, lambda: _standing(board.work().station)),
        line(
            label("Record of the road", "路试记录"),
            frame,
            press(label("Read this frame", "读取该帧"), "read_frame", frame=frame),
        ),
        line(label("Rig", "台架"), plain("protect"), plain("soak")),
        line(
            label("Without current", "零电流"),
            speed,
            press(label("Free-wheel run", "空转测试"), "free_wheel", speed_rpm=speed),
            press(label("Learn the offset", "零位学习"), "learn_offset", speed_rpm=speed),
        ),
        line(
            label("Under load", "加载"),
            torque,
            at,
            press(label("Load run", "加载测试"), "load", torque_nm=torque, speed_rpm=at),
        ),
        line(label("Decide", "结论"), plain("release"), plain("tag_out")),
        said,
        shown(board, lambda: _latest(board)),
        log(board),
    )


def _latest(board: DeedBoard[Any]) -> str:
    read = [told for told in board.work().done if told.action in READS]
    return screen(read[-1].action, read[-1].details) if read else ""


def _standing(rig: StreamRig) -> str:
    """Give what is seen without an instrument."""
    decided = {"released": label("released", "已放行"), "tagged": label("tagged out", "已挂禁用牌")}
    states = (
        label("guard closed", "防护罩已关") if rig.protected else label("not protected yet", "尚未防护"),
        label("soaked: one temperature", "已恒温")
        if rig.soaked
        else label("just off the road, rotor hot", "刚跑完路试，转子很热"),
        decided.get(rig.decided, label("not decided", "未下结论")),
    )
    return f"<p>{label(', ', '，').join(states)}</p>"
