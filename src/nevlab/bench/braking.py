"""The bench of brake blending: what the motor brakes, and what is left to pads and discs."""

from __future__ import annotations

from nevlab.bench.controls import Slider
from nevlab.bench.explorer import Explorer
from nevlab.bench.picture import Axis, Curve, Number, Picture
from nevlab.labels import label
from nevlab.vehicle.braking import Blending

CAR = Blending()
MOST_KMH = 120
_KMH = tuple(range(0, MOST_KMH + 1, 3))


def explorer() -> Explorer:
    """Give the braking forces over the speed, for a deceleration and for what the battery takes."""
    return Explorer(
        _blended,
        sliders=[
            Slider("deceleration", label("deceleration wanted", "所需减速度"), "m/s²", 0.5, 6, 0.5, 1.5),
            Slider("battery_kw", label("battery takes at most", "电池最大可接受功率"), "kW", 0, 60, 5, 40),
            Slider("speed_kmh", label("speed", "车速"), "km/h", 10, MOST_KMH, 10, 80),
        ],
        x=Axis(label("speed", "车速"), "km/h", 0, MOST_KMH),
        y=Axis(label("braking force", "制动力"), "kN", 0),
        caption=label(
            "F = m·a with 1600 kg; motor 156 Nm, ratio 9, wheel 0.32 m; regeneration fades from 15 to 5 km/h. Values "
            "of our own, road and air resistance left out. A full or a cold battery takes little or nothing.",
            "F = m·a，整车 1600 kg；电机 156 Nm，速比 9，车轮半径 0.32 m；车速 15 降至 5 km/h 时能量回收逐渐退出。"
            "均为本课程自定值，忽略行驶阻力。电池充满或很冷时，可接受功率很小甚至为零。",
        ),
        alt=label(
            "Braking force over speed for 1.5 m/s², 2.4 kN in all. Up to 60 km/h the motor brakes alone; above, the "
            "battery's 40 kW limit it and friction takes the rest, 0.60 kN at 80 km/h; below 15 km/h friction takes "
            "over.",
            "减速度 1.5 m/s²、总制动力 2.4 kN 时制动力随车速变化的曲线。60 km/h 以下由电机单独制动；"
            "更高车速受电池 40 kW 限制，其余由摩擦制动承担，80 km/h 时为 0.60 kN；15 km/h 以下摩擦制动逐渐接替。",
        ),
    )


def _blended(deceleration: float, battery_kw: float, speed_kmh: float) -> Picture:
    wanted_n, battery_w = CAR.wanted_n(deceleration), battery_kw * 1e3

    def regenerated_kn(kmh: float) -> float:
        return CAR.regenerated_n(kmh / 3.6, wanted_n, battery_w) / 1e3

    regenerated = [regenerated_kn(kmh) for kmh in _KMH]
    here_kn = regenerated_kn(speed_kmh)
    return Picture(
        curves=[
            Curve(label("motor (regeneration)", "电机（能量回收）"), _KMH, regenerated),
            Curve(
                label("friction brakes", "摩擦制动"), _KMH, [wanted_n / 1e3 - force for force in regenerated], "dashed"
            ),
            Curve(label("this speed", "当前车速"), [speed_kmh], [here_kn], "points"),
        ],
        numbers=[
            Number(label("force wanted", "总制动力"), wanted_n / 1e3, "kN", 2),
            Number(label("motor", "电机"), here_kn, "kN", 2),
            Number(label("friction brakes", "摩擦制动"), wanted_n / 1e3 - here_kn, "kN", 2),
            Number(label("power to the battery", "回收功率"), here_kn * speed_kmh / 3.6, "kW"),
            Number(
                label("energy taken back down to a stop", "减速到停车回收的动能比例"),
                100 * CAR.recovered_share(speed_kmh / 3.6, deceleration, battery_w), "%", 0,
            ),
        ],
    )  # fmt: skip
