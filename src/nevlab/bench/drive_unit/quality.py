"""Two things to explore about assembly: what a bolt's curve tells, and what Cp and Cpk tell of a process."""

from __future__ import annotations

import math

import numpy as np

from nevlab.bench.controls import Slider, Switch
from nevlab.bench.drive_unit.curve import axes, recorded
from nevlab.bench.explorer import Explorer
from nevlab.bench.picture import Axis, Beside, Curve, Level, Number, Picture, Words
from nevlab.labels import label
from nevlab.vehicle.drive_unit.bolts import Joint
from nevlab.vehicle.drive_unit.process import A2, D2, LEAST_CPK, LIMITS_NM, SIZE, cp, cpk
from nevlab.vehicle.drive_unit.unit import PASSES_NM, WINDOW_DEG

_GROUPS = (0.6, -1.1, 0.2, 1.7, -0.6, -1.7, 1.1, -0.2)
"""Eight means of an example, in standard deviations of a mean."""
_JOINTS = {"sound": {}, "soft": {"stiffness_n_m": 4e7}, "crossed": {"jam_nm_deg": 2.8}}


def joint() -> Explorer:
    """Give torque over angle of a bolt M10, with the clamp force that comes of it."""
    x, y = axes()
    return Explorer(
        _tightened,
        sliders=[
            Slider("friction", label("friction µ", "摩擦系数 µ"), "", 0.06, 0.2, 0.02, 0.12),
            Slider("torque_nm", label("final torque", "最终力矩"), "Nm", 25, 45, 5, PASSES_NM[1]),
        ],
        switches=[
            Switch("kind", label("joint", "连接状态"), {
                "sound": label("sound", "正常"),
                "soft": label("paint or burr under the flange", "贴合面有漆或毛刺"),
                "crossed": label("crossed thread", "螺纹乱扣"),
            }, "sound"),
        ],
        x=x,
        y=y,
        caption=label(
            "Bolt M10 × 1.5, class 8.8, on a joint of 200 kN/mm; with paint or a burr 40 kN/mm (training values).",
            "M10 × 1.5、8.8 级螺栓，连接刚度 200 kN/mm；有漆或毛刺时 40 kN/mm（训练值）。",
        ),
        alt=label(
            "Torque over angle: 1 Nm while the bolt runs down, from 120° a steep straight line up to 40 Nm at 149°.",
            "转矩—转角曲线：旋入阶段 1 Nm，120° 起沿陡直线上升，149° 时到 40 Nm。",
        ),
    )  # fmt: skip


def _tightened(friction: float, torque_nm: float, kind: str) -> Picture:
    bolt = Joint(friction, **_JOINTS[kind])
    end_deg = bolt.angle_deg(torque_nm)
    clamp_n, angle_deg = float(bolt.clamp_n(end_deg)), end_deg - bolt.angle_deg(PASSES_NM[0])
    low, high = WINDOW_DEG
    if clamp_n > bolt.yield_n:
        words = label("bolt yields: stretched", "螺栓屈服，被拉长")
    elif angle_deg < low:
        words = label("angle too small: torque without clamp force", "转角过小：有力矩，没有夹紧力")
    elif angle_deg > high:
        words = label("angle too large: something gives way", "转角过大：有东西在被压缩")
    else:
        words = label("within the card", "在规定范围内")
    return Picture(
        curves=[recorded(bolt, torque_nm)],
        levels=[Level(f"{PASSES_NM[0]:g} Nm", PASSES_NM[0]), Level(label("final torque", "最终力矩"), torque_nm)],
        numbers=[
            Number(label("clamp force", "夹紧力"), clamp_n / 1e3, "kN", 1),
            Number(label("share of the yield", "占屈服夹紧力"), 100 * clamp_n / bolt.yield_n, "%", 0),
            Number(label("angle from 20 Nm on", "20 Nm 起转角"), angle_deg, "°", 0),
            Words(label("verdict", "判断"), words),
        ],
    )


