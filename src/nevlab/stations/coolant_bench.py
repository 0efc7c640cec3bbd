"""The test stand for coolant loop and battery housing: tightness with air, flow, temperatures, bonding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, ClassVar

from nevlab.instruments.milliohm_meter import MilliohmMeter
from nevlab.instruments.pressure_tester import Decay, PressureTester
from nevlab.instruments.ranges import Range, Scale
from nevlab.instruments.thermometer import ContactThermometer, InfraredThermometer
from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.stations.station import Doing, Station, UnsafeAct
from nevlab.vehicle import bonding
from nevlab.vehicle.cooling.loop import COOLANT
from nevlab.vehicle.cooling.rig import (
    CARD,
    EMISSIVITY,
    FAULTS,
    HEAT_W,
    PLACES,
    REPAIRS,
    CoolantRig,
    drawn_rig,
)
from nevlab.vehicle.draws import draws
from nevlab.vehicle.ranges import in_range, one_of

FLOW = Scale("flow meter", "L/min", (Range(40.0, 0.1, 0.02, 2),))
"""A clamp-on flow meter [L/min], a teaching value of our own."""
AMBIENT_C = 25.0
CAME_IN_C: Mapping[str, float] = MappingProxyType({"motor": 75.0, "inverter": 65.0, "battery": 35.0, COOLANT: 70.0})
"""Temperatures after the road test that the car came from [°C]; an example."""
SCALDING_C = 45.0
"""Above this coolant temperature the loop is neither opened nor filled with air [°C]; an example."""
HOSE_LEAK_M3_S = 1e-6
"""Leak of a worn hose of the tester [m³/s]."""


@dataclass(frozen=True, kw_only=True)
class CoolantBench(Station):
    """The stand in one state.

    Parameters
    ----------
    rig
        Loop and housing; what is wrong with them is hidden.
    tester
        The pressure tester.
    temperatures_c
        Temperatures of the parts and of the coolant [°C].
    running
        Pump and heat are on.
    filled
        What stands under test pressure; empty for nothing.
    bonds_ohm
        Resistance of each housing's bond to the body [Ω].
    """

    rig: CoolantRig
    tester: PressureTester
    temperatures_c: Mapping[str, float] = field(default_factory=lambda: CAME_IN_C)
    running: bool = False
    filled: str = ""
    bonds_ohm: Mapping[str, float] = field(default_factory=dict)

    ACTIONS: ClassVar[Mapping[str, Doing]] = MappingProxyType(
        {
            "protect": Doing(minutes=1.0),
            "self_check": Doing(("pressure_kpa", "settle_s", "duration_s"), minutes=1.0, takes="minutes"),
            "replace_hose": Doing(minutes=3.0),
            "leak_test": Doing(("target", "pressure_kpa", "settle_s", "duration_s"), minutes=3.0, takes="minutes"),
            "soap": Doing(("place",), minutes=2.0),
            "vent": Doing(minutes=1.0),
            "run": Doing(("minutes",), takes="minutes"),
            "stop": Doing(("minutes",), takes="minutes"),
            "measure_flow": Doing(minutes=2.0),
            "look_into_tank": Doing(minutes=0.5),
            "contact": Doing(("place",), minutes=1.0),
            "infrared": Doing(("place", "emissivity"), minutes=0.5),
            "bond": Doing(("place", "wires"), minutes=2.0),
            "clean_bond": Doing(("place",), minutes=10.0),
            "repair": Doing(("part",), minutes=20.0),
        }
    )

    def _self_check(self, pressure_kpa: float, settle_s: float, duration_s: float) -> tuple[Any, dict[str, Any]]:
        """Shut the valve at the hose's end and watch the tester alone."""
        self._must_be_guarded()
        pressure_pa = _pressure_pa(pressure_kpa, CARD["loop"].most_pa)
        decay = self.tester.self_check(pressure_pa, settle_s, duration_s)
        return self, _decay_details(decay, pressure_kpa=pressure_kpa, settle_s=settle_s, duration_s=duration_s)

    def _replace_hose(self) -> tuple[CoolantBench, dict[str, Any]]:
        return replace(self, tester=replace(self.tester, own_leak_m3_s=0.0)), {}

    def _leak_test(
        self, target: str, pressure_kpa: float, settle_s: float, duration_s: float
    ) -> tuple[CoolantBench, dict[str, Any]]:
        one_of(label("what is tested", "被测对象"), target, CARD)
        self._must_be_guarded()
        if self.running:
            raise WorkshopError("stand-running")
        if target == "loop":
            self._must_be_cold()
        test = self.rig.test(target, _pressure_pa(pressure_kpa, CARD[target].most_pa), AMBIENT_C)
        decay = self.tester.decay(test, settle_s, duration_s)
        asked = {"target": target, "pressure_kpa": pressure_kpa, "settle_s": settle_s, "duration_s": duration_s}
        return replace(self, filled=target), _decay_details(decay, **asked)

    def _soap(self, place: str) -> tuple[CoolantBench, dict[str, Any]]:
        """Brush leak spray onto a place that stands under pressure."""
        one_of(label("place", "部位"), place, [one for places in PLACES.values() for one in places])
        if not self.filled or place not in PLACES[self.filled]:
            raise WorkshopError("not-under-pressure")
        return self, {"place": place, "bubbles": place in self.rig.leaks_m3_s}

    def _vent(self) -> tuple[CoolantBench, dict[str, Any]]:
        return replace(self, filled=""), {}

    def _run(self, minutes: float) -> tuple[CoolantBench, dict[str, Any]]:
        """Let the pump run and heat the parts."""
        if self.filled:
            raise UnsafeAct("stand-under-pressure")
        return self._after(minutes, HEAT_W, running=True)

    def _stop(self, minutes: float) -> tuple[CoolantBench, dict[str, Any]]:
        """Switch the heat off, let the parts cool with the pump on, and then switch that off."""
        return self._after(minutes, {}, running=False)

    def _after(self, minutes: float, heat_w: Mapping[str, float], running: bool) -> tuple[CoolantBench, dict[str, Any]]:
        minutes = in_range(label("time", "时间"), minutes, 0.0, 30.0 if running else 240.0, "min")
        reached_c = self.rig.loop.after(self.temperatures_c, heat_w, AMBIENT_C, 60.0 * minutes)
        return replace(self, temperatures_c=reached_c, running=running), {"minutes": minutes}

    def _measure_flow(self) -> tuple[CoolantBench, dict[str, Any]]:
        litres = self.rig.loop.flow_m3_s * 60e3 if self.running else 0.0
        return self, FLOW.read(litres, self.tester.seed, "loop").as_details()

    def _look_into_tank(self) -> tuple[CoolantBench, dict[str, Any]]:
        """Look through the wall of the expansion tank."""
        return self, {"bubbles": self.running and self.rig.loop.air_share > 0}

    def _contact(self, place: str) -> tuple[CoolantBench, dict[str, Any]]:
        one_of(label("place", "部位"), place, self.temperatures_c)
        reading = ContactThermometer(self.tester.seed).read(self.temperatures_c[place], AMBIENT_C, place)
        return self, {"place": place, **reading.as_details()}

    def _infrared(self, place: str, emissivity: float) -> tuple[CoolantBench, dict[str, Any]]:
        one_of(label("place", "部位"), place, self.temperatures_c)
        thermometer = InfraredThermometer(self.tester.seed, emissivity)
        reading = thermometer.read(self.temperatures_c[place], EMISSIVITY[place], AMBIENT_C, place)
        return self, {"place": place, "emissivity": emissivity, **reading.as_details()}

    def _bond(self, place: str, wires: int) -> tuple[CoolantBench, dict[str, Any]]:
        """Measure a housing against the body with 1 A, with two wires or with four."""
        circuit = bonding.bond(self.bonds_ohm, place)
        reading = MilliohmMeter(self.tester.seed, wires).read(circuit, "housing", "body")
        return self, {"place": place, "wires": wires, **reading.as_details()}

    def _clean_bond(self, place: str) -> tuple[CoolantBench, dict[str, Any]]:
        return replace(self, bonds_ohm=bonding.cleaned(self.bonds_ohm, place)), {"place": place}

    def _repair(self, part: str) -> tuple[CoolantBench, dict[str, Any]]:
        """Seal a place, bleed, flush, or replace the pump."""
        one_of(label("part", "部件"), part, REPAIRS)
        self._must_be_guarded()
        if self.filled:
            raise UnsafeAct("opened-under-pressure")
        if self.running:
            raise WorkshopError("stand-running")
        if part not in PLACES["housing"]:
            self._must_be_cold()
        return replace(self, rig=self.rig.mended(part)), {"part": part}

    def _must_be_guarded(self) -> None:
        if not self.protected:
            raise UnsafeAct("pressure-unprotected")

    def _must_be_cold(self) -> None:
        coolant_c = self.temperatures_c[COOLANT]
        if coolant_c > SCALDING_C:
            raise UnsafeAct("coolant-hot", celsius=f"{coolant_c:.0f}")


def _pressure_pa(pressure_kpa: float, most_pa: float) -> float:
    pressure_kpa = in_range(label("test pressure", "测试压力"), pressure_kpa, 0.5, 400.0, "kPa")
    if pressure_kpa * 1e3 > most_pa:
        raise UnsafeAct("overpressure", most=f"{most_pa / 1e3:g}")
    return pressure_kpa * 1e3


def _decay_details(decay: Decay, **asked: Any) -> dict[str, Any]:
    minutes = (asked["settle_s"] + asked["duration_s"]) / 60
    return {**asked, "first": decay.first.as_details(), "second": decay.second.as_details(), "minutes": minutes}


def coolant_bench(seed: int, faults: Sequence[str] = FAULTS) -> CoolantBench:
    """Give the stand with the rig of a seed and one of `faults`; every third tester has a worn hose."""
    for fault in faults:
        one_of(label("fault", "故障"), fault, FAULTS)
    worn = draws(seed, "tester hose")() < 1 / 3
    tester = PressureTester(seed, HOSE_LEAK_M3_S if worn else 0.0)
    return CoolantBench(rig=drawn_rig(seed, faults), tester=tester, bonds_ohm=bonding.drawn_bonds(seed))
