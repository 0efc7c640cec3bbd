"""The panel of the motor bench: the card, the tools in the order of the work, the log."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from nevlab.bench import page
from nevlab.bench.choice import choice
from nevlab.bench.deed_board import DeedBoard
from nevlab.bench.frame import line, log, number, presser, shown
from nevlab.bench.motor import words
from nevlab.labels import label
from nevlab.stations.link_proof import PLATE_MIN
from nevlab.stations.motor_bench import MotorBench
from nevlab.vehicle.stator import LINES, PHASES


def parts(board: DeedBoard[Any]) -> tuple[widgets.Widget, ...]:
    """Give the card, what stands how, the tools and the log."""
    said = widgets.HTML()
    press, simple = presser(board, said), words.simple_words()

    def plain(action: str) -> widgets.Button:
        return press(simple[action], action)

    minutes = number(label("minutes", "分钟"), PLATE_MIN, 0, 60, 1)
    between = choice(label("between", "位置"), [(one, one) for one in LINES])
    wires = choice(label("wires", "接线"), [("4", 4), ("2", 2)])
    phase = choice(label("lug", "端子"), [(one, one) for one in PHASES])
    return (
        widgets.HTML(page.wrap(words.card_table())),
        shown(board, lambda: _standing(board.work().station)),
        line(
            label("Safety", "安全"),
            plain("protect"),
            plain("lock_off"),
            minutes,
            press(label("Wait", "等待"), "wait", minutes=minutes),
        ),
        line(label("Proof", "验电"), plain("check_meter"), plain("measure_link")),
        line(label("Cables", "线缆"), plain("unplug"), plain("plug_in")),
        line(label("Temperature", "温度"), plain("read_temperature"), plain("measure_sensor")),
        line(
            label("Milliohms", "毫欧表"),
            plain("zero_milliohm"),
            between,
            wires,
            press(label("Measure the line", "测线电阻"), "measure_line", line=between, wires=wires),
        ),
        line(
            label("Repair", "修理"),
            phase,
            press(label("Clean and tighten", "清洁并拧紧"), "tighten_lug", phase=phase),
            plain("replace_sensor"),
            plain("exchange_motor"),
        ),
        said,
        log(board),
    )


def _standing(bench: MotorBench) -> str:
    """Give what is seen without an instrument."""
    states = (
        label("rig locked off", "台架已断电上锁") if bench.locked else label("rig on", "台架通电"),
        label("cables off", "三相线已拆") if bench.unplugged else label("cables on", "三相线已接"),
        label("exchange motor", "备用电机") if bench.motor.exchanged else label("motor as it came in", "送检电机"),
    )
    return f"<p>{label(', ', '，').join(states)}</p>"
