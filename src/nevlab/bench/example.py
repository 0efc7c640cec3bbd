"""A worked example: actions with a sentence each, done on the page's specimen and told step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from nevlab.bench import page
from nevlab.labels import label
from nevlab.stations.station import UnsafeAct

if TYPE_CHECKING:
    from nevlab.bench.deed_board import DeedBoard


@dataclass(frozen=True)
class Step:
    """One step of a worked example.

    Parameters
    ----------
    action
        An action of the station.
    asked
        What is set for it.
    words
        Why it is done, or what its reading means.
    """

    action: str
    asked: Mapping[str, Any] = field(default_factory=dict)
    words: str = ""


def told(board: DeedBoard[Any], steps: Sequence[Step]) -> str:
    """Give steps at a board's station as HTML: what was done, what was read, and why; below, the pictures of its steps.

    The steps are done at the station, not on the record. What would be unsafe is told as refused.

    Raises
    ------
    WorkshopError
        If a step is not possible for another reason: the example is wrong then.
    """
    station, rows, pictures = board.fresh().station, [], []
    for number, step in enumerate(steps, start=1):
        try:
            station, details = station.act(step.action, **step.asked)
        except UnsafeAct as error:
            rows.append((f"{number}. {board.WORDS.deed(step.action, step.asked)}", f"✗ {error}", step.words))
            continue
        picture = board.picture(station, step.action, details)
        if picture:
            pictures.append(f"<h4>{label('Step', '步骤')} {number}</h4>{picture}")
        read = label("see the picture below", "见下图") if picture else board.WORDS.reading(step.action, details)
        rows.append((f"{number}. {board.WORDS.deed(step.action, details)}", read, step.words))
    head = (label("Step", "步骤"), label("Reading", "读数、现象"), label("What follows", "结论"))
    return page.wrap(f"<h3>{board.title()}</h3>", board.above(), page.table(rows, head), *pictures, page.notice())
