"""Repair: the part that the technician thinks is the cause; whether it was shows at the car alone."""

from __future__ import annotations

import ipywidgets as widgets

from nevlab.bench.buttons import button, row
from nevlab.bench.workshop.board import CarBoard
from nevlab.faults import library, parts
from nevlab.labels import label

_OWN_WIDTH = {"description_width": "initial"}


def panel(board: CarBoard) -> widgets.Widget:
    """Give the list of parts by system, with what a repair costs."""
    status = widgets.HTML()
    system = widgets.Dropdown(
        options=[(words, place) for place, words in place_words().items() if parts_at(place)],
        description=label("System", "系统"), style=_OWN_WIDTH, layout={"width": "auto", "max_width": "20em"},
    )  # fmt: skip
    part = widgets.Dropdown(
        options=_options(system.value),
        description=label("Part", "部件"), style=_OWN_WIDTH, layout={"width": "auto", "max_width": "32em"},
    )  # fmt: skip

    def offer(_change: object) -> None:
        part.options = _options(system.value)

    def mend() -> str:
        done = board.said("repair", board.do("repair", part=part.value))
        look = label("Put the car together and see whether that was it.", "装复后验证故障是否排除。")
        return f"{done}. {look}"

    system.observe(offer, names="value")
    minutes = board.work().station.ACTIONS["repair"].minutes
    cost = label(
        f"Each repair takes {minutes:g} min, whether it helps or not. High-voltage parts: only after proving dead.",
        f"每次维修用时 {minutes:g} min，修对修错都一样。高压部件须验电后才能动手。",
    )
    mending = button(label("Repair or replace", "维修或更换"), mend, status)
    return widgets.VBox([widgets.HTML(f"<p>{cost}</p>"), row(system, part, mending), status])


def parts_at(place: str) -> dict[str, str]:
    """Give the parts of one system with their names."""
    here = {entry.part for entry in library().values() if entry.place == place}
    return {key: words for key, words in parts().items() if key in here}


def _options(place: str) -> list[tuple[str, str]]:
    return [(words, key) for key, words in parts_at(place).items()]


def place_words() -> dict[str, str]:
    """Give the systems of the car, as the fault library sorts them."""
    return {
        "battery": label("battery", "动力电池"),
        "high_voltage": label("high-voltage distribution", "高压配电"),
        "interlock": label("interlock loop", "高压互锁"),
        "insulation": label("insulation", "绝缘"),
        "charging": label("charging", "充电系统"),
        "network": label("CAN bus", "CAN 网络"),
        "drive": label("drive", "电驱动"),
        "auxiliaries": label("12 V, cooling, air conditioning", "低压、冷却、空调"),
    }
