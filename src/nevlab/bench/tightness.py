"""The bench of the pressure-decay test: a leak and air that still cools both lower the pressure."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from nevlab.bench.controls import Slider, Switch
from nevlab.bench.explorer import Explorer
from nevlab.bench.picture import Axis, Curve, Number, Picture, Words
from nevlab.labels import label
from nevlab.vehicle.cooling.leak_test import LeakTest, leak_rate_pa_m3_s
from nevlab.vehicle.cooling.rig import CARD

WATCHED_S = 180.0
_END_S = 900.0


def explorer() -> Explorer:
    """Give how the pressure changes after the valve was shut, and the drop between two readings three minutes apart."""
    return Explorer(
        _decay,
        sliders=[
            Slider("leak", label("leak, times what the card allows", "泄漏（资料允许值的倍数）"), "", 0, 6, 0.5, 0),
            Slider("excess_k", label("air filled in is warmer by", "充入空气高出的温度"), "K", 0, 10, 1, 8),
            Slider("settle_s", label("settling time", "稳定时间"), "s", 0, 600, 60, 0),
        ],
        switches=[
            Switch(
                "target",
                label("tested", "被测"),
                {"loop": label("coolant loop", "冷却回路"), "housing": label("pack housing", "电池包箱体")},
                "loop",
            )
        ],
        x=Axis(label("time after the valve was shut", "关阀后的时间"), "s", 0, _END_S),
        y=Axis(label("change of pressure", "压力变化"), "kPa"),
        caption=label(
            "p = p0·exp(−C·t/V), and p ∝ T of air that cools with 60 s (ideal gas). Volumes, pressures and limits are "
            "those of the training card. Leak rate Q = V·Δp/t holds only for air of constant temperature.",
            "p = p0·exp(−C·t/V)；充入的空气以 60 s 的时间常数降温，p ∝ T（理想气体）。"
            "容积、压力和限值取自训练资料。泄漏率 Q = V·Δp/t 只适用于气温不变时。",
        ),
        alt=label(
            "Pressure change of a tight loop filled to 100 kPa with air 8 K too warm: it falls by about 5.1 kPa within "
            "three minutes and then stays. Read at once, the tight loop would fail the card's 1 kPa.",
            "密封良好的回路充气至 100 kPa，充入的空气高 8 K，压力变化：3 min 内下降约 5.1 kPa，之后不再变化。"
            "不等稳定就读数，密封良好的回路也会超过资料规定的 1 kPa。",
        ),
    )


def _decay(leak: float, excess_k: float, settle_s: float, target: str) -> Picture:
    card = CARD[target]
    allowed_m3_s = card.volume_m3 * card.drop_pa / card.pressure_pa / WATCHED_S
    test = LeakTest(card.volume_m3, card.pressure_pa, leak * allowed_m3_s, excess_k=excess_k)
    times_s = np.linspace(0, _END_S, 91)
    read_s = [settle_s, settle_s + WATCHED_S]

    def change_kpa(at_s: npt.ArrayLike) -> list[float]:
        told: list[float] = ((test.pressure_pa(at_s) - test.pressure_pa(0.0)) / 1e3).tolist()
        return told

    first_pa, second_pa = (float(value) for value in test.pressure_pa(read_s))
    drop_pa = first_pa - second_pa
    passed = drop_pa <= card.drop_pa
    return Picture(
        curves=[
            Curve(label("pressure", "压力"), times_s.tolist(), change_kpa(times_s)),
            Curve(label("the two readings", "两次读数"), read_s, change_kpa(read_s), "points"),
        ],
        numbers=[
            Number(label("drop between the readings", "两次读数的压降"), drop_pa, "Pa", 0),
            Number(label("card allows", "资料允许"), card.drop_pa, "Pa", 0),
            Number(
                label("leak rate worked out", "算得的泄漏率"),
                leak_rate_pa_m3_s(card.volume_m3, first_pa, second_pa, WATCHED_S), "Pa·m³/s", 4,
            ),
            Words(label("by the card", "按资料判断"), label("tight", "合格") if passed else label("leaks", "不合格")),
            Words(
                label("in truth", "实际"),
                label("within the card", "合格") if leak <= 1 else label("leaks", "泄漏超差"),
            ),
        ],
    )  # fmt: skip
