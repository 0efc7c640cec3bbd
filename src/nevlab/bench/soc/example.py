"""The whole check of a page's specimen: rested voltage, offset, charge against both, the right remedy, proof."""

from __future__ import annotations

from nevlab.bench.example import Step
from nevlab.labels import label
from nevlab.vehicle.battery.soc_car import drawn_soc_car

TAKEN_AH = 8.0


def whole_check(seed: int) -> tuple[Step, ...]:
    """Give the steps for the car of a seed."""
    car, fault = drawn_soc_car(seed)
    asleep = Step("stand", {"hours": 2.0, "awake": False})
    remedy = {
        "sensor_offset": (Step("zero_sensor"),),
        "old_capacity": (Step("store_capacity", {"capacity_ah": round(car.capacity_ah, 1)}),),
        "wrong_start": (),
    }[fault]
    return (
        Step("read_stream", words=label("Just parked: the voltage still moves.", "刚停车，电压还在变。")),
        asleep,
        Step("read_stream", words=label("U/96, then the curve: the true SOC.", "U/96 查曲线，得真实 SOC。")),
        Step("protect"),
        Step("clamp", words=label("No current flows. What does the stream say?", "实际没有电流，数据流显示多少？")),
        Step("discharge", {"charge_ah": TAKEN_AH}),
        asleep,
        Step("read_stream", words=label("ΔSOC of the curve and of the display.", "查表的 ΔSOC 和显示的 ΔSOC。")),
        *remedy,
        Step("correct_soc"),
        Step("stand", {"hours": 2.0, "awake": True}, label("Awake, so that it counts.", "不休眠，让它继续积分。")),
        Step("read_stream", words=label("Still right after two hours awake.", "不休眠 2 h 后仍然正确。")),
    )
