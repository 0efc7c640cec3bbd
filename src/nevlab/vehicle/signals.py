"""What lies between two leads over time, and what two leads can be put to.

Every signal is periodic, so a meter's reading of it is a closed form: its mean (direct) and the root mean square of
what remains (alternating). The unit is that of the quantity: V between two points, A in a conductor.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nevlab.messages import WorkshopError
from nevlab.vehicle.network import Network


class Signal(Protocol):
    """A quantity over time."""

    @property
    def mean(self) -> float:
        """Give the mean over a period."""
        ...

    @property
    def ac_rms(self) -> float:
        """Give the root mean square of what remains without the mean."""
        ...

    @property
    def frequency_hz(self) -> float:
        """Give how often it repeats [Hz]; 0 for a steady one."""
        ...

    def at(self, time_s: ArrayLike) -> NDArray[np.float64]:
        """Give the values at instants [s], same shape."""
        ...


class Circuit(Protocol):
    """What the two leads of an instrument can be put to: a car, or a part on the bench."""

    def signal(self, red: str, black: str, load_ohm: float) -> Signal:
        """Give the voltage from `black` to `red` with an instrument of this input resistance [Ω] between them."""
        ...

    def network(self, red: str, black: str) -> Network:
        """Give the direct-current network that both points are in, for an instrument that sends a current itself."""
        ...


@dataclass(frozen=True)
class Steady:
    """A quantity that does not change."""

    mean: float
    ac_rms: float = 0.0
    frequency_hz: float = 0.0

    def at(self, time_s: ArrayLike) -> NDArray[np.float64]:
        """Give the values at instants [s], same shape."""
        return np.full(np.shape(time_s), self.mean)


@dataclass(frozen=True)
class Sine:
    """A sine with a mean: ``mean + amplitude·sin(2πft + phase)``; the phase in rad."""

    amplitude: float
    frequency_hz: float
    mean: float = 0.0
    phase_rad: float = 0.0

    @property
    def ac_rms(self) -> float:
        """Give amplitude/√2."""
        return abs(self.amplitude) / math.sqrt(2)

    def at(self, time_s: ArrayLike) -> NDArray[np.float64]:
        """Give the values at instants [s], same shape."""
        times = np.asarray(time_s, dtype=float)
        return self.mean + self.amplitude * np.sin(2 * math.pi * self.frequency_hz * times + self.phase_rad)


@dataclass(frozen=True)
class Samples:
    """One period as equally spaced samples, each held until the next: what a simulated waveform gives.

    Parameters
    ----------
    values
        Shape (n,): the samples of one period.
    period_s
        Duration of the period [s].
    """

    values: tuple[float, ...]
    period_s: float

    @property
    def mean(self) -> float:
        """Give the mean of the samples."""
        return float(np.mean(self.values))

    @property
    def ac_rms(self) -> float:
        """Give the standard deviation of the samples."""
        return float(np.std(self.values))

    @property
    def frequency_hz(self) -> float:
        """Give 1/period [Hz]."""
        return 1 / self.period_s

    def at(self, time_s: ArrayLike) -> NDArray[np.float64]:
        """Give the values at instants [s], same shape."""
        phase = np.mod(np.asarray(time_s, dtype=float) / self.period_s, 1.0)
        place = np.minimum((phase * len(self.values)).astype(int), len(self.values) - 1)
        return np.asarray(self.values, dtype=float)[place]


def difference(one: Signal, other: Signal) -> Signal:
    """Give `one` − `other`, of which one at least is steady.

    Raises
    ------
    WorkshopError
        If both swing: their periods need not have anything in common.
    """
    if isinstance(other, Steady):
        return _shifted(one, 1.0, -other.mean)
    if isinstance(one, Steady):
        return _shifted(other, -1.0, one.mean)
    raise WorkshopError("two-swinging-circuits")


def _shifted(signal: Signal, sign: float, shift: float) -> Signal:
    """Give ``sign · signal + shift``."""
    if isinstance(signal, Samples):
        return replace(signal, values=tuple(sign * value + shift for value in signal.values))
    if isinstance(signal, Sine):
        return replace(signal, mean=sign * signal.mean + shift, amplitude=sign * signal.amplitude)
    return Steady(sign * signal.mean + shift)


@dataclass(frozen=True)
class OnBench:
    """A part on the bench, or any direct-current network, as a :class:`Circuit`."""

    parts: Network

    def signal(self, red: str, black: str, load_ohm: float) -> Signal:
        """Give the voltage from `black` to `red` with an instrument of this input resistance [Ω] between them."""
        return Steady(self.parts.voltage(red, black, load_ohm))

    def network(self, red: str, black: str) -> Network:
        """Give the network; both points must be in it."""
        self.parts.voltage(red, black)
        return self.parts
