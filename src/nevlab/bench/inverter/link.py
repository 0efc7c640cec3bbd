"""The link's discharge to explore: without active discharge and with it, against the times of the card."""

from __future__ import annotations

import numpy as np

from nevlab.bench.controls import Slider
from nevlab.bench.explorer import Explorer
from nevlab.bench.picture import Axis, Beside, Curve, Level, Number, Picture, Words
from nevlab.labels import label
from nevlab.stations.link_proof import LINK_V
from nevlab.vehicle.bench_inverter import CARD
from nevlab.vehicle.dc_link import Link

_PASSIVE_S, _ACTIVE_S = 600.0, 6.0
"""How far the two drawings reach [s]."""


def discharge() -> Explorer:
    """Give the link voltage after switching off, passive and active, with time constants and verdicts."""
    return Explorer(
        _discharge,
        sliders=[
            Slider("capacitance_uf", label("link capacitor C", "母线电容 C"), "µF", 300, 600, 50, 500),
            Slider("bleed_kohm", label("discharge resistor", "放电电阻"), "kΩ", 50, 600, 50, 150),
            Slider("active_kohm", label("resistor of active discharge", "主动放电电阻"), "kΩ", 0.5, 6, 0.5, 1),
        ],
        x=Axis(label("time after switching off", "断电后的时间"), "s", 0, _PASSIVE_S),
        y=Axis(label("link voltage", "母线电压"), "V", 0, 380),
        caption=label(
            f"One exponential from {LINK_V:.0f} V, our own model. First drawing: discharge resistor "
            "alone. Second: active discharge. The limits are those of the bench's card, training values.",
            f"从 {LINK_V:.0f} V 开始的单一指数曲线，模型为本课程自建。第一张图：只有放电电阻；第二张图：主动放电。"
            "限值取自台上的维修资料，为训练用自定值。",
        ),
        alt=label(
            "Link voltage falling from 360 V by the discharge resistor alone, 500 µF and 150 kΩ: 60 V after 134 s.",
            "母线电压只经放电电阻从 360 V 下降（500 µF、150 kΩ）：134 s 后降到 60 V。",
        ),
    )


def _discharge(capacitance_uf: float, bleed_kohm: float, active_kohm: float) -> Picture:
    link = Link(capacitance_uf * 1e-6, bleed_kohm * 1e3, active_kohm * 1e3)
    safe, time = label("60 V", "60 V"), label("limit of the card", "资料限值")
    passive_s, active_s = (link.time_to_fall_s(LINK_V, CARD.safe_v, active=active) for active in (False, True))
    curves = [
        Curve(label("link voltage", "母线电压"), times.tolist(), link.voltage_after(times, LINK_V, active).tolist())
        for times, active in ((np.linspace(0, _PASSIVE_S, 61), False), (np.linspace(0, _ACTIVE_S, 61), True))
    ]
    return Picture(
        curves=curves[:1],
        levels=[Level(safe, CARD.safe_v), Level(time, CARD.passive_most_s, "x")],
        numbers=[
            Number(label("passive: time constant", "被动放电：时间常数"), link.time_constant_s(active=False), "s"),
            Number(label("passive: down to 60 V", "被动放电：降到 60 V"), passive_s, "s"),
            Words(label("passive", "被动放电"), _verdict(passive_s, CARD.passive_most_s)),
            Number(label("active: time constant", "主动放电：时间常数"), link.time_constant_s(active=True), "s", 2),
            Number(label("active: down to 60 V", "主动放电：降到 60 V"), active_s, "s", 2),
            Words(label("active", "主动放电"), _verdict(active_s, CARD.active_most_s)),
            Number(label("energy at 360 V", "360 V 时的储能"), link.energy_j(LINK_V), "J"),
        ],
        beside=Beside(
            curves=curves[1:],
            levels=[Level(safe, CARD.safe_v), Level(time, CARD.active_most_s, "x")],
            x=Axis(label("time after switching off", "断电后的时间"), "s", 0, _ACTIVE_S),
            y=Axis(label("link voltage", "母线电压"), "V", 0, 380),
            alt=label(
                f"Link voltage with active discharge: 60 V after {active_s:.2f} s.",
                f"主动放电时的母线电压：{active_s:.2f} s 后降到 60 V。",
            ),
        ),
    )


def _verdict(seconds: float, most_s: float) -> str:
    return label("within the card", "符合资料") if seconds <= most_s else label("too slow", "过慢")
