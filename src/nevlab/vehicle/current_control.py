"""The current controller of a drive, period by period, with what a wrong angle or a wrong sensor makes it see.

A complex PI controller of the flux linkage that the measured currents stand for, α being its bandwidth (F. Briz and
others, IEEE Trans. Ind. Appl. 36, 2000; H. Awan and others, the same 55, 2019):

    u = α·(ψ* − ψ) + v,   v = s − α·ψ,   ds/dt = (α + jω)·(u' − v),

with u' the mean of the last two voltages, each cut to Udc/√3: the present current has felt these, and nothing is
integrated beyond the link voltage. The voltage
acts one period later and is held for one, so its angle is put forward by 1½ periods. The set currents come from a table
of :func:`nevlab.vehicle.current_setpoint.setpoint` over the measured speed. Complex values: d real, q imaginary.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from nevlab.labels import label
from nevlab.vehicle.current_setpoint import SPEED_RPM, setpoint
from nevlab.vehicle.inverter import CurrentSensor, Inverter
from nevlab.vehicle.pmsm import Pmsm
from nevlab.vehicle.ranges import in_range, one_of
from nevlab.vehicle.stator import PHASES

TABLE_STEP_RPM = 25.0
"""Between speeds this far apart the controller's table is a straight line [r/min]: an assumption."""


@dataclass(frozen=True)
class Control:
    """The controller with its limits, its knowledge of the machine and its senses.

    Parameters
    ----------
    current_limit_a
        Most phase current, peak [A].
    period_s
        Control period [s].
    bandwidth_hz
        Bandwidth of the current control [Hz]; at most a twentieth of the control frequency.
    voltage_share
        Share of Udc/√3 that the set currents count on; the rest is left for control: an assumption.
    believed
        The machine that tables and gains were made for; the real one where not given.
    angle_error_deg
        δ = angle in the controller − true angle, electrical degrees.
    sensors
        One sensor for each phase.
    """

    current_limit_a: float
    period_s: float = 1e-4
    bandwidth_hz: float = 200.0
    voltage_share: float = 0.95
    believed: Pmsm | None = None
    angle_error_deg: float = 0.0
    sensors: Mapping[str, CurrentSensor] = field(default_factory=lambda: Inverter().sensors)

    def __post_init__(self) -> None:
        degrees = label("° electrical", "°（电角度）")
        in_range(label("current limit", "电流限值"), self.current_limit_a, 1.0, 5000.0, "A")
        in_range(label("control period", "控制周期"), self.period_s, 1e-5, 1e-3, "s")
        bandwidth = label("bandwidth of the current control", "电流环带宽")
        in_range(bandwidth, self.bandwidth_hz, 1.0, 0.05 / self.period_s, "Hz")
        in_range(label("share of the link voltage", "母线电压利用率"), self.voltage_share, 0.5, 1.0, "")
        in_range(label("angle error", "角度误差"), self.angle_error_deg, -180.0, 180.0, degrees)
        for phase in PHASES:
            one_of(label("current sensors", "电流传感器"), phase, self.sensors)


