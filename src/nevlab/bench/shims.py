"""The benches of the reducer chapter: the shim of a bearing, and backlash round the wheel with a dial gauge."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from nevlab.bench.controls import Slider
from nevlab.bench.explorer import Explorer
from nevlab.bench.picture import Axis, Curve, Level, Number, Picture, Words
from nevlab.labels import label
from nevlab.vehicle.reducer.gears import TEACHING_REDUCER
from nevlab.vehicle.reducer.shims import BearingSeat, ShimSet

SHELF = ShimSet()
PAIR = TEACHING_REDUCER.pairs[0]
#: Shims up to so far from the wanted one are drawn [m].
NEAR_M = 0.11e-3
#: Height of the bearing, and how far the preload may be off its middle [m]: values of our own.
HEIGHT_M, HALF_M = 85.05e-3, 30e-6
#: Allowed backlash of the example [m]: values of our own.
ALLOWED_M = (80e-6, 160e-6)


def explorer() -> Explorer:
    """Give the preload over the thickness of the shim, with what the readings leave open."""
    return Explorer(
        _shim,
        sliders=[
            Slider("depth_mm", label("depth of the seat", "座孔深度"), "mm", 86.30, 86.60, 0.01, 86.42),
            Slider("tolerance_um", label("each reading ±", "每个读数的误差 ±"), "µm", 0, 50, 5, 10, stops=(5,)),
            Slider(
                "middle_um",
                label("preload wanted (− end play)", "要求的预紧量（负为轴向游隙）"),
                "µm",
                -100,
                150,
                10,
                80,
                stops=(-50,),
            ),
            Slider("shim_mm", label("shim put in", "装入的垫片"), "mm", 1.00, 2.00, 0.05, 1.45, stops=(1.30, 1.35)),
        ],
        x=Axis(label("shim", "垫片厚度"), "mm"),
        y=Axis(label("preload (− end play)", "预紧量（负值为游隙）"), "µm"),
        caption=label(
            "Preload = shim − depth + height; height 85.05 mm, allowed ±30 µm. "
            "All sizes, the allowed range and the set of shims (1.00 to 2.00 mm by "
            "0.05 mm) are values of our own; the maker's manual counts.",
            "预紧量 = 垫片厚度 − 深度 + 高度；高度 85.05 mm，允许偏差 ±30 µm。"
            "尺寸、允许范围和垫片系列（1.00～2.00 mm，级差 0.05 mm）均为本课程自定值，"
            "以厂家维修手册为准。",
        ),
        alt=label(
            "Preload over the shim, a straight line with a point for each of the five shims near the wanted one: "
            "−20 µm with 1.35 mm, 80 µm with 1.45 mm, 180 µm with 1.55 mm; dashed lines 20 µm above and below are what "
            "the readings leave open. Level lines mark the allowed 50 to 110 µm. Only 1.45 mm, the shim put in, "
            "lies between them.",
            "预紧量随垫片厚度变化的直线，五个圆点为所需厚度附近的现有垫片：1.35 mm 时 −20 µm，1.45 mm 时 80 µm，"
            "1.55 mm 时 180 µm；上下各 20 µm 的虚线为测量误差范围。水平线为允许范围 50～110 µm，"
            "只有装入的 1.45 mm 垫片在其中。",
        ),
    )


def _shim(depth_mm: float, tolerance_um: float, middle_um: float, shim_mm: float) -> Picture:
    low_m, high_m = middle_um / 1e6 - HALF_M, middle_um / 1e6 + HALF_M
    tolerance_m = tolerance_um / 1e6
    seat = BearingSeat(depth_mm / 1e3, HEIGHT_M, low_m, high_m, tolerance_m, tolerance_m)
    near = [shim for shim in SHELF.thicknesses_m if abs(shim - seat.wanted_shim_m) <= NEAR_M]
    near_mm, near_um = [shim * 1e3 for shim in near], [seat.preload_m(shim) * 1e6 for shim in near]
    preload_um, either_um = seat.preload_m(shim_mm / 1e3) * 1e6, seat.tolerance_m * 1e6
    verdicts = {
        "inside": label("inside", "合格"),
        "outside": label("outside", "不合格"),
        "unsure": label("unsure: the readings do not tell", "无法判定：测量误差太大"),
    }
    return Picture(
        curves=[
            Curve(label("shims on the shelf", "现有垫片"), near_mm, near_um, "marked"),
            Curve(label("at most", "计入误差的最大值"), near_mm, [one + either_um for one in near_um], "dashed"),
            Curve(label("at least", "计入误差的最小值"), near_mm, [one - either_um for one in near_um], "dashed"),
            Curve(label("shim put in", "装入的垫片"), [shim_mm], [preload_um], "points"),
        ],
        levels=[
            Level(label("least allowed", "允许下限"), low_m * 1e6),
            Level(label("most allowed", "允许上限"), high_m * 1e6),
        ],
        numbers=[
            Number(label("shim wanted", "所需垫片"), seat.wanted_shim_m * 1e3, "mm", 3),
            Number(label("nearest on the shelf", "最接近的现有垫片"), SHELF.nearest(seat.wanted_shim_m) * 1e3, "mm", 2),
            Number(label("preload with the shim put in", "装入后的预紧量"), preload_um, "µm", 0),
            Words(
                label("as far as the readings tell", "计入测量误差"),
                label(f"{preload_um - either_um:.0f} to {preload_um + either_um:.0f} µm",
                      f"{preload_um - either_um:.0f}～{preload_um + either_um:.0f} µm"),
            ),
            Words(label("verdict", "判断"), verdicts[seat.verdict(shim_mm / 1e3)]),
        ],
    )  # fmt: skip


def backlash() -> Explorer:
    """Give the backlash round the wheel, and what a dial gauge makes of it."""
    return Explorer(
        _backlash,
        sliders=[
            Slider("backlash_um", label("mean backlash", "平均齿侧间隙"), "µm", 20, 300, 10, 120),
            Slider("runout_um", label("run-out of the wheel", "从动齿轮径向跳动"), "µm", 0, 150, 10, 30, stops=(150,)),
            Slider("angle_deg", label("measured at", "测量位置"), "°", 0, 360, 10, 90, stops=(180, 270)),
            Slider("tilt_deg", label("gauge tilted by", "测杆倾斜角"), "°", 0, 60, 5, 25, stops=(0,)),
        ],
        x=Axis(label("angle of the wheel", "从动齿轮转角"), "°", 0, 360),
        y=Axis(label("backlash", "齿侧间隙"), "µm", 0),
        caption=label(
            "Teeth 23:69, module 2 mm, and the allowed 80 to 160 µm are values of our own; the maker's manual counts. "
            "The backlash of parallel shafts is checked, not shimmed. Run-out: Δj = 2·tan 20°·Δa.",
            "齿数 23:69、模数 2 mm、允许范围 80～160 µm 均为本课程自定值，以厂家维修手册为准。"
            "平行轴的齿侧间隙只检查，不用垫片调整。径向跳动的影响：Δj = 2·tan 20°·Δa。",
        ),
        alt=label(
            "Backlash over one turn of the wheel: a wave round 120 µm, least 109 µm at 0°, most 131 µm at 180°, within "
            "the allowed 80 to 160 µm. The dashed curve of the gauge, tilted by 25°, lies 10 % higher: 120 to 144 µm; "
            "at 90° (point) it reads 132 µm instead of 120 µm.",
            "从动齿轮转一周的齿侧间隙曲线：以 120 µm 为中心波动，0° 处最小 109 µm，180° 处最大 131 µm，"
            "在允许范围 80～160 µm 内。测杆倾斜 25° 时百分表读数（虚线）偏大 10 %，为 120～144 µm；"
            "90° 处（圆点）读数 132 µm，实际 120 µm。",
        ),
    )


def _backlash(backlash_um: float, runout_um: float, angle_deg: float, tilt_deg: float) -> Picture:
    pair = replace(PAIR, backlash_m=backlash_um / 1e6, runout_m=runout_um / 1e6)
    degrees = np.arange(0, 361, 2.0)
    true_um = np.asarray(pair.backlash_at(np.radians(degrees))) * 1e6
    gauge_um = np.asarray(pair.gauge_travel_m(np.radians(degrees), PAIR.wheel_pitch_radius_m, tilt_deg)) * 1e6
    read_um = float(pair.gauge_travel_m(math.radians(angle_deg), PAIR.wheel_pitch_radius_m, tilt_deg)) * 1e6
    here_um = float(pair.backlash_at(math.radians(angle_deg))) * 1e6
    low_um, high_um = (limit * 1e6 for limit in ALLOWED_M)
    inside = low_um <= true_um.min() and true_um.max() <= high_um
    return Picture(
        curves=[
            Curve(label("on the pitch circle", "分度圆上的间隙"), degrees.tolist(), true_um.tolist()),
            Curve(label("travel of the gauge", "百分表读数变化"), degrees.tolist(), gauge_um.tolist(), "dashed"),
            Curve(label("this reading", "本次读数"), [angle_deg], [read_um], "points"),
        ],
        levels=[
            Level(label("least allowed (example)", "允许下限（示例）"), low_um),
            Level(label("most allowed (example)", "允许上限（示例）"), high_um),
        ],
        numbers=[
            Number(label("gauge at this place", "此处百分表读数"), read_um, "µm"),
            Number(label("true backlash there", "此处实际间隙"), here_um, "µm"),
            Number(label("least round the wheel", "一周内最小"), float(true_um.min()), "µm"),
            Number(label("most round the wheel", "一周内最大"), float(true_um.max()), "µm"),
            Number(label("error of the gauge", "百分表误差"), 100 * (read_um / here_um - 1), "%")
            if here_um
            else Words(label("error of the gauge", "百分表误差"), "–"),
            Words(
                label("verdict, all round", "一周判断"),
                label("inside", "合格") if inside else label("outside", "不合格"),
            ),
        ],
    )
