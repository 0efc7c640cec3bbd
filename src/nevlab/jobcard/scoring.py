"""Points for an answer, with the reason in words: what hidden tests of exercises use.

A score's words go into the student's feedback, so they never say the right value.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeGuard

from nevlab.labels import label


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


def slip(score: Score, happened: bool, points: float, words: str) -> Score:
    """Give `points` and `words` in place of `score` where that earned nothing because of a known slip."""
    return Score(float(points), words) if happened and not score.points else score


def judge(holds: bool, *, points: float, right: str, wrong: str) -> Score:
    """Give `points` where something holds, with the words for either case."""
    return Score(float(points), right) if holds else Score(0.0, wrong)


def near(value: object, right: float, within: float) -> bool:
    """Tell whether `value` is a finite number that is off by `within` at most."""
    # Steps of an instrument are not exact in binary.
    return _is_number(value) and abs(value - right) <= within + 1e-9


def number(
    name: str,
    entered: object,
    right: float,
    *,
    points: float,
    within: float,
    half_within: float | None = None,
    unit: str = "",
    slips: Mapping[float, str] | None = None,
) -> Score:
    """Judge a number.

    Parameters
    ----------
    name
        What it is, for the words.
    entered
        The answer; anything but a finite number earns nothing.
    right
        The right value, in the unit that was asked for.
    points
        For an answer within the tolerance.
    within, half_within
        Tolerances, as a part of `right` or, where a `unit` is given, in that unit. Within the wider one half the points
        are given.
    unit
        The unit that was asked for, where the tolerances are in it; a `right` of 0 needs it.
    slips
        Factor → slip in words, for answers that are right after multiplying by the factor: they earn nothing, and the
        slip is named. By default slips by a thousand or a million; for angles see :func:`angle_slips`.
    """
    if not _is_number(entered):
        return Score(0.0, label(f"{name}: nothing entered.", f"{name}：没有填写。"))

    def fits(value: float, tolerance: float) -> bool:
        return near(value, right, tolerance if unit else tolerance * abs(right))

    close = _tolerance(within, unit)
    if fits(entered, within):
        return Score(float(points), label(f"{name}: right within {close}.", f"{name}：误差在 {close} 以内。"))
    if half_within is not None and fits(entered, half_within):
        wide = _tolerance(half_within, unit)
        words = label(
            f"{name}: within {wide}, not within {close}: half the points.",
            f"{name}：误差在 {wide} 以内，但超过 {close}，得一半分。",
        )
        return Score(points / 2, words)
    for factor, words in (_thousand_slips() if slips is None else slips).items():
        if fits(entered * factor, within):
            return Score(0.0, label(f"{name}: this looks like {words}.", f"{name}：像是{words}。"))
    if entered * right < 0:
        return Score(0.0, label(f"{name}: the sign is wrong.", f"{name}：正负号不对。"))
    if abs(entered) > abs(right):
        return Score(0.0, label(f"{name}: too large.", f"{name}：偏大。"))
    return Score(0.0, label(f"{name}: too small.", f"{name}：偏小。"))


def angle_slips(pole_pairs: int) -> dict[float, str]:
    """Give the slips of an angle in degrees at a machine with `pole_pairs`, for :func:`number`."""
    mixed = label(
        f"mechanical and electrical degrees mixed up (a factor of {pole_pairs})",
        f"机械角度与电角度弄混了（差 {pole_pairs} 倍）",
    )
    radians = label("radians in place of degrees", "填了弧度，没有换算成度")
    return {float(pole_pairs): mixed, 1 / pole_pairs: mixed, math.degrees(1): radians}


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


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _thousand_slips() -> dict[float, str]:
    words = label("a slip in the unit (a factor of 1000)", "单位弄错了（差 1000 倍）")
    return dict.fromkeys((1e3, 1e-3, 1e6, 1e-6), words)


def _tolerance(size: float, unit: str) -> str:
    if not unit:
        return f"{100 * size:g} %"
    return f"{size:g}{unit}" if unit == "°" else f"{size:g} {unit}"
