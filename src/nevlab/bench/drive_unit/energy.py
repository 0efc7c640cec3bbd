"""What a drive unit is made of, and how the energy flows through it."""

from __future__ import annotations

from nevlab.bench import style
from nevlab.bench.controls import Slider
from nevlab.bench.explorer import Explorer
from nevlab.bench.picture import Axis, Curve, Number, Picture, Words
from nevlab.bench.still import Still
from nevlab.labels import label
from nevlab.vehicle.drive_unit.unit import INVERTER, MOTOR, REDUCER

_PLACES = {
    "battery": (0.6, 1.5), "inverter": (2.0, 1.5), "motor": (3.4, 1.5), "reducer": (4.8, 1.5), "wheels": (6.2, 1.5),
    "socket": (0.6, 3.0), "charger": (2.0, 3.0), "dcdc": (2.0, 0.0), "low": (3.4, 0.0),
}  # fmt: skip
_FLOWS = (
    ("battery", "inverter", "<->"), ("inverter", "motor", "<->"), ("motor", "reducer", "<->"),
    ("reducer", "wheels", "<->"), ("socket", "charger", "->"), ("charger", "battery", "->"),
    ("battery", "dcdc", "->"), ("dcdc", "low", "->"),
)  # fmt: skip


def parts() -> Still:
    """Give the parts of the drive with the ways of the energy between them."""
    names = {
        "battery": label("battery", "动力\n电池"), "inverter": label("inverter", "逆变器"),
        "motor": label("motor", "电机"), "reducer": label("reducer", "减速器"), "wheels": label("wheels", "车轮"),
        "socket": label("AC\nsocket", "交流\n充电口"), "charger": label("charger", "车载\n充电机"),
        "dcdc": label("DC-DC", "DC-DC"), "low": label("12 V\nsystem", "12 V\n系统"),
    }  # fmt: skip
    with style.context(*names.values()):
        figure, axes = style.sheet()
        figure.set_size_inches(6.6, 3.4)
        axes.set(xlim=(-0.1, 6.9), ylim=(-0.6, 3.6))
        axes.axis("off")
        for start, end, arrow in _FLOWS:
            axes.annotate(
                "", _PLACES[end], _PLACES[start],
                arrowprops={"arrowstyle": arrow, "shrinkA": 30, "shrinkB": 30, "lw": 2, "color": style.COLOURS[1]},
            )  # fmt: skip
        for key, (x, y) in _PLACES.items():
            box = {"boxstyle": "round,pad=0.35", "facecolor": "#E6E6E6", "edgecolor": "#555555"}
            axes.text(x, y, names[key], ha="center", va="center", color="#000000", bbox=box)
        drawing = style.png(figure)
    alt = label(
        "Battery, inverter, motor, reducer and wheels in a row, with arrows both ways. AC socket to charger to "
        "battery, and battery to DC-DC to 12 V system, with arrows one way.",
        "动力电池、逆变器、电机、减速器、车轮依次排列，箭头双向；交流充电口→车载充电机→动力电池，"
        "动力电池→DC-DC→12 V 系统，箭头单向。",
    )
    caption = label(
        "Driving: from left to right. Braking: back. Charging and DC-DC: one way only.",
        "驱动时从左到右，制动时反过来；充电和 DC-DC 只有一个方向。",
    )
    return Still(drawing, alt, caption)


def energy() -> Explorer:
    """Give the power at each place of the drive, driving or braking."""
    marks = {
        0.0: label("battery", "电池"), 1.0: label("inverter", "逆变器"), 2.0: label("motor", "电机"),
        3.0: label("shaft", "电机轴"), 4.0: label("wheels", "车轮"),
    }  # fmt: skip
    shares = [f"{100 * one:g} %" for one in (INVERTER, MOTOR, REDUCER)]
    return Explorer(
        _flow,
        sliders=[
            Slider("wheel_kw", label("power at the wheels (− braking)", "车轮功率（负为制动）"), "kW", -60, 80, 5, 40),
            Slider("dcdc_kw", label("DC-DC takes", "DC-DC 输入"), "kW", 0, 2.5, 0.1, 1.2),
        ],
        x=Axis(label("place", "位置"), "", -0.4, 4.4, marks),
        y=Axis(label("power", "功率"), "kW", -70, 100),
        caption=label(
            f"Efficiencies {', '.join(shares)}: training values; real ones change with torque and speed. At the "
            "battery the DC-DC is in it.",
            f"效率 {'、'.join(shares)} 为训练值，实际值随转矩和转速变化。电池处含 DC-DC。",
        ),
        alt=label(
            "Power at five places: 46.4 kW at the battery, 45.2 kW into the inverter, 43.9 kW into the motor, 41.2 kW "
            "at the shaft, 40 kW at the wheels.",
            "五处的功率：电池 46.4 kW，逆变器输入 45.2 kW，电机输入 43.9 kW，电机轴 41.2 kW，车轮 40 kW。",
        ),
    )


def _flow(wheel_kw: float, dcdc_kw: float) -> Picture:
    powers = [wheel_kw]
    for efficiency in (REDUCER, MOTOR, INVERTER):
        powers.insert(0, powers[0] / efficiency if wheel_kw > 0 else powers[0] * efficiency)
    lost_kw = powers[0] - wheel_kw
    powers.insert(0, powers[0] + dcdc_kw)
    way = label("out of the battery", "电池放电") if powers[0] > 0 else label("into the battery", "给电池充电")
    return Picture(
        curves=[Curve(label("power", "功率"), [0.0, 1.0, 2.0, 3.0, 4.0], powers, "marked")],
        numbers=[
            Number(label("battery", "电池"), powers[0], "kW", 1),
            Number(label("at the motor's shaft", "电机轴"), powers[3], "kW", 1),
            Number(label("lost in the drive", "总成损耗"), lost_kw, "kW", 1),
            Words(label("direction", "方向"), way),
        ],
    )
