"""What there is to explore of the measured pulses: one pulse, all resistances, a circuit laid over a pulse."""

from __future__ import annotations

import numpy as np

from nevlab.bench.controls import Slider, Switch
from nevlab.bench.explorer import Explorer
from nevlab.bench.picture import Axis, Curve, Level, Number, Picture, Table
from nevlab.data.leaf_tables import PULSE_A, PULSE_S, PULSES, quoted_pulses
from nevlab.labels import label
from nevlab.vehicle.battery.fit import pulse_resistance_ohm
from nevlab.vehicle.battery.leaf_2013 import CAPACITY_AH

AFTER_S = (0.5, 10.0, 30.0)
"""The instants at which a resistance is stated [s]."""
SHOWN = 25.0, 5
"""Temperature [°C] and number of the pulse that stands first."""
CELLS, PACK_A = 96, 100.0
"""Cells of a pack and a current, for its heat [A]."""


def _source() -> str:
    return label(
        "Measured on a 2013 Nissan Leaf cell at ORNL: batterysim/equiv-circ-model @ 34752e72792d (MIT).",
        "2013 款日产聆风单体，ORNL 实测：batterysim/equiv-circ-model @ 34752e72792d（MIT 许可）。",
    )


def _temperature(first: float) -> Switch:
    return Switch(
        "celsius", label("temperature", "温度"), {f"{one:g}": f"{one:g} °C" for one in quoted_pulses()}, f"{first:g}"
    )


def explorer() -> Explorer:
    """Give one measured pulse with a cursor, and what the resistance is at the cursor."""
    return Explorer(
        _pulse,
        sliders=[
            Slider("number", label("pulse (1 is fullest)", "脉冲编号（1 号电量最高）"), "", 1, PULSES, 1, SHOWN[1]),
            Slider("after_s", label("cursor", "光标"), "s", 0.5, PULSE_S, 0.5, 10),
        ],
        switches=[_temperature(SHOWN[0])],
        x=Axis(label("time since the pulse began", "脉冲开始后的时间"), "s", 0, 70),
        y=Axis(label("cell voltage", "单体电压"), "V"),
        caption=label(
            f"30 A for 30 s, after an hour of rest. {_source()}", f"静置 1 h 后，30 A 放电 30 s。{_source()}"
        ),
        alt=label(
            "Voltage of a cell in a pulse of 30 A at 25 °C: from 3.949 V it falls at once to 3.902 V, then along "
            "a curve to 3.873 V after 30 s; then it jumps up and creeps back towards 3.94 V. Cursor at 10 s: 3.888 V.",
            "25 °C 下 30 A 脉冲时的单体电压：从 3.949 V 立即降到 3.902 V，再沿曲线降到 30 s 时的 3.873 V；"
            "随后跳升并缓慢回到约 3.94 V。光标在 10 s，3.888 V。",
        ),
    )


def _pulse(celsius: str, number: float, after_s: float) -> Picture:
    pulse = quoted_pulses()[float(celsius)][int(number) - 1]
    volt = float(np.interp(after_s, pulse.time_s, pulse.voltage_v))
    soc_percent = 100 * (1 - pulse.charge_ah / CAPACITY_AH)
    return Picture(
        curves=[Curve(label("measured", "实测"), pulse.time_s.tolist(), pulse.voltage_v.tolist(), "marked")],
        levels=[Level(label("cursor", "光标"), after_s, "x")],
        numbers=[
            Number(label("SOC, about", "SOC 约"), soc_percent, "%", 0),
            Number(label("before the pulse U₀", "脉冲前 U₀"), pulse.rest_v, "V", 3),
            Number(label("at the cursor U", "光标处 U"), volt, "V", 3),
            Number(label("drop ΔU", "压降 ΔU"), 1e3 * (pulse.rest_v - volt), "mV", 0),
            Number(label("R = ΔU/I", "R = ΔU/I"), 1e3 * pulse.resistance_ohm(after_s), "mΩ", 2),
        ],
        table=Table(
            (label("after", "时刻"), "R"),
            [(f"{one:g} s", f"{1e3 * pulse.resistance_ohm(one):.2f} mΩ") for one in AFTER_S],
        ),
    )


