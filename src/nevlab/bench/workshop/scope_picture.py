"""A capture of the oscilloscope as its screen shows it: ten divisions by eight, scales, zero line, measurements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from nevlab.bench import page, style
from nevlab.instruments.oscilloscope import ACROSS, LEVELS, UP
from nevlab.instruments.trace import Trace
from nevlab.labels import label
from nevlab.messages import message
from nevlab.vehicle.car.points import point_words

_PREFIXES = ((1.0, ""), (1e-3, "m"), (1e-6, "µ"), (1e-9, "n"))
_SIZE_IN = (6.6, 5.2)


def shown(trace: Trace, details: Mapping[str, Any]) -> str:
    """Give a capture as HTML: the screen with its description, and what was measured beside it.

    Parameters
    ----------
    trace
        What is on the screen.
    details
        What the record holds of the capture: where the probes were, and the measurements.
    """
    measured = [details["measured"], details["measured_2"]][: len(trace.channels_v)]
    head = ("", *(f"CH{number}" for number in range(1, len(measured) + 1)))
    names = quantity_words()
    rows = [
        (words, *(one[name]["shown"] if name in one else "–" for one in measured))
        for name, words in names.items()
        if any(name in one for one in measured)
    ]
    said = f'<p class="nevlab-bad">{message("clipped")}</p>' if details["clipped"] else ""
    if not details["triggered"]:
        said += f"<p>{label('Not triggered: nothing changes here.', '未触发：这里的信号没有变化。')}</p>"
    picture = page.figure(draw(trace, leads(details)), _alt(trace, details))
    return page.beside(picture, page.table(rows, head)) + said


def leads(details: Mapping[str, Any]) -> list[str]:
    """Give where each probe of a capture was, in words."""
    words = point_words()
    pairs = [(details["red"], details["black"]), (details["red_2"], details["black_2"])]
    return [label(f"{words[red]} to {words[black]}", f"{words[red]} 对 {words[black]}") for red, black in pairs if red]


def quantity_words() -> dict[str, str]:
    """Give the measurements of the scope in words."""
    return {
        "mean": label("mean", "平均值"),
        "vpp": label("Vpp, peak to peak", "峰峰值 Vpp"),
        "vmax": label("Vmax", "最大值 Vmax"),
        "vmin": label("Vmin", "最小值 Vmin"),
        "frequency": label("frequency", "频率"),
        "duty": label("duty", "占空比"),
    }


def draw(trace: Trace, names: Sequence[str]) -> bytes:
    """Draw the screen with a name for each channel; give it as PNG.

    Time and voltage count in divisions, as on a scope; the scales stand above and below, 0 V and the trigger at the
    edges.
    """
    scales = [f"{prefixed(scale, 'V')}/div" for scale in volts_per_div(trace)]
    titles = [f"CH{number} {scale}  {name}" for number, (scale, name) in enumerate(zip(scales, names, strict=True), 1)]
    second = seconds_per_div(trace)
    with style.context(*titles):
        figure, axes = style.sheet()
        figure.set_size_inches(*_SIZE_IN)
        for volts, scale, title in zip(trace.channels_v, volts_per_div(trace), titles, strict=True):
            axes.plot(trace.time_s / second, volts / scale, linewidth=1.6, label=title)
        axes.set(xlim=(-ACROSS / 2, ACROSS / 2), ylim=(-UP / 2, UP / 2), xlabel=f"{prefixed(second, 's')}/div")
        axes.set_xticks(np.arange(-ACROSS / 2, ACROSS / 2 + 1), labels=[])
        axes.set_yticks(np.arange(-UP / 2, UP / 2 + 1), labels=["0 V" if not tick else "" for tick in range(-4, 5)])
        axes.tick_params(length=0)
        axes.spines[["top", "right"]].set_visible(True)
        for line in (axes.axhline, axes.axvline):
            line(0, color="#888888", linewidth=1.0, zorder=1)
        if trace.triggered:
            axes.plot([0], [UP / 2], "v", color="#444444", markersize=9, clip_on=False)
        figure.legend(loc="outside upper left", ncols=1, fontsize="small")
        return style.png(figure)


def volts_per_div(trace: Trace) -> list[float]:
    """Give the scale of each channel [V]: what one step of the converter is worth, times the steps of a division."""
    return [step_v * LEVELS / UP for step_v in trace.lsb_v]


def seconds_per_div(trace: Trace) -> float:
    """Give the time base [s]."""
    return float(trace.time_s[1] - trace.time_s[0]) * len(trace.time_s) / ACROSS


def prefixed(value: float, unit: str) -> str:
    """Give a scale with the prefix that a scope shows: ``200 µs``."""
    size, prefix = next((pair for pair in _PREFIXES if value >= 0.9999 * pair[0]), _PREFIXES[-1])
    return f"{value / size:.4g} {prefix}{unit}"


def _alt(trace: Trace, details: Mapping[str, Any]) -> str:
    second = prefixed(seconds_per_div(trace), "s")
    parts = [label(f"Screen of the oscilloscope, {second} per division.", f"示波器屏幕，每格 {second}。")]
    for number, name in enumerate(leads(details), start=1):
        one = details["measured" if number == 1 else "measured_2"]
        scale, low, high = prefixed(volts_per_div(trace)[number - 1], "V"), one["vmin"]["shown"], one["vmax"]["shown"]
        often = one["frequency"]["shown"] if "frequency" in one else label("no repetition on it", "屏幕内不重复")
        parts.append(
            label(
                f"Channel {number}, {name}, {scale} per division: between {low} and {high}, {often}.",
                f"通道 {number}，{name}，每格 {scale}：{low} 至 {high}，{often}。",
            )
        )
    return " ".join(parts)
