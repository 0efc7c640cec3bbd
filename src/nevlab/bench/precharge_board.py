"""The work bay on the screen: numbered buttons, the recording with its cursor, the readings, four cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from nevlab.bench import page
from nevlab.bench.latest import Latest
from nevlab.bench.precharge_bay import Bay
from nevlab.bench.precharge_example import worked_example
from nevlab.bench.precharge_views import case_figure, maker_card, ohms, point_words, readings, recording
from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.surroundings import is_being_graded, page_is_being_made
from nevlab.vehicle.precharge_car import LOG_END_MS, LOG_START_MS

if TYPE_CHECKING:
    from ipywidgets import Widget

_WIDE = {"width": "auto", "max_width": "30em"}
_CURSOR = {"width": "42em", "max_width": "100%"}


class Board(Bay):
    """The work bay with the student's own car; the last line of a cell shows it.

    On a page without a kernel it is a worked example on the page's specimen car.
    """

    def widget(self) -> Widget:
        """Give the bay with its buttons; it waits until the student's number is known."""
        import ipywidgets as widgets

        wait = label("First enter your student number in the job card.", "先在工单里填学号。")
        body = widgets.VBox([widgets.HTML(f"<p>{wait}</p>")])

        def ready() -> None:
            body.children = _controls(self)

        self.card.when_identified(ready)
        head = f"<h3>{label('Work bay', '工位')}</h3>{page.notice()}"
        return widgets.VBox([widgets.HTML(page.wrap(head)), body])

    def _repr_mimebundle_(self, **_options: object) -> dict[str, Any]:
        words = label("Work bay with the student's own car", "工位与学生本人的训练车")
        if is_being_graded():
            return {"text/plain": words}
        if page_is_being_made():
            return {"text/html": worked_example(self), "text/plain": words}
        bundle: dict[str, Any] = self.widget()._repr_mimebundle_()
        return bundle


def _controls(bay: Bay) -> tuple[Widget, ...]:
    import ipywidgets as widgets

    points = [(words, point) for point, words in point_words().items()]
    leads = widgets.Dropdown(options=points, description=label("leads", "表笔"), layout=_WIDE)
    shown = widgets.HTML()

    def measure() -> str:
        return f"{point_words()[leads.value]}: {ohms(bay.measure_resistance(leads.value))}"

    def show_readings() -> None:
        shown.value = page.wrap(readings(bay.seen))

    bay.card.when_changed(show_readings)
    show_readings()
    live = {
        label("1 Set up the bay and the protection", "1 布置工位，穿戴防护"): lambda: _protect(bay),
        label("2 Measure the pack voltage", "2 测量电池包电压"): lambda: _pack(bay),
        label("3 Actuator test: pre-charge", "3 动作测试：预充"): lambda: _actuator_test(bay),
    }
    dead = {
        label("4 Power down, wait, prove dead", "4 下电、等待、验电"): lambda: _power_down(bay),
        label("5 Measure the resistance", "5 测量电阻"): measure,
        label("Power up again", "重新上电"): lambda: _power_up(bay),
    }
    return (
        widgets.HTML(page.wrap(maker_card(bay.car.card))),
        _buttons(live),
        _recorder(bay),
        leads,
        _buttons(dead),
        shown,
        widgets.HTML(page.wrap(case_figure(bay.card.seed))),
    )


def _buttons(actions: Mapping[str, Callable[[], str]], *before: Widget) -> Widget:
    """Give a row of buttons, and below it what the last one said; `before` stands at the row's beginning."""
    import ipywidgets as widgets

    said = widgets.HTML()

    def made(words: str, action: Callable[[], str]) -> Widget:
        def press(_button: object) -> None:
            try:
                said.value = page.wrap(f'<p class="nevlab-good" role="status">✓ {escape(action())}</p>')
            except WorkshopError as error:
                said.value = page.wrap(f'<p class="nevlab-bad" role="alert">✗ {escape(str(error))}</p>')

        button = widgets.Button(description=words, layout={"width": "auto"})
        button.on_click(press)
        return button

    row = widgets.HBox([*before, *(made(*item) for item in actions.items())], layout={"flex_flow": "row wrap"})
    return widgets.VBox([row, said])


def _recorder(bay: Bay) -> Widget:
    """Give the recording with its cursor; empty until there is one."""
    import ipywidgets as widgets

    trace, box = widgets.HTML(), widgets.VBox()
    ranges = [(f"{LOG_START_MS} … {end} ms", end) for end in (200, 500, 1000, LOG_END_MS)]
    span = widgets.Dropdown(options=ranges, value=LOG_END_MS, description=label("time range", "时间范围"))
    cursor = widgets.IntSlider(
        value=0, min=LOG_START_MS, max=LOG_END_MS, description=label("cursor (ms)", "光标 (ms)"), layout=_CURSOR
    )

    def read() -> str:
        return f"{cursor.value} ms: {bay.read_cursor(cursor.value)} V"

    def redraw() -> None:
        trace.value = page.wrap(recording(bay.car, cursor.value, span.value))

    def resize(_change: object) -> None:
        cursor.max = span.value
        redraw()

    def appear() -> None:
        if bay.seen.recorded and not box.children:
            redraw()
            write = label("Write this reading down", "记下此读数")
            box.children = [span, trace, _buttons({write: read}, cursor)]

    cursor.observe(Latest(redraw).ask, names="value")
    span.observe(resize, names="value")
    bay.card.when_changed(appear)
    appear()
    return box


# What each button does, and says when it is done


def _protect(bay: Bay) -> str:
    bay.protect()
    return label(
        "In place: barrier, supervisor, gloves of class 0 (checked for leaks), face shield, CAT III 1000 V meter.",
        "已就位：警戒、监护人、0 级绝缘手套（已查气密）、面罩、CAT III 1000 V 万用表。",
    )


def _pack(bay: Bay) -> str:
    volts = f"{bay.measure_pack():.1f} V"
    return label(f"Pack voltage: {volts}", f"电池包电压：{volts}")


def _actuator_test(bay: Bay) -> str:
    bay.actuator_test()
    return label(
        "K− and the pre-charge relay were closed for 2 s, K+ stayed open. Read the curve with the cursor.",
        "K− 和预充继电器闭合 2 s，K+ 保持断开。用光标读曲线。",
    )


def _power_down(bay: Bay) -> str:
    bay.power_down()
    return label(
        "Powered down by the maker's route, service plug kept, waited. Meter checked on a live source; all terminals "
        "about 0 V; meter checked again. The ohmmeter may be used.",
        "已按厂家程序下电，维修开关由本人保管，并已等待。校表正常；各端子约 0 V；再次校表正常。可以用欧姆挡。",
    )


def _power_up(bay: Bay) -> str:
    bay.power_up()
    return label(
        "Service plug refitted, 12 V connected: the pack side is live again.",
        "已装回维修开关、接上 12 V：电池包侧恢复带电。",
    )
