"""The test rig with a drive assembly on it: cooling, sensors, no-load run, vibration, torque, efficiency, coast-down.

A source feeds the inverter; load machines with torque flanges stand at the output, uncoupled for the runs without load.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, ClassVar

import numpy as np

from nevlab.instruments.drive_rig import COOLANT_C, CURRENT, SPEED, TORQUE, VOLTAGE, electrical, plain
from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.stations.coolant_bench import FLOW
from nevlab.stations.station import Doing, Station, UnsafeAct
from nevlab.vehicle.assembly.drawn import drawn_assembly
from nevlab.vehicle.assembly.orders import Spectrum, record, spectrum
from nevlab.vehicle.assembly.unit import REPAIRS, ROOM_C, Assembly
from nevlab.vehicle.current_setpoint import MOST_TORQUE_NM
from nevlab.vehicle.draws import draws, within
from nevlab.vehicle.drive_losses import efficiency
from nevlab.vehicle.operating_point import OperatingPoint
from nevlab.vehicle.ranges import in_range, one_of
from nevlab.vehicle.reducer.gears import TEACHING_REDUCER

MAP_RPM = tuple(range(500, 8000, 1000))
MAP_NM = tuple(range(10, 160, 20))
"""Middles of the fields of the map: speeds [r/min] and torques asked of the motor [Nm]."""
COAST_RPM = (3000.0, 2000.0)
MOST_RPM = 8000.0
COUNT, LEAST_M_S2 = 8, 0.12
"""How many peaks the analyser lists, and the lowest that it takes for one [m/s²]."""


@dataclass(frozen=True, kw_only=True)
class AssemblyBench(Station):
    """The rig in one state.

    Parameters
    ----------
    unit
        The drive assembly; what is wrong with it is hidden.
    seed
        Whose instruments they are.
    on
        The rig is switched on; otherwise it is off, locked, and its link proven dead.
    pumping
        The coolant pump runs.
    speed_rpm
        Speed of the motor in a run without load [r/min]; 0 at standstill.
    temperatures_c
        Of the coolant at ``inlet`` and ``outlet``, of ``motor`` and ``inverter`` [°C].
    records
        How many records of the vibration were made.
    screen
        Speed [r/min], length [s] and number of the record on the analyser's screen.
    """

    unit: Assembly
    seed: int
    dead: bool = True
    on: bool = False
    pumping: bool = False
    speed_rpm: float = 0.0
    temperatures_c: Mapping[str, float] = field(
        default_factory=lambda: dict.fromkeys(("inlet", "outlet", "motor", "inverter"), ROOM_C)
    )
    records: int = 0
    screen: tuple[float, float, int] | None = None

    ACTIONS: ClassVar[Mapping[str, Doing]] = MappingProxyType(
        {
            "protect": Doing(minutes=3.0),
            "switch_on": Doing(minutes=2.0),
            "start_pump": Doing(minutes=1.0),
            "measure_flow": Doing(minutes=1.0),
            "look_into_tank": Doing(minutes=0.5),
            "read_temperatures": Doing(minutes=1.0),
            "run": Doing(("speed_rpm",), minutes=2.0),
            "record": Doing(("seconds",), step=0.01, minutes=1.0),
            "coast_down": Doing(step=0.01, minutes=2.0),
            "load": Doing(("speed_rpm", "torque_nm"), minutes=8.0),
            "peak": Doing(("speed_rpm",), minutes=2.0),
            "map": Doing(step=0.1, minutes=15.0),
            "switch_off": Doing(minutes=6.0),
            "repair": Doing(("part",), minutes=8.0),
        }
    )

    def spectrum(self) -> Spectrum | None:
        """Give the spectrum on the analyser's screen; None before the first record."""
        if self.screen is None:
            return None
        speed_rpm, seconds, number = self.screen
        return spectrum(record(self.unit.lines, speed_rpm, seconds, self.seed, number))

    def _switch_on(self) -> tuple[AssemblyBench, dict[str, Any]]:
        if not self.protected:
            raise UnsafeAct("assembly-unguarded")
        return replace(self, on=True, dead=False), {}

    def _start_pump(self) -> tuple[AssemblyBench, dict[str, Any]]:
        return replace(self, pumping=True), {}

    def _measure_flow(self) -> tuple[AssemblyBench, dict[str, Any]]:
        litres = self.unit.loop.flow_m3_s * 60e3 if self.pumping else 0.0
        return self, FLOW.read(litres, self.seed, "rig").as_details()

    def _look_into_tank(self) -> tuple[AssemblyBench, dict[str, Any]]:
        """Look through the sight glass of the rig's tank."""
        return self, {"bubbles": self.pumping and self.unit.loop.air_share > 0}

    def _read_temperatures(self) -> tuple[AssemblyBench, dict[str, Any]]:
        """Read the rig's thermometers and, in the data stream, the sensors of the assembly."""
        return self, self._temperatures()

    def _temperatures(self) -> dict[str, Any]:
        now = {"room": ROOM_C, **self.temperatures_c}
        read = {
            place: COOLANT_C.read(now[place], self.seed, place).as_details() for place in ("room", "inlet", "outlet")
        }
        told = {f"{part}_c": float(round(self.unit.told_c(part, now[part]))) for part in ("motor", "inverter")}
        return {**read, **told}

    def _run(self, speed_rpm: float) -> tuple[AssemblyBench, dict[str, Any]]:
        """Run without load, the output uncoupled."""
        self._must_be_on()
        speed_rpm = in_range(label("speed", "转速"), speed_rpm, 500.0, 4000.0, "r/min")
        held_rpm = self._held(speed_rpm)
        point = self.unit.no_load(held_rpm)
        details = {"speed_rpm": speed_rpm, **self._electrical(point, f"run {speed_rpm:g}")}
        return replace(self, speed_rpm=held_rpm), details

    def _record(self, seconds: float) -> tuple[AssemblyBench, dict[str, Any]]:
        """Record the vibration at the reducer's housing and list the highest peaks."""
        self._must_turn()
        seconds = in_range(label("length of the record", "采样时间"), seconds, 0.1, 4.0, "s")
        after = replace(self, records=self.records + 1, screen=(self.speed_rpm, seconds, self.records + 1))
        found = after.spectrum()
        tops = found.peaks(COUNT, LEAST_M_S2) if found else []
        peaks = {
            str(number): {"hz": round(hz, 2), "m_s2": round(peak, 2)} for number, (hz, peak) in enumerate(tops, start=1)
        }
        tacho = plain(SPEED, self.speed_rpm, self.seed, "record")
        return after, {"seconds": seconds, "tacho": tacho, "peaks": peaks}

    def _coast_down(self) -> tuple[AssemblyBench, dict[str, Any]]:
        """Switch the inverter's pulses off and take the time between two speeds."""
        self._must_turn()
        if self.speed_rpm < COAST_RPM[0] + 50:
            raise WorkshopError("assembly-slow", speed=f"{COAST_RPM[0]:g}")
        seconds = self.unit.coast_s(*COAST_RPM) * (1 + within(draws(self.seed, "coast-down"), -0.01, 0.01))
        return replace(self, speed_rpm=0.0), {"from_rpm": COAST_RPM[0], "to_rpm": COAST_RPM[1], "s": round(seconds, 2)}

    def _load(self, speed_rpm: float, torque_nm: float) -> tuple[AssemblyBench, dict[str, Any]]:
        """Run under load until the temperatures stand, read everything, and ramp down."""
        self._must_be_cooled()
        speed_rpm = in_range(label("speed", "转速"), speed_rpm, 500.0, MOST_RPM, "r/min")
        torque_nm = in_range(label("torque asked of the motor", "电机请求转矩"), torque_nm, 5.0, 160.0, "Nm")
        point = self.unit.point(torque_nm, self._held(speed_rpm))
        after = replace(self, speed_rpm=0.0, temperatures_c=self.unit.warm(point))
        where = f"load {speed_rpm:g} {torque_nm:g}"
        asked = {"speed_rpm": speed_rpm, "torque_nm": torque_nm}
        return after, {**asked, **self._output(point, where), **after._temperatures()}

    def _peak(self, speed_rpm: float) -> tuple[AssemblyBench, dict[str, Any]]:
        """Ask for all torque for some seconds, too short to warm anything, and ramp down."""
        self._must_be_cooled()
        speed_rpm = in_range(label("speed", "转速"), speed_rpm, 500.0, MOST_RPM, "r/min")
        point = self.unit.point(MOST_TORQUE_NM, self._held(speed_rpm))
        return replace(self, speed_rpm=0.0), {"speed_rpm": speed_rpm, **self._output(point, f"peak {speed_rpm:g}")}

    def _map(self) -> tuple[AssemblyBench, dict[str, Any]]:
        """Let the rig go through all fields of the map by itself; a field beyond the limit of the drive stays empty."""
        self._must_be_cooled()
        torque_nm, speed_rpm = np.meshgrid(MAP_NM, MAP_RPM, indexing="ij")
        point = self.unit.point(torque_nm, speed_rpm)
        reached = np.isin(point.region, ("mtpa", "field_weakening"))
        output_nm = np.asarray(self.unit.output_nm(point))
        link_a = np.asarray(point.link_current_a)
        cells = {}
        for at in np.ndindex(torque_nm.shape):
            if reached[at]:
                where = f"map {speed_rpm[at]} {torque_nm[at]}"
                output = TORQUE.read(float(output_nm[at]), self.seed, where).value
                volts = VOLTAGE.read(point.link_voltage_v, self.seed, where).value
                amps = CURRENT.read(float(link_a[at]), self.seed, where).value
                share = efficiency(output, float(speed_rpm[at]) / TEACHING_REDUCER.ratio, volts, amps)
                cells[f"{speed_rpm[at]} {torque_nm[at]}"] = round(100 * float(share), 1)
        return replace(self, speed_rpm=0.0), {"percent": cells}

    def _switch_off(self) -> tuple[AssemblyBench, dict[str, Any]]:
        """Come to standstill, switch off, lock and tag, wait, and prove the link dead."""
        return replace(self, on=False, dead=True, pumping=False, speed_rpm=0.0), {}

    def _repair(self, part: str) -> tuple[AssemblyBench, dict[str, Any]]:
        """Flush or bleed the loop, or replace the temperature sensor of motor or inverter."""
        one_of(label("part", "部位"), part, REPAIRS)
        if self.on:
            raise UnsafeAct("assembly-on")
        return replace(self, unit=self.unit.mended(part)), {"part": part}

    def _held(self, speed_rpm: float) -> float:
        """Give the speed that the rig holds where `speed_rpm` is set: up to 0.3 % beside it."""
        return speed_rpm * (1 + within(draws(self.seed, f"speed {speed_rpm:g}"), -0.003, 0.003))

    def _electrical(self, point: OperatingPoint, where: str) -> dict[str, Any]:
        shown = float(point.speed_rpm), point.link_voltage_v, float(point.link_current_a)
        return electrical(*shown, self.seed, where)

    def _output(self, point: OperatingPoint, where: str) -> dict[str, Any]:
        output = plain(TORQUE, float(self.unit.output_nm(point)), self.seed, where)
        return {**self._electrical(point, where), "output": output}

    def _must_be_on(self) -> None:
        if not self.on:
            raise WorkshopError("assembly-off")

    def _must_turn(self) -> None:
        self._must_be_on()
        if not self.speed_rpm:
            raise WorkshopError("assembly-still")

    def _must_be_cooled(self) -> None:
        self._must_be_on()
        if not self.pumping:
            raise WorkshopError("assembly-no-coolant")


def assembly_bench(seed: int) -> AssemblyBench:
    """Give the rig with the assembly of a seed."""
    return AssemblyBench(unit=drawn_assembly(seed), seed=seed)
