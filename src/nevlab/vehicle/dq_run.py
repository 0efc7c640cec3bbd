"""A drive in time: machine, shaft and current controller, one step for each control period.

Averaged model: over a period the inverter holds the mean voltage vector still in the stator frame, without ripple, dead
time or loss. The machine's equations dψs/dt = us − R·is (stator frame), dθ/dt = ω and J·dΩ/dt = T − load take one
Runge–Kutta step of fourth order: the voltage enters exactly, only the small R·i and the shaft are approximated. Iron
loss is left out here; :mod:`nevlab.vehicle.operating_point` has it. Frames and signs as in :mod:`nevlab.vehicle.pmsm`;
a complex value holds d in its real and q in its imaginary part.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from nevlab.labels import label
from nevlab.vehicle.current_control import Control, Regulator
from nevlab.vehicle.current_setpoint import SPEED_RPM, Array
from nevlab.vehicle.pmsm import Pmsm
from nevlab.vehicle.ranges import in_range

Vectors = npt.NDArray[np.complex128]
Number = TypeVar("Number", float, complex)

MOST_PERIODS = 200_000


@dataclass(frozen=True)
class Shaft:
    """What the machine turns.

    Parameters
    ----------
    inertia_kgm2
        Inertia on the machine's shaft [kg·m²]; infinity is a rig that holds the speed.
    load_nm
        Torque against positive rotation, whatever the speed [Nm]: a slope, for instance.
    friction_nm_s
        Torque against the rotation for each rad/s [Nm·s].
    """

    inertia_kgm2: float = math.inf
    load_nm: float = 0.0
    friction_nm_s: float = 0.0

    def __post_init__(self) -> None:
        in_range(label("inertia", "转动惯量"), self.inertia_kgm2, 1e-4, math.inf, "kg·m²")
        in_range(label("load torque", "负载转矩"), self.load_nm, -5000.0, 5000.0, "Nm")
        in_range(label("friction", "摩擦系数"), self.friction_nm_s, 0.0, 10.0, "Nm·s")

    def acceleration(self, torque_nm: float, speed: float) -> float:
        """Give dΩ/dt [rad/s²] at a machine torque [Nm] and a shaft speed Ω [rad/s]."""
        return (torque_nm - self.load_nm - self.friction_nm_s * speed) / self.inertia_kgm2


@dataclass(frozen=True)
class DqRun:
    """What happened, one value for each control period: instants at its start, powers and `voltage_v` as its mean.

    Attributes
    ----------
    time_s, speed_rpm, angle_rad
        Time, shaft speed and true electrical angle (not wrapped), shape (n,).
    current_a, voltage_v
        Of the machine in its own rotor frame, complex, shape (n,).
    seen_current_a, seen_voltage_v
        What the controller measures and sets, in its own frame: the data stream. Complex, shape (n,).
    torque_nm
        Air-gap torque [Nm], shape (n,).
    electrical_w, copper_w, shaft_w
        Power into the machine, copper loss and T·Ω [W], shape (n,).
    link_voltage_v
        Link voltage [V].
    """

    time_s: Array
    speed_rpm: Array
    angle_rad: Array
    current_a: Vectors
    voltage_v: Vectors
    seen_current_a: Vectors
    seen_voltage_v: Vectors
    torque_nm: Array
    electrical_w: Array
    copper_w: Array
    shaft_w: Array
    link_voltage_v: float

    @property
    def link_current_a(self) -> Array:
        """Give the mean current out of the link [A], the inverter taken without loss."""
        return self.electrical_w / self.link_voltage_v


def run(
    machine: Pmsm,
    shaft: Shaft,
    control: Control,
    requests: Sequence[tuple[float, float]],
    seconds: float,
    link_voltage_v: float,
    start_rpm: float = 0.0,
) -> DqRun:
    """Run a drive from a standstill, or from a speed, without current at first.

    Parameters
    ----------
    machine, shaft, control
        The drive.
    requests
        Torque requests as (from time [s], torque [Nm]); before the first no current is set.
    seconds
        How long [s].
    link_voltage_v
        Link voltage [V].
    start_rpm
        Speed at the start [r/min].

    Raises
    ------
    WorkshopError
        If a value is outside its range, or the run would have more than :data:`MOST_PERIODS` periods.
    """
    in_range(label("control periods", "控制周期数"), seconds / control.period_s, 1, MOST_PERIODS, "")
    in_range(label("DC-link voltage", "直流母线电压"), link_voltage_v, 1.0, 1500.0, "V")
    in_range(label("speed at the start", "初始转速"), start_rpm, *SPEED_RPM, "r/min")
    count = round(seconds / control.period_s)
    regulator = Regulator(control, machine, requests, link_voltage_v, float(machine.electrical_speed(start_rpm)))
    rows = _periods(machine, shaft, regulator, control.period_s, count, start_rpm * 2 * math.pi / 60)
    columns = zip(*rows, strict=True)
    angle, speed, current, held, seen_current, seen_voltage, *powers = (np.array(column) for column in columns)
    half = machine.pole_pairs * speed * control.period_s / 2
    return DqRun(
        time_s=np.arange(count, dtype=float) * control.period_s,
        speed_rpm=speed * 60 / (2 * math.pi),
        angle_rad=angle,
        current_a=current,
        voltage_v=held * np.exp(-1j * (angle + half)) * np.sinc(half / math.pi),
        seen_current_a=seen_current,
        seen_voltage_v=seen_voltage,
        torque_nm=np.asarray(machine.torque(current.real, current.imag)),
        electrical_w=powers[0],
        copper_w=powers[1],
        shaft_w=powers[2],
        link_voltage_v=float(link_voltage_v),
    )


def _periods(
    machine: Pmsm, shaft: Shaft, regulator: Regulator, period_s: float, count: int, speed: float
) -> Iterator[tuple[complex, ...]]:
    """Go from period to period; all vectors but the machine's current are in the stator frame.

    Gives angle, shaft speed, current, held voltage, what the controller saw and set, and the three mean powers.
    """
    per_d, per_q = 1 / machine.inductance_d_h, 1 / machine.inductance_q_h
    resistance, pairs = machine.resistance_ohm, machine.pole_pairs

    def rates(
        held: complex, linkage: complex, angle: float, speed: float
    ) -> tuple[complex, float, float, complex, float]:
        turn = cmath.exp(1j * angle)
        inside = linkage / turn
        current_d, current_q = (inside.real - machine.flux_wb) * per_d, inside.imag * per_q
        torque = 1.5 * pairs * (inside.real * current_q - inside.imag * current_d)
        current = complex(current_d, current_q) * turn
        return held - resistance * current, pairs * speed, shaft.acceleration(torque, speed), current, torque * speed

    linkage, angle, half = complex(machine.flux_wb), 0.0, period_s / 2
    for number in range(count):
        held = regulator.voltage_v
        f1, a1, s1, i1, p1 = rates(held, linkage, angle, speed)
        seen, wanted = regulator.step(number * period_s, i1, angle, pairs * speed)
        f2, a2, s2, i2, p2 = rates(held, linkage + half * f1, angle + half * a1, speed + half * s1)
        f3, a3, s3, i3, p3 = rates(held, linkage + half * f2, angle + half * a2, speed + half * s2)
        f4, a4, s4, i4, p4 = rates(held, linkage + period_s * f3, angle + period_s * a3, speed + period_s * s3)
        electrical = 1.5 * (held * _mean(i1, i2, i3, i4).conjugate()).real
        heat = 1.5 * resistance * _mean(abs(i1) ** 2, abs(i2) ** 2, abs(i3) ** 2, abs(i4) ** 2)
        current = i1 * cmath.exp(-1j * angle)
        yield angle, speed, current, held, seen, wanted, electrical, heat, _mean(p1, p2, p3, p4)
        linkage += period_s * _mean(f1, f2, f3, f4)
        angle += period_s * _mean(a1, a2, a3, a4)
        speed += period_s * _mean(s1, s2, s3, s4)


def _mean(first: Number, second: Number, third: Number, fourth: Number) -> Number:
    """Weigh the four stages of a Runge–Kutta step."""
    return (first + 2 * (second + third) + fourth) / 6
