"""A worked example of the pre-charge check: the whole job on one specimen car, every step with its numbers."""

from __future__ import annotations

import math

from nevlab.bench import page
from nevlab.bench.picture import Level
from nevlab.bench.precharge_board import PrechargeBoard
from nevlab.bench.precharge_figures import fault_words
from nevlab.bench.precharge_views import maker_card, ohms, readings, recording
from nevlab.labels import label
from nevlab.vehicle.precharge_car import LOG_END_MS, POINTS, TrainingCar

#: Part of the rise that is reached after one time constant: 1 − 1/e.
ONE_TAU = 1 - math.exp(-1)


def worked_example(board: PrechargeBoard) -> str:
    """Do the job on `board` and give it as HTML."""
    car, card = board.car, board.car.card
    board.protect()
    pack_v = board.measure_pack()
    board.actuator_test()
    start_v, final_v = board.read_cursor(-20), board.read_cursor(LOG_END_MS)
    level_v, close_v = start_v + ONE_TAU * (final_v - start_v), card.criterion.ratio * pack_v
    tau_ms, close_ms = first_at(car, level_v), first_at(car, close_v)
    for time_ms in (tau_ms, close_ms):
        board.read_cursor(time_ms)
    board.power_down()
    ohm = {point: board.measure_resistance(point) for point in POINTS}

    nominal_ms, tolerance = card.time_constant_s * 1e3, card.time_constant_tolerance
    time_out = label("time-out", "超时")
    rows = [
        (
            label("63.2 % of the rise", "上升量的 63.2 %"),
            f"{start_v} + 0.632 × ({final_v} − {start_v}) = {level_v:.0f} V",
        ),
        (label("time constant τ: when that is reached", "时间常数 τ：达到该电压的时刻"), f"{tau_ms} ms"),
        (
            label("R·C by the card", "维修资料的 R·C"),
            f"{nominal_ms:.0f} ms ({(1 - tolerance) * nominal_ms:.0f} … {(1 + tolerance) * nominal_ms:.0f} ms)",
        ),
        (
            label("95 % of the pack voltage", "电池包电压的 95 %"),
            f"{close_v:.0f} V: {close_ms} ms ({time_out}: {card.criterion.time_out_s * 1e3:.0f} ms)",
        ),
        (
            label("first current with the card's R", "按资料 R 计算的初始电流"),
            f"({pack_v:.1f} − {start_v}) V / {card.resistance_ohm:.0f} Ω = "
            f"{(pack_v - start_v) / card.resistance_ohm:.2f} A",
        ),
        (
            label("resistor, measured dead (card)", "预充电阻，断电实测（资料）"),
            f"{ohms(ohm['resistor'])} ({(1 - card.resistance_tolerance) * card.resistance_ohm:.1f} … "
            f"{(1 + card.resistance_tolerance) * card.resistance_ohm:.1f} Ω)",
        ),
        (label("verdict", "判断"), fault_words()[car.fault]),
    ]
    level = Level(label(f"63.2 % of the rise: {level_v:.0f} V", f"上升量的 63.2 %：{level_v:.0f} V"), level_v)
    end_ms = min(LOG_END_MS, 100 * math.ceil(close_ms * 1.4 / 100))
    return page.wrap(
        page.notice(),
        maker_card(card),
        recording(car, tau_ms, end_ms, [level]),
        readings(board.work()),
        page.table(rows, head=(label("Working", "计算与判断"), "")),
    )


def first_at(car: TrainingCar, voltage_v: float) -> int:
    """Give the first recorded instant [ms] after the pre-charge relay closes at which `voltage_v` is reached."""
    times_ms, volts = car.recording()
    return next(time for time, shown in zip(times_ms, volts, strict=True) if time >= 0 and shown >= voltage_v)