def resistance() -> Explorer:
    """Give the resistance of every measured pulse over the state of charge, at a chosen instant."""
    return Explorer(
        _resistance,
        switches=[
            Switch(
                "after",
                label("pulse time", "脉冲时间"),
                {f"{one:g}": f"{one:g} s" for one in AFTER_S},
                "30",
            )
        ],
        x=Axis("SOC", "%", 0, 100),
        y=Axis(label("DC resistance", "直流内阻"), "mΩ", 0, 6),
        caption=label(
            f"Ten pulses at each of three temperatures. Heat: {CELLS} cells at {PACK_A:g} A. {_source()}",
            f"三个温度，每个温度十个脉冲。发热按 {CELLS} 个单体、{PACK_A:g} A 计算。{_source()}",
        ),
        alt=label(
            "DC resistance after 30 s over the state of charge. At 25 °C about 2.5 mΩ from 15 to 70 %, 4.0 mΩ near "
            "empty; at 40 °C a little less; at 10 °C about 3.9 mΩ, 5.6 mΩ near empty.",
            "30 s 直流内阻随荷电状态的变化。25 °C 时在 15～70 % 之间约 2.5 mΩ，接近放空时 4.0 mΩ；40 °C 略低；"
            "10 °C 约 3.9 mΩ，接近放空时 5.6 mΩ。",
        ),
    )


def _resistance(after: str) -> Picture:
    curves, rows = [], []
    for celsius, each in quoted_pulses().items():
        soc = [100 * (1 - pulse.charge_ah / CAPACITY_AH) for pulse in each]
        mohm = [1e3 * pulse.resistance_ohm(float(after)) for pulse in each]
        curves.append(Curve(f"{celsius:g} °C", soc, mohm, "marked"))
        middle = mohm[SHOWN[1] - 1]
        heat_kw = CELLS * middle / 1e3 * PACK_A**2 / 1e3
        rows.append((f"{celsius:g} °C", f"{middle:.2f} mΩ", f"{middle * PULSE_A:.0f} mV", f"{heat_kw:.2f} kW"))
    head = (
        label("pulse 5", "5 号脉冲"),
        "R",
        label(f"drop at {PULSE_A:g} A", f"{PULSE_A:g} A 压降"),
        label("heat of the pack", "整包发热"),
    )
    return Picture(curves=curves, table=Table(head, rows))


def circuit() -> Explorer:
    """Give a circuit with one RC pair over the measured pulse, and how far it is off."""
    pulse = quoted_pulses()[SHOWN[0]][SHOWN[1] - 1]
    loaded = (pulse.time_s > 0) & (pulse.time_s <= PULSE_S)
    after_s = pulse.time_s[loaded]
    mohm = np.array([1e3 * pulse.resistance_ohm(one) for one in after_s])

    def model(r0_mohm: float, r1_mohm: float, tau_s: float) -> Picture:
        laid = pulse_resistance_ohm(after_s, r0_mohm, r1_mohm, tau_s)
        rms_mv = PULSE_A * float(np.sqrt(np.mean((mohm - laid) ** 2)))
        return Picture(
            curves=[Curve(label("circuit", "电路"), after_s.tolist(), np.asarray(laid).tolist())],
            numbers=[
                Number(label("off by (rms)", "偏差（均方根）"), rms_mv, "mV", 2),
                Number(label("R after 30 s", "30 s 的 R"), r0_mohm + r1_mohm * -np.expm1(-PULSE_S / tau_s), "mΩ", 2),
                Number(label("C1 = τ/R1", "C1 = τ/R1"), tau_s / r1_mohm, "kF", 1),
            ],
        )

    return Explorer(
        model,
        sliders=[
            Slider("r0_mohm", "R0", "mΩ", 1.0, 2.5, 0.02, 1.3),
            Slider("r1_mohm", "R1", "mΩ", 0.2, 3.0, 0.02, 1.0),
            Slider("tau_s", "τ", "s", 2, 80, 1, 10),
        ],
        x=Axis(label("time since the pulse began", "脉冲开始后的时间"), "s", 0, PULSE_S),
        y=Axis("R = ΔU/I", "mΩ", 1.0, 3.0),
        reference=[
            Curve(label("measured, pulse 5, 25 °C", "实测，5 号脉冲，25 °C"), after_s.tolist(), mohm.tolist(), "points")
        ],
        caption=_source(),
        alt=label(
            "Resistance over time: the measured points rise from 1.57 mΩ at 0.5 s to 2.53 mΩ at 30 s. The circuit at "
            "its first values, 1.3 mΩ, 1.0 mΩ and 10 s, runs below them.",
            "内阻随时间变化：实测点从 0.5 s 的 1.57 mΩ 升到 30 s 的 2.53 mΩ。"
            "初始参数 1.3 mΩ、1.0 mΩ、10 s 的电路曲线在其下方。",
        ),
    )
