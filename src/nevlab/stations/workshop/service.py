"""What else is done at the car: the scan tool, the probe on the cells, the thermometer, repairs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Self

from nevlab.faults import fault, library, parts
from nevlab.instruments.multimeter import SCALES
from nevlab.instruments.scan_tool import Answer, ScanTool
from nevlab.instruments.thermometer import ContactThermometer
from nevlab.labels import label
from nevlab.stations.station import Doing
from nevlab.stations.workshop.measuring import Measuring
from nevlab.vehicle.car.consumption import pack_current_a
from nevlab.vehicle.car.operation import wait
from nevlab.vehicle.ecu.codes import Session
from nevlab.vehicle.ranges import in_range, one_of

HIGH_VOLTAGE_PLACES = frozenset({"battery", "high_voltage", "insulation", "interlock", "drive"})
"""Places of the fault library where a repair means high-voltage parts."""


def _session(asked: object) -> Session:
    return Session(int(one_of(label("session", "会话"), str(asked), [str(int(one)) for one in Session])))


def _number(asked: object) -> int:
    return int(in_range(label("number of the function", "功能编号"), asked, 0, 0xFFFF, ""))  # type: ignore[arg-type]


SCANS: Mapping[str, Callable[[Any], Any] | None] = MappingProxyType(
    {
        "read_codes": None, "read_freeze_frames": str, "clear_codes": None, "read_data": None,
        "enter_session": _session, "unlock": None, "drive_output": _number, "release_output": _number,
        "start_routine": _number, "routine_results": _number,
    }
)  # fmt: skip
"""Functions of the scan tool, and what each takes: nothing, a trouble code, or a number."""
SCAN_S = 1.0
"""Time that an exchange takes, with the technician's hand [s]: an assumption."""

ACTIONS: Mapping[str, Doing] = MappingProxyType(
    {
        "scan": Doing(("function", "ecu", "argument"), minutes=1.0),
        "probe_cell": Doing(("number",), minutes=0.5),
        "thermometer": Doing(("place",), minutes=1.0),
        "repair": Doing(("part",), minutes=30.0),
    }
)


class Service(Measuring):
    """Scan tool, cells, temperatures, repairs."""

    def _scan(self, function: str, ecu: str, argument: str | int | None) -> tuple[Self, dict[str, Any]]:
        kind = SCANS[one_of(label("function of the scan tool", "诊断仪功能"), function, SCANS)]
        asked = () if kind is None else (kind(argument),)

        def talk(ecus: tuple[Any, ...], silent: frozenset[str]) -> Answer[Any]:
            answer: Answer[Any] = getattr(ScanTool(ecus, silent), function)(ecu, *asked)
            return answer

        moved = self._later(wait(self.car, SCAN_S))
        controllers, answer = moved.controllers.asked(talk)
        after = moved._with(controllers)
        return after, {"function": function, "ecu": ecu, "argument": argument, "exchanges": answer.as_details()}

    def _probe_cell(self, number: int) -> tuple[Self, dict[str, Any]]:
        """Read one cell with the meter, from its own terminal to the next one's: permitted live work."""
        self._must_be_protected()
        car = self.car
        place = int(in_range(label("cell number", "单体编号"), number, 1, car.pack.count, ""))
        volts = car.pack.cell_voltages(car.cells_now, pack_current_a(car))
        reading = SCALES["dc_v"].read(float(volts[place - 1]), self.meter.seed, f"cell {place}", full_scale=6.0)
        return self, {"number": number, **reading.as_details()}

    def _thermometer(self, place: str) -> tuple[Self, dict[str, Any]]:
        temperatures_c = self.car.temperatures_c
        one_of(label("place", "测温点"), place, temperatures_c)
        probe = ContactThermometer(self.meter.seed)
        reading = probe.read(temperatures_c[place], self.car.ambient_c, place)
        return self, {"place": place, **reading.as_details()}

    def _repair(self, part: str) -> tuple[Self, dict[str, Any]]:
        """Repair or replace a part; a fault that sits in it is gone, whatever else was done for nothing."""
        one_of(label("part", "部件"), part, parts())
        if part_is_high_voltage(part):
            self._must_be_protected()
            self._must_be_dead()
        left = tuple(key for key in self.faults if fault(key).part != part)
        return self._repaired(left), {"part": part}


def part_is_high_voltage(part: str) -> bool:
    """Tell whether a part belongs to the high-voltage side."""
    return any(entry.part == part and entry.place in HIGH_VOLTAGE_PLACES for entry in library().values())
