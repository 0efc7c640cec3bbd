"""Figures of the pre-charge chapter: the circuit, and power-on curves side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from nevlab.bench import style
from nevlab.bench.still import Still
from nevlab.labels import label
from nevlab.vehicle.precharge import Circuit, CloseCriterion, PowerOn, power_on, with_fault
from nevlab.vehicle.precharge_car import CASE_FACTOR, CASE_FAULTS

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def fault_words() -> dict[str, str]:
    """Give every fault in the words of a workshop."""
    return {
        "none": label("in order", "正常"),
        "resistor_open": label("pre-charge path open", "预充支路断路"),
        "resistor_high": label("pre-charge resistor too large", "预充电阻偏大"),
        "resistor_low": label("pre-charge resistor too small", "预充电阻偏小"),
        "capacitance_low": label("link capacitance too small", "母线电容偏小"),
        "link_short": label("short or heavy load on the link", "母线短路或有重负载"),
        "k_plus_welded": label("K+ welded", "K+ 粘连"),
        "k_minus_welded": label("K− welded", "K− 粘连"),
        "sensor_stuck": label("link voltage signal stuck", "母线电压信号卡滞"),
        "bleed_open": label("discharge resistor open", "放电电阻断路"),
    }


def circuit() -> Still:
    """Give the circuit diagram of pack, contactors, pre-charge path and link."""
    words = {
        "pack": label("pack", "电池包"),
        "relay": label("pre-charge relay", "预充继电器"),
        "link": label("link capacitor C", "母线电容 C"),
        "bleed": label("discharge resistor", "放电电阻"),
        "inverter": label("inverter,\nDC-DC, …", "逆变器、\nDC-DC 等"),
    }
    alt = label(
        "Circuit diagram. Pack plus goes to link plus through the main contactor K+; in parallel to K+ lie the "
        "pre-charge relay and the resistor R in series. Pack minus goes to link minus through K−. Across the link lie "
        "the capacitor C, the discharge resistor and the consumers.",
        "电路图：电池包正极经主正接触器 K+ 接母线正极，预充继电器与电阻 R 串联后并联在 K+ 两端；"
        "电池包负极经 K− 接母线负极。母线正负极之间接有电容 C、放电电阻和用电设备。",
    )
    with style.context(*words.values()):
        figure, axes = style.sheet()
        axes.set(xlim=(-0.6, 10.4), ylim=(-0.4, 5.4), aspect="equal")
        axes.axis("off")
        _wires(axes)
        _switch(axes, 2.4, 4.6, "K+")
        _switch(axes, 2.4, 0.2, "K−")
        _switch(axes, 1.9, 3.2, "")
        axes.text(1.3, 2.85, words["relay"], ha="left", va="top")
        _resistor(axes, 3.7, 3.2, "R")
        axes.text(0.65, 2.0, words["pack"], va="center")
        axes.text(6.1, 1.6, words["link"], va="center", ha="right")
        axes.text(7.65, 2.4, words["bleed"], va="center", ha="center", rotation=90, fontsize="small")
        axes.text(9.5, 2.4, words["inverter"], va="center", ha="center", fontsize="small")
        drawing = style.png(figure)
    return Still(drawing, alt, label("The high-voltage pre-charge circuit.", "高压预充电路。"))


def gallery() -> Still:
    """Give six typical power-on curves with their causes."""
    good = Circuit(350.0, 68.0, 1.0e-3, initial_v=20.0, bleed_ohm=40e3)
    shorted = replace(good, initial_v=0.0)  # a shorted link holds no charge
    criterion, words, panels = CloseCriterion(0.95, 0.5), fault_words(), []
    for fault in CASE_FAULTS:
        circuit = with_fault(shorted if fault == "link_short" else good, fault, CASE_FACTOR)
        panels.append(Panel(words[fault], power_on(circuit, np.arange(-100, 801, 2) / 1000, criterion), 350.0))
    alt = label(
        "Six power-on curves of a 350 V pack. In order: rises from 20 V and K+ closes at 200 ms. Path open: stays at "
        "20 V. Resistor too large: rises slowly, broken off at 500 ms. Short: not above 13 V. K+ welded: jumps to "
        "350 V when K− closes. Signal stuck: stays at 20 V although the link is charged.",
        "350 V 电池包的六条上电曲线。正常：由 20 V 上升，约 200 ms 时 K+ 闭合；支路断路：停在 20 V；"
        "电阻偏大：上升缓慢，500 ms 时中止；短路：不超过约 13 V；K+ 粘连：K− 一闭合就跳到 350 V；"
        "信号卡滞：显示停在 20 V，实际母线已充电。",
    )
    caption = label(
        "What the scan tool shows at power-on. An open path and a stuck signal look alike: a second reading decides.",
        "诊断仪上的上电曲线。支路断路与信号卡滞在这里看起来一样，要靠第二个读数区分。",
    )
    return Still(side_by_side(panels), alt, caption)


@dataclass(frozen=True)
class Panel:
    """One power-on curve with its heading and the pack voltage [V]."""

    heading: str
    sequence: PowerOn
    pack_v: float


def side_by_side(panels: Sequence[Panel]) -> bytes:
    """Draw power-on curves as the car reports them, with pack voltage and instants of switching; give a PNG.

    Two stand in a row, so that a phone shows their words large enough.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    time = label("time after the pre-charge relay closes (ms)", "预充继电器闭合后的时间 (ms)")
    volts = label("reported link voltage (V)", "显示的母线电压 (V)")
    names = {"minus": label("K− closes", "K− 闭合"), "relay": label("pre-charge relay closes", "预充继电器闭合")}
    names |= {"pack": label("pack voltage", "电池包电压")}
    columns = 2
    rows = -(-len(panels) // columns)
    with style.context(time, volts, *names.values(), *(panel.heading for panel in panels)):
        figure = Figure(figsize=(3.3 * columns, 2.7 * rows + 0.6), layout="constrained")
        FigureCanvasAgg(figure)
        grid = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False)
        for axes, panel in zip(grid.flat, panels, strict=True):
            axes.plot(panel.sequence.time_s * 1e3, panel.sequence.reported_v)
            thin: dict[str, Any] = {"color": "#444444", "linewidth": 1.2}
            axes.axhline(panel.pack_v, linestyle="--", label=names["pack"], **thin)
            axes.axvline(panel.sequence.k_minus_s * 1e3, linestyle=":", label=names["minus"], **thin)
            axes.axvline(0, linestyle="-.", label=names["relay"], **thin)
            axes.set_title(panel.heading, fontsize="small")
        figure.supxlabel(time, fontsize="medium")
        figure.supylabel(volts, fontsize="medium")
        figure.legend(*grid.flat[0].get_legend_handles_labels(), loc="outside upper center", ncols=3, fontsize="small")
        return style.png(figure)


