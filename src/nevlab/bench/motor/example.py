"""The whole job on a page's specimen: proven dead, measured, judged at 20 °C, repaired, measured again."""

from __future__ import annotations

from nevlab.bench.example import Step
from nevlab.labels import label
from nevlab.stations.link_proof import PLATE_MIN
from nevlab.stations.motor_bench import motor_bench
from nevlab.vehicle.stator import LINES


def whole_job(seed: int) -> tuple[Step, ...]:
    """Give the steps for the motor of a seed."""
    motor = motor_bench(seed).motor
    lines = tuple(Step("measure_line", {"line": line, "wires": 4}) for line in LINES)
    begin = (
        Step("protect"),
        Step("unplug", words=label("Nothing is proven yet.", "还没有验电。")),
        Step("lock_off"),
        Step("wait", {"minutes": PLATE_MIN}),
        Step("check_meter"),
        Step("measure_link", words=label("Below 60 V: no class B voltage.", "低于 60 V，不是 B 级电压。")),
        Step("check_meter", words=label("The meter still works: proven.", "表仍正常，验电有效。")),
        Step("unplug"),
        Step("read_temperature", words=label("For the conversion to 20 °C.", "用来换算到 20 °C。")),
        Step(
            "measure_line",
            {"line": "U-V", "wires": 2},
            label("Mostly leads: no use for the winding.", "大部分是导线电阻，不能用来判断绕组。"),
        ),
        Step("zero_milliohm"),
        *lines,
        Step("measure_sensor", words=label("Compare with the curve at this temperature.", "与该温度下的曲线值比较。")),
    )
    again = (Step("read_temperature"), *lines, Step("measure_sensor")) if _damaged(motor.winding_fault) else lines
    return (*begin, *_repair(motor.winding_fault, motor.phase, motor.sensor_fault), *again, Step("plug_in"))


def _damaged(winding_fault: str) -> bool:
    return winding_fault in ("turn_short", "phase_open")


def _repair(winding_fault: str, phase: str, sensor_fault: str) -> tuple[Step, ...]:
    if _damaged(winding_fault):
        words = label("The winding itself is damaged.", "绕组本身损坏。")
        return (Step("exchange_motor", words=words),)
    lug = (Step("tighten_lug", {"phase": phase}, label("First the cheap cause.", "先排除最简单的原因。")),)
    return (*(lug if phase != "none" else ()), *((Step("replace_sensor"),) if sensor_fault != "none" else ()))