def process() -> Explorer:
    """Give the spread of the torques that a wrench reaches, between the limits, with Cp and Cpk."""
    low, high = LIMITS_NM
    return Explorer(
        _spread,
        sliders=[
            Slider("mean_nm", label("mean", "均值"), "Nm", 38, 42, 0.4, 41.2),
            Slider("sigma_nm", label("standard deviation σ", "标准差 σ"), "Nm", 0.3, 1.2, 0.1, 0.5),
            Slider("shift_nm", label("newest mean higher by", "最新一组均值偏高"), "Nm", 0, 1.5, 0.25, 0.25),
        ],
        x=Axis(label("torque reached", "实际力矩"), "Nm", 35, 45),
        y=Axis(label("share per Nm", "每 Nm 占比"), "%", 0, 140),
        caption=label(
            f"Normal distribution. Tolerance {low:g} to {high:g} Nm, wanted: Cp, Cpk ≥ {LEAST_CPK:g} (training card).",
            f"正态分布。公差 {low:g}～{high:g} Nm，要求 Cp、Cpk ≥ {LEAST_CPK:g}（训练资料）。",
        ),
        alt=label(
            "A bell curve round 41.2 Nm, narrow, but near the upper limit of 43 Nm: Cp 2.00, Cpk 1.20.",
            "以 41.2 Nm 为中心的钟形曲线，很窄，但靠近上限 43 Nm：Cp 2.00，Cpk 1.20。",
        ),
    )


def _spread(mean_nm: float, sigma_nm: float, shift_nm: float) -> Picture:
    low, high = LIMITS_NM
    torques = mean_nm + sigma_nm * np.linspace(-4, 4, 81)
    density = 100 * np.exp(-(((torques - mean_nm) / sigma_nm) ** 2) / 2) / (sigma_nm * math.sqrt(2 * math.pi))
    outside = sum(math.erfc(gap / (sigma_nm * math.sqrt(2))) / 2 for gap in (high - mean_nm, mean_nm - low))
    potential, actual = cp(sigma_nm, low, high), cpk(mean_nm, sigma_nm, low, high)
    if potential < LEAST_CPK:
        words = label("spread too wide", "散差太大")
    elif actual < LEAST_CPK:
        words = label("off the middle", "偏离中心")
    else:
        words = label("capable", "能力足够")
    control = _chart(mean_nm, sigma_nm, shift_nm)
    newest = (
        label("inside: go on", "在限内，继续")
        if shift_nm <= A2 * D2 * sigma_nm
        else label("outside: stop", "超限，停线")
    )
    return Picture(
        curves=[Curve(label("torques", "力矩分布"), torques.tolist(), density.tolist())],
        levels=[Level(label("lower limit", "下限"), low, "x"), Level(label("upper limit", "上限"), high, "x")],
        numbers=[
            Number("Cp", potential, "", 2),
            Number("Cpk", actual, "", 2),
            Number(label("outside, of a million", "每百万件超差"), 1e6 * outside, "", 0),
            Words(label("verdict", "判断"), words),
            Words(label("newest mean", "最新一组均值"), newest),
        ],
        beside=control,
    )


def _chart(mean_nm: float, sigma_nm: float, shift_nm: float) -> Beside:
    """Give the control chart of eight means and the newest, which is higher than the mean of all."""
    low_nm, high_nm = (mean_nm + side * A2 * D2 * sigma_nm for side in (-1, 1))
    means_nm = [mean_nm + z * sigma_nm / math.sqrt(SIZE) for z in _GROUPS]
    newest = len(means_nm) + 1
    return Beside(
        curves=[
            Curve(label("means of five", "每组五个的均值"), list(range(1, newest)), means_nm, "marked"),
            Curve(label("newest", "最新一组"), [newest], [mean_nm + shift_nm], "points"),
        ],
        levels=[Level("LCL", low_nm), Level("UCL", high_nm)],
        x=Axis(label("subgroup", "子组"), "", 0, 10),
        y=Axis(label("mean torque", "力矩均值"), "Nm", 35, 45),
        alt=label(
            f"Control chart: eight means round {mean_nm:.1f} Nm between LCL {low_nm:.2f} Nm and UCL {high_nm:.2f} Nm; "
            f"the newest at {mean_nm + shift_nm:.2f} Nm.",
            f"控制图：八个均值在 {mean_nm:.1f} Nm 附近，LCL {low_nm:.2f} Nm，UCL {high_nm:.2f} Nm；"
            f"最新一组 {mean_nm + shift_nm:.2f} Nm。",
        ),
    )
