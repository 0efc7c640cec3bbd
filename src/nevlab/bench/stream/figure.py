"""The picture of field-oriented control: from the pedal to the motor and back, with the names of the data stream."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nevlab.bench import style
from nevlab.bench.still import Still
from nevlab.labels import label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_BOX: dict[str, Any] = {"facecolor": "#e8f1f8", "edgecolor": "#0072B2", "linewidth": 1.6}
_LINE = "#222222"
_WIDE, _HIGH = 2.4, 1.4


def control() -> Still:
    """Give the loop of field-oriented control as a drawing."""
    boxes = {
        (0.0, 3.0): label("limits,\nMTPA table", "限值\nMTPA 表"),
        (3.4, 3.0): label("current\ncontrollers", "电流\n调节器"),
        (6.8, 3.0): label("turn by θ,\nSVPWM", "按 θ 变换\nSVPWM"),
        (6.8, 0.0): label("inverter,\nmotor,\nresolver", "逆变器\n电机\n旋变"),
        (3.4, 0.0): label("turn back\nby θ", "按 θ\n反变换"),
    }
    words = {
        "request": label("torque\nrequest", "需求\n转矩"),
        "set": label("id*, iq*", "id*、iq*"),
        "voltage": label("ud, uq", "ud、uq"),
        "legs": label("duty", "占空比"),
        "phases": "iU, iV, iW, θ",
        "back": label("id, iq", "id、iq"),
        "angle": "θ",
        "limits": label("Udc, temperatures", "Udc、温度"),
    }
    alt = label(
        "Block diagram. Torque request, link voltage and temperatures go into limits and MTPA table; out come the set "
        "values of id and iq. The current controllers compare them with the measured id and iq and give ud and uq. "
        "These are turned by the resolver's angle and become duties of the three legs by SVPWM. The inverter feeds the "
        "motor. Phase currents and angle go back and are turned into id and iq.",
        "方框图：需求转矩、母线电压和温度进入限值与 MTPA 表，得到 id、iq 的给定值；电流调节器把给定值与实测值比较，"
        "输出 ud、uq；按旋变转角变换后，由 SVPWM 得到三个桥臂的占空比；逆变器给电机供电。"
        "相电流和转角返回，变换成 id、iq。",
    )
    with style.context(*boxes.values(), *words.values()):
        figure, axes = style.sheet()
        figure.set_size_inches(6.6, 4.2)
        axes.set(xlim=(-1.7, 9.5), ylim=(-0.7, 5.9), aspect="equal")
        axes.axis("off")
        for (left, low), text in boxes.items():
            _box(axes, left, low, text)
        _arrow(axes, [(-1.5, 3.7), (0.0, 3.7)], words["request"], (-0.85, 3.85))
        _arrow(axes, [(1.2, 5.3), (1.2, 4.4)], words["limits"], (1.2, 5.35))
        _arrow(axes, [(2.4, 3.7), (3.4, 3.7)], words["set"], (2.9, 4.5))
        _arrow(axes, [(5.8, 3.7), (6.8, 3.7)], words["voltage"], (6.3, 4.5))
        _arrow(axes, [(7.4, 3.0), (7.4, 1.4)], words["legs"], (6.75, 2.1))
        _arrow(axes, [(8.6, 1.4), (8.6, 3.0)], words["angle"], (8.9, 2.1))
        _arrow(axes, [(6.8, 0.7), (5.8, 0.7)], words["phases"], (6.3, -0.55))
        _arrow(axes, [(4.6, 1.4), (4.6, 3.0)], words["back"], (4.0, 2.1))
        drawing = style.png(figure)
    caption = label(
        "Field-oriented control. The names on the arrows are those of the data stream.",
        "矢量控制（磁场定向控制）。箭头上的名称就是数据流里的名称。",
    )
    return Still(drawing, alt, caption)


def _box(axes: Axes, left: float, low: float, text: str) -> None:
    from matplotlib.patches import FancyBboxPatch

    axes.add_patch(FancyBboxPatch((left, low), _WIDE, _HIGH, boxstyle="round,pad=0,rounding_size=0.12", **_BOX))
    axes.text(left + _WIDE / 2, low + _HIGH / 2, text, ha="center", va="center")


def _arrow(axes: Axes, run: list[tuple[float, float]], text: str, at: tuple[float, float]) -> None:
    axes.annotate("", xy=run[-1], xytext=run[-2], arrowprops={"arrowstyle": "-|>", "color": _LINE, "linewidth": 1.6})
    if text:
        axes.text(*at, text, ha="center", va="bottom")
