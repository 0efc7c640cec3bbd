"""The panel of the work bay: numbered buttons, the recording with its cursor, the readings, four cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import ipywidgets as widgets

from nevlab.bench import page
from nevlab.bench.buttons import button, row
from nevlab.bench.latest import Latest
from nevlab.bench.precharge_board import PrechargeBoard
from nevlab.bench.precharge_views import case_figure, maker_card, ohms, point_words, readings, recording
from nevlab.labels import label
from nevlab.vehicle.precharge_car import LOG_END_MS, LOG_START_MS

_WIDE = {"width": "auto", "max_width": "30em"}
_CURSOR = {"width": "42em", "max_width": "100%"}


def panel(board: PrechargeBoard) -> widgets.Widget:
    """Give the bay with its buttons; it waits until the student's number is known."""
    wait = label("First enter your student number in the job card.", "先在工单里填学号。")
    body = widgets.VBox([widgets.HTML(f"<p>{wait}</p>")])

    def ready() -> None:
        body.children = _controls(board)

    board.card.when_identified(ready)
    head = f"<h3>{board.title()}</h3>{page.notice()}"
    return widgets.VBox([widgets.HTML(page.wrap(head)), body])


def _controls(board: PrechargeBoard) -> tuple[widgets.Widget, ...]:
    points = [(words, point) for point, words in point_words().items()]
    leads = widgets.Dropdown(options=points, description=label("leads", "表笔"), layout=_WIDE)
    shown = widgets.HTML()

    def measure() -> str:
        return f"{point_words()[leads.value]}: {ohms(board.measure_resistance(leads.value))}"

    def show_readings() -> None:
        shown.value = page.wrap(readings(board.work()))

    board.card.when_changed(show_readings)
    show_readings()
    live = {
        label("1 Set up the bay and the protection", "1 布置工位，穿戴防护"): lambda: _protect(board),
        label("2 Measure the pack voltage", "2 测量电池包电压"): lambda: _pack(board),
        label("3 Actuator test: pre-charge", "3 动作测试：预充"): lambda: _actuator_test(board),
    }
    dead = {
        label("4 Power down, wait, prove dead", "4 下电、等待、验电"): lambda: _power_down(board),
        label("5 Measure the resistance", "5 测量电阻"): measure,
        label("Power up again", "重新上电"): lambda: _power_up(board),
    }
    return (
        widgets.HTML(page.wrap(maker_card(board.car.card))),
        _buttons(live),
        _recorder(board),
        leads,
        _buttons(dead),
        shown,
        widgets.HTML(page.wrap(case_figure(board.card.seed))),
    )


def _buttons(actions: Mapping[str, Callable[[], str]], *before: widgets.Widget) -> widgets.Widget:
    """Give a row of buttons, and below it what the last one said; `before` stands at the row's beginning."""
    said = widgets.HTML()
    return widgets.VBox([row(*before, *(button(words, action, said) for words, action in actions.items())), said])


def _recorder(board: PrechargeBoard) -> widgets.Widget:
    """Give the recording with its cursor; empty until there is one."""
    trace, box = widgets.HTML(), widgets.VBox()
    ranges = [(f"{LOG_START_MS} … {end} ms", end) for end in (200, 500, 1000, LOG_END_MS)]
    span = widgets.Dropdown(options=ranges, value=LOG_END_MS, description=label("time range", "时间范围"))
    cursor = widgets.IntSlider(
        value=0, min=LOG_START_MS, max=LOG_END_MS, description=label("cursor (ms)", "光标 (ms)"), layout=_CURSOR
    )

    def read() -> str:
        return f"{cursor.value} ms: {board.read_cursor(cursor.value)} V"

    def redraw() -> None:
        trace.value = page.wrap(recording(board.car, cursor.value, span.value))

    def resize(_change: object) -> None:
        cursor.max = span.value
        redraw()

    def appear() -> None:
        if board.work().station.recorded and not box.children:
            redraw()
            write = label("Write this reading down", "记下此读数")
            box.children = [span, trace, _buttons({write: read}, cursor)]

    cursor.observe(Latest(redraw).ask, names="value")
    span.observe(resize, names="value")
    board.card.when_changed(appear)
    appear()
    return box


# What each button does, and says when it is done


def _protect(board: PrechargeBoard) -> str:
    board.protect()
    return label(
        "In place: barrier, supervisor, gloves of class 0 (checked for leaks), face shield, CAT III 1000 V meter.",
        "已就位：围栏、监护人、0 级绝缘手套（充气检查合格）、面罩、CAT III 1000 V 万用表。",
    )


def _pack(board: PrechargeBoard) -> str:
    volts = f"{board.measure_pack():.1f} V"
    return label(f"Pack voltage: {volts}", f"电池包电压：{volts}")


def _actuator_test(board: PrechargeBoard) -> str:
    board.actuator_test()
    return label(
        "K− and the pre-charge relay were closed for 2 s, K+ stayed open. Read the curve with the cursor.",
        "K− 和预充继电器闭合 2 s，K+ 保持断开。用光标读曲线。",
    )


def _power_down(board: PrechargeBoard) -> str:
    board.power_down()
    return label(
        "Powered down by the maker's route, service plug kept, waited. Meter checked on a live source; all terminals "
        "about 0 V; meter checked again. The ohmmeter may be used.",
        "已按厂家程序下电，维修开关由本人保管，并已等待。校表正常；各端子约 0 V；再次校表正常。可以用欧姆挡。",
    )


def _power_up(board: PrechargeBoard) -> str:
    board.power_up()
    return label(
        "Service plug refitted, 12 V connected: the pack side is live again.",
        "已装回维修开关、接上 12 V：电池包侧恢复带电。",
    )
