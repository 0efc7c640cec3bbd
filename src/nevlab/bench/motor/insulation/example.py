"""The whole job on a page's specimen: tester checked, tested, discharged, judged at 40 °C, repaired, tested again."""

from __future__ import annotations

from nevlab.bench.example import Step
from nevlab.labels import label
from nevlab.stations.motor_bench import insulation_bench
from nevlab.stations.motor_insulation import PHASES_PLACE
from nevlab.vehicle.winding_insulation import CARD, PLACES, WindingInsulation


def whole_job(seed: int) -> tuple[Step, ...]:
    """Give the steps for the motor of a seed, an attempt to touch the winding too early among them."""
    insulation = insulation_bench(seed).motor.insulation
    sound = insulation.state == "none"
    return (
        Step("protect"),
        Step("check_tester", {"leads": "apart"}),
        Step("check_tester", {"leads": "together"}, label("The tester is in order.", "测试仪正常。")),
        Step("inspect"),
        Step("read_temperature", words=label("For the conversion to 40 °C.", "用来换算到 40 °C。")),
        _tested(PHASES_PLACE, 1, label("The star point joins them: says nothing.", "中性点相连，说明不了绝缘。")),
        _earthed(1),
        _tested(PLACES[0], 10, label("R(60 s), DAR and PI from one test.", "一次测试得到 R(60 s)、DAR 和 PI。")),
        *(_too_early(10) if sound else (_earthed(10),)),
        *(step for place in PLACES[1:] for step in (_tested(place, 1), _earthed(1))),
        Step("read_hipot", words=label("Almost all of it is the capacitance.", "几乎全是电容电流。")),
        Step("hi_pot", words=label("Not here, and not by you.", "不在这里做，也不由学生做。")),
        *_repair(insulation),
    )


def _tested(place: str, minutes: int, words: str = "") -> Step:
    volts = CARD.test_v(place) if place in PLACES else CARD.sensor_v
    return Step("test_insulation", {"place": place, "test_v": volts, "minutes": minutes}, words)


def _earthed(minutes: int, done: int = 0) -> Step:
    return Step("discharge", {"minutes": CARD.discharge_factor * minutes - done})


def _too_early(minutes: int) -> tuple[Step, ...]:
    """Give what follows a test of a sound winding that is discharged for a minute, and then for the rest."""
    return (
        Step("discharge", {"minutes": 1.0}),
        Step("measure_left", words=label("What the insulation gives back.", "绝缘里吸收的电荷放了回来。")),
        Step("read_temperature", words=label(f"Too early: 4 × {minutes} min.", f"太早：要 4 × {minutes} min。")),
        _earthed(minutes, done=1),
    )


def _repair(insulation: WindingInsulation) -> tuple[Step, ...]:
    steps = [Step(remedy) for remedy in insulation.remedies]
    if {"dry", "exchange_motor"} & set(insulation.remedies):
        steps.append(Step("read_temperature"))
    # Another sensor: both of its tests again.
    again = (
        *(() if insulation.state == "none" else PLACES[:1]),
        *(() if insulation.sensor_state == "none" else PLACES[1:]),
    )
    for place in again:
        steps += [_tested(place, 1), *(_too_early(1) if place == PLACES[0] else (_earthed(1),))]
    return tuple(steps)
