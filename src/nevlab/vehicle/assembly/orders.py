"""Vibration of a drive by orders: bearing defects, a record in time, its spectrum, and lines in closed form.

An order is a frequency as a multiple of the motor's turns per second: f = order·n/60. A line of the machine keeps its
order when the speed changes, a line of something else keeps its frequency. Simplifications: the speed stands still
during a record, and a bearing defect is a line of its own in the plain spectrum (on a real bearing it is sought in the
spectrum of the envelope).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nevlab.labels import label
from nevlab.vehicle.draws import draws, within
from nevlab.vehicle.ranges import in_range

Array = npt.NDArray[np.float64]

RATE_HZ = 8192
"""Samples a second."""
CUT_HZ = 0.45 * RATE_HZ
"""Above this the analyser's filter lets nothing through [Hz]."""
NOISE_M_S2 = 0.3
"""Largest value of the noise in a record [m/s²]: an assumption."""


@dataclass(frozen=True)
class Bearing:
    """A rolling bearing whose inner ring turns with the shaft.

    Parameters
    ----------
    balls
        How many z.
    ball_m, pitch_m
        Diameter d of a ball, and D of the circle of their centres [m].
    contact_deg
        Contact angle α [°].
    """

    balls: int = 9
    ball_m: float = 12e-3
    pitch_m: float = 60e-3
    contact_deg: float = 0.0

    def __post_init__(self) -> None:
        in_range(label("number of balls", "滚动体个数"), self.balls, 3, 100, "")
        in_range(label("pitch diameter", "节圆直径"), self.pitch_m, 1e-3, 1.0, "m")
        in_range(label("ball diameter", "滚动体直径"), self.ball_m, 1e-4, 0.9 * self.pitch_m, "m")
        in_range(label("contact angle", "接触角"), self.contact_deg, 0.0, 60.0, "°")

    @property
    def orders(self) -> dict[str, float]:
        """Give the orders of a defect of cage, outer ring, inner ring and ball, for rolling without slip.

        With q = d/D·cos α: cage (1 − q)/2, outer z·(1 − q)/2, inner z·(1 + q)/2, ball D/(2d)·(1 − q²). They follow
        from the speed of the ball's centre being the mean of the two raceways' (R. B. Randall, J. Antoni, Mech. Syst.
        Signal Process. 25 (2011) 485).
        """
        share = self.ball_m / self.pitch_m * math.cos(math.radians(self.contact_deg))
        return {
            "cage": (1 - share) / 2,
            "outer": self.balls * (1 - share) / 2,
            "inner": self.balls * (1 + share) / 2,
            "ball": self.pitch_m / (2 * self.ball_m) * (1 - share**2),
        }


@dataclass(frozen=True)
class Line:
    """One line of a spectrum.

    Parameters
    ----------
    order
        Multiple of the motor's turns per second; 0 for a line that does not follow the speed.
    peak_m_s2
        Amplitude at 3000 r/min [m/s²]; it grows with the speed, that of a line of fixed frequency does not.
    fixed_hz
        Frequency of a line that does not follow the speed [Hz].
    """

    order: float
    peak_m_s2: float
    fixed_hz: float = 0.0

    def hz(self, speed_rpm: float) -> float:
        """Give its frequency [Hz] at a speed of the motor [r/min]: f = order·n/60."""
        return self.fixed_hz or self.order * speed_rpm / 60

    def at(self, speed_rpm: float) -> float:
        """Give its amplitude [m/s²] at a speed [r/min]; nothing beyond the analyser's filter."""
        if self.hz(speed_rpm) > CUT_HZ:
            return 0.0
        return self.peak_m_s2 if self.fixed_hz else self.peak_m_s2 * speed_rpm / 3000


@dataclass(frozen=True)
class Spectrum:
    """A spectrum: frequencies [Hz], a whole multiple of 1/T apart, and amplitudes [m/s²], arrays of one length."""

    hz: Array
    peak_m_s2: Array

    def peaks(self, count: int, least_m_s2: float) -> list[tuple[float, float]]:
        """Give the highest peaks as (frequency [Hz], amplitude [m/s²]), the highest first; lower ones are noise."""
        inside = self.peak_m_s2[1:-1]
        tops = (inside > self.peak_m_s2[:-2]) & (inside >= self.peak_m_s2[2:]) & (inside >= least_m_s2)
        places = np.flatnonzero(tops) + 1
        highest = places[np.argsort(-self.peak_m_s2[places], kind="stable")][:count]
        return [(float(self.hz[one]), float(self.peak_m_s2[one])) for one in highest]


def record(lines: Iterable[Line], speed_rpm: float, seconds: float, seed: int, number: int = 0) -> Array:
    """Give a record of the acceleration [m/s²], :data:`RATE_HZ` samples a second, at a steady speed [r/min].

    Phases and noise are drawn from `seed` and `number`, so the same record can be made again.
    """
    speed_rpm = in_range(label("speed", "转速"), speed_rpm, 1.0, 30_000.0, "r/min")
    seconds = in_range(label("length of the record", "采样时间"), seconds, 0.02, 10.0, "s")
    draw = draws(seed, f"vibration {number}")
    time = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    signal = NOISE_M_S2 * (2 * np.array([draw() for _ in time]) - 1)
    for line in lines:
        phase = within(draw, 0.0, 2 * math.pi)
        signal += line.at(speed_rpm) * np.sin(2 * math.pi * line.hz(speed_rpm) * time + phase)
    return signal


def spectrum(signal: Array) -> Spectrum:
    """Give the amplitude spectrum of a record: Hann window, scaled so that a sine shows its amplitude."""
    window = np.hanning(len(signal) + 1)[:-1]
    return Spectrum(
        np.asarray(np.arange(len(signal) // 2 + 1) * (RATE_HZ / len(signal)), dtype=np.float64),
        np.asarray(2 * np.abs(np.fft.rfft(signal * window)) / window.sum(), dtype=np.float64),
    )


def lobes(lines: Sequence[Line], speed_rpm: float, seconds: float, hz: Array) -> Array:
    """Give what a noiseless spectrum of `seconds` shows at frequencies [Hz]: the window's lobe round each line.

    A Hann window draws a line of amplitude a at f0 as a·|sinc(x)/(1 − x²)|, x = (f − f0)·T; where lobes overlap, their
    squares are added (phases are not known).
    """
    total = np.zeros_like(hz)
    for line in lines:
        x = (hz - line.hz(speed_rpm)) * seconds
        at_one = np.isclose(np.abs(x), 1.0)
        lobe = np.where(at_one, 0.5, np.sinc(x) / np.where(at_one, 1.0, 1 - x**2))
        total += (line.at(speed_rpm) * lobe) ** 2
    return np.sqrt(total)
