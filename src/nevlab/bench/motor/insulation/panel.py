"""The panel of the insulation bench: the card, the tools in the order of the work, the log."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from nevlab.bench import page
from nevlab.bench.choice import choice
from nevlab.bench.deed_board import DeedBoard
from nevlab.bench.frame import line, log, number, presser, shown
from nevlab.bench.motor.insulation import words
from nevlab.labels import label
from nevlab.stations.motor_bench import MotorBench
from nevlab.stations.motor_insulation import TEST_MIN, TESTER_V


def parts(board: DeedBoard[Any]) -> tuple[widgets.Widget, ...]:
    """Give the card, what stands how, the tools and the log."""
    said = widgets.HTML()
    press = presser(board, said)

    def plain(action: str) -> widgets.Button:
        return press(words.deed(action, {}), action)

    place = choice(label("between", "位置"), [(text, one) for one, text in words.place_words().items()])
    test_v = choice(label("test voltage", "测试电压"), [(f"{volt:g} V", volt) for volt in TESTER_V])
    minutes = choice(label("for", "时间"), [(f"{one} min", one) for one in TEST_MIN])
    earthed = number(label("minutes", "分钟"), 1, 0, 120, 1)
    return (
        widgets.HTML(page.wrap(words.card_table())),
        shown(board, lambda: _standing(board.work().station)),
        line(label("Safety", "安全"), plain("protect")),
        line(
            label("Self-check", "自检"),
            press(label("Leads apart, 1000 V", "表笔分开，1000 V"), "check_tester", leads="apart"),
            press(label("Leads together, low ohms", "表笔短接，低电阻挡"), "check_tester", leads="together"),
        ),
        line(label("Look, temperature", "外观、温度"), plain("inspect"), plain("read_temperature")),
        line(
            label("Insulation tester", "绝缘电阻测试仪"),
            place,
            test_v,
            minutes,
            press(label("Test", "测试"), "test_insulation", place=place, test_v=test_v, minutes=minutes),
        ),
        line(
            label("Discharge", "放电"),
            earthed,
            press(label("Discharge and earth", "放电并接地"), "discharge", minutes=earthed),
            plain("measure_left"),
        ),
        line(label("Withstand test", "耐压试验"), plain("read_hipot"), plain("hi_pot")),
        line(label("Repair", "修理"), *map(plain, ("dry", "clean", "replace_sensor", "exchange_motor"))),
        said,
        log(board),
    )


def _standing(bench: MotorBench) -> str:
    """Give what is seen without an instrument."""
    states = (
        label("motor dismounted, rotor locked", "电机已拆下，转子已锁"),
        label("exchange motor", "备用电机") if bench.motor.exchanged else label("motor as it came in", "送检电机"),
        label("tested: discharge first", "已加压：先放电") if bench.owed_min > 0 else label("discharged", "已放电"),
    )
    return f"<p>{label(', ', '，').join(states)}</p>"
