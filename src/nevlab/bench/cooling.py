"""The bench of the cooling chapter: flow of the coolant, and the temperatures that follow from it."""

from __future__ import annotations

import math
from dataclasses import replace

from nevlab.bench.controls import Slider, Switch
from nevlab.bench.explorer import Explorer
from nevlab.bench.picture import Axis, Curve, Number, Picture, Words
from nevlab.labels import label
from nevlab.vehicle.cooling.loop import COOLANT, CoolingLoop, teaching_loop

LOOP = teaching_loop()
#: What the radiator still gives to the air without its fan, the car standing [W/K]: an assumption.
DEAD_FAN_W_PER_K = 60.0
#: Share of the heat that each part makes; at 2.4 kW the motor makes 1500 W, the inverter 600 W, the battery 300 W.
SHARES = {"motor": 0.625, "inverter": 0.25, "battery": 0.125}
#: Told apart by more than their colour.
DASHED = ("inverter", COOLANT)
MINUTES = 20
WANTED_RISE_K = 5.0


def explorer() -> Explorer:
    """Give the temperatures from a cold start, for a pump, a flow resistance, air in the loop and a fan."""
    return Explorer(
        _warming,
        sliders=[
            Slider("heat_kw", label("heat made", "总发热功率"), "kW", 0.4, 3.6, 0.2, 2.4),
            Slider("ambient_c", label("air temperature", "环境温度"), "°C", -10, 45, 5, 25),
            Slider("pump_percent", label("pump speed (0: dead)", "水泵转速（0 为不转）"), "%", 0, 100, 5, 100),
            Slider("clogged", label("flow resistance, times the sound one", "流阻（正常值的倍数）"), "", 1, 40, 1, 1),
            Slider("air_percent", label("air in the coolant", "冷却液含气率"), "%", 0, 10, 1, 0),
        ],
        switches=[
            Switch(
                "fan",
                label("radiator fan", "散热风扇"),
                {"runs": label("runs", "运转"), "dead": label("dead", "不转")},
                "runs",
            )
        ],
        x=Axis(label("time since start", "启动后的时间"), "min", 0, MINUTES),
        y=Axis(label("temperature", "温度"), "°C"),
        caption=label(
            "Loop, parts, pump and fan are values of our own; no derating. 50 % glycol at 40 °C (ASHRAE Handbook, "
            "Fundamentals). Flow needed: V̇ = P/(ρ·c·ΔT). A dead pump moves nothing here: thermosiphon is left out.",
            "回路、部件、水泵和风扇均为本课程自定值，不考虑限功率。冷却液为 50 % 乙二醇，40 °C（ASHRAE 手册基础篇）。"
            "所需流量 V̇ = P/(ρ·c·ΔT)。水泵不转时按无流动计算，忽略自然循环。",
        ),
        alt=label(
            "Temperatures over 20 min from 25 °C with 2.4 kW and everything in "
            "order. After 20 min: motor 36.2 °C, inverter 34.7 °C, coolant 29.4 °C, battery 28.2 °C and still warming.",
            "一切正常、发热 2.4 kW、由 25 °C 启动后 20 min 的温度曲线。20 min 时电机 36.2 °C、逆变器 34.7 °C、"
            "冷却液 29.4 °C、动力电池 28.2 °C 且仍在缓慢上升。",
        ),
    )


def _warming(
    heat_kw: float, ambient_c: float, pump_percent: float, clogged: float, air_percent: float, fan: str
) -> Picture:
    loop = replace(
        LOOP.with_pump(pump_percent / 100),
        resistance_pa_s2_m6=LOOP.resistance_pa_s2_m6 * clogged,
        air_share=air_percent / 100,
        radiator_w_per_k=LOOP.radiator_w_per_k if fan == "runs" else DEAD_FAN_W_PER_K,
    )
    powers_w = {part: share * heat_kw * 1e3 for part, share in SHARES.items()}
    start_c = dict.fromkeys((*SHARES, COOLANT), ambient_c)
    states = loop.course(start_c, powers_w, ambient_c, 60.0, MINUTES)
    words = _words()
    return Picture(
        curves=[
            Curve(
                words[name],
                range(MINUTES + 1),
                [state[name] for state in states],
                "dashed" if name in DASHED else "line",
            )
            for name in words
        ],
        numbers=_numbers(loop, states[-1], heat_kw * 1e3),
    )


def _words() -> dict[str, str]:
    return {
        "motor": label("motor", "电机"),
        "inverter": label("inverter", "逆变器"),
        "battery": label("battery", "动力电池"),
        COOLANT: label("coolant", "冷却液"),
    }


def _numbers(loop: CoolingLoop, ended_c: dict[str, float], made_w: float) -> list[Number | Words]:
    handed_w = sum(loop.heat_w(ended_c).values())
    rise_k = loop.coolant.rise_k(max(0.0, handed_w), loop.flow_m3_s)
    words = label("rise of the coolant, one pass", "冷却液进出口温差")
    hottest = max(SHARES, key=ended_c.__getitem__)
    return [
        Number(label("flow", "流量"), loop.flow_m3_s * 60e3, "L/min", 2),
        Number(
            label("flow needed for 5 K", "温升 5 K 所需流量"),
            loop.coolant.flow_m3_s(made_w, WANTED_RISE_K) * 60e3,
            "L/min",
            2,
        ),
        Number(
            label("heat taken up by the coolant after 20 min", "20 min 时冷却液吸收的热功率"), handed_w / 1e3, "kW", 2
        ),
        Words(words, label("no flow", "无流量"))
        if math.isinf(rise_k) or not loop.flow_m3_s
        else Number(words, rise_k, "K"),
        *(
            Number(label(f"{name}, after 20 min", f"{name}，20 min 时"), ended_c[part], "°C")
            for part, name in _words().items()
        ),
        Words(label("hottest part", "温度最高的部件"), _words()[hottest]),
    ]
