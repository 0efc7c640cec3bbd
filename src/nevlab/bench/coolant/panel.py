"""The panel of the coolant stand: tester, leak spray, running, thermometers, repairs, the log."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from nevlab.bench import page
from nevlab.bench.choice import choice
from nevlab.bench.coolant import words
from nevlab.bench.deed_board import DeedBoard
from nevlab.bench.frame import line, log, number, presser, shown
from nevlab.labels import label
from nevlab.stations.coolant_bench import CoolantBench
from nevlab.vehicle.cooling.rig import EMISSIVITY, PLACES, REPAIRS


def parts(board: DeedBoard[Any]) -> tuple[widgets.Widget, ...]:
    """Give the card, what stands how, the tools and the log."""
    said = widgets.HTML()
    press, simple = presser(board, said), words.simple_words()

    def plain(action: str) -> widgets.Button:
        return press(simple[action], action)

    target = choice(label("test", "被测"), [(name, key) for key, name in words.target_words().items()])
    watched = {
        "pressure_kpa": number(label("pressure kPa", "压力 kPa"), 100, 0.5, 400, 0.5),
        "settle_s": number(label("settle s", "稳定 s"), 0, 0, 3600, 30),
        "duration_s": number(label("watch s", "保压 s"), 60, 1, 3600, 30),
    }
    leaky = choice(label("place", "部位"), _places(*PLACES["loop"], *PLACES["housing"]))
    minutes = number(label("minutes", "分钟"), 10, 0, 240, 1)
    warm = choice(label("place", "部位"), _places(*EMISSIVITY))
    emissivity = number(label("emissivity ε", "发射率 ε"), 0.95, 0.1, 1, 0.05)
    bond = choice(label("housing", "壳体"), [(name, key) for key, name in words.bond_words().items()])
    wires = choice(label("wires", "接线"), [(label("four", "四线制"), 4), (label("two", "两线制"), 2)])
    repairs = [(words.deed("repair", {"part": part}), part) for part in REPAIRS]
    part = choice(label("repair", "维修"), repairs)
    return (
        widgets.HTML(page.wrap(words.card_table())),
        shown(board, lambda: _standing(board.work().station)),
        line(label("Stand", "试验台"), plain("protect"), plain("vent"), plain("replace_hose")),
        line(
            label("Tightness", "气密性"),
            target,
            *watched.values(),
            press(label("Self-check", "自检"), "self_check", **watched),
            press(label("Test", "测试"), "leak_test", target=target, **watched),
        ),
        line(label("Leak spray", "检漏剂"), leaky, press(label("Spray", "喷涂"), "soap", place=leaky)),
        line(
            label("Loop", "回路"),
            minutes,
            press(label("Run with heat", "加热运行"), "run", minutes=minutes),
            press(label("Stop and cool", "停机冷却"), "stop", minutes=minutes),
            plain("measure_flow"),
            plain("look_into_tank"),
        ),
        line(
            label("Thermometers", "测温"),
            warm,
            press(label("Contact", "接触式"), "contact", place=warm),
            emissivity,
            press(label("Infrared", "红外"), "infrared", place=warm, emissivity=emissivity),
        ),
        line(
            label("Bonding", "等电位"),
            bond,
            wires,
            press(label("Measure", "测量"), "bond", place=bond, wires=wires),
            press(label("Clean and tighten", "打磨紧固"), "clean_bond", place=bond),
        ),
        line(label("Repair", "维修"), part, press(label("Do it", "执行"), "repair", part=part)),
        said,
        log(board),
    )


def _places(*places: str) -> list[tuple[str, str]]:
    named = words.place_words()
    return [(named[place], place) for place in places]


def _standing(bench: CoolantBench) -> str:
    """Give what is seen without an instrument."""
    if bench.filled:
        target = words.target_words()[bench.filled]
        state = label(f"under pressure: {target}", f"带压：{target}")
    else:
        state = (
            label("running, heated", "加热运行中") if bench.running else label("standing, no pressure", "停机，无压力")
        )
    return f"<p>{label('Stand: ', '试验台：')}{state}</p>"
