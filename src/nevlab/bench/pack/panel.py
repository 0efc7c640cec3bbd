"""The panel of the pack's inspection bench: data stream, meter, charge, repair, the map of the cells and the log."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from nevlab.bench import page
from nevlab.bench.cell_map import view
from nevlab.bench.choice import choice, offer
from nevlab.bench.deed_board import DeedBoard
from nevlab.bench.frame import line, log, number, presser
from nevlab.bench.pack import words
from nevlab.labels import label
from nevlab.vehicle.battery.used_pack import CARD, COUNT, MODULES


def parts(board: DeedBoard[Any]) -> tuple[widgets.Widget, ...]:
    """Give the card, the tools, the map of the cells and the log."""
    said = widgets.HTML()
    press = presser(board, said)
    charge = number(label("discharge Ah (− charges)", "放电 Ah（负为充电）"), 0, -40, 40, 0.5)
    cell = _whole(label("cell", "单体"), COUNT)
    module = _whole(label("module", "模组"), MODULES)
    spare = choice(label("spare", "备用模组"), [(one.name, one.name) for one in board.work().station.spares])
    hours = number(label("hours", "小时"), 0, 0, 72, 0.5)
    return (
        widgets.HTML(page.wrap(board.above())),
        line(
            label("Pack", "电池包"),
            press(words.deed("protect", {}), "protect"),
            press(words.deed("power_down", {}), "power_down"),
            press(words.deed("power_up", {}), "power_up"),
        ),
        line(
            label("Data stream", "数据流"),
            press(words.deed("read_cells", {"current_a": 0.0}), "read_cells", current_a=0.0),
            press(words.deed("read_cells", {"current_a": CARD.load_a}), "read_cells", current_a=CARD.load_a),
        ),
        line(
            label("Charger at the inlet", "充电口处的充放电设备"),
            charge,
            press(label("Run, rest 1 h", "运行，静置 1 h"), "shift", charge_ah=charge),
        ),
        line(
            label("Meter, at one cell", "万用表，单个部位"),
            cell,
            press(label("Voltage of this cell", "测该单体电压"), "probe_cell", number=cell),
            press(
                label(f"Along the joint behind it, {CARD.load_a:g} A", f"测其后的连接片，{CARD.load_a:g} A"),
                "probe_joint",
                number=cell,
            ),
        ),
        line(
            label("Divide and join", "拆分与装复"),
            press(words.deed("divide", {}), "divide"),
            press(words.deed("join", {}), "join"),
        ),
        line(
            label("Repair", "维修"),
            press(label("Measuring line between the cell above and the next", "修复上面所选单体与下一单体间的采样线"),
                  "mend_line", number=cell),
            press(label("Joint behind the cell above", "拧紧上面所选单体后的连接片"), "tighten_joint", number=cell),
        ),
        line(
            label("Replace, balance", "更换、均衡"),
            module,
            spare,
            press(label("Replace the module", "更换模组"), "replace_module", module=module, spare=spare),
            hours,
            press(label("Balance", "均衡"), "balance", hours=hours),
        ),
        said,
        _maps(board),
        log(board),
    )  # fmt: skip


def _whole(name: str, most: int) -> widgets.BoundedIntText:
    return widgets.BoundedIntText(
        value=1, min=1, max=most, description=name, style={"description_width": "initial"}, layout={"width": "9em"}
    )


def _maps(board: DeedBoard[Any]) -> widgets.Widget:
    """Give the map of the cells of one reading, the latest unless another is chosen."""
    chosen, shown = choice(label("reading", "读数")), widgets.HTML()

    def draw(_change: object = None) -> None:
        readings = board.work().details("read_cells")
        volts = readings[chosen.value]["cells_v"] if chosen.value is not None else {}
        shown.value = page.wrap(view({int(cell): volt for cell, volt in volts.items()}, COUNT))

    def show() -> None:
        done = [told for told in board.work().done if told.action == "read_cells"]
        options = [(f"{place + 1}. {words.deed(told.action, told.details)}", place) for place, told in enumerate(done)]
        if tuple(options) != tuple(chosen.options) and options:
            offer(chosen, options, options[-1][1])
        draw()

    chosen.observe(draw, names="value")
    board.card.when_changed(show)
    show()
    return widgets.VBox([chosen, shown])
