"""The whole job on a page's kit: checks, reference, cover."""

from __future__ import annotations

from nevlab.bench.example import Step
from nevlab.bench.kit.example import checked
from nevlab.labels import label
from nevlab.stations.kit.tool_bench import tool_bench

ORDER = ("tester", "gloves", "mat", "tools", "sling", "dial", "wrench", "milliohm")
"""Items in the order of the check: the tester before the mat, the milliohm meter just before it is used."""


def whole_job(seed: int) -> tuple[Step, ...]:
    """Give the steps for the kit of a seed."""
    bench = tool_bench(seed)
    order, final_nm = " ".join(map(str, bench.cover.order)), bench.cover.final_nm
    return (
        *checked(bench, ORDER),
        Step("measure_reference", {"wires": 2}, label("Leads and contacts are in it.", "包含了导线和接触电阻。")),
        Step("measure_reference", {"wires": 4}, label("The reference alone.", "只有标准电阻本身。")),
        Step("tighten", {"order": order, "set_nm": final_nm / 2}, label("First pass: half.", "第一遍：一半力矩。")),
        Step("tighten", {"order": order, "set_nm": final_nm}, label("Second pass, same order.", "第二遍，顺序相同。")),
        Step("mark", {}, label("A bolt that turns later shows.", "以后松动一眼可见。")),
        Step("relax_wrench", {}, label("The spring does not tire.", "避免弹簧疲劳。")),
    )
