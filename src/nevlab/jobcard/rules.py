"""Rules that a job is judged by: order, forbidden, measured before judged, working time, complete.

They are plain data for :func:`nevlab.jobcard.judging.judge_work`. Only what the station shows again counts. Where an
action is named that the station does not have, WorkshopError is raised.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from nevlab.jobcard.judging import lines
from nevlab.jobcard.record import Action, Record
from nevlab.jobcard.replay import Replay
from nevlab.jobcard.scoring import Score, judge, supported
from nevlab.labels import label
from nevlab.vehicle.ranges import in_range, one_of


@dataclass(frozen=True)
class Deed:
    """An action told apart by some of its details, such as ``Deed("measure_resistance", {"point": "k_plus"})``."""

    action: str
    details: Mapping[str, Any] = field(default_factory=dict)

    def fits(self, told: Action) -> bool:
        """Tell whether `told` is this action, with these details among its own."""
        return told.action == self.action and self.details.items() <= told.details.items()


Wanted = str | Deed
"""An action: by its name, or one with certain details."""


@dataclass(frozen=True)
class Before:
    """Before `then` is done, `first` must have been done.

    Parameters
    ----------
    first, then
        The two actions. A job in which `then` was never done earns nothing.
    points
        For an order that was kept throughout.
    words
        The rule as the student reads it.
    again_after
        Actions after which `first` must be done again: `then` itself asks for it every time, ``"power_up"`` after each
        power-up; none asks for it the first time only.
    """

    first: Wanted
    then: Wanted
    points: float
    words: str
    again_after: Sequence[Wanted] = ()

    def judge(self, replay: Replay[Any], record: Record) -> Score:
        """Give the points if each `then` had its `first`."""
        first, then = _deed(self.first, replay), _deed(self.then, replay)
        undoing = [_deed(one, replay) for one in self.again_after]
        ready, reached = False, False
        for told in replay.done:
            if then.fits(told):
                reached = True
                if not ready:
                    return Score(0.0, f"{_not_kept(self.words)}{_line(told)}")
            ready = first.fits(told) or (ready and not any(deed.fits(told) for deed in undoing))
        return judge(reached, points=self.points, right=_kept(self.words), wrong=_not_reached(self.words))


@dataclass(frozen=True)
class Waited:
    """Between the last `first` and each `then` at least some minutes were waited.

    Parameters
    ----------
    first, then
        The two actions. A job in which `then` was never done earns nothing.
    minutes
        Least sum of what was waited between them, in the detail ``minutes`` of the actions ``"wait"`` [min].
    points, words
        As for :class:`Before`.
    """

    first: Wanted
    then: Wanted
    minutes: float
    points: float
    words: str

    def judge(self, replay: Replay[Any], record: Record) -> Score:
        """Give the points if each `then` came late enough."""
        first, then, wait = _deed(self.first, replay), _deed(self.then, replay), _deed("wait", replay)
        waited_min: float | None = None
        reached = False
        for told in replay.done:
            if then.fits(told):
                reached = True
                if waited_min is None or waited_min < self.minutes:
                    return Score(0.0, f"{_not_kept(self.words)}{_line(told)}")
            if first.fits(told):
                waited_min = 0.0
            elif wait.fits(told) and waited_min is not None:
                waited_min += float(told.details["minutes"])
        return judge(reached, points=self.points, right=_kept(self.words), wrong=_not_reached(self.words))


@dataclass(frozen=True)
class Never:
    """Something that must not be done in this job, though it is not unsafe."""

    what: Wanted
    points: float
    words: str

    def judge(self, replay: Replay[Any], record: Record) -> Score:
        """Give the points if it was not done."""
        told = next(_all(self.what, replay), None)
        if told is None:
            return Score(float(self.points), _kept(self.words))
        return Score(0.0, f"{_not_kept(self.words)}{_line(told)}")


@dataclass(frozen=True)
class Entry:
    """An entry of the job card that counts only if its measurements were recorded before it was last changed.

    Parameters
    ----------
    field
        The field's id. What was typed in the notebook's cell and not in the job card was given last of all.
    score
        What the entry is worth by itself, from :mod:`nevlab.jobcard.scoring`.
    after
        The measurements, each done at least once.
    wanted
        These measurements in words.
    """

    field: str
    score: Score
    after: Sequence[Wanted]
    wanted: str

    def judge(self, replay: Replay[Any], record: Record) -> Score:
        """Give the entry's score if it was measured first."""
        measured = [min((told.n for told in _all(one, replay)), default=None) for one in self.after]
        seen = [n for n in measured if n is not None]
        score = supported(self.score, len(seen) == len(measured), self.wanted)
        if not score.points or max(seen, default=0) < _entered_at(record, self.field):
            return score
        late = label(
            f"Entered before it was measured; measure first ({self.wanted}), then judge and enter.",
            f"先填写后测量；应先测量（{self.wanted}），再判断、填写。",
        )
        return Score(0.0, late)


