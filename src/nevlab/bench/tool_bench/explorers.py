"""Two things to explore: what leads add to a small resistance, and what a reading near a limit can tell."""

from __future__ import annotations

import numpy as np

from nevlab.bench.controls import Slider, Switch
from nevlab.bench.explorer import Explorer
from nevlab.bench.picture import Axis, Curve, Level, Number, Picture, Words
from nevlab.bench.tool_bench.words import decision_words
from nevlab.instruments.deciding import decide
from nevlab.labels import label
from nevlab.stations.kit.tool_bench import LIMITS_OHM

MOST_MOHM = 200.0


def four_wire() -> Explorer:
    """Give what a meter with two wires and one with four shows of a resistance."""
    return Explorer(
        _wired,
        sliders=[
            Slider("object_mohm", label("object", "被测电阻"), "mΩ", 1, MOST_MOHM, 1, 35),
            Slider("leads_mohm", label("both leads", "两根导线"), "mΩ", 0, 300, 10, 150),
            Slider("contact_mohm", label("contacts", "接触电阻"), "mΩ", 0, 20, 1, 3),
            Slider("offset_mohm", label("zero not taken off", "未清零的零点"), "mΩ", -0.5, 0.5, 0.1, 0.3),
        ],
        x=Axis(label("true resistance", "实际电阻"), "mΩ", 0, MOST_MOHM),
        y=Axis(label("reading", "读数"), "mΩ", 0, 450),
        caption=label(
            "Two wires: R + leads + contacts + zero. Four wires: R + zero.",
            "2 线制：R + 导线 + 接触 + 零点；4 线制：R + 零点。",
        ),
        alt=label(
            "Readings over the true resistance. The line for four wires runs through the origin, that for two wires "
            "lies 153 mΩ above it: 35 mΩ are shown as 188 mΩ.",
            "读数随实际电阻变化：4 线制的直线过原点，2 线制的直线高出 153 mΩ，35 mΩ 显示为 188 mΩ。",
        ),
    )


def _wired(object_mohm: float, leads_mohm: float, contact_mohm: float, offset_mohm: float) -> Picture:
    added_mohm = leads_mohm + contact_mohm + offset_mohm
    two_mohm, four_mohm = object_mohm + added_mohm, object_mohm + offset_mohm
    ends = [0.0, MOST_MOHM]
    return Picture(
        curves=[
            Curve(label("2 wires", "2 线制"), ends, [end + added_mohm for end in ends]),
            Curve(label("4 wires", "4 线制"), ends, [end + offset_mohm for end in ends]),
            Curve(label("this object", "当前被测"), [object_mohm] * 2, [two_mohm, four_mohm], "points"),
        ],
        numbers=[
            Number(label("reading, 2 wires", "2 线制读数"), two_mohm, "mΩ"),
            Number(label("reading, 4 wires", "4 线制读数"), four_mohm, "mΩ"),
            Number(label("error, 2 wires", "2 线制误差"), 100 * added_mohm / object_mohm, "%", 0),
            Number(label("error, 4 wires", "4 线制误差"), 100 * offset_mohm / object_mohm, "%", 2),
        ],
    )


def decision() -> Explorer:
    """Give a reading with its half-width between two limits, and what may be said of it."""
    low, high = (ohm * 1e3 for ohm in LIMITS_OHM)
    return Explorer(
        _decided,
        sliders=[
            Slider("reading_mohm", label("reading", "读数"), "mΩ", 32, 39, 0.02, 36.9),
            Slider("share_pct", label("accuracy, share of the reading", "准确度：读数的百分数"), "%", 0, 2, 0.1, 0.2),
            Slider("digits", label("accuracy, digits", "准确度：字数"), "", 0, 20, 1, 3),
        ],
        switches=[
            Switch(
                "step", label("one digit", "1 个字"), {"0.01": "0.01 mΩ", "0.1": "0.1 mΩ"}, "0.01"
            )
        ],
        x=Axis(label("resistance", "电阻"), "mΩ", 32, 39),
        y=Axis("", "", 0, 1, {0.5: " "}),
        caption=label(
            f"Limits {low:.3f} and {high:.3f} mΩ: 35.3 mΩ ± 5 %, from the service pages of one real hybrid.",
            f"限值 {low:.3f} 和 {high:.3f} mΩ：35.3 mΩ ± 5 %，取自某款真实混合动力车的维修网页。",
        ),
        alt=label(
            "A bar from 36.80 to 37.00 mΩ about the reading 36.90 mΩ, between limit lines at 33.535 and 37.065 mΩ: "
            "within the limits for certain.",
            "读数 36.90 mΩ 两侧的误差带为 36.80～37.00 mΩ，位于 33.535 和 37.065 mΩ 两条限值线之间：确定合格。",
        ),
    )  # fmt: skip


def _decided(reading_mohm: float, share_pct: float, digits: float, step: str) -> Picture:
    half_mohm = share_pct / 100 * reading_mohm + digits * float(step)
    low, high = (ohm * 1e3 for ohm in LIMITS_OHM)
    ends = np.array([reading_mohm - half_mohm, reading_mohm + half_mohm])
    return Picture(
        curves=[
            Curve(label("reading ± half-width", "读数 ± 误差限"), ends.tolist(), [0.5, 0.5], "marked"),
            Curve(label("reading", "读数"), [reading_mohm], [0.5], "points"),
        ],
        levels=[
            Level(label("lower limit", "下限"), low, "x"),
            Level(label("upper limit", "上限"), high, "x"),
        ],
        numbers=[
            Number(label("half-width", "误差限"), half_mohm, "mΩ", 2),
            Words(label("verdict", "判断"), decision_words()[decide(reading_mohm, half_mohm, low, high)]),
        ],
    )
