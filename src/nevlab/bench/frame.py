"""The frame of a bench of actions: title, safety notice, the bench once the student's number is known; and its log."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from nevlab.bench import page
from nevlab.bench.buttons import button, row
from nevlab.bench.deed_board import DeedBoard
from nevlab.labels import label

Press = Callable[..., widgets.Button]
"""Gives a button with these words that does an action, with what is set for it."""


def frame(board: DeedBoard[Any]) -> widgets.Widget:
    """Give the bench; it waits until the student's number is known."""
    wait = label("First enter your student number in the job card.", "先在工单里填学号。")
    body = widgets.VBox([widgets.HTML(f"<p>{wait}</p>")])

    def ready() -> None:
        body.children = board.parts()

    board.card.when_identified(ready)
    head = f"<h3>{board.title()}</h3>{page.notice()}"
    return widgets.VBox([widgets.HTML(page.wrap(head)), body])


def shown(board: DeedBoard[Any], html: Callable[[], str]) -> widgets.HTML:
    """Give what `html` gives now and after each change of the record."""
    made = widgets.HTML()

    def show() -> None:
        made.value = page.wrap(html())

    board.card.when_changed(show)
    show()
    return made


def latest_screen(board: DeedBoard[Any], screen: Callable[[Any], Any], drawn: Callable[[Any], str]) -> widgets.HTML:
    """Give what `drawn` makes of a station's screen; it is made only when there is a new one."""
    last: dict[Any, str] = {None: ""}

    def show() -> str:
        now = screen(board.work().station)
        if now not in last:
            last.clear()
            last[now] = drawn(now)
        return last[now]

    return shown(board, show)


def log(board: DeedBoard[Any]) -> widgets.HTML:
    """Give what was done and refused so far, with the working time."""

    def table() -> str:
        work = board.work()
        head = (label("No.", "序号"), label("Done", "操作"), label("Reading", "读数、现象"))
        sums = label(
            f"Working time {work.minutes:g} min · refused as unsafe: {work.refused}",
            f"工时 {work.minutes:g} min · 因不安全被拒绝：{work.refused} 次",
        )
        return f'<p>{sums}</p><div class="nevlab-log">{page.table(board.lines(), head)}</div>'

    return shown(board, table)


def presser(board: DeedBoard[Any], said: widgets.HTML) -> Press:
    """Give what makes the buttons of a board; what the last one led to stands in `said`.

    What is set is a fixed value, a widget, whose value is taken, or a function that gives it.
    """

    def press(words: str, action: str, **asked: Any) -> widgets.Button:
        def pressed() -> str:
            return board.said(action, board.do(action, **{name: _now(value) for name, value in asked.items()}))

        return button(words, pressed, said)

    return press


def _now(value: Any) -> Any:
    if isinstance(value, widgets.Widget):
        return value.value
    return value() if callable(value) else value


def line(words: str, *items: widgets.Widget) -> widgets.Widget:
    """Give a row of a panel with its name before it."""
    return row(widgets.HTML(f"<b>{words}</b>", layout={"width": "11em"}), *items)


def number(words: str, value: float, low: float, high: float, step: float) -> widgets.BoundedFloatText:
    """Give a number to set; `words` name it with its unit."""
    return widgets.BoundedFloatText(
        value=value, min=low, max=high, step=step, description=words,
        style={"description_width": "initial"}, layout={"width": "auto", "max_width": "17em"},
    )  # fmt: skip
