"""The panel of the test rig: buttons, and the readings so far."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import ipywidgets as widgets

from nevlab.bench import page
from nevlab.bench.buttons import button, row
from nevlab.bench.resolver_board import ResolverBoard
from nevlab.bench.resolver_example import coil_name
from nevlab.jobcard.record import Action
from nevlab.labels import label
from nevlab.vehicle.resolver import CARD, COILS

SPEEDS_RPM = (-2000, -1500, -1000, -500, 500, 1000, 1500, 2000)


def said(done: Action) -> tuple[str, str]:
    """Give what was done and what the instrument showed, in words."""
    shown = done.details
    match done.action:
        case "protect":
            return label("Protection set up", "防护到位"), ""
        case "power_down":
            return label("Powered down, proven dead, resolver unplugged", "已下电、验电，旋变插头已拔"), "≈ 0 V"
        case "read_leads":
            return label("Meter leads held together", "表笔短接"), f"{shown['ohm']:.1f} Ω"
        case "read_coil_temperature":
            return label("Coil temperature", "线圈温度"), f"{shown['celsius']:.0f} °C"
        case "measure_coil":
            spare = f" – {label('spare resolver', '新旋变')}" if shown["spare"] else ""
            return coil_name(shown["coil"]) + spare, f"{shown['ohm']:.1f} Ω"
        case "replace_resolver":
            return label("Spare resolver fitted", "已更换旋变"), ""
        case "power_up":
            return label("Plugged in, powered up, currents at zero", "已插好插头并上电，电流为零"), ""
        case "read_voltages":
            state = label(f"corrections {shown['correction_deg']:+.1f}°", f"已修正 {shown['correction_deg']:+.1f}°")
            voltages = f"ud = {shown['ud_v']:.1f} V, uq = {shown['uq_v']:.1f} V"
            return f"{shown['speed_rpm']:+.0f} r/min ({state})", voltages
    return (
        label("Correction added to the controller's angle", "修正量已加到控制器角度"),
        f"{shown['correction_deg']:+.1f}° ({label('sum', '合计')} {shown['sum_deg']:+.1f}°)",
    )


def _card_table() -> str:
    head = (
        label("Coil", "线圈"),
        label("Maker's value at 20 °C", "维修资料值（20 °C）"),
        label("Limits ±10 %", "限值 ±10 %"),
    )
    rows = [
        (coil_name(coil), f"{CARD.coil_ohm[coil]:.1f} Ω", "{:.2f} – {:.2f} Ω".format(*CARD.limits(coil)))
        for coil in COILS
    ]
    return page.table(rows, head)


def panel(board: ResolverBoard) -> widgets.Widget:
    """Give the panel: buttons in the order of the work, what the last one showed, and all readings so far."""
    log, status = widgets.HTML(), widgets.HTML()
    buttons: list[widgets.Button] = []

    def press(words: str, action: Callable[[], object]) -> widgets.Button:
        def pressed() -> str:
            action()
            return ": ".join(filter(None, said(board.work().done[-1])))

        buttons.append(button(words, pressed, status))
        return buttons[-1]

    wide = {"style": {"description_width": "initial"}, "layout": widgets.Layout(width="auto")}
    speed = widgets.Dropdown(
        options=[(f"{value:+d} r/min", value) for value in SPEEDS_RPM],
        value=1000, description=label("Speed (− is reverse)", "转速（− 为反转）"), **wide,
    )  # fmt: skip
    correction = widgets.FloatText(
        value=0.0,
        step=0.1,
        description=label("Correction (° electrical, with sign)", "修正量（°电角度，带正负号）"),
        **wide,
    )

    def refresh() -> None:
        known = bool(board.card.student_number)
        for each in buttons:
            each.disabled = not known
        if not known:
            words = label("First enter your student number in the job card.", "先在工单里填学号。")
            log.value = page.wrap(f"<p>{words}</p>")
            return
        rows = [(str(n), *said(done)) for n, done in enumerate(board.work().done, 1)]
        head = (label("No.", "序号"), label("Done", "操作"), label("Instrument", "仪表显示"))
        log.value = page.wrap(page.table(rows, head))

    shown = widgets.VBox(
        [
            widgets.HTML(page.wrap(f"<h3>{board.title()}</h3>", page.notice(), _card_table())),
            row(press(label("Protect: barrier, supervisor, PPE", "防护：围栏、监护人、防护用品"), board.protect)),
            widgets.HTML(f"<b>{label('Dead', '断电')}</b>"),
            row(
                press(label("Power down, prove dead, unplug", "下电、验电、拔插头"), board.power_down),
                press(label("Hold the leads together", "表笔短接"), board.read_leads),
                press(label("Read the coil temperature", "读线圈温度"), board.read_coil_temperature),
            ),
            row(
                widgets.HTML(label("Meter across:", "测量：")),
                *(press(coil_name(coil), partial(board.measure_coil, coil)) for coil in COILS),
            ),
            row(press(label("Replace the resolver", "更换旋变"), board.replace_resolver)),
            widgets.HTML(f"<b>{label('Live, rotor turned from outside', '带电，外部拖动转子')}</b>"),
            row(press(label("Plug in and power up", "插好插头并上电"), board.power_up)),
            row(speed, press(label("Spin and read", "拖动并读数"), lambda: board.read_voltages(speed.value))),
            row(
                correction,
                press(label("Add to the angle", "加到控制器角度"), lambda: board.enter_correction(correction.value)),
            ),
            status,
            log,
        ]
    )
    board.card.when_changed(refresh)
    refresh()
    return shown
