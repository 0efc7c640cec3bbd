"""A worked example: actions with a sentence each, done on the page's specimen car and told step by step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from nevlab.bench import page
from nevlab.labels import label
from nevlab.stations.station import UnsafeAct

if TYPE_CHECKING:
    from nevlab.bench.workshop.board import CarBoard


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


def told(board: CarBoard) -> str:
    """Give the tools and the example as HTML: what was done, what was read, and why; below, the pictures of the scope.

    The steps are done at the station, not on the record. What would be unsafe is told as refused.

    Raises
    ------
    WorkshopError
        If a step is not possible for another reason: the example is wrong then.
    """
    from nevlab.bench.workshop.deeds import deed, reading
    from nevlab.bench.workshop.panel import tool_words
    from nevlab.bench.workshop.scope_picture import shown

    bay, rows, pictures = board.fresh().station, [], []
    for number, step in enumerate(board.example, start=1):
        try:
            after, details = bay.act(step.action, **step.asked)
        except UnsafeAct as error:
            rows.append((f"{number}. {deed(step.action, step.asked)}", f"✗ {error}", step.words))
            continue
        if step.action == "capture" and after.screen is not None:
            pictures.append(f"<h4>{label('Step', '步骤')} {number}</h4>{shown(after.screen, details)}")
        read = label("see the screen below", "见下图") if step.action == "capture" else reading(step.action, details)
        rows.append((f"{number}. {deed(step.action, details)}", read, step.words))
        bay = after
    head = (label("Step", "步骤"), label("Reading", "读数、现象"), label("What follows", "结论"))
    tools = label(", ", "、").join(tool_words()[tool] for tool in board.tools)
    lying = f"<p>{label('Tools at this bay: ', '本工位的工具：')}{tools}</p>"
    return page.wrap(f"<h3>{board.title()}</h3>", lying, page.table(rows, head), *pictures, page.notice())
