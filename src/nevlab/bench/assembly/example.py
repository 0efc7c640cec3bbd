"""The whole job on a page's specimen: at rest, cooling put right, without load, by orders, under load, the map."""

from __future__ import annotations

from nevlab.bench.example import Step
from nevlab.labels import label
from nevlab.stations.assembly_bench import assembly_bench

LOAD = {"speed_rpm": 4000.0, "torque_nm": 150.0}
REPAIRS = {"clog": "flush", "air": "bleed"}


def whole_job(seed: int) -> tuple[Step, ...]:
    """Give the steps for the assembly of a seed."""
    unit = assembly_bench(seed).unit
    sensor = (
        (Step("repair", {"part": unit.sensor_fault}, label("It lies beside the room.", "静置后它与室温不符。")),)
        if unit.sensor_fault != "none"
        else ()
    )
    at_rest = label("After a night all must show the room.", "静置一夜，都应显示室温。")
    why_two = label(
        "What keeps its frequency at another speed is not the unit: the rig’s fan.",
        "转速变了频率不变的，不是总成发出的：是台架风扇。",
    )
    return (
        Step("switch_on", words=label("Guard open.", "防护罩没有关。")),
        Step("protect"),
        Step("read_temperatures", words=at_rest),
        Step("switch_on"),
        Step("start_pump"),
        Step("measure_flow", words=label("The card asks for 8 to 10.5 L/min.", "资料要求 8～10.5 L/min。")),
        Step("look_into_tank", words=label("Bubbles: air. Clear: clogged.", "有气泡是空气，清澈是堵塞。")),
        Step("switch_off"),
        Step("repair", {"part": REPAIRS[unit.cooling_fault]}),
        *sensor,
        Step("switch_on"),
        Step("start_pump"),
        Step("measure_flow", words=label("Put right.", "已恢复。")),
        Step("read_temperatures"),
        Step("run", {"speed_rpm": 2000.0}),
        Step("record", {"seconds": 1.0}),
        Step("run", {"speed_rpm": 3000.0}),
        Step("record", {"seconds": 1.0}, why_two),
        Step("run", {"speed_rpm": 3300.0}),
        Step("coast_down", words=label("Drag = J·Δω/Δt.", "阻力矩 = J·Δω/Δt。")),
        Step(
            "load", LOAD, label("Power in, power out, heat in the coolant.", "输入功率、输出功率、冷却液带走的热量。")
        ),
        Step("peak", {"speed_rpm": 2000.0}, label("Compare with the card.", "与资料对照。")),
        Step("map", words=label("Count the fields below 80 %.", "数一数低于 80 % 的格子。")),
        Step("switch_off"),
    )
