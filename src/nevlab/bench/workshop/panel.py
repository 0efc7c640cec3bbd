"""The frame of the work bay: notice, lamps, what stands how, and a tab for each tool; the last tab is the log."""

from __future__ import annotations

from importlib import import_module

import ipywidgets as widgets

from nevlab.bench import page
from nevlab.bench.workshop.board import CarBoard
from nevlab.bench.workshop.deeds import lines
from nevlab.bench.workshop.standing import standing
from nevlab.labels import label


def panel(board: CarBoard) -> widgets.Widget:
    """Give the bay with its tools; it waits until the student's number is known."""
    wait = label("First enter your student number in the job card.", "先在工单里填学号。")
    body = widgets.VBox([widgets.HTML(f"<p>{wait}</p>")])

    def ready() -> None:
        body.children = (_seen(board), _tools(board))

    board.card.when_identified(ready)
    head = f"<h3>{board.title()}</h3>{page.notice()}"
    return widgets.VBox([widgets.HTML(page.wrap(head)), body])


def tool_words() -> dict[str, str]:
    """Give the names of the tools."""
    return {
        "procedure": label("Car", "车辆操作"),
        "multimeter": label("Multimeter", "万用表"),
        "insulation": label("Insulation", "绝缘检测"),
        "scope": label("Oscilloscope", "示波器"),
        "scan_tool": label("Scan tool", "诊断仪"),
        "cells": label("Cells", "单体电压"),
        "repair": label("Repair", "维修"),
    }


def _seen(board: CarBoard) -> widgets.Widget:
    shown = widgets.HTML()

    def show() -> None:
        shown.value = page.wrap(standing(board.work().station))

    board.card.when_changed(show)
    show()
    return shown


def _tools(board: CarBoard) -> widgets.Widget:
    """Give the tabs; a tool is laid out when its tab is first opened."""
    words = tool_words()
    places = [widgets.VBox() for _ in board.tools]
    titles = [*(words[tool] for tool in board.tools), label("Log", "作业记录")]
    tabs = widgets.Tab([*places, _log(board)], titles=titles, selected_index=0)

    def open_tool(_change: object = None) -> None:
        chosen = tabs.selected_index
        if chosen is not None and chosen < len(places) and not places[chosen].children:
            tool = import_module(f"nevlab.bench.workshop.{board.tools[chosen]}_panel")
            places[chosen].children = (tool.panel(board),)

    tabs.observe(open_tool, names="selected_index")
    open_tool()
    return tabs


def _log(board: CarBoard) -> widgets.Widget:
    shown = widgets.HTML()

    def show() -> None:
        work = board.work()
        head = (label("No.", "序号"), label("Done", "操作"), label("Reading", "读数、现象"))
        sums = label(
            f"Working time {work.minutes:g} min · refused as unsafe: {work.refused}",
            f"工时 {work.minutes:g} min · 因不安全被拒绝：{work.refused} 次",
        )
        shown.value = page.wrap(f"<p>{sums}</p>", f'<div class="nevlab-log">{page.table(lines(work), head)}</div>')

    board.card.when_changed(show)
    show()
    return shown
