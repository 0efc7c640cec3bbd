"""An explorer on a page without a kernel: what it shows first, its table, and what is said about that."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

from nevlab.bench import shown
from nevlab.bench.controls import Slider, Switch
from nevlab.bench.picture import behind
from nevlab.bench.tabulated.build import Model, Tabulated
from nevlab.bench.tabulated.choices import choices, first
from nevlab.bench.tabulated.sibling import of_book
from nevlab.bench.tabulated.table import pack
from nevlab.bench.tabulated.thinning import thin
from nevlab.labels import label

if TYPE_CHECKING:
    from nevlab.bench.explorer import Explorer


def explorer(one: Explorer) -> str:
    """Give the HTML of an explorer; ``static/explorer.js`` adds the controls."""
    table = of_book(Model(one.controls, one.facts, one.scales))
    start = thin(one.facts(), table.kept)
    settings = label("Settings: ", "设定：")
    named = "; ".join(f"{control.label} = {control.show(control.value)}" for control in one.controls)  # type: ignore[arg-type]
    told = {
        "head": one.head,
        "controls": [_control(control, dim, table) for dim, control in enumerate(one.controls)],
        "table": table.told,
        "words": {
            "reset": label("Reset", "复位"),
            "settings": settings,
            "nearest": label(
                "The table says nothing between its values here. Shown for the nearest ones: ",
                "此处两个表值之间没有数据，显示的是最近的表值：",
            ),
        },
    }
    below = f'<p class="nevlab-settings">{escape(settings + named)}</p>' if one.controls else ""
    below += f'<p class="nevlab-told">{escape(says(table))}</p>' if one.controls else ""
    return (
        f'<div class="nevlab-explorer"><div class="nevlab-shown">{shown.body(one.head, start)}</div>{below}'
        f'<script type="text/plain" class="nevlab-table" data-letters="{_letters(told)}">{pack(told)}</script></div>'
    )


def _letters(told: dict[str, Any]) -> str:
    """Give the letters beyond ASCII of what is packed: a page's font may hold no others than those that stand in it."""
    return escape("".join(sorted(set(filter(lambda one: one > "\x7f", json.dumps(told, ensure_ascii=False))))))


def says(table: Tabulated) -> str:
    """Say where the values come from, and how far they can be trusted."""
    if not table.interpolated and not table.stops:
        return label(
            "All values come from a table worked out beforehand with the model; it holds every setting.",
            "所有数值取自用模型预先算好的表，表中有每一种设定。",
        )
    words = label("The values come from a table worked out beforehand with the model.", "数值取自用模型预先算好的表。")
    if table.interpolated:
        words += label(
            " In between they are interpolated: numbers within 1 % or one unit of their last digit, or 0.2 % of their "
            "whole range; curves within 1 % of the axis.",
            "表值之间为插值：数值误差不超过 1 %、末位一个单位或全部变化范围的 0.2 %（取最大者），"
            "曲线误差不超过坐标轴的 1 %。",
        )
    if table.stops:
        words += label(
            " Where a slider moves in larger steps than in the notebook, it stands at the values of the table.",
            "步长比笔记本中大的滑块只能停在表中的值上。",
        )
    return words


def _control(control: Slider | Switch, dim: int, table: Tabulated) -> dict[str, Any]:
    values = choices(control)
    told = {
        "name": control.name,
        "label": control.label,
        "first": first([control])[0],
        "offered": list(table.offered[dim]),
    }
    if isinstance(control, Switch):
        return told | {"switch": True, "unit": "", "choices": list(control.options.values())}
    return told | {"unit": behind(control.unit), "choices": [f"{value:.10g}" for value in values]}
