"""The panel of the rig: the card, the tools in the order of the work, the screens, the log."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from nevlab.bench import page
from nevlab.bench.assembly import words
from nevlab.bench.assembly.board import AssemblyBoard
from nevlab.bench.assembly.picture import map_table, screen
from nevlab.bench.choice import choice
from nevlab.bench.frame import line, log, number, presser, shown
from nevlab.labels import label
from nevlab.stations.assembly_bench import AssemblyBench


def parts(board: AssemblyBoard) -> tuple[widgets.Widget, ...]:
    """Give the card, what stands how, the tools, the screens and the log."""
    said = widgets.HTML()
    press, simple = presser(board, said), words.simple_words()

    def plain(action: str) -> widgets.Button:
        return press(simple[action], action)

    no_load = number(label("r/min", "r/min"), 2000, 500, 4000, 100)
    seconds = choice(label("seconds", "采样秒数"), [("0.1", 0.1), ("1", 1.0), ("4", 4.0)])
    speed = number(label("motor r/min", "电机 r/min"), 4000, 500, 8000, 500)
    torque = number(label("motor Nm", "电机 Nm"), 150, 5, 160, 5)
    part = choice(label("repair", "修理"), [(name, key) for key, name in words.repair_words().items()])
    return (
        widgets.HTML(page.wrap(words.card_table())),
        shown(board, lambda: _standing(board.work().station)),
        line(label("Rig", "台架"), plain("protect"), plain("switch_on"), plain("switch_off")),
        line(label("Coolant", "冷却"), plain("start_pump"), plain("measure_flow"), plain("look_into_tank")),
        line(label("Temperatures", "温度"), plain("read_temperatures")),
        line(label("Repair", "修理"), part, press(label("Do it", "执行"), "repair", part=part)),
        line(
            label("Without load", "空载"),
            no_load,
            press(label("Run", "运转"), "run", speed_rpm=no_load),
            seconds,
            press(label("Record the vibration", "采集振动"), "record", seconds=seconds),
            plain("coast_down"),
        ),
        line(
            label("Under load", "加载"),
            speed,
            torque,
            press(label("Load", "加载"), "load", speed_rpm=speed, torque_nm=torque),
            press(label("Full torque, 5 s", "全转矩 5 s"), "peak", speed_rpm=speed),
            plain("map"),
        ),
        said,
        shown(board, _screens(board)),
        log(board),
    )


def _screens(board: AssemblyBoard) -> Any:
    """Give what draws the last record and the last map; a screen is drawn only when there is a new one."""
    last: dict[Any, str] = {}

    def show() -> str:
        work = board.work()
        records, maps = work.details("record"), work.details("map")
        key = (len(records), len(maps), board.card.seed)
        if key not in last:
            last.clear()
            spectrum = screen(work.station, records[-1]) if records else ""
            last[key] = spectrum + (map_table(maps[-1]) if maps else "")
        return last[key]

    return show


def _standing(bench: AssemblyBench) -> str:
    """Give what is seen without an instrument."""
    turning = label(f"turning, {bench.speed_rpm:.0f} r/min", f"运转中，{bench.speed_rpm:.0f} r/min")
    states = (
        label("rig on", "台架通电") if bench.on else label("rig off, locked, proven dead", "台架断电、上锁、已验电"),
        label("pump runs", "水泵运转") if bench.pumping else label("pump off", "水泵停"),
        turning if bench.speed_rpm else label("standstill", "静止"),
    )
    return f"<p>{label(', ', '，').join(states)}</p>"
