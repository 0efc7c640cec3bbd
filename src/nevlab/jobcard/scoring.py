"""Points for an answer, with the reason in words: what hidden tests of exercises use.

A score's words go into the student's feedback, so they never say the right value.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nevlab.labels import label

_SLIPS = (1e3, 1e-3, 1e6, 1e-6)


@dataclass(frozen=True)
class Score:
    """Points, and why."""

    points: float
    words: str


def total(scores: Iterable[Score]) -> Score:
    """Give the sum of several scores, each reason on a line of its own."""
    told = list(scores)
    return Score(sum(score.points for score in told), "\n".join(score.words for score in told))


def supported(score: Score, seen: bool, wanted: str) -> Score:
    """Give `score` where the record supports it; else nothing, and what is missing (`wanted`)."""
    if seen or not score.points:
        return score
    return Score(
        0.0,
        label(
            f"The record does not support this answer; missing: {wanted}.",
            f"记录中没有支持这个答案的测量：缺 {wanted}。",
        ),
    )


def number(
    name: str, entered: object, right: float, *, points: float, within: float, half_within: float | None = None
) -> Score:
    """Judge a number.

    Parameters
    ----------
    name
        What it is, for the words.
    entered
        The answer; anything but a finite number earns nothing.
    right
        The right value, not 0, in the same unit.
    points
        For an answer within the tolerance.
    within, half_within
        Tolerances as a part of `right`; within the wider one half the points are given.
    """
    if isinstance(entered, bool) or not isinstance(entered, int | float) or not math.isfinite(entered):
        return Score(0.0, label(f"{name}: nothing entered.", f"{name}：没有填写。"))

    def off(value: float) -> float:
        return abs(value / right - 1)

    if off(entered) <= within:
        return Score(
            float(points),
            label(f"{name}: right within {_percent(within)}.", f"{name}：误差在 {_percent(within)} 以内。"),
        )
    if half_within is not None and off(entered) <= half_within:
        words = label(
            f"{name}: within {_percent(half_within)}, not within {_percent(within)}: half the points.",
            f"{name}：误差在 {_percent(half_within)} 以内，但超过 {_percent(within)}，得一半分。",
        )
        return Score(points / 2, words)
    if any(off(entered * factor) <= within for factor in _SLIPS):
        words = label(
            f"{name}: this looks like a slip in the unit (a factor of 1000).",
            f"{name}：像是单位弄错了（差 1000 倍）。",
        )
        return Score(0.0, words)
    if entered / right > 1:
        return Score(0.0, label(f"{name}: too large for this car.", f"{name}：对这辆车来说偏大。"))
    return Score(0.0, label(f"{name}: too small for this car.", f"{name}：对这辆车来说偏小。"))


def order(entered: object, right: Sequence[str], *, points: float, core: Sequence[str], part: float) -> Score:
    """Judge an order of work.

    Parameters
    ----------
    entered
        The answer: a list of step keys.
    right
        Every step in the right order.
    points
        For exactly this order.
    core, part
        Steps whose order among themselves is a matter of safety; where all steps are there and only others are out of
        place, `part` points are given.
    """
    steps = list(entered) if isinstance(entered, list | tuple) else []
    if steps == list(right):
        return Score(float(points), label("Order of work: right.", "作业顺序：正确。"))
    if sorted(map(str, steps)) != sorted(right):
        return Score(0.0, label("Order of work: steps are missing.", "作业顺序：有步骤缺失。"))
    if [step for step in steps if step in core] == list(core):
        return Score(
            float(part),
            label("Order of work: safe, but a step is out of place.", "作业顺序：安全步骤正确，但有步骤位置不对。"),
        )
    return Score(
        0.0,
        label(
            "Order of work: unsafe. First prove dead, then work; live again only after the work.",
            "作业顺序：不安全。先验电，后作业；作业完成后才能恢复供电。",
        ),
    )


def _percent(part: float) -> str:
    return f"{100 * part:g} %"
