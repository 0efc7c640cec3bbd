"""The student's own car in the work bay: what may be done to it, what that shows, and what the record proves.

No widgets here: a click and a line of code call the same methods, and a test replays the record with the same rules.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from nevlab.jobcard import JobCard, Record, own_seed
from nevlab.messages import WorkshopError
from nevlab.surroundings import is_being_graded
from nevlab.vehicle.precharge_car import TrainingCar, training_car

OPEN = "OL"


class Done(Protocol):
    """An action as a record keeps it."""

    @property
    def action(self) -> str: ...  # noqa: D102
    @property
    def details(self) -> Mapping[str, Any]: ...  # noqa: D102


@dataclass(frozen=True)
class Seen:
    """What the recorded actions show, in the order in which they were done. Only genuine readings are in it.

    A reading is genuine when the car allows it in that state (protected, live or dead) and shows that value.

    Parameters
    ----------
    protected, dead, recorded
        How the bay stands now: protection in place, powered down and proven dead, actuator test recorded.
    refused
        How many actions were refused because they would have been unsafe.
    pack_v
        Readings at the pack's terminals [V].
    cursor
        (time [ms], voltage [V]) of the readings in the recording.
    resistance
        Measuring point → resistance [Ω]; infinity is "OL".
    """

    protected: bool = False
    dead: bool = False
    recorded: bool = False
    refused: int = 0
    pack_v: tuple[float, ...] = ()
    cursor: tuple[tuple[int, int], ...] = ()
    resistance: Mapping[str, float] = field(default_factory=dict)


def seen(car: TrainingCar, actions: Iterable[Done]) -> Seen:
    """Replay `actions` on `car` and give what they show."""
    protected = dead = recorded = False
    refused = 0
    pack_v: list[float] = []
    cursor: list[tuple[int, int]] = []
    resistance: dict[str, float] = {}
    for done in actions:
        details = done.details
        match done.action:
            case "protect":
                protected = True
            case "refused":
                refused += 1
            case "power_down":
                dead = protected
            case "power_up":
                dead = False
            case "actuator_test":
                recorded = recorded or (protected and not dead)
            case "measure_pack" if protected and not dead and details.get("voltage_v") == car.pack_reading_v():
                pack_v.append(car.pack_reading_v())
            case "read_cursor" if recorded and _is_on_the_curve(car, details):
                cursor.append((car.instant(details["time_ms"]), round(details["voltage_v"])))
            case "measure_resistance" if dead and _is_on_the_meter(car, details):
                resistance[details["point"]] = car.resistance_reading_ohm(details["point"])
    return Seen(protected, dead, recorded, refused, tuple(pack_v), tuple(cursor), resistance)


def own_work(exercise: str) -> tuple[TrainingCar, Seen]:
    """Give the car that this folder's record is about, and what the record shows: for test cells."""
    car = training_car(own_seed(exercise))
    return car, seen(car, Record.read(Path(f"{exercise}.jobcard.jsonl")).actions())


class Bay:
    """The work bay with the student's own car.

    What is not allowed in the bay's present state raises WorkshopError; what would have been unsafe is recorded, too.
    In the grader nobody stands at the car: there, a cell that is run again just gets its readings.

    Parameters
    ----------
    card
        The job card that everything is recorded on.
    """

    def __init__(self, card: JobCard) -> None:
        self.card = card

    @property
    def car(self) -> TrainingCar:
        """The car; NoStudentNumber before the number is entered."""
        return training_car(self.card.seed)

    @property
    def seen(self) -> Seen:
        """What has been done and read so far, from the record."""
        return seen(self.car, self.card.history.actions())

    def protect(self) -> None:
        """Set up the bay: barrier, supervisor, gloves of class 0, face shield, CAT III 1000 V meter."""
        self.card.record("protect")

    def measure_pack(self) -> float:
        """Give the pack voltage [V] at the pack's terminals: permitted work on live parts."""
        self._need_live("measure_pack")
        voltage_v = self.car.pack_reading_v()
        self.card.record("measure_pack", voltage_v=voltage_v)
        return voltage_v

    def actuator_test(self) -> None:
        """Let the scan tool close K− and the pre-charge relay for 2 s, K+ open, and record the link voltage."""
        self._need_live("actuator_test")
        self.card.record("actuator_test")

    def read_cursor(self, time_ms: float) -> int:
        """Give the link voltage [V] of the recording at `time_ms`, and write the reading down."""
        if not (is_being_graded() or self.seen.recorded):
            raise WorkshopError("precharge-no-recording")
        voltage_v = self.car.cursor_reading_v(time_ms)
        self.card.record("read_cursor", time_ms=self.car.instant(time_ms), voltage_v=voltage_v)
        return voltage_v

    def power_down(self) -> None:
        """Power down by the maker's route, wait, and prove dead with a meter that is checked before and after."""
        if not (is_being_graded() or self.seen.protected):
            self._refuse("power_down", "precharge-unprotected")
        self.card.record("power_down")

    def power_up(self) -> None:
        """Refit the service plug and connect the 12 V supply again."""
        self.card.record("power_up")

    def measure_resistance(self, point: str) -> float:
        """Give the resistance [Ω] across `point` (one of ``POINTS``), all contactors open; infinity is "OL"."""
        if not (is_being_graded() or self.seen.dead):
            self._refuse("measure_resistance", "precharge-is-live")
        ohm = self.car.resistance_reading_ohm(point)
        self.card.record("measure_resistance", point=point, resistance_ohm=OPEN if math.isinf(ohm) else ohm)
        return ohm

    def _need_live(self, action: str) -> None:
        if is_being_graded():
            return
        now = self.seen
        if now.dead:
            raise WorkshopError("precharge-is-dead")
        if not now.protected:
            self._refuse(action, "precharge-unprotected")

    def _refuse(self, action: str, key: str) -> None:
        self.card.record("refused", refused=action, why=key)
        raise WorkshopError(key)


def _is_on_the_curve(car: TrainingCar, details: Mapping[str, Any]) -> bool:
    try:
        return bool(abs(car.cursor_reading_v(details["time_ms"]) - details["voltage_v"]) <= 1)
    except (KeyError, TypeError, ValueError):
        return False


def _is_on_the_meter(car: TrainingCar, details: Mapping[str, Any]) -> bool:
    try:
        ohm = car.resistance_reading_ohm(details["point"])
        shown = math.inf if details["resistance_ohm"] == OPEN else float(details["resistance_ohm"])
    except (KeyError, TypeError, ValueError):
        return False
    return shown == ohm or abs(shown - ohm) <= 0.1 + 1e-9