_LINE: dict[str, Any] = {"color": "#000000", "linewidth": 1.6, "solid_capstyle": "round"}


def _wires(axes: Axes) -> None:
    runs = [
        [(0, 2.35), (0, 4.6), (2.4, 4.6)], [(3.2, 4.6), (8.6, 4.6)],
        [(1.2, 4.6), (1.2, 3.2), (1.9, 3.2)], [(2.7, 3.2), (3.7, 3.2)], [(4.9, 3.2), (5.4, 3.2), (5.4, 4.6)],
        [(0, 1.65), (0, 0.2), (2.4, 0.2)], [(3.2, 0.2), (8.6, 0.2)],
        [(6.6, 4.6), (6.6, 2.55)], [(6.6, 2.25), (6.6, 0.2)], [(8.2, 4.6), (8.2, 3.0)], [(8.2, 1.8), (8.2, 0.2)],
    ]  # fmt: skip
    for run in runs:
        axes.plot(*zip(*run, strict=True), **_LINE)
    for height, half in ((2.35, 0.45), (2.1, 0.2), (1.9, 0.45), (1.65, 0.2)):
        axes.plot([-half, half], [height, height], **_LINE)
    for height in (2.55, 2.25):
        axes.plot([6.15, 7.05], [height, height], **_LINE)
    for x, y in ((1.2, 4.6), (5.4, 4.6), (6.6, 4.6), (6.6, 0.2), (8.2, 4.6), (8.2, 0.2)):
        axes.plot([x], [y], "o", color="#000000", markersize=4)
    _box(axes, 8.0, 1.8, 0.4, 1.2)
    _box(axes, 8.6, -0.1, 1.7, 5.0)


def _switch(axes: Axes, x: float, y: float, name: str) -> None:
    axes.plot([x, x + 0.72], [y, y + 0.42], **_LINE)
    for end in (x, x + 0.8):
        axes.plot([end], [y], "o", color="#000000", markersize=4, markerfacecolor="#ffffff")
    axes.text(x + 0.4, y + 0.5, name, ha="center", va="bottom")


def _resistor(axes: Axes, x: float, y: float, name: str) -> None:
    _box(axes, x, y - 0.2, 1.2, 0.4)
    axes.text(x + 0.6, y + 0.3, name, ha="center", va="bottom")


def _box(axes: Axes, x: float, y: float, width: float, height: float) -> None:
    from matplotlib.patches import Rectangle

    axes.add_patch(Rectangle((x, y), width, height, fill=False, linewidth=1.6))
