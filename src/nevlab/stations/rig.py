"""The test rig with a drive unit on it: the resolver is measured dead, the zero offset live."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from nevlab.messages import WorkshopError
from nevlab.stations.station import SAFETY, Doing, Station
from nevlab.vehicle.drive import METER_STEP_OHM, VOLTAGE_STEP_V, Drive


@dataclass(frozen=True)
class Rig(Station):
    """The rig in one state; while it is dead, the resolver is unplugged.

    Parameters
    ----------
    drive : Drive
        The drive unit.
    """

    drive: Drive

    ACTIONS = MappingProxyType(
        {
            **SAFETY,
            "read_leads": Doing(step=METER_STEP_OHM, minutes=0.5),
            "read_coil_temperature": Doing(step=1.0, minutes=1.0),
            "measure_coil": Doing(("coil",), step=METER_STEP_OHM, minutes=2.0),
            # The rear cover is off and an exchange sensor lies ready; a value of our own.
            "replace_resolver": Doing(minutes=8.0),
            "read_voltages": Doing(("speed_rpm",), step=VOLTAGE_STEP_V, minutes=2.0),
            "enter_correction": Doing(("correction_deg",), step=0.1, minutes=1.0),
        }
    )

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
