"""The current through a person who touches one pole, or both, to explore."""

from __future__ import annotations

import numpy as np

from nevlab.bench.controls import Slider, Switch
from nevlab.bench.explorer import Explorer
from nevlab.bench.picture import Axis, Curve, Level, Number, Picture, Words
from nevlab.labels import label
from nevlab.vehicle.body_current import LEAST_OHM_PER_V, both_poles_a, one_pole_a

SOUND_OHM = 20e6
"""Insulation of the touched pole [Ω]: sound."""
GLOVES_OHM = 10e6
"""What a pair of sound gloves adds at least [Ω]: an assumption of our own."""
MOST_KOHM, MOST_MA = 400.0, 100.0
"""Ends of the picture [kΩ], [mA]."""


def body_current() -> Explorer:
    """Give the touch of one pole or of both, with and without gloves."""
    other = label("insulation of the other pole", "另一极绝缘电阻")
    return Explorer(
        _explored,
        sliders=[
            Slider("voltage_v", label("voltage U", "电压 U"), "V", 50, 800, 10, 400),
            Slider("insulation_kohm", other, "kΩ", 0, MOST_KOHM, 2, 40, (20,)),
            Slider("person_ohm", label("resistance of the person", "人体电阻"), "Ω", 500, 3000, 100, 1000),
        ],
        switches=[
            Switch("touch", label("touched", "触碰"), {
                "one": label("one pole and the body of the car", "一极和车身"),
                "both": label("both poles", "正负两极"),
                "gloves": label("both poles, with sound gloves", "正负两极，戴合格手套"),
            }, "one"),
        ],
        x=Axis(other, "kΩ", 0, MOST_KOHM),
        y=Axis(label("current through the person", "流过人体的电流"), "mA", 0, MOST_MA),
        caption=label(
            "Worked out from the circuit alone; a person’s resistance, some 1 kΩ, is only a rough figure.",
            "只由电路算出；人体电阻约 1 kΩ 只是数量级，不能作为依据。",
        ),
        alt=label(
            "Current through a person who touches one pole of 400 V, over the insulation of the other pole: 10 mA at "
            "40 kΩ, rising steeply to 400 mA as that insulation goes to zero.",
            "触碰 400 V 一极时，流过人体的电流随另一极绝缘电阻变化的曲线："
            "40 kΩ 时 10 mA，绝缘电阻趋于零时急剧升到 400 mA。",
        ),
    )  # fmt: skip


def _explored(voltage_v: float, insulation_kohm: float, person_ohm: float, touch: str) -> Picture:
    across_kohm = np.linspace(0, MOST_KOHM, 201)
    worn_ohm = person_ohm + (GLOVES_OHM if touch == "gloves" else 0.0)

    if touch == "one":
        across_ma = 1e3 * one_pole_a(voltage_v, SOUND_OHM, 1e3 * across_kohm, person_ohm)
        now_ma = float(1e3 * one_pole_a(voltage_v, SOUND_OHM, 1e3 * insulation_kohm, person_ohm))
    else:
        now_ma = 1e3 * both_poles_a(voltage_v, worn_ohm)
        across_ma = np.full_like(across_kohm, now_ma)
    name = label("current", "电流")
    return Picture(
        curves=[
            Curve(name, across_kohm.tolist(), across_ma.tolist()),
            Curve(label("this case", "当前情况"), [insulation_kohm], [now_ma], "points"),
        ],
        levels=[Level(label("10 mA: what 100 Ω/V lets through", "10 mA：对应 100 Ω/V"), 1e3 / LEAST_OHM_PER_V)],
        numbers=[
            Number(label("current through the person", "流过人体的电流"), now_ma, "mA", 2 if now_ma < 1 else 1),
            Number(label("insulation per volt", "每伏绝缘电阻"), 1e3 * insulation_kohm / voltage_v, "Ω/V", 0),
            Words(label("voltage class", "电压等级"), "B" if voltage_v > 60 else "A"),
            *(
                [Words(label("in the picture", "图中"), label("far above it", "超出图的范围"))]
                if now_ma > MOST_MA
                else []
            ),
        ],
    )
