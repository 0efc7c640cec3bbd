"""The work bay: lamps, what stands how, and a tab for each tool; the last tab is the log."""

from __future__ import annotations

from importlib import import_module

import ipywidgets as widgets

from nevlab.bench.frame import log, shown
from nevlab.bench.workshop.board import CarBoard
from nevlab.bench.workshop.standing import standing
from nevlab.labels import label


def parts(board: CarBoard) -> tuple[widgets.Widget, ...]:
    """Give the lamps with what stands how, and the tools."""
    return shown(board, lambda: standing(board.work().station)), _tools(board)


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


def _tools(board: CarBoard) -> widgets.Widget:
    """Give the tabs; a tool is laid out when its tab is first opened."""
    words = tool_words()
    places = [widgets.VBox() for _ in board.tools]
    titles = [*(words[tool] for tool in board.tools), label("Log", "作业记录")]
    tabs = widgets.Tab([*places, log(board)], titles=titles, selected_index=0)

    def open_tool(_change: object = None) -> None:
        chosen = tabs.selected_index
        if chosen is not None and chosen < len(places) and not places[chosen].children:
            tool = import_module(f"nevlab.bench.workshop.{board.tools[chosen]}_panel")
            places[chosen].children = (tool.panel(board),)

    tabs.observe(open_tool, names="selected_index")
    open_tool()
    return tabs
