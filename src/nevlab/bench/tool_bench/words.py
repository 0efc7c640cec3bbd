"""The tool bench in words: its card, what was done, what was read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nevlab.bench import page
from nevlab.bench.kit import words as kit_words
from nevlab.instruments.milliohm_meter import SCALE
from nevlab.labels import label
from nevlab.stations.kit.tool_bench import LIMITS_OHM, ToolBench


def job_table(bench: ToolBench) -> str:
    """Give the job of this bench as HTML: reference, meter, reports, cover."""
    low, high = (f"{ohm * 1e3:.3f}" for ohm in LIMITS_OHM)
    lowest, cover = SCALE.ranges[0], bench.cover
    share, digits, step = lowest.accuracy_share, lowest.accuracy_digits, lowest.step
    rows = [
        (
            label("reference resistor, certificate", "标准电阻，检定证书"),
            f"{bench.reference_ohm * 1e3:.2f} mΩ",
        ),
        (
            label("milliohm meter, stated accuracy", "毫欧表准确度"),
            label(
                f"± ({100 * share:g} % of the reading + {digits:g} digits of {step * 1e3:g} mΩ)",
                f"±（读数的 {100 * share:g} % + {digits:g} 个字，1 个字 = {step * 1e3:g} mΩ）",
            ),
        ),
        (
            label("winding, between two terminals at 20 °C", "绕组线间电阻（20 °C）"),
            label(f"35.3 mΩ ± 5 %: {low} … {high} mΩ", f"35.3 mΩ ± 5 %：{low}～{high} mΩ"),
        ),
        *(
            (
                label(f"report of winding {letter.upper()}", f"绕组 {letter.upper()} 的报告值"),
                f"{ohm * 1e3:.2f} mΩ",
            )
            for letter, ohm in bench.reports.items()
        ),
        (
            label("cover: 8 bolts, numbered clockwise", "端盖：8 个螺栓，顺时针编号"),
            label(
                f"crosswise, beginning with bolt {cover.first}; first half of it, then {cover.final_nm:g} Nm; mark",
                f"从 {cover.first} 号开始对角拧紧；先拧一半力矩，再拧到 {cover.final_nm:g} Nm；划线做标记",
            ),
        ),
    ]
    return page.table(rows, (label("Job of this bench", "本台任务"), ""))


def decision_words() -> dict[str, str]:
    """Give what may be said of a reading, as a job card offers it."""
    return {
        "pass": label("within the limits for certain", "确定合格"),
        "fail": label("outside for certain", "确定不合格"),
        "undecided": label("this meter cannot tell", "用这只表判断不了"),
    }


def deed(action: str, asked: Mapping[str, Any]) -> str:
    """Give an action in words; `asked` is what was set for it."""
    match action:
        case "measure_reference":
            return label(
                f"Reference resistor, milliohm meter with {asked['wires']} wires",
                f"测标准电阻，毫欧表 {asked['wires']} 线制",
            )
        case "check_wrench":
            return label(
                f"Torque wrench at {asked['set_nm']:g} Nm, one click on the tester",
                f"扭力扳手设 {asked['set_nm']:g} Nm，在校验仪上扳一次",
            )
        case "tighten":
            return label(
                f"Tighten {asked['order']} at {asked['set_nm']:g} Nm",
                f"按 {asked['order']} 拧到 {asked['set_nm']:g} Nm",
            )
    return simple_words().get(action) or kit_words.deed(action, asked) or action


def simple_words() -> dict[str, str]:
    """Give the actions for which nothing is set."""
    return {
        "check_dial": label("Dial gauge: press five times, gauge block of 1 mm", "百分表：按压 5 次，测 1 mm 量块"),
        "mark": label("Mark the bolts with paint", "螺栓划线做标记"),
        "relax_wrench": label("Wrench back to its lowest value", "扳手调回最小值"),
    }


def reading(action: str, details: Mapping[str, Any]) -> str:
    """Give what could be read after an action; empty where there is nothing."""
    if action == "check_dial":
        returns = ", ".join(f"{one['value'] * 1e3:.2f}" for one in details["returns"].values())
        block = f"{details['block']['value'] * 1e3:.2f}"
        return label(f"comes back to {returns} mm; block {block} mm", f"回零 {returns} mm；量块 {block} mm")
    return kit_words.reading(action, details)
