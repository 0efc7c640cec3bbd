"""The scan tool: a controller, the tool's functions, and what the last answer says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets as widgets

from nevlab.bench import page
from nevlab.bench.buttons import button, row
from nevlab.bench.choice import Options, choice, offer
from nevlab.bench.workshop.board import CarBoard
from nevlab.bench.workshop.quantity_words import routine_words
from nevlab.bench.workshop.scan_views import dump, result
from nevlab.bench.workshop.scan_words import exchanges, output_words
from nevlab.instruments.uds_answers import codes_in
from nevlab.labels import label
from nevlab.vehicle.car.controllers import FACTS
from nevlab.vehicle.car.points import ecu_words
from nevlab.vehicle.ecu.codes import Session

Press = Callable[..., widgets.Button]


def panel(board: CarBoard) -> widgets.Widget:
    """Give the controllers, the functions, and the last answer with its bytes folded away."""
    said, shown, raw = widgets.HTML(), widgets.HTML(), widgets.HTML()
    ecu = choice(label("controller", "控制器"), [(ecu_words()[name], name) for name in FACTS])
    before = board.work().details("scan")
    if before:
        ecu.value = before[-1]["ecu"]

    def press(words: str, function: str, argument: widgets.Dropdown | int | None = None) -> widgets.Button:
        def scan() -> str:
            about = argument.value if isinstance(argument, widgets.Dropdown) else argument
            board.do("scan", function=function, ecu=ecu.value, argument=about)
            return label("Request sent", "请求已发送")

        return button(words, scan, said)

    codes, outputs = choice(label("code", "故障码")), choice(label("actuator", "执行器"))
    routines = choice(label("routine", "例程"))
    tests = row(
        outputs,
        press(label("Start the actuator test", "开始动作测试"), "drive_output", outputs),
        press(label("End it", "结束动作测试"), "release_output", outputs),
    )
    runs = row(
        routines,
        press(label("Start the routine", "启动例程"), "start_routine", routines),
        press(label("Ask for its results", "查询结果"), "routine_results", routines),
    )
    frames = row(codes, press(label("Read freeze frames", "读冻结帧"), "read_freeze_frames", codes))

    def show(_change: object = None) -> None:
        facts = FACTS[ecu.value]
        scans = [one for one in board.work().details("scan") if one["ecu"] == ecu.value]
        _offer(codes, frames, [(code, code) for code in _codes_read(scans)])
        _offer(outputs, tests, [(output_words(one), one.did) for one in facts.outputs])
        _offer(routines, runs, [(routine_words()[one.rid], one.rid) for one in facts.routines])
        nothing = label("Nothing read from this controller yet.", "还没有读取这个控制器。")
        shown.value = page.wrap(result(scans[-1]) if scans else f"<p>{nothing}</p>")
        raw.value = page.wrap(dump(scans[-1]) if scans else "")

    ecu.observe(show, names="value")
    board.card.when_changed(show)
    show()
    bytes_of_it = widgets.Accordion(
        [raw], titles=[label("Bytes on the bus (UDS)", "总线报文（UDS）")], selected_index=None
    )
    return widgets.VBox([ecu, *_functions(press), frames, tests, runs, said, shown, bytes_of_it])


def _functions(press: Press) -> tuple[widgets.Widget, ...]:
    """Give the buttons that need nothing but the controller."""
    return (
        row(
            press(label("Read trouble codes", "读故障码"), "read_codes"),
            press(label("Read data stream", "读数据流"), "read_data"),
            press(label("Clear trouble codes", "清故障码"), "clear_codes"),
        ),
        row(
            press(label("Extended session", "进入扩展会话"), "enter_session", int(Session.EXTENDED)),
            press(label("Security access", "安全访问"), "unlock"),
            press(label("Default session", "返回默认会话"), "enter_session", int(Session.DEFAULT)),
        ),
    )


def _codes_read(scans: list[Mapping[str, Any]]) -> tuple[str, ...]:
    """Give the trouble codes of the latest list that was read."""
    for told in reversed(scans):
        last = exchanges(told)[-1]
        if told["function"] == "read_codes" and last.positive:
            return tuple(code.code for code in codes_in(last.response, FACTS[told["ecu"]]))
    return ()


def _offer(chooser: widgets.Dropdown, line: widgets.Widget, options: Options) -> None:
    """Offer `options`; a line without any is not shown."""
    offer(chooser, options)
    line.layout.display = "flex" if options else "none"
