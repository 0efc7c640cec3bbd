"""A worked example: actions with a sentence each, done on the page's specimen and told step by step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
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


@dataclass(frozen=True)
class Told:
    """One step as it stands on a page.

    Parameters
    ----------
    deed
        What was done or worked out.
    reading
        What was read.
    follows
        What follows from it.
    picture
        HTML of what was to be seen.
    """

    deed: str
    reading: str = ""
    follows: str = ""
    picture: str = ""


def told(board: DeedBoard[Any], steps: Sequence[Step]) -> str:
    """Give steps at a board's station as HTML: what was done, what was read, and why, with the pictures of its steps.

    The steps are done at the station, not on the record. What would be unsafe is told as refused.

    Raises
    ------
    WorkshopError
        If a step is not possible for another reason: the example is wrong then.
    """
    station, done = board.fresh().station, []
    for step in steps:
        try:
            station, details = station.act(step.action, **step.asked)
        except UnsafeAct as error:
            done.append(Told(board.WORDS.deed(step.action, step.asked), f"✗ {error}", step.words))
            continue
        picture = board.picture(station, step.action, details)
        read = "" if picture else board.WORDS.reading(step.action, details)
        done.append(Told(board.WORDS.deed(step.action, details), read, step.words, picture))
    return page.wrap(f"<h3>{board.title()}</h3>", board.above(), played(done), page.notice())


def played(steps: Sequence[Told]) -> str:
    """Give steps as a table; on a page, ``static/player.js`` shows one after the other."""
    words = {
        "title": label("Worked example, step by step", "逐步演示"),
        "first": label("First", "第一步"),
        "back": label("Back", "上一步"),
        "next": label("Next", "下一步"),
        "play": label("Play", "自动播放"),
        "all": label("All steps", "全部步骤"),
        "step": label("Step {n} of {count}", "第 {n} 步，共 {count} 步"),
    }
    data = "".join(f' data-{name}="{escape(text)}"' for name, text in words.items())
    head = (label("Step", "步骤"), label("Reading", "读数、现象"), label("What follows", "结论"))
    top = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    rows = "".join(_rows(enumerate(steps, start=1)))
    return f'<div class="nevlab-steps"{data}><table><thead><tr>{top}</tr></thead><tbody>{rows}</tbody></table></div>'


def _rows(steps: Iterable[tuple[int, Told]]) -> Iterable[str]:
    for number, step in steps:
        cells = f"<td>{escape(step.reading)}</td><td>{escape(step.follows)}</td>"
        yield f'<tr data-step="{number}"><th scope="row">{number}. {escape(step.deed)}</th>{cells}</tr>'
        if step.picture:
            yield f'<tr class="nevlab-picture"><td colspan="3">{step.picture}</td></tr>'
