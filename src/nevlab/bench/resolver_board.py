"""The test rig with the student's own drive: what a click or a call does, and how it is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nevlab.bench.resolver_example import Example
from nevlab.jobcard import JobCard
from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.surroundings import is_being_graded, page_is_being_made
from nevlab.vehicle.drive import specimen
from nevlab.vehicle.rig import UNSAFE, Deed, Rig

if TYPE_CHECKING:
    from ipywidgets import Widget


class Board:
    """The rig, worked by clicks or by calls; each action stands in the record of `card`.

    Its state is what the record says, so it is there again when the notebook is opened again.
    """

    def __init__(self, card: JobCard) -> None:
        self.card = card

    def work(self) -> tuple[Rig, tuple[Deed, ...]]:
        """Give the rig as it stands, and what was done on it so far.

        Raises
        ------
        NoStudentNumber
            Before the student's number is entered.
        """
        return Rig(specimen(self.card.seed)).confirmed(self.card.history.actions())

    def protect(self) -> None:
        """Set up barrier and supervisor, put on gloves and face shield."""
        self._act("protect")

    def power_down(self) -> None:
        """Power down by the maker's route, prove dead, unplug the resolver."""
        self._act("power_down")

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

    def power_up(self) -> None:
        """Plug the resolver in and power up, with the currents controlled to zero."""
        self._act("power_up")

    def read_voltages(self, speed_rpm: float) -> tuple[float, float]:
        """Spin the rotor from outside at `speed_rpm` (negative: reverse) and read ud and uq in V."""
        shown = self._act("read_voltages", speed_rpm=speed_rpm)
        return shown["ud_v"], shown["uq_v"]

    def enter_correction(self, correction_deg: float) -> None:
        """Add `correction_deg` (electrical degrees, with its sign) to the controller's angle."""
        self._act("enter_correction", correction_deg=correction_deg)

    def _act(self, action: str, **asked: Any) -> dict[str, Any]:
        rig, _ = self.work()
        try:
            _, details = rig.act(action, **asked)
        except WorkshopError as error:
            if error.key in UNSAFE:
                self.card.record("refused", refused=action, why=error.key)
            raise
        self.card.record(action, **details)
        return details

    def widget(self) -> Widget:
        """Give the panel to be clicked on."""
        from nevlab.bench.resolver_panel import panel

        return panel(self)

    def _repr_mimebundle_(self, **_options: object) -> dict[str, Any]:
        if is_being_graded():
            return {"text/plain": title()}
        if page_is_being_made():
            return Example(specimen(self.card.seed))._repr_mimebundle_()
        bundle: dict[str, Any] = self.widget()._repr_mimebundle_()
        return bundle


def title() -> str:
    """Name the bench."""
    return label("Test rig: resolver and zero offset", "台架：旋变检测与零位标定")
