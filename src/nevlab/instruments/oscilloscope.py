"""The two-channel oscilloscope with its probes: settings, trigger, and the capture of one screen.

An earth-clipped probe ties the point under its clip to protective earth; on high voltage, and on anything that does
not stand on earth, only a differential probe is used. A signal here repeats; a single event is not caught. Values are
our own teaching ones; the maker's card counts.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nevlab.instruments.trace import Trace
from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.vehicle.car.points import named
from nevlab.vehicle.draws import draws, within
from nevlab.vehicle.ranges import in_range, one_of
from nevlab.vehicle.signals import Circuit, Signal

ATTENUATIONS = ("1", "10", "100", "1000")
EDGES = ("rising", "falling")
EARTHED = frozenset({"PE", "chassis", "body", "ground"})
"""Points that stand on earth, where alone the clip of an ordinary probe may go."""
ACROSS, UP = 10, 8
"""Divisions of the screen, side to side and bottom to top."""
POINTS, LEVELS = 1000, 256
"""Points of a screen, and levels of an 8-bit converter over its height."""
GAIN_SHARE = 0.02
"""Stated accuracy of the vertical scale: a usual size."""
PROBE_V = 300.0
"""Most that an ordinary probe may see [V]: a usual size."""
DIFFERENTIAL_V = 1000.0
"""Most that the differential probe may see [V]: one of CAT III 1000 V."""

_SEARCH = 4000


@dataclass(frozen=True)
class Probe:
    """One probe.

    Parameters
    ----------
    attenuation
        ×1, ×10, ×100 or ×1000.
    differential
        Both leads are free of earth; otherwise the black one is a clip to earth.
    """

    attenuation: int = 10
    differential: bool = False

    def __post_init__(self) -> None:
        one_of(label("attenuation of the probe", "探头衰减比"), str(self.attenuation), ATTENUATIONS)

    @property
    def load_ohm(self) -> float:
        """Give its input resistance [Ω]: 1 MΩ for ×1, else 10 MΩ, usual values."""
        return 1e6 if self.attenuation == 1 else 10e6

    @property
    def most_v(self) -> float:
        """Give the most that it may see [V]."""
        return DIFFERENTIAL_V if self.differential else PROBE_V


@dataclass(frozen=True)
class Channel:
    """One channel: where its probe is, and how it is set.

    Parameters
    ----------
    red, black
        The points of the probe's two leads.
    volt_per_div
        Scale of the screen [V] as shown, 2 mV … 5 V at the scope's input times the attenuation it was told.
    position_div
        How far zero is moved up from the middle of the screen.
    probe
        The probe.
    told
        Attenuation that the scope was told; where it is not the probe's, everything is shown too large or too small.
        Without it the right one.
    """

    red: str
    black: str
    volt_per_div: float
    position_div: float = 0.0
    probe: Probe = Probe()
    told: int | None = None

    def __post_init__(self) -> None:
        one_of(label("attenuation set at the scope", "示波器衰减比设置"), str(self.scale), ATTENUATIONS)
        in_range(label("volts per division", "每格电压"), self.volt_per_div, 2e-3 * self.scale, 5.0 * self.scale, "V")
        in_range(label("vertical position", "垂直位置"), self.position_div, -UP / 2, UP / 2, "div")

    @property
    def scale(self) -> int:
        """Give the attenuation that the scope reckons with."""
        return self.probe.attenuation if self.told is None else self.told


@dataclass(frozen=True)
class Trigger:
    """When a picture starts: when the `source` channel (1 or 2) crosses `level_v` [V] with this edge."""

    level_v: float = 0.0
    edge: str = "rising"
    source: int = 1

    def __post_init__(self) -> None:
        in_range(label("trigger level", "触发电平"), self.level_v, -1e4, 1e4, "V")
        one_of(label("edge of the trigger", "触发沿"), self.edge, EDGES)


@dataclass(frozen=True)
class Oscilloscope:
    """One oscilloscope; its errors are drawn from `seed`."""

    seed: int

    def capture(
        self, circuit: Circuit, channels: Sequence[Channel], time_per_div_s: float, trigger: Trigger | None = None
    ) -> Trace:
        """Give one screen, the trigger in its middle.

        Parameters
        ----------
        circuit, channels
            What is looked at, and one or two channels.
        time_per_div_s
            Time base [s per division], ten divisions.
        trigger
            Without it rising through 0 V on channel 1. The picture of a trigger that is not met starts anywhere.

        Raises
        ------
        WorkshopError
            If a point is unknown, a setting is out of range, a probe sees more than it may, or an earth clip is not on
            earth (``earth-clip``).
        """
        trigger = trigger or Trigger()
        in_range(label("number of channels", "通道数"), len(channels), 1, 2, "")
        in_range(label("trigger source", "触发源"), trigger.source, 1, len(channels), "")
        in_range(label("time per division", "每格时间"), time_per_div_s, 1e-8, 100.0, "s")
        signals = [self._at_probe(circuit, channel) for channel in channels]
        source, factor = signals[trigger.source - 1], self._factor(channels[trigger.source - 1], trigger.source)
        met_s = _crossing(source, trigger.level_v / factor, trigger.edge)
        time_s = (np.arange(POINTS) / POINTS - 0.5) * ACROSS * time_per_div_s
        start_s = _whole_periods(source, ACROSS * time_per_div_s) + (met_s or 0.0)
        shown = [
            self._converted(signal.at(time_s + start_s), channel, number)
            for number, (signal, channel) in enumerate(zip(signals, channels, strict=True), start=1)
        ]
        return Trace(
            time_s,
            tuple(volt for volt, _ in shown),
            tuple(_lsb_v(channel) for channel in channels),
            tuple(clipped for _, clipped in shown),
            met_s is not None,
        )

    def _at_probe(self, circuit: Circuit, channel: Channel) -> Signal:
        probe = channel.probe
        signal = circuit.signal(channel.red, channel.black, probe.load_ohm)
        period_s = 1 / signal.frequency_hz if signal.frequency_hz else 1.0
        peak_v = float(np.abs(signal.at(np.linspace(0, period_s, _SEARCH))).max())
        if not probe.differential and channel.black not in EARTHED:
            raise WorkshopError("earth-clip", point=named(channel.black))
        in_range(label("peak voltage at the probe", "探头处峰值电压"), peak_v, 0.0, probe.most_v, "V")
        return signal

    def _factor(self, channel: Channel, number: int) -> float:
        """Give what is shown for 1 V at the probe's tip."""
        gain = 1 + within(draws(self.seed, f"scope gain|{number}|{channel.volt_per_div:g}"), -GAIN_SHARE, GAIN_SHARE)
        return gain * channel.scale / channel.probe.attenuation

    def _converted(self, volt: NDArray[np.float64], channel: Channel, number: int) -> tuple[NDArray[np.float64], bool]:
        """Give the voltage as the converter sees it, with a noise of one level either way, and whether it clipped."""
        draw = draws(self.seed, f"scope noise|{number}|{channel.red}|{channel.black}")
        noise = np.array([within(draw, -1.0, 1.0) for _ in volt])
        zero = LEVELS / 2 + channel.position_div * LEVELS / UP
        level = np.rint(volt * self._factor(channel, number) / _lsb_v(channel) + zero + noise)
        kept = np.clip(level, 0, LEVELS - 1)
        return (kept - zero) * _lsb_v(channel), bool(np.any(kept != level))


def _lsb_v(channel: Channel) -> float:
    return channel.volt_per_div * UP / LEVELS


def _whole_periods(signal: Signal, at_least_s: float) -> float:
    """Give a whole number of periods [s] that is at least so long: no instant of a screen is before 0."""
    if not signal.frequency_hz:
        return at_least_s
    return math.ceil(at_least_s * signal.frequency_hz) / signal.frequency_hz


def _crossing(signal: Signal, level_v: float, edge: str) -> float | None:
    """Give the first instant [s] at which a periodic signal crosses a level, None where it never does."""
    if not signal.frequency_hz:
        return None
    sign = 1.0 if edge == "rising" else -1.0
    time_s = np.linspace(0.0, 2 / signal.frequency_hz, 2 * _SEARCH + 1)
    above = sign * (signal.at(time_s) - level_v) > 0
    places = np.flatnonzero(~above[:-1] & above[1:])
    if not places.size:
        return None
    before, after = float(time_s[places[0]]), float(time_s[places[0] + 1])
    for _ in range(40):
        middle = (before + after) / 2
        before, after = (before, middle) if sign * (float(signal.at(middle)) - level_v) > 0 else (middle, after)
    return after
