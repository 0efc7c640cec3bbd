"""The student's own drive on the test rig: what may be done to it, and what the record of it proves.

No widgets here: a click and a line of code call the same methods, and a test replays the record with the same rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from nevlab.bench.board import Board
from nevlab.jobcard import own_seed
from nevlab.jobcard.replay import Replay
from nevlab.labels import label
from nevlab.stations.rig import Rig
from nevlab.vehicle.drive import SPEED_APART_RPM, Drive, training_drive

if TYPE_CHECKING:
    from ipywidgets import Widget


class Reading(NamedTuple):
    """One reading of the spun drive with its currents at zero: speed in r/min, ud and uq in V."""

    speed_rpm: float
    ud_v: float
    uq_v: float


def far_apart(readings: Iterable[Reading]) -> bool:
    """Tell whether two of `readings` are far enough apart in speed to separate offset and delay."""
    speeds = [reading.speed_rpm for reading in readings]
    return bool(speeds) and max(speeds) - min(speeds) >= SPEED_APART_RPM


class Seen(Replay[Rig]):
    """What the recorded actions on a drive show. Only genuine readings are in it."""

    @property
    def drive(self) -> Drive:
        """The drive as it stands now."""
        return self.station.drive

    @property
    def coils(self) -> frozenset[str]:
        """The coils that were measured on the resolver as delivered."""
        return frozenset(read["coil"] for read in self.details("measure_coil") if not read["spare"])

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Every reading of the spun drive."""
        return _readings(self.details("read_voltages"))

    @property
    def before(self) -> tuple[Reading, ...]:
        """Readings from which the offset may be learned: not corrected yet, with a resolver in order that stayed."""
        spare = self.drive.replaced
        read = [d for d in self.details("read_voltages") if d["correction_deg"] == 0 and d["spare"] == spare]
        return _readings(read) if self.drive.in_order else ()

    @property
    def after(self) -> tuple[Reading, ...]:
        """Readings after the last correction."""
        last = max((n for n, told in enumerate(self.done) if told.action == "enter_correction"), default=len(self.done))
        return _readings(told.details for told in self.done[last:] if told.action == "read_voltages")

    @property
    def corrections(self) -> tuple[float, ...]:
        """Sum of the corrections, in electrical degrees, after each that was entered."""
        return tuple(details["sum_deg"] for details in self.details("enter_correction"))


def own_work(exercise: str) -> tuple[Drive, Seen]:
    """Give the drive, as delivered, that this folder's record is about, and what the record shows: for test cells."""
    drive = training_drive(own_seed(exercise))
    return drive, Seen.recorded(Rig(drive), exercise)


class ResolverBoard(Board[Seen]):
    """The test rig with the student's own drive; on a page it is a worked example on the page's specimen drive."""

    @property
    def drive(self) -> Drive:
        """The drive as delivered; NoStudentNumber before the number is entered."""
        return training_drive(self.card.seed)

    def fresh(self) -> Seen:
        """Give the rig with the drive as delivered; NoStudentNumber before the number is known."""
        return Seen(Rig(self.drive))

    def read_leads(self) -> float:
        """Read the meter in Ω with its leads held together."""
        return float(self._act("read_leads")["ohm"])

    def read_coil_temperature(self) -> float:
        """Read the temperature of the coils in °C."""
        return float(self._act("read_coil_temperature")["celsius"])

    def measure_coil(self, coil: str) -> float:
        """Read the meter in Ω across ``"excitation"``, ``"sine"`` or ``"cosine"``."""
        return float(self._act("measure_coil", coil=coil)["ohm"])

    def replace_resolver(self) -> None:
        """Fit the spare resolver."""
        self._act("replace_resolver")

    def read_voltages(self, speed_rpm: float) -> tuple[float, float]:
        """Spin the rotor from outside at `speed_rpm` (negative: reverse) and read ud and uq in V."""
        shown = self._act("read_voltages", speed_rpm=speed_rpm)
        return shown["ud_v"], shown["uq_v"]

    def enter_correction(self, correction_deg: float) -> None:
        """Add `correction_deg` (electrical degrees, with its sign) to the controller's angle."""
        self._act("enter_correction", correction_deg=correction_deg)

    def title(self) -> str:
        """Name the bench."""
        return label("Test rig: resolver and zero offset", "台架：旋变检测与零位标定")

    def still(self) -> str:
        """Give the whole job on the page's specimen drive."""
        from nevlab.bench.resolver_example import Example

        return Example(self.drive).html()

    def widget(self) -> Widget:
        """Give the rig with its buttons."""
        from nevlab.bench.resolver_panel import panel

        return panel(self)


def _readings(read: Iterable[Mapping[str, Any]]) -> tuple[Reading, ...]:
    return tuple(Reading(details["speed_rpm"], details["ud_v"], details["uq_v"]) for details in read)
