"""The bench of the quiescent current: what the parked car takes from its 12 V battery, and for how many days."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from nevlab.bench.controls import Slider, Switch
from nevlab.bench.explorer import Explorer
from nevlab.bench.picture import Axis, Curve, Level, Number, Picture, Words
from nevlab.labels import label
from nevlab.vehicle.low_voltage.lead_acid import LeadAcid, QuiescentCurrent

BATTERY = LeadAcid()
DAYS = 40
DAY_S = 86_400.0
#: Below this a start is not certain: an assumption.
LEAST_SOC = 0.5
_WAKING = {"sleeps": (math.inf, 0.0), "hourly": (3600.0, 300.0), "awake": (math.inf, 0.0)}


def explorer() -> Explorer:
    """Give the state of charge of the 12 V battery over the days that the car is parked."""
    return Explorer(
        _parked,
        sliders=[
            Slider("asleep_ma", label("current asleep", "休眠电流"), "mA", 5, 200, 5, 20),
            Slider("asleep_after_min", label("asleep after", "休眠等待时间"), "min", 1, 60, 1, 5),
            Slider("read_min", label("read after locking", "锁车后读数时刻"), "min", 1, 60, 1, 20, (4,)),
        ],
        switches=[
            Switch(
                "module",
                label("control units", "控制器"),
                {
                    "sleeps": label("all sleep", "全部休眠"),
                    "hourly": label("woken 5 min in every hour", "每小时被唤醒 5 min"),
                    "awake": label("one never sleeps: 2 A", "一个不休眠：2 A"),
                },
                "sleeps",
            )
        ],
        x=Axis(label("days parked", "停放天数"), "d", 0, DAYS),
        y=Axis(label("state of charge, 12 V battery", "12 V 蓄电池荷电状态"), "%", 0, 100),
        caption=label(
            "45 Ah, full at the start; awake 8 A until all sleep. Charge = ∫I dt, self-discharge left out. All values "
            "are examples of our own; the maker's limit counts. Many electric cars charge the 12 V battery again by "
            "themselves: then this shows as range lost while parked.",
            "45 Ah，开始时充满；休眠之前为 8 A。电量为电流对时间的积分，忽略自放电。均为本课程自定的例子，"
            "以厂家限值为准。许多电动车会自动给 12 V 蓄电池补电，这时表现为停放时续航减少。",
        ),
        alt=label(
            "State of charge over 40 days with 20 mA asleep: a nearly straight line from 100 % down to 56 %; it is at "
            "50 % only after 45.5 days.",
            "休眠电流 20 mA 时 40 天内荷电状态的变化：由 100 % 近似直线下降到 56 %，45.5 天后才降到 50 %（水平线）。",
        ),
    )


def _parked(asleep_ma: float, asleep_after_min: float, read_min: float, module: str) -> Picture:
    every_s, for_s = _WAKING[module]
    draw = QuiescentCurrent(
        asleep_a=asleep_ma / 1e3, asleep_after_s=60 * asleep_after_min, wakes_every_s=every_s, wakes_for_s=for_s
    )
    if module == "awake":
        draw = replace(draw, asleep_a=draw.asleep_a + 2.0)
    days = np.linspace(0, DAYS, 81)
    spent_ah = draw.charge_ah(days * DAY_S)
    left = np.maximum(0.0, 100 * (1 - spent_ah / BATTERY.capacity_ah))
    per_day_ah = float(draw.charge_ah(11 * DAY_S) - draw.charge_ah(DAY_S)) / 10
    first_ah = float(draw.charge_ah(DAY_S)) - per_day_ah
    days_left = max(0.0, ((1 - LEAST_SOC) * BATTERY.capacity_ah - first_ah) / per_day_ah)
    return Picture(
        curves=[Curve(label("state of charge", "荷电状态"), days.tolist(), left.tolist())],
        levels=[Level(label("a start is not certain below", "低于此值不能保证启动"), 100 * LEAST_SOC)],
        numbers=[
            Number(label("reading of the meter", "电流表读数"), 1e3 * float(draw.current_a(60 * read_min)), "mA", 0),
            Words(
                label("what the reading is", "读到的是"),
                label("control units still awake", "控制器还没有休眠")
                if read_min <= asleep_after_min
                else label("the quiescent current", "静态电流"),
            ),
            Number(label("mean over the days", "平均电流"), 1e3 * per_day_ah / 24, "mA", 0),
            Number(label("charge per day", "每天耗电量"), per_day_ah, "Ah", 2),
            Number(label("days down to 50 %", "降到 50 % 的天数"), days_left, "d"),
        ],
    )
