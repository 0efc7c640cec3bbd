"""The bench of the cell chapters: every cell of a drawn pack as a heat map."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from nevlab.bench.controls import Slider, Switch
from nevlab.bench.explorer import Explorer
from nevlab.bench.picture import Axis, GridPicture, Number, Table, Words
from nevlab.labels import label
from nevlab.vehicle.battery.cell import CellState
from nevlab.vehicle.battery.leaf_2013 import LEAF_2013
from nevlab.vehicle.battery.pack import Pack, drawn

COUNT, COLUMNS, SEED = 96, 12, 7
WEAK_CELL, BAD_JOINT = 40, 71
#: An aged cell's resistance grows by so many times its fade: an assumption.
GROWTH_PER_FADE = 2.0
WARM_C = 25.0
#: The state goes on in steps of this length [s]: within one, the resistances stay.
_STEP_S = 30.0


def explorer() -> Explorer:
    """Give the heat map of a drawn pack of 96 cells, one of them weak, one joint bad."""
    return Explorer(
        _heat_map,
        sliders=[
            Slider("current_a", label("current (− charges)", "电流（负为充电）"), "A", -100, 150, 10, 100),
            Slider("load_s", label("flowing for", "通电时间"), "s", 0, 120, 30, 30),
            Slider("soc_percent", label("mean SOC before", "通电前平均 SOC"), "%", 30, 80, 5, 60),
            Slider("fade_percent", label("fade of cell 40", "40 号单体容量衰减"), "%", 0, 30, 1, 15),
            Slider("joint_mohm", label("joint behind cell 71", "71 号单体后的连接电阻"), "mΩ", 0.05, 2, 0.05, 1),
        ],
        switches=[
            Switch(
                "shown",
                label("shown", "显示量"),
                {
                    "voltage": label("voltage", "电压"),
                    "temperature": label("temperature", "温度"),
                    "charge": label("charge left", "剩余电量"),
                },
                "voltage",
            )
        ],
        x=Axis(label("place in the row", "行内序号")),
        y=Axis(label("cells", "单体编号")),
        caption=label(
            "Cells of a 2013 Nissan Leaf (measured at ORNL, batterysim/equiv-circ-model, MIT) in a string and a layout "
            f"of our own. The spread of a sound pack, and that the resistance grows by {GROWTH_PER_FADE:g} times the "
            "fade, are assumptions. A joint's drop counts in its cell's reading. Frames: weakest and fullest cell. "
            "z-score: distance from the mean of all cells, in standard deviations.",
            "单体参数取自 2013 款日产聆风（ORNL 测试，batterysim/equiv-circ-model，MIT 许可），"
            "串联数和排列为本课程自定。"
            f"正常电池包的离散度、内阻增长为容量衰减的 {GROWTH_PER_FADE:g} 倍均为假设。连接片压降计入所属单体的读数。"
            "橙色框：电量最少和最先充满的单体。"
            "z 值：与全部单体平均值之差除以标准差。",
        ),
        alt=label(
            "Heat map of the voltage of 96 cells in 8 rows of 12 after 30 s with 100 A from SOC 60 %. Of the cells, 94 "
            "read 3.681 to 3.717 V; two are clearly lower: cell 71 with its bad joint 3.612 V, the faded cell 40 "
            "3.627 V. The frame is round cell 40: it is empty first, and full first.",
            "96 个单体（8 行 12 列）在 SOC 60 %、100 A 放电 30 s 后的电压热力图。94 个单体为 3.681～3.717 V；"
            "明显偏低的有两个：连接电阻偏大的 71 号为 3.612 V，衰减的 40 号为 3.627 V。"
            "框出的是 40 号：先放空，也先充满。",
        ),
    )


def _heat_map(
    current_a: float, load_s: float, soc_percent: float, fade_percent: float, joint_mohm: float, shown: str
) -> GridPicture:
    pack, state = _pack(soc_percent / 100)
    fade = fade_percent / 100
    if fade:
        pack = pack.with_cell(WEAK_CELL, capacity_fade=fade, resistance_growth=GROWTH_PER_FADE * fade)
    pack = pack.with_cell(BAD_JOINT, joint_ohm=joint_mohm / 1e3)
    for _ in range(round(load_s / _STEP_S)):
        state = pack.after(state, current_a, _STEP_S, WARM_C)
    volts = pack.cell_voltages(state, current_a)
    values, quantity, digits = {
        "voltage": (volts, Axis(label("cell voltage", "单体电压"), "V"), 3),
        "temperature": (
            np.asarray(state.temperature_c), Axis(label("cell temperature", "单体温度"), "°C"), 1,
        ),
        "charge": (pack.cell_charge_ah(state), Axis(label("charge left", "剩余电量"), "Ah"), 1),
    }[shown]  # fmt: skip
    return GridPicture(
        values=values.tolist(),
        columns=COLUMNS,
        quantity=quantity,
        digits=digits,
        marked=[pack.weakest(state), pack.fullest(state)],
        numbers=_numbers(pack, state, volts),
        table=_outliers(values, quantity, digits),
    )


@cache
def _pack(soc: float) -> tuple[Pack, CellState]:
    return drawn(LEAF_2013, COUNT, SEED, soc)


def _numbers(pack: Pack, state: CellState, volts: NDArray[np.float64]) -> list[Number | Words]:
    def named(cell: int, value: float, unit: str, digits: int) -> str:
        return label(f"cell {cell}", f"{cell} 号") + f" ({value:.{digits}f} {unit})"

    highest, lowest = int(volts.argmax()) + 1, int(volts.argmin()) + 1
    weakest, fullest = pack.weakest(state), pack.fullest(state)
    charges, rooms = pack.cell_charge_ah(state), pack.cell_room_ah(state)
    return [
        Words(label("highest voltage", "最高电压"), named(highest, volts[highest - 1], "V", 3)),
        Words(label("lowest voltage", "最低电压"), named(lowest, volts[lowest - 1], "V", 3)),
        Number(label("difference ΔU", "压差 ΔU"), float(np.ptp(volts)) * 1e3, "mV", 0),
        Number(label("pack voltage", "总电压"), float(volts.sum()), "V"),
        Words(label("weakest: ends the discharge", "电量最少：先放空"), named(weakest, charges[weakest - 1], "Ah", 2)),
        Words(label("fullest: room left", "最先充满：还可充入"), named(fullest, rooms[fullest - 1], "Ah", 2)),
        Number(label("usable charge of the pack", "整包可用容量"), pack.usable_ah(state), "Ah", 2),
    ]


def _outliers(values: NDArray[np.float64], quantity: Axis, digits: int, count: int = 5) -> Table | None:
    """Give the cells furthest from the mean of all, in standard deviations; none if all print alike."""
    if np.ptp(values) < 10.0**-digits:
        return None
    scores = (values - values.mean()) / values.std()
    worst = np.argsort(-np.abs(scores), kind="stable")[:count]
    head = [label("cell", "单体"), quantity.title, label("z-score", "z 值")]
    return Table(
        head,
        [[str(place + 1), f"{values[place]:.{digits}f}", f"{scores[place]:+.1f}".replace("-", "−")] for place in worst],
    )
