"""A board whose actions are told in words: on the status line, in the log, and in the worked example of a page."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from nevlab.bench.board import Board
from nevlab.bench.example import Step, told
from nevlab.jobcard import JobCard
from nevlab.jobcard.record import Action
from nevlab.jobcard.replay import REFUSED, Replay
from nevlab.labels import label

if TYPE_CHECKING:
    from ipywidgets import Widget

R = TypeVar("R", bound=Replay[Any])


class Vocabulary(Protocol):
    """A module that has words for a station's actions."""

    def deed(self, action: str, asked: Mapping[str, Any]) -> str:
        """Give an action in words; `asked` is what was set for it."""
        ...

    def reading(self, action: str, details: Mapping[str, Any]) -> str:
        """Give what could be read after an action; empty where there is nothing."""
        ...


class DeedBoard(Board[R]):
    """A bench of actions with a log and a worked example; a subclass names the :attr:`WORDS` of its station's actions.

    Parameters
    ----------
    card
        The job card that everything is recorded on.
    example
        The worked example that stands on a page without a kernel, done on the page's specimen.
    """

    WORDS: Vocabulary

    def __init__(self, card: JobCard, example: tuple[Step, ...] = ()) -> None:
        self.example = example
        super().__init__(card)

    def usual_example(self) -> tuple[Step, ...]:
        """Give the worked example that stands on a page where the author has given none."""
        return ()

    @abstractmethod
    def parts(self) -> tuple[Widget, ...]:
        """Give what is shown once the student's number is known."""

    def picture(self, station: Any, action: str, details: Mapping[str, Any]) -> str:
        """Give a picture of an action's outcome as HTML, the station being as it stands then; empty where none is."""
        return ""

    def above(self) -> str:
        """Give what stands above the bench and its example, as HTML: the maker's card, the tools."""
        return ""

    def do(self, action: str, **asked: Any) -> dict[str, Any]:
        """Do any action of the station (see its ``ACTIONS``) and give what was recorded of it."""
        return self._act(action, **asked)

    def said(self, action: str, details: Mapping[str, Any]) -> str:
        """Give what was done with what was read, on one line."""
        return " → ".join(filter(None, (self.WORDS.deed(action, details), self.WORDS.reading(action, details))))

    def lines(self) -> list[tuple[str, str, str]]:
        """Give what was done and what was refused as unsafe, in order: number, action, reading."""
        work = self.work()
        told_all = sorted((*work.done, *work.unsafe), key=lambda one: one.n)
        return [(str(number), *self._line(told)) for number, told in enumerate(told_all, start=1)]

    def _line(self, told: Action) -> tuple[str, str]:
        if told.action != REFUSED:
            return self.WORDS.deed(told.action, told.details), self.WORDS.reading(told.action, told.details)
        details = told.details
        try:
            what = self.WORDS.deed(details["refused"], details["asked"])
        # What was refused was not looked at any further: anything may have been asked.
        except (LookupError, TypeError, ValueError):
            what = str(details.get("refused", REFUSED))
        happens = details.get("happens", "")
        return what, label(f"✗ refused. {happens}", f"✗ 已拒绝。{happens}")

    def still(self) -> str:
        """Give the worked example on the page's specimen."""
        return told(self, self.example or self.usual_example())

    def widget(self) -> Widget:
        """Give the bench; it waits until the student's number is known."""
        from nevlab.bench.frame import frame

        return frame(self)
