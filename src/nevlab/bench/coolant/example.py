"""The whole job on a page's specimen: every instrument once, and what is wrong put right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nevlab.bench.example import Step
from nevlab.labels import label
from nevlab.stations.coolant_bench import coolant_bench
from nevlab.vehicle.cooling.loop import teaching_loop
from nevlab.vehicle.cooling.rig import PLACES, CoolantRig

_WATCHED = {"settle_s": 300.0, "duration_s": 180.0}
_LOOP = {"target": "loop", "pressure_kpa": 100.0}
_HOUSING = {"target": "housing", "pressure_kpa": 2.5, **_WATCHED}


def whole_job(seed: int, faults: Sequence[str]) -> tuple[Step, ...]:
    """Give the steps for the rig of a seed."""
    bench = coolant_bench(seed, faults)
    return (
        Step("protect"),
        Step("leak_test", {**_LOOP, **_WATCHED}, label("Straight from the road: too hot.", "车刚跑完路试，温度太高。")),
        Step("stop", {"minutes": 120.0}),
        *_checked(worn=bench.tester.own_leak_m3_s > 0),
        Step(
            "leak_test",
            {**_LOOP, "settle_s": 0.0, "duration_s": 180.0},
            label("Without a wait: the air still cools.", "没有稳定时间：充入的空气还在降温。"),
        ),
        Step("leak_test", {**_LOOP, **_WATCHED}, label("Now only a leak counts.", "此时压降只反映泄漏。")),
        *_sealed(bench.rig, "loop"),
        Step("vent"),
        Step(
            "leak_test",
            {**_HOUSING, "pressure_kpa": 100.0},
            label("The loop's pressure is not for a housing.", "箱体不能用冷却回路的压力。"),
        ),
        Step("leak_test", _HOUSING),
        *_sealed(bench.rig, "housing"),
        Step("vent"),
        *_flowing(bench.rig),
        *_bonded(bench.bonds_ohm),
        Step("contact", {"place": "inverter"}),
        Step(
            "infrared",
            {"place": "inverter", "emissivity": 0.95},
            label("Bare aluminium mirrors the surroundings: too low.", "光亮铝面反射环境辐射：读数偏低。"),
        ),
        Step("infrared", {"place": "inverter", "emissivity": 0.2}),
    )


def _checked(worn: bool) -> tuple[Step, ...]:
    asked = {"pressure_kpa": 100.0, "settle_s": 10.0, "duration_s": 60.0}
    first = label("First the tester: a leaking hose looks like a leak.", "先自检：软管漏气会被当成工件漏气。")
    mended = (Step("replace_hose"), Step("self_check", asked, label("The tester is tight.", "测试仪不漏气。")))
    return (Step("self_check", asked, first), *(mended if worn else ()))


def _sealed(rig: CoolantRig, target: str) -> tuple[Step, ...]:
    """Look for the leak, seal it, test again; nothing where there is none."""
    leaking = [place for place in PLACES[target] if place in rig.leaks_m3_s]
    if not leaking:
        return ()
    asked = {**_LOOP, **_WATCHED} if target == "loop" else _HOUSING
    return (
        *(Step("soap", {"place": place}) for place in PLACES[target]),
        Step("vent"),
        Step("repair", {"part": leaking[0]}),
        Step("leak_test", asked, label("Within the card now.", "压降合格。")),
    )


def _bonded(bonds_ohm: Mapping[str, float]) -> tuple[Step, ...]:
    """Measure the bonds; put the bad one right, and measure it again."""
    bad = max(bonds_ohm, key=bonds_ohm.__getitem__)
    sound = next(place for place in bonds_ohm if place != bad)
    return (
        Step("bond", {"place": sound, "wires": 2}, label("Two wires: mostly leads.", "两线制：大部分是表笔电阻。")),
        Step("bond", {"place": sound, "wires": 4}, label("The same bond with four wires.", "同一处，四线制。")),
        Step("bond", {"place": bad, "wires": 4}, label("Above 0.1 Ω: paint under the lug.", "大于 0.1 Ω：有漆。")),
        Step("clean_bond", {"place": bad}),
        Step("bond", {"place": bad, "wires": 4}, label("In order.", "合格。")),
    )


def _flowing(rig: CoolantRig) -> tuple[Step, ...]:
    """Measure the flow; put right what holds it up, and measure again."""
    look = (Step("run", {"minutes": 15.0}), Step("measure_flow"), Step("look_into_tank"))
    sound = teaching_loop()
    if rig.loop == sound:
        return look
    part = "bleed" if rig.loop.air_share else "pump" if rig.loop.pump != sound.pump else "flush"
    return (*look, Step("stop", {"minutes": 120.0}), Step("repair", {"part": part}), *look)
