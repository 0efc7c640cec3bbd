"""The whole job on a page's specimen: read, load, compare two states of charge, prove by meter, repair, verify."""

from __future__ import annotations

from nevlab.bench.example import Step
from nevlab.labels import label
from nevlab.vehicle.battery.used_pack import CARD, IN_MODULE, drawn_used_pack

TAKEN_AH = 8.0
BALANCED_H = 24.0


def whole_job(seed: int) -> tuple[Step, ...]:
    """Give the steps for the pack of a seed."""
    used, odd, spares = drawn_used_pack(seed)
    spare = next(one.name for one in spares if used.suits(one))
    at_rest, loaded = {"current_a": 0.0}, {"current_a": CARD.load_a}
    return (
        Step("protect"),
        Step(
            "read_cells",
            at_rest,
            label(
                "Three cells are low, one is high. Which of them are really low?",
                "三个单体偏低、一个偏高。哪些是真的偏低？",
            ),
        ),
        Step("read_cells", loaded, label("One more falls away under load.", "带载时又有一个单体明显偏低。")),
        Step("shift", {"charge_ah": TAKEN_AH}),
        Step(
            "read_cells",
            at_rest,
            label("The weak cell falls far below the others.", "容量衰减的单体与其他单体差得更多。"),
        ),
        Step(
            "probe_cell",
            {"number": odd.line},
            label("The cell itself is in order: the line lies.", "单体本身正常：是采样线的问题。"),
        ),
        Step("probe_cell", {"number": odd.line + 1}, label("So is its neighbour.", "相邻单体也正常。")),
        Step("probe_joint", {"number": odd.joint}, label("R = U/I: far above the card.", "R = U/I，远大于资料值。")),
        Step("probe_joint", {"number": odd.joint - 1}, label("A sound joint, to compare.", "与正常连接片对比。")),
        Step("mend_line", {"number": odd.line}),
        Step("power_down"),
        Step("divide"),
        Step("mend_line", {"number": odd.line}),
        Step("tighten_joint", {"number": odd.joint}),
        Step("replace_module", {"module": (odd.weak - 1) // IN_MODULE + 1, "spare": spare}),
        Step("join"),
        Step("power_up"),
        Step(
            "balance",
            {"hours": BALANCED_H},
            label(
                "t = ΔQ·R/U: the low cell is left alone, all others give off.",
                "t = ΔQ·R/U：电量少的单体不动，其余放电。",
            ),
        ),
        Step("read_cells", at_rest, label("Within the card.", "在资料范围内。")),
        Step("read_cells", loaded, label("Within the card under load, too.", "带载时也在范围内。")),
    )
