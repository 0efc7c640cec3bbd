"""The test rig with a drive unit on it: what can be done, in which state, and what a record of it must then say.

The bench and the checking of a record go through the same :meth:`Rig.act`, so a recorded reading counts when the same
action on the same drive shows it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Protocol

from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.vehicle.drive import Drive
from nevlab.vehicle.ranges import one_of

ACTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "protect": (),
        "power_down": (),
        "read_leads": (),
        "read_coil_temperature": (),
        "measure_coil": ("coil",),
        "replace_resolver": (),
        "power_up": (),
        "read_voltages": ("speed_rpm",),
        "enter_correction": ("correction_deg",),
    }
)
"""Each action with what the person sets for it."""
UNSAFE = ("rig-unprotected", "rig-not-dead")
"""Refusals (keys of the message table) of what would have been unsafe on a real rig."""
STEP = 0.1
"""Resolution of every instrument on the rig, in its own unit; a recorded reading may differ by it."""


class Deed(Protocol):
    """An action as a record gives it."""

    @property
    def action(self) -> str:
        """What was done."""

    @property
    def details(self) -> Mapping[str, Any]:
        """What was set for it and what was read."""


@dataclass(frozen=True)
class Rig:
    """The rig in one state.

    Parameters
    ----------
    drive : Drive
        The drive unit.
    protected : bool
        Barrier, supervisor, gloves and face shield are in place.
    dead : bool
        Powered down, proven dead and the resolver unplugged; otherwise plugged in and live.
    """

    drive: Drive
    protected: bool = False
    dead: bool = False

    def act(self, action: str, **asked: Any) -> tuple[Rig, dict[str, Any]]:
        """Do `action` and give the rig afterwards with the details to record: what was set and what was read.

        Raises
        ------
        WorkshopError
            If there is no such action, the state does not allow it, or a value is outside its range.
        """
        one_of(label("action", "操作"), action, ACTIONS)
        return getattr(self, f"_{action}")(**asked)

    def confirmed(self, deeds: Iterable[Deed]) -> tuple[Rig, tuple[Deed, ...]]:
        """Give the rig after `deeds`, and those of them that it really shows; a made-up reading is left out."""
        rig, kept = self, []
        for deed in deeds:
            try:
                asked = {name: deed.details[name] for name in ACTIONS[deed.action]}
                after, shown = rig.act(deed.action, **asked)
                genuine = _agrees(shown, deed.details)
            except (KeyError, TypeError, ValueError):
                # Refused, unknown or damaged: it changed nothing.
                continue
            if genuine:
                rig = after
                kept.append(deed)
        return rig, tuple(kept)

    def _protect(self) -> tuple[Rig, dict[str, Any]]:
        return replace(self, protected=True), {}

    def _power_down(self) -> tuple[Rig, dict[str, Any]]:
        self._must_be_protected()
        return replace(self, dead=True), {}

    def _read_leads(self) -> tuple[Rig, dict[str, Any]]:
        return self, {"ohm": self.drive.leads_reading()}

    def _read_coil_temperature(self) -> tuple[Rig, dict[str, Any]]:
        return self, {"celsius": self.drive.coil_temperature_c}

    def _measure_coil(self, coil: str) -> tuple[Rig, dict[str, Any]]:
        self._must_be_dead()
        return self, {"coil": coil, "ohm": self.drive.coil_reading(coil), "spare": self.drive.replaced}

    def _replace_resolver(self) -> tuple[Rig, dict[str, Any]]:
        self._must_be_dead()
        if self.drive.replaced:
            raise WorkshopError("rig-replaced")
        return replace(self, drive=self.drive.with_spare()), {}

    def _power_up(self) -> tuple[Rig, dict[str, Any]]:
        self._must_be_protected()
        return replace(self, dead=False), {}

    def _read_voltages(self, speed_rpm: float) -> tuple[Rig, dict[str, Any]]:
        self._must_be_live()
        voltage_d, voltage_q = self.drive.voltage_reading(speed_rpm)
        return self, {
            "speed_rpm": speed_rpm, "ud_v": voltage_d, "uq_v": voltage_q,
            "correction_deg": self.drive.correction_deg, "spare": self.drive.replaced,
        }  # fmt: skip

    def _enter_correction(self, correction_deg: float) -> tuple[Rig, dict[str, Any]]:
        self._must_be_live()
        corrected = self.drive.corrected(correction_deg)
        return replace(self, drive=corrected), {"correction_deg": correction_deg, "sum_deg": corrected.correction_deg}

    def _must_be_protected(self) -> None:
        if not self.protected:
            raise WorkshopError("rig-unprotected")

    def _must_be_dead(self) -> None:
        if not self.dead:
            raise WorkshopError("rig-not-dead")

    def _must_be_live(self) -> None:
        self._must_be_protected()
        if self.dead:
            raise WorkshopError("rig-not-live")


def _agrees(shown: Mapping[str, Any], recorded: Mapping[str, Any]) -> bool:
    if shown.keys() != recorded.keys():
        return False
    return all(
        abs(value - recorded[name]) <= STEP + 1e-9 if isinstance(value, float) else value == recorded[name]
        for name, value in shown.items()
    )
