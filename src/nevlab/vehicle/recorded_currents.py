"""A recording of phase currents from another car: one switch that no longer turns on, or a current sensor's zero."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from nevlab.vehicle.draws import draws, pick, within
from nevlab.vehicle.inverter import DEVICES, CurrentSensor, Inverter, with_fault
from nevlab.vehicle.open_switch import Running, phase_currents
from nevlab.vehicle.pmsm import TEACHING_LINK_VOLTAGE_V, TEACHING_MACHINE
from nevlab.vehicle.stator import PHASES

CAUSES = (*DEVICES, "sensor")


@dataclass(frozen=True)
class Recording:
    """One recording.

    Parameters
    ----------
    cause
        One of :data:`CAUSES`: the switch that stays off, or a sensor's zero.
    phase
        The phase whose sensor is off, where that is the cause.
    offset_a
        What it reports without current [A].
    speed_rpm, current_a
        Speed [r/min] and peak current [A].
    """

    cause: str
    phase: str
    offset_a: float
    speed_rpm: float
    current_a: float

    def reported(self) -> Mapping[str, npt.NDArray[np.float64]]:
        """Give the three currents as reported over one electrical period [A], in 360 steps."""
        inverter = Inverter()
        if self.cause == "sensor":
            sensors = {**inverter.sensors, self.phase: CurrentSensor(offset_a=self.offset_a)}
            inverter = replace(inverter, sensors=MappingProxyType(sensors))
        else:
            inverter = with_fault(inverter, "gate_open", self.cause)
        running = Running.at(TEACHING_MACHINE, self.speed_rpm, self.current_a, TEACHING_LINK_VOLTAGE_V)
        told = inverter.reported(phase_currents(inverter, running))
        return {phase: np.asarray(told[phase], dtype=float) for phase in PHASES}


def drawn_recording(seed: int) -> Recording:
    """Give the recording that lies beside the bench of a seed."""
    draw = draws(seed, "recorded currents")
    cause, phase, sign = pick(draw, CAUSES), pick(draw, PHASES), pick(draw, (-1, 1))
    current_a = 10.0 * round(within(draw, 6, 12))
    offset_a = sign * round(current_a * within(draw, 0.25, 0.4))
    return Recording(cause, phase, offset_a, 100.0 * round(within(draw, 2, 6)), current_a)
