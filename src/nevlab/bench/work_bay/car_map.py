"""A car from above: where its high-voltage parts are, joined by orange cables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nevlab.bench import style
from nevlab.bench.still import Still
from nevlab.labels import label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ORANGE, _GREY = "#E06A00", "#555555"
_PARTS = (
    # number, left, bottom, width, height
    (1, 3.9, 1.35, 4.1, 1.7), (2, 7.3, 1.85, 0.5, 0.7), (3, 1.6, 1.2, 1.0, 0.9), (4, 1.6, 2.3, 1.0, 0.9),
    (5, 2.85, 2.35, 0.75, 0.8), (6, 0.75, 1.1, 0.6, 0.6), (7, 2.85, 1.2, 0.75, 0.6), (8, 9.3, 3.2, 0.6, 0.4),
)  # fmt: skip
_CABLES = (
    [(3.9, 2.75), (3.6, 2.75)], [(2.85, 2.75), (2.6, 2.75)], [(2.1, 2.3), (2.1, 2.1)],
    [(2.85, 2.5), (2.72, 2.5), (2.72, 1.5), (2.85, 1.5)], [(2.72, 1.05), (2.72, 1.5)],
    [(2.72, 1.05), (1.05, 1.05), (1.05, 1.1)], [(9.6, 3.2), (9.6, 2.9), (8.0, 2.9)],
)  # fmt: skip


def part_words() -> dict[int, str]:
    """Give the parts by their numbers in the picture."""
    return {
        1: label("traction battery (under the floor)", "动力电池（底板下）"),
        2: label("service plug (on the battery)", "维修开关（在电池上）"),
        3: label("drive motor", "驱动电机"),
        4: label("inverter (motor controller)", "逆变器（电机控制器）"),
        5: label("charger with DC-DC converter and distribution", "车载充电机、DC-DC、高压配电"),
        6: label("electric compressor", "电动压缩机"),
        7: label("heater (PTC)", "PTC 加热器"),
        8: label("charging inlet", "充电口"),
        9: label("12 V battery (not high voltage)", "12 V 蓄电池（非高压）"),
    }


def car_map() -> Still:
    """Give the car from above, its parts numbered; the names stand in the chapter."""
    front, rear = label("front", "车头"), label("rear", "车尾")
    with style.context(front, rear):
        figure, axes = style.sheet()
        figure.set_size_inches(6.6, 3.4)
        axes.set(xlim=(-0.2, 10.9), ylim=(-0.1, 4.5), aspect="equal")
        axes.axis("off")
        _outline(axes)
        for run in _CABLES:
            axes.plot(*zip(*run, strict=True), color=_ORANGE, linewidth=4, solid_capstyle="round", zorder=2)
        for number, *box in _PARTS:
            _part(axes, number, box, high=True)
        _part(axes, 9, [0.75, 2.9, 0.6, 0.5], high=False)
        axes.text(0.35, 4.15, front, ha="center")
        axes.text(10.3, 4.15, rear, ha="center")
        drawing = style.png(figure)
    alt = label(
        "A car from above. Orange, joined by orange cables: under the floor the battery (1) with the service plug (2) "
        "at its rear end; in front the motor (3), above it the inverter (4), the charger with distribution (5), the "
        "compressor (6), the heater (7); at the rear right the charging inlet (8). Grey, in front: 12 V battery (9).",
        "俯视的汽车。橙色并由橙色线缆连接：底板下是动力电池（1），其后端是维修开关（2）；前部是驱动电机（3）、"
        "逆变器（4）、充电机和配电（5）、压缩机（6）、加热器（7）；右后方是充电口（8）。灰色，前部：12 V 蓄电池（9）。",
    )
    caption = label(
        "A usual layout, drawn for this course; on a real car the maker's drawing counts.",
        "常见布置，为本课程绘制；实车以厂家图样为准。",
    )
    return Still(drawing, alt, caption)


def _outline(axes: Axes) -> None:
    from matplotlib.patches import FancyBboxPatch, Rectangle

    shape = FancyBboxPatch(
        (0.6, 0.85), 9.4, 2.7, boxstyle="round,pad=0.1,rounding_size=0.9", fill=False, linewidth=1.6, edgecolor=_GREY
    )
    axes.add_patch(shape)
    for x in (1.7, 8.2):
        for y in (0.42, 3.72):
            axes.add_patch(Rectangle((x, y), 1.1, 0.3, color=_GREY))


def _part(axes: Axes, number: int, box: list[float], *, high: bool) -> None:
    from matplotlib.patches import Rectangle

    left, bottom, width, height = box
    colour = "#FFE3C7" if high else "#E6E6E6"
    edge = _ORANGE if high else _GREY
    axes.add_patch(Rectangle((left, bottom), width, height, facecolor=colour, edgecolor=edge, linewidth=2, zorder=3))
    middle = left + width / 2, bottom + height / 2
    axes.text(*middle, str(number), ha="center", va="center", fontsize="large", color="#000000", zorder=4)
