"""What the benches of actions share: a station worked by clicks or by calls, each action on the job card's record."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from nevlab.jobcard import JobCard
from nevlab.jobcard.record import Action
from nevlab.jobcard.replay import REFUSED, Replay
from nevlab.stations.station import UnsafeAct
from nevlab.surroundings import is_being_graded, page_is_being_made

if TYPE_CHECKING:
    from ipywidgets import Widget

R = TypeVar("R", bound=Replay[Any])


class Board(ABC, Generic[R]):
    """A bench of actions; the last line of a cell shows it. A subclass has a method for each action of its station.

    Its state is what the record says, so it is there again when the notebook is opened again. What the state does not
    allow raises WorkshopError; what would have been unsafe is recorded, too, with what would have happened. In the
    grader nobody stands at the car: a call there shows what the same call showed when it was recorded, whatever was
    done since.

    Parameters
    ----------
    card
        The job card that everything is recorded on.
    """

    def __init__(self, card: JobCard) -> None:
        self.card = card
        self._replayed: tuple[int, tuple[Action, ...], R] | None = None
        self._handed_in = list(self.work().done) if is_being_graded() else []

    @abstractmethod
    def fresh(self) -> R:
        """Give the station as the student finds it, nothing done yet; NoStudentNumber before the number is entered."""

    def work(self) -> R:
        """Give what was done so far, and the station as it stands; NoStudentNumber before the number is entered.

        Only what the record holds beyond the last call is done anew, unless the record changed otherwise.
        """
        seed, told = self.card.seed, self.card.history.actions()
        before = self._replayed
        if before and before[0] == seed and told[: len(before[1])] == before[1]:
            work = before[2].then(told[len(before[1]) :])
        else:
            work = self.fresh().then(told)
        self._replayed = seed, told, work
        return work

    @abstractmethod
    def title(self) -> str:
        """Name the bench."""

    @abstractmethod
    def still(self) -> str:
        """Give the worked example that stands on a page, as HTML."""

    @abstractmethod
    def widget(self) -> Widget:
        """Give the bench to be worked with; it waits until the student's number is known."""

    def protect(self) -> None:
        """Set up barrier and supervisor, put on the protective equipment."""
        self._act("protect")

    def power_down(self) -> None:
        """Power down by the maker's route, wait, and prove dead with a meter that is checked before and after."""
        self._act("power_down")

    def power_up(self) -> None:
        """Connect again what was taken off, and power up."""
        self._act("power_up")

    def _act(self, action: str, **asked: Any) -> dict[str, Any]:
        for told in self._handed_in:
            if told.action == action and all(told.details[name] == value for name, value in asked.items()):
                self._handed_in.remove(told)
                return dict(told.details)
        try:
            _, details = self.work().station.act(action, **asked)
        except UnsafeAct as error:
            self.card.record(REFUSED, refused=action, asked=asked, why=error.key, happens=error.happens)
            raise
        self.card.record(action, **details)
        return details

    def _repr_mimebundle_(self, **_options: object) -> dict[str, Any]:
        if is_being_graded():
            return {"text/plain": self.title()}
        if page_is_being_made():
            return {"text/html": self.still(), "text/plain": self.title()}
        bundle: dict[str, Any] = self.widget()._repr_mimebundle_()
        return bundle