class Regulator:
    """One controller at work: it keeps its integral and its last two voltages.

    Parameters
    ----------
    control
        Its constants.
    machine
        The machine, where `control` names no other.
    requests
        (from time [s], torque [Nm]) of each request.
    link_voltage_v
        Link voltage [V].
    electrical_speed
        ω at the start [rad/s]: it joins a spinning machine with the EMF that it expects.
    """

    def __init__(
        self,
        control: Control,
        machine: Pmsm,
        requests: Sequence[tuple[float, float]],
        link_voltage_v: float,
        electrical_speed: float,
    ) -> None:
        machine = control.believed or machine
        self._machine, self._period_s = machine, control.period_s
        self._gain = 2 * math.pi * control.bandwidth_hz
        self._error = math.radians(control.angle_error_deg)
        self._most_v = link_voltage_v / math.sqrt(3)
        self._straight, self._mirrored, self._offset = _through(control.sensors)
        self._rpm = 60 / (2 * math.pi * machine.pole_pairs)
        self._tables = _tables(control, machine, requests, link_voltage_v)
        self._integral = 1j * electrical_speed * machine.flux_wb
        self._last_v = self._before_v = self._limited(self._integral)
        self.voltage_v = self._last_v * cmath.exp(1j * (self._error + 0.5 * electrical_speed * control.period_s))

    def step(self, time_s: float, current_a: complex, angle_rad: float, speed: float) -> tuple[complex, complex]:
        """Measure and compute; afterwards `voltage_v` is what the inverter holds in the *next* period.

        Parameters
        ----------
        time_s
            Time [s].
        current_a
            True current vector in the stator frame [A].
        angle_rad, speed
            True electrical angle [rad] and speed ω [rad/s].

        Returns
        -------
        (complex, complex)
            Measured current [A] and set voltage [V], both in the controller's own frame.
        """
        machine, gain = self._machine, self._gain
        turn = cmath.exp(1j * (angle_rad + self._error))
        seen = (self._straight * current_a + self._mirrored * current_a.conjugate() + self._offset) / turn
        aim = self._aim(time_s, speed)
        linkage = complex(machine.inductance_d_h * seen.real, machine.inductance_q_h * seen.imag)
        wanted = complex(machine.inductance_d_h * aim.real, machine.inductance_q_h * aim.imag)
        estimate = self._integral - gain * linkage
        voltage = self._limited(gain * (wanted - linkage) + estimate)
        given = (self._last_v + self._before_v) / 2
        self._integral += self._period_s * (gain + 1j * speed) * (given - estimate)
        self._last_v, self._before_v = voltage, self._last_v
        self.voltage_v = voltage * turn * cmath.exp(1.5j * self._period_s * speed)
        return seen, voltage

    def _limited(self, voltage_v: complex) -> complex:
        size = abs(voltage_v)
        return voltage_v if size <= self._most_v else voltage_v * (self._most_v / size)

    def _aim(self, time_s: float, speed: float) -> complex:
        table = None
        for start_s, currents in self._tables:
            if time_s + 1e-12 >= start_s:
                table = currents
        if table is None:
            return 0j
        place = (speed * self._rpm - SPEED_RPM[0]) / TABLE_STEP_RPM
        lower = min(max(int(place), 0), len(table) - 2)
        share = place - lower
        return table[lower] * (1 - share) + table[lower + 1] * share


def _tables(
    control: Control, machine: Pmsm, requests: Sequence[tuple[float, float]], link_voltage_v: float
) -> list[tuple[float, list[complex]]]:
    """Give for each request its start [s] and the set currents over the speeds of the table."""
    speeds = np.arange(SPEED_RPM[0], SPEED_RPM[1] + TABLE_STEP_RPM / 2, TABLE_STEP_RPM)
    tables = []
    for start_s, torque_nm in sorted(requests):
        in_range(label("time of a request", "请求时刻"), start_s, 0.0, math.inf, "s")
        aim = setpoint(machine, torque_nm, speeds, control.voltage_share * link_voltage_v, control.current_limit_a)
        tables.append((start_s, (aim.current_d_a + 1j * aim.current_q_a).tolist()))
    return tables


def _through(sensors: Mapping[str, CurrentSensor]) -> tuple[complex, complex, complex]:
    """Give what the sensors make of a current vector i: A·i + B·i* + C, in the stator frame.

    Each reports g·iₖ + o, with iₖ = Re(i·e^{−jk·120°}); their vector is ⅔·Σ(g·iₖ + o)·e^{jk·120°}. So A = Σg/3, B is 0
    where the gains are equal and else makes ripple of twice the electrical frequency, C makes ripple of once.
    """
    turns = [cmath.exp(2j * math.pi * k / 3) for k in range(3)]
    fitted = [sensors[phase] for phase in PHASES]
    straight = sum(sensor.gain for sensor in fitted) / 3
    mirrored = sum(sensor.gain * turn**2 for sensor, turn in zip(fitted, turns, strict=True)) / 3
    offset = sum(sensor.offset_a * turn for sensor, turn in zip(fitted, turns, strict=True)) * 2 / 3
    return complex(straight), complex(mirrored), complex(offset)
