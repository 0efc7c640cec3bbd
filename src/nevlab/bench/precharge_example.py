"""A worked example of the pre-charge check: the whole job on one specimen car, every step with its numbers."""

from __future__ import annotations

import math

from nevlab.bench import page
from nevlab.bench.example import Told, played
from nevlab.bench.picture import Level
from nevlab.bench.precharge_board import PrechargeBoard
from nevlab.bench.precharge_figures import fault_words
from nevlab.bench.precharge_views import maker_card, ohms, point_words, recording
from nevlab.labels import label
from nevlab.vehicle.precharge_car import LOG_END_MS, POINTS, TrainingCar

#: Part of the rise that is reached after one time constant: 1 − 1/e.
ONE_TAU = 1 - math.exp(-1)


def worked_example(board: PrechargeBoard) -> str:
    """Do the job on `board` and give it as HTML."""
    live = [
        Told(label("Set up the bay and the protection", "布置工位，穿戴防护")),
        *_rise(board),
        Told(label("Power down, wait, prove dead", "下电、等待、验电"), "≈ 0 V"),
    ]
    return page.wrap(
        f"<h3>{board.title()}</h3>", maker_card(board.car.card), played([*live, *_dead(board)]), page.notice()
    )


def _rise(board: PrechargeBoard) -> list[Told]:
    """Measure the pack and the recorded rise, and work out the time constant and when K+ may close."""
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
    end_ms = min(LOG_END_MS, 100 * math.ceil(close_ms * 1.4 / 100))
    level = Level(label(f"63.2 % of the rise: {level_v:.0f} V", f"上升量的 63.2 %：{level_v:.0f} V"), level_v)
    closing = Level(label(f"95 % of the pack: {close_v:.0f} V", f"电池包的 95 %：{close_v:.0f} V"), close_v)
    nominal_ms, tolerance = card.time_constant_s * 1e3, card.time_constant_tolerance
    resistor = f"{card.resistance_ohm:.0f} Ω"
    cursor, time_out = label("Cursor at {} ms", "光标 {} ms"), f"{card.criterion.time_out_s * 1e3:.0f} ms"
    first_a = f"({pack_v:.1f} − {start_v}) V / {resistor} = {(pack_v - start_v) / card.resistance_ohm:.2f} A"
    limits = f"{nominal_ms:.0f} ms ({(1 - tolerance) * nominal_ms:.0f} … {(1 + tolerance) * nominal_ms:.0f} ms)"
    rise = f"{start_v} + 0.632 × ({final_v} − {start_v}) = {level_v:.0f} V"
    return [
        Told(label("Measure the pack voltage", "测量电池包电压"), f"{pack_v:.1f} V"),
        Told(
            label("Actuator test: pre-charge, K+ stays open", "动作测试：预充，K+ 保持断开"),
            picture=recording(car, -20, end_ms),
        ),
        Told(cursor.format(-20), f"{start_v} V", label(f"first current: {first_a}", f"初始电流：{first_a}")),
        Told(
            cursor.format(LOG_END_MS),
            f"{final_v} V",
            label(f"63.2 % of the rise: {rise}", f"上升量的 63.2 %：{rise}"),
        ),
        Told(
            cursor.format(tau_ms),
            f"{car.cursor_reading_v(tau_ms)} V",
            label(f"time constant τ = {tau_ms} ms; R·C by the card: {limits}",
                  f"时间常数 τ = {tau_ms} ms；维修资料的 R·C：{limits}"),
            recording(car, tau_ms, end_ms, [level]),
        ),
        Told(
            cursor.format(close_ms),
            f"{car.cursor_reading_v(close_ms)} V",
            label(f"95 % of the pack voltage ({close_v:.0f} V) after {close_ms} ms; time-out: {time_out}",
                  f"{close_ms} ms 达到电池包电压的 95 %（{close_v:.0f} V）；超时：{time_out}"),
            recording(car, close_ms, end_ms, [closing]),
        ),
    ]  # fmt: skip


def _dead(board: PrechargeBoard) -> list[Told]:
    """Measure the resistances with the car dead, and judge."""
    car, card, words = board.car, board.car.card, point_words()
    ends = [(1 + side * card.resistance_tolerance) * card.resistance_ohm for side in (-1, 1)]
    allowed = f"{ends[0]:.1f} … {ends[1]:.1f} Ω"
    follows = {"resistor": label(f"by the card {allowed}", f"维修资料：{allowed}")}
    measured = [
        Told(
            label(f"Ohmmeter {words[point]}", f"欧姆挡：{words[point]}"),
            ohms(board.measure_resistance(point)),
            follows.get(point, ""),
        )
        for point in POINTS
    ]
    return [*measured, Told(label("Verdict", "判断"), "", fault_words()[car.fault])]


def first_at(car: TrainingCar, voltage_v: float) -> int:
    """Give the first recorded instant [ms] after the pre-charge relay closes at which `voltage_v` is reached."""
    times_ms, volts = car.recording()
    return next(time for time, shown in zip(times_ms, volts, strict=True) if time >= 0 and shown >= voltage_v)
