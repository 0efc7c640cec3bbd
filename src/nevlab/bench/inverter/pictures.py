"""What the scan tool draws at the inverter bench: the logged discharge, and the currents recorded on another car."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nevlab.bench import drawn
from nevlab.bench.inverter import currents
from nevlab.bench.picture import Axis, Curve, Level, Picture, Table
from nevlab.labels import label
from nevlab.stations.inverter_bench import InverterBench
from nevlab.vehicle.bench_inverter import CARD
from nevlab.vehicle.recorded_currents import drawn_recording


def picture(station: InverterBench, action: str, details: Mapping[str, Any]) -> str:
    """Give the picture of an action's outcome as HTML; empty where none is."""
    if action == "log_discharge":
        return _log(details["volts"])
    return _recording(station.seed) if action == "view_recording" else ""


def _log(volts: Mapping[str, float]) -> str:
    times = [float(time) for time in volts]
    time, voltage = label("time after switching off", "断电后的时间"), label("link voltage", "母线电压")
    told = ", ".join(f"{at} s {volt:.1f} V" for at, volt in volts.items())
    return drawn.drawn(
        Picture(
            curves=[Curve(voltage, times, list(volts.values()), "marked")],
            levels=[Level(f"{CARD.safe_v:g} V", CARD.safe_v)],
            table=Table((f"{time} (s)", f"{voltage} (V)"), [(at, f"{volt:.1f}") for at, volt in volts.items()]),
        ),
        Axis(time, "s", 0, times[-1]),
        Axis(voltage, "V", 0, 380),
        label(f"Logged link voltage: {told}.", f"记录的母线电压：{told}。"),
    )


def _recording(seed: int) -> str:
    recording = drawn_recording(seed)
    return drawn.drawn(
        currents.drawn(recording.reported(), recording.current_a, suspect=False),
        *currents.axes(),
        label("Three recorded phase currents over one period.", "记录的一个周期三相电流。"),
    )
