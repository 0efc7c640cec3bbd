"""The power-on of a real Hyundai Kona EV, decoded from its CAN log with cantools.

The log is bus 0 and bus 1 of one car: powered off, then on to READY, then off. The DBC is a community's work, found by
observation: it is not the maker's. At 2.10 s, as its sender wakes up, two frames report 0 V and 4 V on a link of 123 V.

All times count from the first ``0x524`` frame on bus 0, 2.7 ms after the log begins.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

LINK_FRAME, LINK_SIGNAL = 0x524, "V_Inverter"
CONTACTOR_FRAME, CONTACTOR_SIGNAL = 0x5A3, "ContactorClosed"
#: When the log first says that the main contactors are closed [s]; the message comes every 100 ms.
CONTACTORS_CLOSED_S = 2.784
#: The part of the log that the shipped table of the rise quotes [s].
QUOTED_S = (2.3, 3.0)
#: The parts that the shipped table of the decay quotes [s], and how far apart its points are at least [s]: the link
#: was switched off some time before the log begins, and again when the contactors opened.
DECAYS_S, DECAY_STEP_S = ((0.0, 2.34), (9.1, 10.84)), 0.09
LOG_SOURCE = (
    "projectgus/hyundai-kona-ev-can-logs @ 83a5cac813de, 230112-7-2019-pcan-ccan-power-off-on-ready-off.csv (CC0)"
)
DBC_SOURCE = "projectgus/kona-ev-dbc @ 0b569b9ce00f, pcan.dbc (MIT)"


@dataclass(frozen=True)
class LinkVoltage:
    """The inverter's link voltage over time.

    Parameters
    ----------
    time_s, link_v
        Shape (n,): time [s] and voltage [V] in steps of 1 V, about every 10 ms.
    """

    time_s: NDArray[np.float64]
    link_v: NDArray[np.float64]

    def between(self, start_s: float, end_s: float) -> LinkVoltage:
        """Give the part with ``start_s ≤ time < end_s``."""
        wanted = (self.time_s >= start_s) & (self.time_s < end_s)
        return LinkVoltage(self.time_s[wanted], self.link_v[wanted])

    def precharge(self) -> LinkVoltage:
        """Give the rise alone: from the first reading above the level at rest to the end.

        The level at rest is the lowest reading before the steepest step; the rise begins where it is left by more than
        the 1 V of a reading.
        """
        steepest = int(np.argmax(np.diff(self.link_v)))
        rest_v = self.link_v[: steepest + 1].min()
        first = int(np.argmax((self.link_v > rest_v + 1) & (np.arange(self.link_v.size) >= steepest)))
        return LinkVoltage(self.time_s[first:], self.link_v[first:])


def read_dbc(path: Path) -> Any:
    """Read the DBC as a cantools database; its missing ``BS_:`` and ``BU_:`` sections are added in memory."""
    import cantools

    text = path.read_text(encoding="utf-8").replace("BO_ ", "BS_:\n\nBU_: XXX\n\nBO_ ", 1)
    return cantools.database.load_string(text, "dbc", strict=False)


def signal(
    log: Path, dbc: Path, frame_id: int, name: str, bus: str = "0"
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give times [s] and values of one signal of the log.

    Parameters
    ----------
    log
        CSV with the columns Time Stamp [µs], ID (hexadecimal), Extended, Bus, LEN, D1 … D8 (hexadecimal).
    dbc
        The DBC file.
    frame_id, name
        The frame and the signal in it.
    bus
        The log's bus: some frames occur on both.
    """
    message = read_dbc(dbc).get_message_by_frame_id(frame_id)
    first_us: int | None = None
    times, values = [], []
    with log.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for stamp, frame, _extended, on_bus, length, *data in rows:
            if on_bus != bus:
                continue
            number = int(frame, 16)
            if number == LINK_FRAME and first_us is None:
                first_us = int(stamp)
            if number == frame_id:
                decoded = message.decode(bytes.fromhex("".join(data[: int(length)])), decode_choices=False)
                times.append(int(stamp))
                values.append(decoded[name])
    return (np.array(times) - (first_us or 0)) / 1e6, np.array(values, dtype=float)


def link_voltage(log: Path, dbc: Path) -> LinkVoltage:
    """Give the link voltage of the whole log."""
    return LinkVoltage(*signal(log, dbc, LINK_FRAME, LINK_SIGNAL))


def contactors(log: Path, dbc: Path) -> tuple[float, float]:
    """Give when the log first says that the main contactors are closed, and then open again [s]."""
    times, closed = signal(log, dbc, CONTACTOR_FRAME, CONTACTOR_SIGNAL)
    on = int(np.argmax(closed == 1))
    return float(times[on]), float(times[on + int(np.argmax(closed[on:] == 0))])


def table_text(part: LinkVoltage) -> str:
    """Give a part of the log as the text of a shipped table."""
    rows = "".join(f"{time:.4f},{volts:.0f}\n" for time, volts in zip(part.time_s, part.link_v, strict=True))
    head = f"# {LOG_SOURCE}; decoded with {DBC_SOURCE}\n# time from the first 0x524 frame on bus 0; V_Inverter\n"
    return f"{head}time_s,link_v\n{rows}"


def decay_of(curve: LinkVoltage) -> LinkVoltage:
    """Give the parts of `curve` in which the link discharges, thinned."""
    kept: list[int] = []
    for start_s, end_s in DECAYS_S:
        # Without the frames that a waking sender sends: 0 V and 4 V.
        shown = (curve.time_s >= start_s) & (curve.time_s < end_s) & (curve.link_v > 10)
        for number in np.flatnonzero(shown):
            if not kept or curve.time_s[number] - curve.time_s[kept[-1]] >= DECAY_STEP_S:
                kept.append(int(number))
    return LinkVoltage(curve.time_s[kept], curve.link_v[kept])


def quoted() -> LinkVoltage:
    """Give the quoted rise from its shipped table: no measured file is needed."""
    return _shipped("kona_precharge.csv")


def quoted_decays() -> tuple[LinkVoltage, LinkVoltage]:
    """Give the two quoted decays from their shipped table, at about 128 V and at about 345 V."""
    low, high = (_shipped("kona_decay.csv").between(*span) for span in DECAYS_S)
    return low, high


def _shipped(name: str) -> LinkVoltage:
    table = files("nevlab.data").joinpath("tables", name).read_text(encoding="utf-8")
    columns = np.loadtxt(table.splitlines(), delimiter=",", skiprows=3, comments=None, unpack=True)
    return LinkVoltage(*columns)
