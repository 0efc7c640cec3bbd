"""What the pre-charge bench shows of a training car, as HTML: maker's card, readings, recording, cases."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from nevlab.bench import page
from nevlab.bench.drawn import drawn
from nevlab.bench.picture import Axis, Curve, Level, Picture
from nevlab.bench.precharge_board import Seen
from nevlab.bench.precharge_figures import Panel, side_by_side
from nevlab.labels import label
from nevlab.stations.bay import OPEN
from nevlab.vehicle.precharge_car import CURRENT_S, LOG_START_MS, METER_S, MakerCard, TrainingCar, cases


def point_words() -> Mapping[str, str]:
    """Give the measuring points in the words of a workshop."""
    return {
        "resistor": label("across the pre-charge resistor", "预充电阻两端"),
        "k_plus": label("across the contacts of K+", "K+ 触点两端"),
        "k_minus": label("across the contacts of K−", "K− 触点两端"),
        "precharge_relay": label("across the contacts of the pre-charge relay", "预充继电器触点两端"),
    }


def ohms(resistance_ohm: float) -> str:
    """Give a resistance as the meter shows it."""
    return OPEN if math.isinf(resistance_ohm) else f"{resistance_ohm:.1f} Ω"


def _percent(part: float) -> str:
    return f"{100 * part:.0f} %"


def maker_card(card: MakerCard) -> str:
    """Give the maker's card as a table."""
    ratio, time_out = _percent(card.criterion.ratio), f"{card.criterion.time_out_s * 1e3:.0f} ms"
    resistor = f"{card.resistance_ohm:.0f} Ω ± {_percent(card.resistance_tolerance)}"
    capacitor = f"{card.capacitance_f * 1e3:.1f} mF ± {_percent(card.capacitance_tolerance)}"
    rows = [
        (label("nominal pack voltage", "电池包标称电压"), f"{card.pack_nominal_v:.0f} V"),
        (label("pre-charge resistor R", "预充电阻 R"), resistor),
        (label("link capacitance C", "母线电容 C"), capacitor),
        (label("time constant", "时间常数"), f"R·C ± {_percent(card.time_constant_tolerance)}"),
        (
            label("K+ may close at", "允许闭合 K+ 的条件"),
            label(f"link voltage ≥ {ratio} of the pack voltage", f"母线电压 ≥ 电池包电压的 {ratio}"),
        ),
        (label("time-out of pre-charge", "预充超时"), time_out),
        (label("open contacts", "断开的触点"), label("ohmmeter shows OL", "欧姆挡显示 OL")),
    ]
    return page.table(rows, head=(label("Maker's card (training values)", "维修资料（训练值）"), ""))


def readings(seen: Seen) -> str:
    """Give what was read so far as a table; empty while nothing was."""
    at = label("recording at {} ms", "记录曲线 {} ms 处")
    rows = [(label("pack voltage", "电池包电压"), f"{volts:.1f} V") for volts in seen.pack_v]
    rows += [(at.format(time), f"{volts} V") for time, volts in seen.cursor]
    rows += [(point_words()[point], ohms(value)) for point, value in seen.resistance.items()]
    return page.table(rows, head=(label("Readings", "读数"), ""))


def recording(car: TrainingCar, cursor_ms: int, end_ms: int, levels: Sequence[Level] = ()) -> str:
    """Give the recorded actuator test up to `end_ms`, with the cursor at `cursor_ms`."""
    times_ms, volts = car.recording()
    shown = slice(0, end_ms - LOG_START_MS + 1)
    at = f"{cursor_ms} ms, {car.cursor_reading_v(cursor_ms)} V"
    picture = Picture(
        curves=[Curve(label("link voltage", "母线电压"), times_ms[shown], volts[shown])],
        levels=[Level(label(f"cursor: {at}", f"光标：{at}"), cursor_ms, "x"), *levels],
    )
    x = Axis(label("time after the pre-charge relay closes", "预充继电器闭合后的时间"), "ms", LOG_START_MS, end_ms)
    y = Axis(label("link voltage", "母线电压"), "V", 0)
    alt = label(
        f"Recorded link voltage over time; 0 ms is the closing of the pre-charge relay. The cursor is at {at}.",
        f"母线电压记录曲线，0 ms 为预充继电器闭合时刻。光标在 {at}。",
    )
    return drawn(picture, x, y, alt)


def case_figure(seed: int) -> str:
    """Give the four cases of a student: their curves, and the readings beside each."""
    drawn = cases(seed)
    panels = [Panel(case.name.upper(), case.sequence, case.circuit.pack_voltage_v) for case in drawn]
    current_ms, meter_ms = f"{CURRENT_S * 1e3:.0f} ms", f"{METER_S * 1e3:.0f} ms"
    head = (
        label("car", "车辆"),
        label("pack voltage", "电池包电压"),
        label(f"pack current at {current_ms}", f"{current_ms} 时的电池包电流"),
        label(f"meter on the link at {meter_ms}", f"{meter_ms} 时母线上的万用表"),
    )
    rows = []
    for case in drawn:
        pack = f"{case.circuit.pack_voltage_v:.0f} V"
        rows.append((case.name.upper(), pack, f"{case.current_a:.1f} A", f"{case.meter_v} V"))
    alt = label(
        "Power-on curves of four other cars, A to D, as a scan tool shows them; the table adds two readings each.",
        "另外四辆车 A–D 在诊断仪上的上电曲线；下表给出每辆车的另外两个读数。",
    )
    caption = label(
        "Four other cars. Time-out 500 ms; K+ closes at 95 % of the pack voltage.",
        "另外四辆车。预充超时 500 ms；达到电池包电压的 95 % 时 K+ 闭合。",
    )
    return page.figure(side_by_side(panels), alt, caption) + page.table(rows, head=head)
