"""The link after power-off: one exponential as a formula has it, beside what a real car's log shows."""

from __future__ import annotations

import math
from functools import cache

import numpy as np

from nevlab.bench.controls import Slider
from nevlab.bench.explorer import Explorer
from nevlab.bench.picture import Axis, Curve, Level, Number, Picture
from nevlab.data import kona
from nevlab.labels import label
from nevlab.vehicle.power_down_cases import CLASS_A_V, fall_s

MOST_S = 180.0


@cache
def _slopes() -> tuple[tuple[float, float], tuple[float, float]]:
    """Give voltage [V] and rate of fall [V/s] in the middle of the two measured pieces, by straight lines."""
    low, high = (
        (float(part.link_v.mean()), -float(np.polyfit(part.time_s, part.link_v, 1)[0])) for part in kona.quoted_decays()
    )
    return low, high


def kona_tau_s() -> tuple[float, float]:
    """Give U/|dU/dt| of the Kona's link [s], near 128 V and near 344 V: one exponential would have one value."""
    low, high = (volt / rate for volt, rate in _slopes())
    return low, high


def kona_fall_s(from_v: float, to_v: float = CLASS_A_V) -> float:
    """Give the time [s] in which the Kona's link falls, the rate interpolated between the two measured ones.

    Between them ``|dU/dt| = a·U^n``, so ``t = (U₁^(1−n) − U₂^(1−n))/(a·(1−n))``. Below 121 V nothing was measured.
    """
    (low_v, low), (high_v, high) = _slopes()
    power = math.log(high / low) / math.log(high_v / low_v)
    factor = high / high_v**power
    return float((from_v ** (1 - power) - to_v ** (1 - power)) / (factor * (1 - power)))


@cache
def _by_slopes() -> tuple[list[float], list[float]]:
    """Give times [s] and voltages [V] of the Kona's link as its slopes have it."""
    start_v = float(kona.quoted_decays()[1].link_v[0])
    falling_v = np.linspace(start_v, 20.0, 60).tolist()
    return [kona_fall_s(start_v, volt) for volt in falling_v], falling_v


def decay() -> Explorer:
    """Give the link's voltage after power-off to explore, beside the real Kona's two measured pieces."""
    low, high = kona.quoted_decays()
    high_s = high.time_s - high.time_s[0]
    low_s = low.time_s - low.time_s[0] + kona_fall_s(float(high.link_v[0]), float(low.link_v[0]))
    measured = label("real Kona EV, measured", "真实 Kona EV，实测")
    return Explorer(
        _decayed,
        sliders=[
            Slider("voltage_v", label("link at power-off U₁", "下电时母线电压 U₁"), "V", 100, 800, 1, 353),
            Slider("tau_s", label("time constant τ", "时间常数 τ"), "s", 5, 60, 1, 31),
            Slider("waited_s", label("waited", "已等待"), "s", 0, MOST_S, 1, 55, (43,)),
        ],
        x=Axis(label("time after power-off", "下电后的时间"), "s", 0, MOST_S),
        y=Axis(label("link voltage", "母线电压"), "V", 0),
        reference=[Curve(measured, [*high_s, *low_s], [*high.link_v, *low.link_v], "points")],
        caption=label(
            "Grey dots: two measured pieces of one car. The lower one belongs to another power-off and is set where "
            f"the dashed curve passes it; below 121 V nothing was measured. Source: {kona.LOG_SOURCE}.",
            "灰点：同一辆车的两段实测数据。下面一段属于另一次下电，按虚线经过的位置放置；121 V 以下没有实测。"
            f"来源：{kona.LOG_SOURCE}。",
        ),
        alt=label(
            "Link voltage over time from 353 V with a time constant of 31 s: 60 V are reached after 55 s. The dashed "
            "curve from the measured slopes of a real Kona falls faster and passes 60 V after 43 s.",
            "母线电压由 353 V、时间常数 31 s 下降：55 s 到 60 V。"
            "按真实 Kona 实测斜率推算的虚线下降更快，43 s 到 60 V。",
        ),
    )


def _decayed(voltage_v: float, tau_s: float, waited_s: float) -> Picture:
    times_s = np.linspace(0, MOST_S, 181)
    exponential_v = voltage_v * np.exp(-times_s / tau_s)
    left_v = voltage_v * math.exp(-waited_s / tau_s)
    words = label("Kona from 353 V to 60 V, by its slopes", "Kona 由 353 V 到 60 V（按斜率）")
    return Picture(
        curves=[
            Curve(label("one exponential", "一条指数曲线"), times_s.tolist(), exponential_v.tolist()),
            Curve(label("Kona, from its slopes", "Kona，按实测斜率"), *_by_slopes(), "dashed"),
            Curve(label("now", "此刻"), [waited_s], [left_v], "points"),
        ],
        levels=[Level("60 V", CLASS_A_V)],
        numbers=[
            Number(label("to 60 V, worked out", "降到 60 V（计算值）"), fall_s(voltage_v, tau_s), "s", 0),
            Number(label("worked out for now", "此刻（计算值）"), left_v, "V", 0),
            Number(words, kona_fall_s(353.0), "s", 0),
        ],
    )
