"""The reading of an insulation tester over ten minutes: dry, damp, dirty, punctured; and what voltage comes back."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from nevlab.bench.controls import Slider, Switch
from nevlab.bench.explorer import Explorer
from nevlab.bench.motor.insulation.words import state_words
from nevlab.bench.picture import Axis, Curve, Number, Picture, Words
from nevlab.instruments.insulation_tester import DISCHARGE_OHM
from nevlab.labels import label
from nevlab.vehicle.absorption import SOURCE_OHM
from nevlab.vehicle.winding_insulation import CARD, PLACES, SOUND, STATES, corrected_ohm

STRAY_OHM = dict(zip(STATES, (math.inf, 17e6, 150e6, 0.2e6), strict=True))
"""What each state adds in parallel at 20 °C [Ω]: values of our own in the middle of those of the exercise."""
MARKS_S = (30.0, 60.0, 600.0)


def absorption() -> Explorer:
    """Give the reading over one minute or ten, DAR, PI, the value at 40 °C, and the voltage that comes back."""
    earthed = {"0": label("not at all", "不放电"), **{one: f"{one} min" for one in ("1", "4", "10", "40")}}
    return Explorer(
        _absorption,
        sliders=[Slider("winding_c", label("winding", "绕组温度"), "°C", 10, 50, 5, 20)],
        switches=[
            Switch("state", label("insulation", "绝缘状态"), state_words(), "none"),
            Switch("minutes", label("tested for", "测试时间"), {"1": "1 min", "10": "10 min"}, "10"),
            Switch("earthed", label("discharged for", "放电时间"), earthed, "1"),
        ],
        x=Axis(label("time after the test voltage is on", "加压后的时间"), "s", 0),
        y=Axis(label("reading", "读数"), "MΩ", 0),
        caption=label(
            "Winding to housing at 540 V, computed. DAR, PI and conversion: IEEE 43. Leakage, capacitance, absorption "
            "are training values; most small motors absorb less.",
            "绕组对壳体，540 V，计算值。DAR、PI 和换算见 IEEE 43。泄漏、电容和吸收为训练用自定值，吸收比一般小电机强。",
        ),
        alt=label(
            "Reading of a dry winding at 20 °C: 1.20 GΩ after 30 s, 1.79 GΩ after 60 s, then ever more slowly up to "
            "6.67 GΩ after 10 min. DAR 1.50, PI 3.72. After 1 min of discharge 200 V come back.",
            "20 °C 干燥绕组的读数：30 s 时 1.20 GΩ，60 s 时 1.79 GΩ，之后越升越慢，10 min 时 6.67 GΩ。"
            "DAR 为 1.50，PI 为 3.72。放电 1 min 后，电压回升到 200 V。",
        ),
    )


def _absorption(winding_c: float, state: str, minutes: str, earthed: str) -> Picture:
    part = replace(SOUND, state=state, stray_ohm=STRAY_OHM[state]).between(PLACES[0], winding_c)
    end_s = 60.0 * float(minutes)
    times_s = np.linspace(0, 1, 61) ** 2 * end_s
    early_ohm, minute_ohm, late_ohm = part.reading_ohm(MARKS_S, CARD.winding_v).tolist()
    marks = [(at, ohm) for at, ohm in zip(MARKS_S, (early_ohm, minute_ohm, late_ohm), strict=True) if at <= end_s]
    at_40_ohm = corrected_ohm(minute_ohm, winding_c)
    state_v = part.after(end_s, part.rest, CARD.winding_v, SOURCE_OHM)[-1]
    state_v = part.after(60.0 * float(earthed), state_v, 0.0, DISCHARGE_OHM)[-1]
    back_v = float(part.after(60.0, state_v, 0.0, math.inf)[-1, 0])
    long = late_ohm / minute_ohm
    passed = at_40_ohm >= CARD.winding_ohm and long >= CARD.least_pi
    return Picture(
        curves=[
            Curve(
                label("reading", "读数"), times_s.tolist(), (part.reading_ohm(times_s, CARD.winding_v) / 1e6).tolist()
            ),
            Curve(label("read here", "读数时刻"), [at for at, _ in marks], [ohm / 1e6 for _, ohm in marks], "points"),
        ],
        numbers=[
            _mohm(label("after 30 s", "30 s"), early_ohm),
            _mohm(label("after 60 s", "60 s"), minute_ohm),
            *([_mohm(label("after 10 min", "10 min"), late_ohm)] if minutes == "10" else ()),
            Number(label("DAR = R(60 s)/R(30 s)", "DAR = R(60 s)/R(30 s)"), minute_ohm / early_ohm, "", 2),
            *([Number("PI = R(10 min)/R(1 min)", long, "", 2)] if minutes == "10" else ()),
            _mohm(label("after 60 s, at 40 °C", "60 s 值换算到 40 °C"), at_40_ohm),
            Words(
                label("limit 10 MΩ at 40 °C", "限值 40 °C 时 10 MΩ"),
                label("kept", "合格") if at_40_ohm >= CARD.winding_ohm else label("not kept", "不合格"),
            ),
            *([_verdict(passed)] if minutes == "10" else ()),
            Number(label("back 1 min after the discharge", "放电后 1 min 回升电压"), back_v, "V", 0),
        ],
    )


def _verdict(passed: bool) -> Words:
    return Words(
        label("limit and PI ≥ 2", "限值且 PI ≥ 2"),
        label("in order", "合格") if passed else label("not in order", "不合格"),
    )


def _mohm(name: str, ohm: float) -> Number:
    mohm = ohm / 1e6
    return Number(name, mohm, "MΩ", 0 if mohm >= 100 else 1 if mohm >= 1 else 3)
