"""Current and voltage of a program over time, one above the other."""

from __future__ import annotations

from nevlab.bench import page, style
from nevlab.instruments.cycler_log import CycleLog
from nevlab.labels import label


def curves(log: CycleLog) -> str:
    """Give the curves of a program as HTML, with words for those who do not see them."""
    long = float(log.time_s[-1]) > 600
    unit, factor = ("min", 1 / 60) if long else ("s", 1.0)
    names = (label("voltage in V", "电压 / V"), label("current in A", "电流 / A"))
    below = label(f"time in {unit}", f"时间 / {unit}")
    with style.context(*names, below):
        figure, upper = style.sheet()
        upper.remove()
        axes = figure.subplots(2, 1, sharex=True)
        for number, (axis, name, values) in enumerate(zip(axes, names, (log.voltage_v, log.current_a), strict=True)):
            axis.plot(log.time_s * factor, values, color=style.COLOURS[number])
            axis.set_ylabel(name, fontsize="small")
        axes[1].set_xlabel(below)
        drawn = style.png(figure)
    least, most = float(log.voltage_v.min()), float(log.voltage_v.max())
    alt = label(
        f"Voltage between {least:.2f} and {most:.2f} V and current over {log.time_s[-1] * factor:.0f} {unit}.",
        f"{log.time_s[-1] * factor:.0f} {unit} 内的电压（{least:.2f}～{most:.2f} V）和电流曲线。",
    )
    return page.figure(drawn, alt, label("A discharge is positive.", "放电电流为正。"))
