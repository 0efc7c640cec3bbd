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
_WIDE, _HIGH = 2.1, 1.25


def control() -> Still:
    """Give the loop of field-oriented control as a drawing."""
    boxes = {
        (0.0, 3.0): label("limits,\nMTPA table", "限值\nMTPA 表"),
        (3.3, 3.0): label("current\ncontrollers", "电流\n调节器"),
        (6.6, 3.0): label("turn by θ,\nSVPWM", "按 θ 变换\nSVPWM"),
        (9.9, 3.0): label("inverter", "逆变器"),
        (9.9, 0.0): label("motor with\nresolver", "电机\n（带旋变）"),
        (3.3, 0.0): label("turn\nback by θ", "按 θ\n反变换"),
    }
    words = {
        "request": label("torque\nrequest", "需求\n转矩"),
        "set": label("id*, iq*", "id*、iq*"),
        "voltage": label("ud, uq", "ud、uq"),
        "legs": label("duty", "占空比"),
        "phases": label("iU, iV, iW", "iU、iV、iW"),
        "back": label("id, iq", "id、iq"),
        "angle": label("angle θ", "转角 θ"),
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
        figure.set_size_inches(8.6, 3.9)
        axes.set(xlim=(-2.1, 12.4), ylim=(-0.5, 5.9), aspect="equal")
        axes.axis("off")
        for (left, low), text in boxes.items():
            _box(axes, left, low, text)
        _arrow(axes, [(-2.0, 3.6), (0.0, 3.6)], words["request"], (-1.2, 3.75))
        _arrow(axes, [(1.05, 5.2), (1.05, 4.25)], words["limits"], (1.05, 5.25))
        _arrow(axes, [(2.1, 3.6), (3.3, 3.6)], words["set"], (2.7, 3.75))
        _arrow(axes, [(5.4, 3.6), (6.6, 3.6)], words["voltage"], (6.0, 3.75))
        _arrow(axes, [(8.7, 3.6), (9.9, 3.6)], words["legs"], (9.3, 3.75))
        _arrow(axes, [(10.95, 3.0), (10.95, 1.25)], "", (0, 0))
        _arrow(axes, [(9.9, 0.35), (5.4, 0.35)], words["phases"], (7.65, -0.28))
        _arrow(axes, [(4.35, 1.25), (4.35, 3.0)], words["back"], (3.65, 1.9))
        _arrow(axes, [(9.9, 0.95), (7.65, 0.95), (7.65, 3.0)], words["angle"], (8.7, 1.1))
        _arrow(axes, [(7.65, 0.95), (5.4, 0.95)], "", (0, 0))
        drawing = style.png(figure)
    caption = label(
        "Field-oriented control. The names on the arrows are those of the data stream.",
        "矢量控制（磁场定向控制）。箭头上的名称就是数据流里的名称。",
    )
    return Still(drawing, alt, caption)


def _box(axes: Axes, left: float, low: float, text: str) -> None:
    from matplotlib.patches import FancyBboxPatch

    axes.add_patch(FancyBboxPatch((left, low), _WIDE, _HIGH, boxstyle="round,pad=0,rounding_size=0.12", **_BOX))
    axes.text(left + _WIDE / 2, low + _HIGH / 2, text, ha="center", va="center", fontsize="small")


def _arrow(axes: Axes, run: list[tuple[float, float]], text: str, at: tuple[float, float]) -> None:
    axes.plot(*zip(*run[:-1], strict=True), color=_LINE, linewidth=1.6)
    axes.annotate("", xy=run[-1], xytext=run[-2], arrowprops={"arrowstyle": "-|>", "color": _LINE, "linewidth": 1.6})
    if text:
        axes.text(*at, text, ha="center", va="bottom", fontsize="x-small")