@dataclass(frozen=True)
class Cost:
    """Working time against the best known way.

    Parameters
    ----------
    best_min
        Working time of the best known way [min].
    points
        Given up to 1.5 times that time, then falling in a straight line to nothing at 3 times. The 1.5 is this
        workshop's aim for a diagnosis; the 3 is an assumption.
    goal
        What must have been done: a short time is no merit where the work was not done.
    """

    best_min: float
    points: float
    goal: Sequence[Wanted]

    def __post_init__(self) -> None:
        in_range(label("working time of the best known way", "最短工时"), self.best_min, 0.1, 1e4, "min")

    def judge(self, replay: Replay[Any], record: Record) -> Score:
        """Give the points for the time that was taken."""
        name = label("Working time", "工时")
        if any(next(_all(one, replay), None) is None for one in self.goal):
            return Score(0.0, _not_reached(name))
        full, none = 1.5 * self.best_min, 3.0 * self.best_min
        part = min(1.0, max(0.0, (none - replay.minutes) / (none - full)))
        words = label(
            f"{name}: {replay.minutes:g} min; full points up to {full:g} min, none from {none:g} min.",
            f"{name}：{replay.minutes:g} min；{full:g} min 以内得满分，{none:g} min 起不得分。",
        )
        return Score(self.points * part, words)


@dataclass(frozen=True)
class Complete:
    """Every field filled in.

    Parameters
    ----------
    answers
        Label → what stands there, None where nothing does.
    points
        For all of them; in proportion where some are missing.
    """

    answers: Mapping[str, object]
    points: float

    def judge(self, replay: Replay[Any], record: Record) -> Score:
        """Give the points for the share that is filled in."""
        missing = [name for name, value in self.answers.items() if value is None]
        if not missing:
            return Score(float(self.points), label("Job card: complete.", "工单：填写完整。"))
        names = label("; ", "、").join(missing)
        words = label(f"Job card: not filled in: {names}.", f"工单：没有填写：{names}。")
        return Score(self.points * (1 - len(missing) / len(self.answers)), words)


def _deed(wanted: Wanted, replay: Replay[Any]) -> Deed:
    deed = Deed(wanted) if isinstance(wanted, str) else wanted
    one_of(label("action", "操作"), deed.action, replay.station.ACTIONS)
    return deed


def _all(wanted: Wanted, replay: Replay[Any]) -> Iterator[Action]:
    deed = _deed(wanted, replay)
    return (told for told in replay.done if deed.fits(told))


def _entered_at(record: Record, field: str) -> float:
    events = [event for event in record.events if event["event"] == "entered" and event["field"] == field]
    return events[-1].get("n", 0) if events and events[-1]["value"] is not None else float("inf")


def _line(told: Action) -> str:
    return label(f" ({lines([told])}).", f"（{lines([told])}）。")


def _kept(words: str) -> str:
    return label(f"{words}: kept.", f"{words}：做到。")


def _not_kept(words: str) -> str:
    return label(f"{words}: not kept", f"{words}：没有做到")


def _not_reached(words: str) -> str:
    return label(f"{words}: the work was not done.", f"{words}：没有做这项作业。")
