"""The whole test of a page's specimen: record read, cell rested and pulsed with four wires, a circuit laid over."""

from __future__ import annotations

from nevlab.bench.example import Step
from nevlab.bench.hppc.explorers import AFTER_S
from nevlab.data.leaf_tables import quoted_pulses
from nevlab.labels import label
from nevlab.vehicle.battery.used_cell import CARD, drawn_used_cell


def whole_test(seed: int) -> tuple[Step, ...]:
    """Give the steps for the cell of a seed."""
    used = drawn_used_cell(seed)
    number, (first, last) = used.pulse, (1e3 * used.resistance_ohm(after_s) for after_s in (AFTER_S[0], AFTER_S[-1]))
    by_hand = {"r0_mohm": round(first, 2), "r1_mohm": round(last - first, 2), "tau_s": 10.0}
    # What is left of the curve after 30 s makes R1 larger than what was read, and τ longer.
    better = {"r0_mohm": round(1.015 * first, 2), "r1_mohm": round(1.27 * (last - first), 2), "tau_s": 22.0}
    pulse = Step("pulse", {"current_a": CARD.current_a})
    return (
        *(
            Step("record", {"temperature_c": celsius, "pulse": number, "time_s": instant_s})
            for celsius in quoted_pulses()
            for instant_s in (0.0, CARD.pulse_s)
        ),
        Step("protect"),
        Step("connect", {"sense": "terminals"}, label("Four wires: no drop of the leads.", "四线接法，不含导线压降。")),
        Step("temperature", words=label("It comes in warm.", "刚充过电，偏热。")),
        Step("rest", {"hours": 2.0}),
        Step("temperature", words=label("Now it has the chamber’s temperature.", "已与恒温箱一致。")),
        pulse,
        Step("cursor", {"time_s": 0.0}, label("U₀: the last sample before the pulse.", "U₀：脉冲前最后一点。")),
        *(
            Step(
                "cursor", {"time_s": after_s}, label(f"R({after_s:g} s) = (U₀ − U)/I", f"R({after_s:g} s) = (U₀ − U)/I")
            )
            for after_s in AFTER_S
        ),
        Step("overlay", by_hand, label("R0 and R1 about as read: not good enough.", "R0、R1 大致照读数取：还不够好。")),
        Step("overlay", better, label("R1 larger, τ longer: good.", "R1 取大、τ 取长：吻合。")),
        pulse,
        Step("cursor", {"time_s": 0.0}),
        Step("cursor", {"time_s": CARD.pulse_s}, label("Once more: it comes out the same.", "复测，结果一致。")),
    )
