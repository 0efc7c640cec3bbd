"""Phase currents of a running inverter, all switches sound or one that no longer turns on, and their Park vector.

Averaged model: over a switching period a leg puts out the mean voltage that the controller wants, without ripple. The
controller wants what a sound machine needs, and ``K·(i* − i)`` more in each phase, as far as the link reaches; its slow
integral part stays as it was before the fault. The machine is R, L and a sinusoidal EMF per phase, its star point free.

A leg whose upper switch stays off cannot drive current out of its terminal: what still flowed has died away through the
lower diode. While current flows in, the leg works; at zero current it either starts to draw current in, or its terminal
floats. A lower switch that stays off is the mirror image. At a fixed voltage the diode that is left would start a
current by itself only where the link does not cover the voltage needed, and such a state is refused; a controller deep
in its voltage limit could bring it about, which this model leaves out.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nevlab.labels import label
from nevlab.vehicle.inverter import DEVICES, Inverter
from nevlab.vehicle.pmsm import Pmsm, Values
from nevlab.vehicle.ranges import all_in_range, in_range, one_of
from nevlab.vehicle.stator import PHASES

Currents = Mapping[str, Values]
"""Current out of each of the phases U, V, W [A], shape (n,) each, at n equal steps of one electrical period."""

BANDWIDTH_HZ = 300.0
"""Bandwidth of the current control of a traction inverter: an assumption in the usual size."""
SETTLED = 8
"""What the fault sets off has died away after this many time constants: e⁻⁸ is 0.03 %."""
SUSPECT = 0.15
"""A mean Park vector longer than this share of the mean length points to a switch: an assumption, ours."""


@dataclass(frozen=True)
class Running:
    """A machine running in steady state at the inverter, current in phase with the EMF (id = 0).

    Parameters
    ----------
    resistance_ohm, inductance_h, emf_v
        Of one phase: resistance [Ω], inductance [H], peak of the EMF [V].
    frequency_hz
        Electrical frequency [Hz].
    current_a
        Peak of the phase current that the controller sets for a sound inverter [A].
    link_v
        Link voltage [V].
    control_ohm
        Gain K of the current controller [V/A]; 0 is a fixed voltage, as without a controller.
    """

    resistance_ohm: float
    inductance_h: float
    emf_v: float
    frequency_hz: float
    current_a: float
    link_v: float
    control_ohm: float = 0.0

    def __post_init__(self) -> None:
        in_range(label("phase resistance", "相电阻"), self.resistance_ohm, 1e-3, 1000, "Ω")
        in_range(label("phase inductance", "相电感"), self.inductance_h, 1e-6, 1.0, "H")
        in_range(label("EMF", "反电动势"), self.emf_v, 0.0, 1000, "V")
        in_range(label("electrical frequency", "电频率"), self.frequency_hz, 1.0, 2000, "Hz")
        in_range(label("current", "电流"), self.current_a, 0.0, 5000, "A")
        in_range(label("link voltage", "母线电压"), self.link_v, 1.0, 1500, "V")
        in_range(label("gain of the current controller", "电流控制器增益"), self.control_ohm, 0.0, 1000, "V/A")
        in_range(label("phase voltage needed", "所需相电压"), abs(self.voltage_v), 0.0, self.link_v / 2, "V")
        in_range(label("time constant in periods", "时间常数的周期数"), self._memory, 1e-4, 50.0, "")

    @classmethod
    def at(cls, machine: Pmsm, speed_rpm: float, current_a: float, link_v: float) -> Running:
        """Give the running state of a machine under current control of :data:`BANDWIDTH_HZ`: K = 2π·bandwidth·L.

        With id = 0 the inductance that counts is Lq; here it counts in every direction.
        """
        in_range(label("speed", "转速"), speed_rpm, 1.0, 30_000, "r/min")
        return cls(
            resistance_ohm=machine.resistance_ohm,
            inductance_h=machine.inductance_q_h,
            emf_v=float(machine.electrical_speed(speed_rpm)) * machine.flux_wb,
            frequency_hz=float(machine.electrical_frequency(speed_rpm)),
            current_a=current_a,
            link_v=link_v,
            control_ohm=2 * math.pi * BANDWIDTH_HZ * machine.inductance_q_h,
        )

    @property
    def voltage_v(self) -> complex:
        """Give the phasor of the phase voltage that the controller sets [V]: E + (R + jωL)·I, E being real."""
        return self.emf_v + complex(self.resistance_ohm, self._reactance_ohm) * self.current_a

    @property
    def _reactance_ohm(self) -> float:
        return 2 * math.pi * self.frequency_hz * self.inductance_h

    @property
    def _memory(self) -> float:
        """Give the time constant of the controlled current, L/(R + K), in electrical periods."""
        return self.inductance_h / (self.resistance_ohm + self.control_ohm) * self.frequency_hz


def phase_currents(inverter: Inverter, running: Running, steps: int = 360) -> dict[str, npt.NDArray[np.float64]]:
    """Give the true phase currents over one electrical period, long after the fault.

    Parameters
    ----------
    inverter
        The inverter, with at most one open gate; it does not run with a short or an open diode.
    running
        Machine and operating point.
    steps
        Steps of the period; at step k the EMF of phase U stands at cos(2π·k/steps). With 360 the currents lie within
        1 % of the peak of those with 1440.

    Raises
    ------
    WorkshopError
        If more than one gate is open, or a device is shorted or without its diode: that ends in a trip.
    """
    in_range(label("steps of a period", "每周期步数"), steps, 36, 10_000, "")
    devices = [inverter.devices[name] for name in DEVICES]
    broken = sum(math.isfinite(device.short_ohm) or math.isinf(device.diode_v) for device in devices)
    in_range(label("shorted or diode-less devices while running", "运行中短路或二极管断路的器件数"), broken, 0, 0, "")
    opened = [name for name in DEVICES if inverter.devices[name].gate_open]
    in_range(label("open gates", "门极断路的器件数"), len(opened), 0, 1, "")

    if opened:
        phase, side = opened[0][0], 1 if opened[0][1] == "+" else -1
        current_a = _settled(running, steps, PHASES.index(phase), side)
    else:
        angle = 2 * math.pi * np.arange(steps) / steps
        current_a = running.current_a * np.cos(angle - np.array(_shifts())[:, None])
    return dict(zip(PHASES, current_a, strict=True))


def park_vector(current_a: Currents) -> npt.NDArray[np.complex128]:
    """Give the Park vector iα + j·iβ [A]: ⅔·(iU + a·iV + a²·iW) with a = e^{j120°}.

    Sound currents draw a circle; with one switch open half of it is missing.
    """
    for phase in PHASES:
        one_of(label("phase currents", "相电流"), phase, current_a)
        all_in_range(label(f"current of phase {phase}", f"{phase} 相电流"), current_a[phase], -1e5, 1e5, "A")
    vector = sum(
        np.exp(1j * shift) * np.asarray(current_a[phase]) for phase, shift in zip(PHASES, _shifts(), strict=True)
    )
    return np.asarray(vector * 2 / 3, dtype=complex)


def mean_park_vector(current_a: Currents) -> complex:
    """Give the mean of the Park vector over a period as a share of its mean length: 0 for sound currents.

    Source: the average current Park's vector approach of Mendes and Cardoso, IEEE IEMDC 1999.
    """
    vector = park_vector(current_a)
    length = float(np.abs(vector).mean())
    return complex(vector.mean()) / length if length else 0j


def suspected_switch(current_a: Currents) -> str | None:
    """Give the device whose gate the currents point to, or None.

    An open upper switch of U takes the positive half of U's current away: the mean points to 180°; the lower one to 0°;
    those of V and W 120° and 240° on. A current sensor's offset moves the mean too: check the sensors at zero current
    first.
    """
    mean = mean_park_vector(current_a)
    if abs(mean) < SUSPECT:
        return None
    sector = round(math.degrees(cmath.phase(mean)) / 60) % 6
    return ("U-", "W+", "V-", "U+", "W-", "V+")[sector]


def _shifts() -> tuple[float, float, float]:
    return 0.0, 2 * math.pi / 3, 4 * math.pi / 3


def _settled(running: Running, steps: int, leg: int, side: int) -> npt.NDArray[np.float64]:
    """Step through the periods from rest until that start is forgotten, and give the last one, shape (3, steps).

    In each step the voltages stand at their value in its middle, and R-L answers exactly: i → i·e + (u/R)·(1 − e) with
    e = exp(−R·Δt/L). `side` is +1 where the upper switch of `leg` is open, −1 where the lower one is.
    """
    finer = math.ceil(4 / (running._memory * steps))  # the controller must see at least four steps a time constant
    count = steps * finer
    turn = np.exp(2j * math.pi * (np.arange(count) + 0.5) / count)
    wanted, emf, aim = (
        [[float(value) for value in (phasor * turn * cmath.exp(-1j * shift)).real] for shift in _shifts()]
        for phasor in (running.voltage_v, running.emf_v, running.current_a)
    )
    fade = math.exp(-running.resistance_ohm / (running.inductance_h * running.frequency_hz * count))
    admittance = (1 - fade) / running.resistance_ohm
    half_v, gain = running.link_v / 2, running.control_ohm
    second, third = (number for number in range(3) if number != leg)
    current = [0.0, 0.0, 0.0]
    last = np.empty((3, count))
    for _ in range(math.ceil(SETTLED * running._memory) + 2):
        for k in range(count):
            last[:, k] = current
            volts = [min(max(wanted[n][k] + gain * (aim[n][k] - current[n]), -half_v), half_v) for n in range(3)]
            before, floating = current[leg], False
            if before == 0:
                floats_v = (volts[second] + volts[third]) / 2 + 1.5 * emf[leg][k]  # it keeps this current at zero
                if side * (floats_v - volts[leg]) <= 0:
                    volts[leg], floating = floats_v, True
            star_v = sum(volts) / 3
            current = [i * fade + (u - star_v - e[k]) * admittance for i, u, e in zip(current, volts, emf, strict=True)]
            if floating or before * current[leg] < 0:
                # The current stops at zero; what it overshot is shared by the others, so that the sum stays zero.
                current[second] += current[leg] / 2
                current[third] += current[leg] / 2
                current[leg] = 0.0
    return last[:, ::finer]
