"""What is told on a page's specimen: the whole test, or the capacity test before and after a repair."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from nevlab.bench.example import Step
from nevlab.labels import label
from nevlab.stations.battery_bench import battery_bench
from nevlab.vehicle.battery.module import CARD

_LIMITS = {"cell_min_v": 2.9, "cell_max_v": 4.25, "charge_a": 30.0, "discharge_a": 60.0, "max_c": 45.0}


def whole_test(seed: int) -> tuple[Step, ...]:
    """Give the steps for the module of a seed."""
    joint = int(battery_bench(seed).module.joint_ohm.argmax()) + 1
    charge = {"program": "charge", "current_a": 15.0, "cell_v": CARD.full_v}
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
            {"program": "discharge", "current_a": 30.0, "cell_v": CARD.empty_v},
            label(
                "The weakest cell ends it: SOH = charge / card's capacity.", "最弱单体先放空：SOH = 放出容量/额定容量。"
            ),
        ),
    )


def capacity_test(seed: int) -> tuple[Step, ...]:
    """Give the steps of two 1C tests of the module of a seed, its weakest cell replaced between them."""
    weak = int(np.argmin(battery_bench(seed).module.cells.capacity_ah)) + 1
    charge = {"program": "charge", "current_a": 15.0, "cell_v": CARD.full_v}
    rest = Step("run", {"program": "rest", "current_a": 0.0})
    discharge = {"program": "discharge", "current_a": 30.0, "cell_v": CARD.empty_v}
    return (
        Step("protect"),
        Step("connect", {"sense": "terminals"}),
        Step(
            "set_limits",
            {**_LIMITS, "cell_max_v": CARD.full_v},
            label("As tight as the cut-off itself: a trap.", "与截止电压一样紧：这是个陷阱。"),
        ),
        Step(
            "run",
            charge,
            label("Tripped before it was full: no capacity test.", "没有充满就跳保护，不能做容量测试。"),
        ),
        Step(
            "set_limits", _LIMITS, label("Wider than the cut-off, inside the card.", "比截止电压宽，但在资料范围内。")
        ),
        Step("run", charge),
        rest,
        Step("run", discharge, label("Q at 1C, as it came.", "进厂时 1C 的 Q。")),
        Step("read_cells", words=label("The lowest cell ended it.", "最低的单体先放空。")),
        Step("disconnect"),
        Step("replace_cell", {"number": weak, "tool": "insulated"}),
        Step("connect", {"sense": "terminals"}),
        Step("run", charge),
        rest,
        Step("run", discharge, label("Q at 1C, repaired.", "修后 1C 的 Q。")),
    )


EXAMPLES: Mapping[str, Callable[[int], tuple[Step, ...]]] = MappingProxyType(
    {"whole": whole_test, "capacity": capacity_test}
)
"""What can be told, by name."""
