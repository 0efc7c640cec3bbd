"""The panel of the insulation tests: the tester on dead parts, and the two-voltmeter test on the live pack."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets

from nevlab.bench import page
from nevlab.bench.buttons import button, row
from nevlab.bench.choice import choice
from nevlab.bench.workshop.board import CarBoard
from nevlab.bench.workshop.deeds import deed, reading
from nevlab.bench.workshop.display import BLANK, display
from nevlab.bench.workshop.drawings import drawings, svg, two_voltmeters
from nevlab.instruments.insulation_tester import TEST_VOLTAGES_V
from nevlab.labels import label
from nevlab.stations.workshop.measuring import R0_OHM, SIDES
from nevlab.vehicle.car.circuits import BODY
from nevlab.vehicle.car.points import point_words


def panel(board: CarBoard) -> widgets.Widget:
    """Give both tests, one below the other."""
    return widgets.VBox([_tester(board), _two_meters(board)])


def side_words() -> dict[str, str]:
    """Give where R0 is switched to."""
    return {
        "none": label("no R0", "不接 R0"),
        "plus": label("R0 from pack + to the body", "R0 接在电池包 + 与车身之间"),
        "minus": label("R0 from pack − to the body", "R0 接在电池包 − 与车身之间"),
    }


def _tester(board: CarBoard) -> widgets.Widget:
    drawing, words = drawings()["high voltage"], point_words()
    points = [point for point in drawing.points if point.startswith("hv:")]
    point = choice(
        label("Red lead at", "红表笔接"), [(f"{drawing.number(each)} · {words[each]}", each) for each in points]
    )
    point.value = "hv:link +"
    test_v = choice(label("Test voltage", "测试电压"), [(f"{volts:g} V", volts) for volts in TEST_VOLTAGES_V])
    test_v.value = 500.0
    picture, face, table, said = (widgets.HTML() for _ in range(4))

    def check() -> str:
        shown = board.do("check_tester")
        return f"{deed('check_tester', shown)}: {reading('check_tester', shown)}"

    def test() -> str:
        shown = board.do("insulation_test", point=point.value, test_v=test_v.value)
        return f"{words[shown['point']]}, {shown['test_v']:g} V: {shown['shown']}"

    def refresh() -> None:
        picture.value = page.wrap(svg(drawing, point.value, BODY))
        told = _told(board, "insulation_test")
        stands = told and (told[-1]["point"], told[-1]["test_v"]) == (point.value, test_v.value)
        face.value = display(told[-1] if stands else BLANK, above=f"{test_v.value:g} V")
        rows = [(words[each["point"]], f"{each['test_v']:g} V", each["shown"]) for each in reversed(told[-8:])]
        head = (label("Point – body", "测点 – 车身"), label("Test voltage", "测试电压"), label("Reading", "读数"))
        table.value = page.wrap(page.table(rows, head))

    def move(_change: object) -> None:
        said.value = ""
        refresh()

    for control in (point, test_v):
        control.observe(move, names="value")
    board.card.when_changed(refresh)
    refresh()
    title = label(
        "Insulation tester: dead parts only, black lead on the body", "绝缘电阻测试仪：仅用于断电部件，黑表笔接车身"
    )
    return widgets.VBox(
        [
            widgets.HTML(f"<h4>{title}</h4>"),
            picture,
            row(
                button(label("Check the tester", "检查测试仪"), check, said),
                point,
                test_v,
                button(label("Test", "测试"), test, said),
            ),
            said,
            face,
            table,
        ]
    )


def _two_meters(board: CarBoard) -> widgets.Widget:
    side = choice(label("Switch of R0", "R0 开关"), [(side_words()[each], each) for each in SIDES])
    picture, table, said = (widgets.HTML() for _ in range(3))

    def read() -> str:
        shown = board.do("two_voltmeters", r0=side.value)
        return f"V+ = {_volts(shown, 'plus_v')}, V− = {_volts(shown, 'minus_v')}"

    def refresh() -> None:
        told = [each for each in _told(board, "two_voltmeters") if each["r0"] == side.value]
        shown = [_volts(told[-1], name) if told else "– – –" for name in ("plus_v", "minus_v")]
        picture.value = page.wrap(svg(two_voltmeters(side.value, *shown)))
        rows = [
            (side_words()[each["r0"]], _volts(each, "plus_v"), _volts(each, "minus_v"))
            for each in reversed(_told(board, "two_voltmeters")[-8:])
        ]
        head = (label("Switch of R0", "R0 开关"), label("V+ (pack + – body)", "V+（电池包 + 对车身）"),
                label("V− (pack − – body)", "V−（电池包 − 对车身）"))  # fmt: skip
        table.value = page.wrap(page.table(rows, head))

    def switch(_change: object) -> None:
        said.value = ""
        refresh()

    side.observe(switch, names="value")
    board.card.when_changed(refresh)
    refresh()
    title = label("Two-voltmeter test: live work, R0 = ", "双电压表法：带电作业，R0 = ") + f"{R0_OHM / 1e3:g} kΩ"
    return widgets.VBox(
        [
            widgets.HTML(f"<h4>{title}</h4>"),
            picture,
            row(side, button(label("Read both meters", "读两只表"), read, said)),
            said,
            table,
        ]
    )


def _told(board: CarBoard, action: str) -> tuple[Mapping[str, Any], ...]:
    return board.work().details(action)


def _volts(shown: Mapping[str, Any], name: str) -> str:
    return f"{shown[name]:g} V"
