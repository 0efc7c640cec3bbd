"""The motor on the bench: cables off a link that is proven discharged, then windings, temperature sensor, insulation.

The motor stands on a rig whose inverter is still connected, or it is dismounted and stands by itself. It is measured
dead and with its cables off: otherwise the inverter lies across the windings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, ClassVar

from nevlab.instruments import MilliohmMeter, Multimeter
from nevlab.instruments.thermometer import ContactThermometer
from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.stations.kit.electrical import zeroed
from nevlab.stations.link_proof import LINK_V, PLATE_MIN, PROOF, LinkProof
from nevlab.stations.motor_insulation import INSULATION_ACTIONS, InsulationTests
from nevlab.stations.station import Doing
from nevlab.vehicle.bench_motor import ROOM_C, dismounted_motor, drawn_motor, stored_motor
from nevlab.vehicle.dc_link import Link
from nevlab.vehicle.network import LEAST_OHM, Network, Resistor
from nevlab.vehicle.ranges import in_range, one_of
from nevlab.vehicle.signals import OnBench
from nevlab.vehicle.stator import LINES, PHASES


@dataclass(frozen=True, kw_only=True)
class MotorBench(LinkProof, InsulationTests):
    """The bench in one state.

    Parameters
    ----------
    waited_min
        What was waited since the rig was locked off [min].
    zero
        The milliohm meter was zeroed with its clips together.
    """

    waited_min: float = 0.0
    zero: bool = False

    ACTIONS: ClassVar[Mapping[str, Doing]] = MappingProxyType(
        {
            **PROOF,
            "unplug": Doing(minutes=6.0),
            "read_temperature": Doing(minutes=1.0),
            "zero_milliohm": Doing(minutes=0.5),
            "measure_line": Doing(("line", "wires"), minutes=0.5),
            "measure_sensor": Doing(minutes=0.5),
            "tighten_lug": Doing(("phase",), minutes=1.0),
            "replace_sensor": Doing(minutes=1.5),
            # The exchange motor stands ready on a trolley beside the bench; a value of our own.
            "exchange_motor": Doing(minutes=3.0),
            "plug_in": Doing(minutes=6.0),
            **INSULATION_ACTIONS,
        }
    )

    @property
    def in_order(self) -> bool:
        """Tell whether the motor on the bench is sound and connected again."""
        return self.motor.in_order and not self.unplugged

    @property
    def link_v(self) -> float:
        """Give the voltage of the inverter's link [V]."""
        return float(Link().voltage_after(60.0 * self.waited_min, LINK_V, active=False)) if self.locked else LINK_V

    def _wait(self, minutes: float) -> tuple[MotorBench, dict[str, Any]]:
        minutes = in_range(label("waiting time", "等待时间"), minutes, 0.0, 60.0, "min")
        waited = self.waited_min + minutes if self.locked else 0.0
        return replace(self, waited_min=waited), {"minutes": minutes}

    def _unplug(self) -> tuple[MotorBench, dict[str, Any]]:
        self._must_be_proven()
        return replace(self, unplugged=True), {}

    def _read_temperature(self) -> tuple[MotorBench, dict[str, Any]]:
        """Hold the contact probe on the winding head until the display stands."""
        self._must_be_free()
        place = "winding head of the stored motor" if self.motor.exchanged else "winding head"
        reading = ContactThermometer(self.seed).read(self.motor.stator.temperature_c, ROOM_C, place)
        return self, reading.as_details()

    def _zero_milliohm(self) -> tuple[MotorBench, dict[str, Any]]:
        return replace(self, zero=True), {}

    def _measure_line(self, line: str, wires: int) -> tuple[MotorBench, dict[str, Any]]:
        """Measure between two terminals with four wires or with two; zeroing belongs to the four."""
        self._must_be_free()
        one_of(label("line", "测量位置"), line, LINES)
        meter = MilliohmMeter(self.seed, wires)
        if wires == 4 and self.zero:
            meter = zeroed(meter)
        reading = meter.read(OnBench(Network(self.motor.stator.parts())), *LINES[line])
        return self, {"line": line, "wires": wires, **reading.as_details()}

    def _measure_sensor(self) -> tuple[MotorBench, dict[str, Any]]:
        """Measure the temperature sensor at its plug with the multimeter."""
        self._must_be_free()
        sensor = Resistor("sensor 1", "sensor 2", max(self.motor.stator.sensor_resistance(), LEAST_OHM))
        return self, Multimeter(self.seed).read("ohm", OnBench(Network((sensor,))), "sensor 1", "sensor 2").as_details()

    def _tighten_lug(self, phase: str) -> tuple[MotorBench, dict[str, Any]]:
        """Clean a lug and tighten it with the torque wrench."""
        self._must_be_free()
        one_of(label("phase", "相"), phase, PHASES)
        return replace(self, motor=self.motor.with_tight_lug(phase)), {"phase": phase}

    def _replace_sensor(self) -> tuple[MotorBench, dict[str, Any]]:
        self._must_be_free()
        return replace(self, motor=self.motor.with_new_sensor()), {}

    def _exchange_motor(self) -> tuple[MotorBench, dict[str, Any]]:
        self._must_be_free()
        if self.motor.exchanged:
            raise WorkshopError("motor-exchanged")
        return replace(self, motor=stored_motor(self.seed)), {}

    def _plug_in(self) -> tuple[MotorBench, dict[str, Any]]:
        self._must_be_free()
        return replace(self, unplugged=False), {}


def motor_bench(seed: int) -> MotorBench:
    """Give the rig with the motor of a seed."""
    return MotorBench(motor=drawn_motor(seed), seed=seed)


def insulation_bench(seed: int) -> MotorBench:
    """Give the bench with the dismounted motor of a seed: by itself, rotor locked, nothing connected."""
    motor = dismounted_motor(seed)
    return MotorBench(motor=motor, seed=seed, locked=True, waited_min=PLATE_MIN, proof=2, dead=True, unplugged=True)
