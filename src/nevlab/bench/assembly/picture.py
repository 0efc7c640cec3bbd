"""What the rig's screens show: the spectrum of a record with its highest peaks, and the efficiency map as a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from nevlab.bench import page
from nevlab.bench.drawn import drawn
from nevlab.bench.picture import Axis, Curve, Picture
from nevlab.labels import label
from nevlab.stations.assembly_bench import MAP_NM, MAP_RPM, AssemblyBench

SHOWN_HZ = 2600.0
FLOOR_M_S2 = 0.06
"""What is lower the screen shows as nothing [m/s²]."""


def screen(station: AssemblyBench, details: Mapping[str, Any]) -> str:
    """Give the spectrum of the last record as HTML, and the peaks that the analyser lists."""
    found = station.spectrum()
    if found is None:
        return ""
    inside = found.hz <= SHOWN_HZ
    height = np.where(found.peak_m_s2 >= FLOOR_M_S2, found.peak_m_s2, 0.0)[inside]
    hz, peaks = Axis(label("frequency", "频率"), "Hz", 0, SHOWN_HZ), list(details["peaks"].values())
    picture = Picture([Curve(label("acceleration", "加速度幅值"), found.hz[inside].tolist(), height.tolist())])
    tops = ", ".join(f"{one['hz']:g} Hz" for one in peaks[:3])
    alt = label(f"Spectrum of the vibration; its highest peaks: {tops}.", f"振动频谱，最高的几个峰：{tops}。")
    motor, seconds = details["tacho"]["shown"], details["seconds"]
    caption = label(
        f"Motor {motor}; record of {seconds:g} s, so lines {1 / seconds:g} Hz apart.",
        f"电机 {motor}；采样 {seconds:g} s，谱线间隔 {1 / seconds:g} Hz。",
    )
    rows = [(str(number), f"{one['hz']:g} Hz", f"{one['m_s2']:.2f} m/s²") for number, one in enumerate(peaks, start=1)]
    head = (label("Peak", "峰"), label("frequency", "频率"), label("amplitude", "幅值"))
    return page.beside(
        drawn(picture, hz, Axis(label("amplitude", "幅值"), "m/s²", 0), alt, caption), page.table(rows, head)
    )


def map_table(details: Mapping[str, Any]) -> str:
    """Give the efficiency of each field of the map as HTML; an empty field lies beyond the drive's limit."""
    head = (label("η in %, Nm ↓, r/min →", "η / %，Nm ↓，r/min →"), *map(str, MAP_RPM))
    percent = details["percent"]
    rows = [
        (str(torque), *(f"{percent[key]:.1f}" if (key := f"{speed} {torque}") in percent else "–" for speed in MAP_RPM))
        for torque in reversed(MAP_NM)
    ]
    return page.table(rows, head)
