"""What an oscilloscope has on its screen, and what it works out from that: the points of the screen, nothing else."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nevlab.instruments.reading import Reading, rounded
from nevlab.labels import label
from nevlab.vehicle.ranges import in_range

HYSTERESIS = 0.1
"""A crossing of the middle counts once the trace has left it by this share of Vpp: an assumption, keeps noise out."""


@dataclass(frozen=True)
class Trace:
    """One capture of both channels.

    Parameters
    ----------
    time_s
        Shape (n,): instants [s]; 0 is the trigger.
    channels_v
        Shape (n,) each: what the channels show [V].
    lsb_v
        For each channel what one step of its converter is worth [V].
    clipped
        For each channel whether it left the screen; then no measurement of it holds.
    triggered
        The trigger was met; otherwise the picture runs through.
    """

    time_s: NDArray[np.float64]
    channels_v: tuple[NDArray[np.float64], ...]
    lsb_v: tuple[float, ...]
    clipped: tuple[bool, ...]
    triggered: bool

    def measure(self, channel: int = 1) -> dict[str, Reading]:
        """Give the measurements of a channel, counted from 1, as the scope shows them beside the screen.

        Returns
        -------
        dict
            ``mean``, ``vpp``, ``vmax``, ``vmin`` [V]; ``frequency`` [Hz] and ``duty`` [%] where the screen holds at
            least one whole period. The mean is that of the whole periods, or of the screen where there is none. A
            clipped channel has the remark ``clipped``.
        """
        in_range(label("number of the channel", "通道号"), channel, 1, len(self.channels_v), "")
        volt, step = self.channels_v[channel - 1], self.lsb_v[channel - 1]
        remarks = ("clipped",) if self.clipped[channel - 1] else ()
        high, low = float(volt.max()), float(volt.min())
        middle_v = (high + low) / 2
        rises = self._rises(volt, middle_v, max(HYSTERESIS * (high - low), 2 * step))
        whole = slice(rises[0], rises[-1]) if len(rises) > 1 else slice(None)
        found = {"mean": float(volt[whole].mean()), "vpp": high - low, "vmax": high, "vmin": low}
        full_scale = 128 * step
        shown = {name: rounded(value, "V", _tenth(step), full_scale, remarks) for name, value in found.items()}
        if len(rises) > 1:
            first_s, last_s = (self._instant_s(volt, rises[end], middle_v) for end in (0, -1))
            frequency_hz = (len(rises) - 1) / (last_s - first_s)
            duty = 100 * float(np.mean(volt[whole] > middle_v))
            shown["frequency"] = rounded(frequency_hz, "Hz", _tenth(frequency_hz / 100), frequency_hz, remarks)
            shown["duty"] = rounded(duty, "%", 0.1, 100.0, remarks)
        return shown

    def _instant_s(self, volt: NDArray[np.float64], place: int, middle_v: float) -> float:
        """Give when the trace crossed its middle before a point, on the straight line from the point before."""
        before, after = float(volt[place - 1]), float(volt[place])
        step_s = float(self.time_s[place] - self.time_s[place - 1])
        return float(self.time_s[place]) - step_s * (after - middle_v) / (after - before)

    def _rises(self, volt: NDArray[np.float64], middle_v: float, away_v: float) -> list[int]:
        """Give the points where the trace crosses its middle upwards, having been clearly below and getting above."""
        rises, crossed, armed = [], None, False
        for number, value in enumerate(volt):
            if value < middle_v - away_v:
                armed, crossed = True, None
            elif armed and crossed is None and value > middle_v:
                crossed = number
            if armed and value > middle_v + away_v and crossed is not None:
                rises.append(crossed)
                armed, crossed = False, None
        return rises


def _tenth(value: float) -> float:
    """Give a tenth of the value's decade."""
    return float(10.0 ** (math.floor(math.log10(value)) - 1))
