"""Judge a whole job on its record done again: safety first, then rule by rule, with the reasons in words.

A hidden test does so in three lines::

    car, seen = own_work("precharge")
    work = judge_work(seen, Record.read("precharge.jobcard.jsonl"), [rules.Before("power_down", "measure_…", …), …])
    print(work.words); work.points

An unsafe act fails the job, whatever else was right. What the car does not confirm does not count, and the words tell
the teacher so; the values are in :attr:`Replay.mismatched`. The words go into the student's feedback, so they never
say a right value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from nevlab.jobcard.record import Action, Record
from nevlab.jobcard.replay import Replay
from nevlab.jobcard.scoring import Score, total
from nevlab.labels import label

_SHOWN = 8


class Rule(Protocol):
    """Something that a job is judged by."""

    def judge(self, replay: Replay[Any], record: Record) -> Score:
        """Give points and reason."""


@dataclass(frozen=True)
class WorkScore(Score):
    """A whole job's points, and why.

    Parameters
    ----------
    parts
        What each rule gave, in the order of the rules.
    failed_safety
        An unsafe act was attempted, so there are no points.
    """

    parts: tuple[Score, ...]
    failed_safety: bool


def judge_work(replay: Replay[Any], record: Record, rules: Sequence[Rule]) -> WorkScore:
    """Judge a job: every rule with its reason, safety first; nothing is earned where nothing was done."""
    if replay.done:
        parts = tuple(rule.judge(replay, record) for rule in rules)
    else:
        parts = (Score(0.0, label("The record shows no work on this car.", "记录中没有这辆车上的作业。")),)
    score = safety_first(total(parts), replay)
    words = "\n".join((score.words, *_unconfirmed(replay)))
    return WorkScore(score.points, words, parts, bool(replay.unsafe))


def safety_first(score: Score, replay: Replay[Any]) -> Score:
    """Give `score` where nothing unsafe was attempted; else nothing, with that reason first."""
    if not replay.unsafe:
        return score
    happens = dict.fromkeys(str(told.details.get("happens", "")) for told in replay.unsafe)
    said = [
        label(
            f"Unsafe: the job is failed, no points ({lines(replay.unsafe)}).",
            f"有不安全操作：本项作业不合格，不得分（{lines(replay.unsafe)}）。",
        ),
        *filter(None, happens),
        score.words,
    ]
    return Score(0.0, "\n".join(said))


def lines(actions: Sequence[Action]) -> str:
    """Give where `actions` stand in the record, in words."""
    numbers = ", ".join(str(told.n) for told in actions[:_SHOWN]) + (" …" if len(actions) > _SHOWN else "")
    return label(f"record line {numbers}", f"记录第 {numbers} 行")


def _unconfirmed(replay: Replay[Any]) -> Iterator[str]:
    if replay.mismatched:
        where = lines([mismatch.told for mismatch in replay.mismatched])
        yield label(
            f"For the teacher: this car does not show again what the record says ({where}); it does not count.",
            f"教师注意：这辆车重做时与记录不符（{where}），不计分。",
        )
