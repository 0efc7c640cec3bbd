"""The rig with a drive whose data stream is read: frames from the road, then free-wheel and load runs.

Everything is read through the controller's diagnosis; nobody opens a high-voltage cover. The rotor is turned from
outside, so it makes voltage, and under load the link is live: barrier, supervisor and guard come first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, ClassVar

from nevlab.instruments.reading import rounded
from nevlab.instruments.scan_tool import ScanTool
from nevlab.labels import label
from nevlab.stations.station import Doing, Station, UnsafeAct
from nevlab.vehicle.draws import draws, within
from nevlab.vehicle.drive import SPEED_RPM
from nevlab.vehicle.drive_stream import RIG_INVERTER_C, Situation, StreamDrive, stream_drive
from nevlab.vehicle.ecu.codes import Session
from nevlab.vehicle.ecu.motor_controller import LEARN_OFFSET, MOTOR_CONTROLLER
from nevlab.vehicle.ecu.server import Ecu
from nevlab.vehicle.ecu.state import Progress
from nevlab.vehicle.pmsm import TEACHING_LINK_VOLTAGE_V
from nevlab.vehicle.ranges import in_range

STREAM = (0x0201, 0x020B, 0x020C, 0x0203, 0x0206, 0x0204)
"""The identifiers of the stream, in the order in which they are shown."""
LOAD_NM, LOAD_RPM = (20.0, 200.0), (500.0, 2500.0)
"""What the rig's brake takes [Nm], [r/min]; values of our own."""
FLANGE_OFF_NM = 0.3
"""Most that the torque flange is off [Nm]; a value of our own."""
LEARN_OFF_DEG = 0.2
"""Most that a learned offset is off, electrical degrees; a value of our own."""
_ECU = MOTOR_CONTROLLER.name


@dataclass(frozen=True, kw_only=True)
class StreamRig(Station):
    """The rig in one state.

    Parameters
    ----------
    drive
        The drive; what is wrong with it is hidden.
    seed
        Whose instruments they are.
    soaked
        The coolant has brought winding and magnets to one temperature.
    decided
        ``"released"``, ``"tagged"``, or empty.
    """

    drive: StreamDrive
    seed: int
    soaked: bool = False
    decided: str = ""

    ACTIONS: ClassVar[Mapping[str, Doing]] = MappingProxyType(
        {
            "read_frame": Doing(("frame",), minutes=1.5),
            "protect": Doing(minutes=5.0),
            "soak": Doing(minutes=40.0),
            "free_wheel": Doing(("speed_rpm",), step=0.1, minutes=3.0),
            "load": Doing(("torque_nm", "speed_rpm"), step=0.1, minutes=3.0),
            "learn_offset": Doing(("speed_rpm",), step=0.1, minutes=4.0),
            "release": Doing(minutes=1.0),
            "tag_out": Doing(minutes=2.0),
        }
    )

    @property
    def temperatures_c(self) -> tuple[float, float]:
        """Give the temperatures of winding and magnets [°C]."""
        return (self.drive.soaked_c, self.drive.soaked_c) if self.soaked else self.drive.came_c

    def _read_frame(self, frame: int) -> tuple[StreamRig, dict[str, Any]]:
        """Read one frame of the record; the rig stands still."""
        number = int(in_range(label("frame", "帧号"), frame, 1, len(self.drive.frames), ""))
        return self, {"frame": number, **self._read(self.drive.recorded(number))}

    def _soak(self) -> tuple[StreamRig, dict[str, Any]]:
        """Let coolant of one temperature flow through the standing drive until its rotor has it, too."""
        return replace(self, soaked=True), {"motor_c": self.drive.soaked_c}

    def _free_wheel(self, speed_rpm: float) -> tuple[StreamRig, dict[str, Any]]:
        """Turn the rotor from outside, currents held at zero."""
        self._must_be_guarded()
        return self, {"speed_rpm": speed_rpm, "soaked": self.soaked, **self._read(self._spun(speed_rpm))}

    def _load(self, torque_nm: float, speed_rpm: float) -> tuple[StreamRig, dict[str, Any]]:
        """Ask for torque while the rig's brake holds the speed; the flange shows what comes out."""
        self._must_be_guarded()
        torque_nm = in_range(label("torque", "转矩"), torque_nm, *LOAD_NM, "Nm")
        speed_rpm = in_range(label("speed", "转速"), speed_rpm, *LOAD_RPM, "r/min")
        winding_c, magnet_c = self.temperatures_c
        asked = Situation(torque_nm, speed_rpm, TEACHING_LINK_VOLTAGE_V, winding_c, RIG_INVERTER_C, magnet_c)
        point, shown = self.drive.loaded(asked)
        off_nm = within(draws(self.seed, f"flange {torque_nm}|{speed_rpm}"), -FLANGE_OFF_NM, FLANGE_OFF_NM)
        flange = rounded(float(point.torque_nm) + off_nm, "Nm", 0.1, 500.0)
        asked_for = {"torque_nm": torque_nm, "speed_rpm": speed_rpm, "soaked": self.soaked}
        return self, {**asked_for, **self._read(shown), "flange": flange.as_details()}

    def _learn_offset(self, speed_rpm: float) -> tuple[StreamRig, dict[str, Any]]:
        """Run the controller's routine with the scan tool while the rig turns the rotor."""
        self._must_be_guarded()
        off_deg = within(draws(self.seed, "learned offset"), -LEARN_OFF_DEG, LEARN_OFF_DEG)
        measured = {"motor_torque_nm": 0.0, "measured_offset_deg": self.drive.mounted_deg + off_deg}
        now_s = 0.0
        ecu = Ecu(MOTOR_CONTROLLER, {**self._spun(speed_rpm), **measured}, lambda: now_s, self.seed)
        tool = ScanTool((ecu,))
        tool.enter_session(_ECU, Session.EXTENDED)
        tool.unlock(_ECU)
        tool.start_routine(_ECU, LEARN_OFFSET)
        now_s += 4.0
        progress = tool.routine_results(_ECU, LEARN_OFFSET).found
        stored_deg = float(ecu.memory["resolver_offset_deg"])
        done = progress is Progress.DONE
        after = replace(self, drive=self.drive.learned(stored_deg)) if done else self
        return after, {"speed_rpm": speed_rpm, "done": done, "stored_deg": round(stored_deg, 2)}

    def _release(self) -> tuple[StreamRig, dict[str, Any]]:
        return replace(self, decided="released"), {}

    def _tag_out(self) -> tuple[StreamRig, dict[str, Any]]:
        return replace(self, decided="tagged"), {}

    def _spun(self, speed_rpm: float) -> dict[str, float]:
        speed_rpm = in_range(label("rig speed", "台架转速"), speed_rpm, *SPEED_RPM, "r/min")
        return self.drive.spun(speed_rpm, *self.temperatures_c)

    def _read(self, quantities: Mapping[str, float]) -> dict[str, float]:
        """Read the stream with the scan tool."""
        tool = ScanTool((Ecu(MOTOR_CONTROLLER, quantities, lambda: 0.0, self.seed),))
        found = tool.read_data(_ECU, *STREAM).found or {}
        return {name: round(float(value), 1) for name, value in found.items() if value is not None}

    def _must_be_guarded(self) -> None:
        if not self.protected:
            raise UnsafeAct("rig-unguarded")


def stream_rig(seed: int) -> StreamRig:
    """Give the rig with the drive of a seed."""
    return StreamRig(drive=stream_drive(seed), seed=seed)
