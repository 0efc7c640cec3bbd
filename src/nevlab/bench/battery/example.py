"""The whole test of a page's specimen: charge, balance, pulse, a joint put right, capacity."""

from __future__ import annotations

from nevlab.bench.example import Step
from nevlab.labels import label
from nevlab.stations.battery_bench import battery_bench

_LIMITS = {"cell_min_v": 3.0, "cell_max_v": 4.25, "charge_a": 30.0, "discharge_a": 60.0, "max_c": 45.0}


def whole_test(seed: int) -> tuple[Step, ...]:
    """Give the steps for the module of a seed."""
    joint = int(battery_bench(seed).module.joint_ohm.argmax()) + 1
    charge = {"program": "charge", "current_a": 15.0}
    pulse = {"program": "pulse", "current_a": 30.0}
    return (
        Step("protect"),
        Step("connect", {"sense": "terminals"}, label("Four wires: no drop of the leads.", "四线接法，不含导线压降。")),
        Step(
            "set_limits",
            {**_LIMITS, "cell_max_v": 4.5},
            label("A limit beyond the card protects nothing.", "超出维修资料的限值起不到保护作用。"),
        ),
        Step("set_limits", _LIMITS),
        Step("run", charge),
        Step("balance", {"hours": 8.0}, label("t = ΔQ·R/U: hours.", "t = ΔQ·R/U，要几个小时。")),
        Step("run", charge),
        Step("run", {"program": "rest", "current_a": 0.0}),
        Step(
            "run",
            pulse,
            label("Two cells drop by more: an aged cell or a loose joint.", "有两个单体压降偏大：单体老化或连接松动。"),
        ),
        Step("cursor", {"time_s": 10.0}, label("Before the pulse.", "脉冲开始前。")),
        *(
            Step("cursor", {"time_s": 10.0 + after_s}, label(f"R({after_s:g} s) = ΔU/I", f"R({after_s:g} s) = ΔU/I"))
            for after_s in (0.5, 10.0, 30.0)
        ),
        Step("disconnect"),
        Step("tighten_joint", {"number": joint, "tool": "insulated"}),
        Step("connect", {"sense": "terminals"}),
        Step("run", pulse, label("One cell is left: that one is aged.", "只剩一个单体偏大：该单体老化。")),
        Step("run", charge),
        Step(
            "run",
            {"program": "discharge", "current_a": 30.0},
            label(
                "The weakest cell ends it: SOH = charge / card's capacity.", "最弱单体先放空：SOH = 放出容量/额定容量。"
            ),
        ),
    )
