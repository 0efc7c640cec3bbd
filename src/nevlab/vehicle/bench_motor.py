"""A drive motor as it comes to the bench: its windings and its temperature sensor, or the insulation of both.

A motor from the rig is warm, and drawn so that its readings are misjudged where they are not converted to 20 °C: a
sound one reads above the maker's limits, and most of those with shorted turns read within them. A dismounted one has
the temperature of the place that it stood in; its windings are sound, its insulation may not be.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType

from nevlab.vehicle.draws import Draw, draws, pick, within
from nevlab.vehicle.stator import CARD, PHASES, Phase, Stator, with_fault
from nevlab.vehicle.winding_insulation import SOUND, WindingInsulation, drawn_insulation, sound_insulation

WINDING_FAULTS = ("none", "turn_short", "phase_open", "lug_loose")
SENSOR_FAULTS = ("none", "sensor_open", "sensor_short", "sensor_contact")
ROOM_C = 22.0
"""Temperature of the room, and of a motor from the store [°C]."""
UNBALANCE_MOST = 0.02
"""Most (max − min)/mean of the three lines: a training value made for this course."""
SENSOR_TOLERANCE = 0.1
"""How far the sensor may lie from its curve, as a share of the resistance: a training value made for this course."""


@dataclass(frozen=True)
class BenchMotor:
    """One motor; what is wrong with it is hidden.

    Parameters
    ----------
    stator
        Its windings and its temperature sensor.
    winding_fault, phase
        One of :data:`WINDING_FAULTS`, and the phase that it is in (``"none"`` for none).
    sensor_fault
        One of :data:`SENSOR_FAULTS`.
    exchanged
        It is the motor from the store.
    insulation
        That of its winding and of its sensor.
    """

    stator: Stator
    winding_fault: str = "none"
    phase: str = "none"
    sensor_fault: str = "none"
    exchanged: bool = False
    insulation: WindingInsulation = SOUND

    @property
    def in_order(self) -> bool:
        """Tell whether windings, lugs, sensor and insulation are sound."""
        return self.winding_fault == "none" and self.sensor_fault == "none" and self.insulation.in_order

    def with_tight_lug(self, phase: str) -> BenchMotor:
        """Give the motor with the lug of a phase cleaned and tightened."""
        if self.winding_fault != "lug_loose" or phase != self.phase:
            return self
        tight = replace(self.stator.phases[phase], lug_ohm=0.0)
        stator = replace(self.stator, phases=MappingProxyType({**self.stator.phases, phase: tight}))
        return replace(self, stator=stator, winding_fault="none", phase="none")

    def with_new_sensor(self) -> BenchMotor:
        """Give the motor with another temperature sensor, plug included."""
        stator = replace(self.stator, sensor=Stator(self.stator.phases).sensor)
        return replace(self, stator=stator, sensor_fault="none", insulation=self.insulation.with_new_sensor())

    def dried(self) -> BenchMotor:
        """Give the motor after a night in the oven by the maker's card, cold again."""
        cold = replace(self.stator, temperature_c=ROOM_C)
        return replace(self, stator=cold, insulation=self.insulation.without("damp"))

    def cleaned(self) -> BenchMotor:
        """Give the motor with terminal box and winding heads vacuumed and wiped."""
        return replace(self, insulation=self.insulation.without("dirty"))


def drawn_motor(seed: int) -> BenchMotor:
    """Give the motor of a seed: every fault of windings and sensor as likely as none."""
    draw = draws(seed, "bench motor")
    stator = _sound(draw, within(draw, 42.0, 58.0))
    fault, phase, sensor = pick(draw, WINDING_FAULTS), pick(draw, PHASES), pick(draw, SENSOR_FAULTS)
    share, lug_ohm, series_ohm = within(draw, 0.16, 0.3), within(draw, 3.5e-3, 8e-3), within(draw, 1.5e3, 3e3)
    if fault != "none":
        stator = with_fault(stator, fault, phase, shorted_share=share, lug_ohm=lug_ohm)
    if sensor == "sensor_contact":
        stator = replace(stator, sensor=replace(stator.sensor, series_ohm=series_ohm))
    elif sensor != "none":
        stator = with_fault(stator, sensor)
    return BenchMotor(stator, fault, phase if fault != "none" else "none", sensor)


def stored_motor(seed: int) -> BenchMotor:
    """Give the sound motor that lies in the store for a seed; it has the room's temperature."""
    insulation = sound_insulation(draws(seed, "stored insulation"))
    return BenchMotor(_sound(draws(seed, "stored motor"), ROOM_C), exchanged=True, insulation=insulation)


def dismounted_motor(seed: int) -> BenchMotor:
    """Give the dismounted motor of a seed: 15 to 25 °C, sound windings, and an insulation in any state."""
    draw = draws(seed, "dismounted motor")
    temperature_c = within(draw, 15.0, 25.0)
    return BenchMotor(_sound(draw, temperature_c), insulation=drawn_insulation(seed, temperature_c))


def _sound(draw: Draw, temperature_c: float) -> Stator:
    mean_ohm = CARD.line_ohm / 2 * within(draw, 0.99, 1.01)
    phases = {phase: Phase(mean_ohm * within(draw, 0.997, 1.003)) for phase in PHASES}
    return Stator(MappingProxyType(phases), temperature_c)
