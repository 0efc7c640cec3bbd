"""Buttons of a bench of actions."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import ipywidgets as widgets

from nevlab.bench import page
from nevlab.messages import WorkshopError


def button(words: str, action: Callable[[], str], said: widgets.HTML) -> widgets.Button:
    """Give a button that does `action` and shows in `said` what it tells, or why it was refused."""

    def press(_button: object) -> None:
        try:
            said.value = page.wrap(f'<p class="nevlab-good" role="status">✓ {escape(action())}</p>')
        except WorkshopError as error:
            said.value = page.wrap(f'<p class="nevlab-bad" role="alert">✗ {escape(str(error))}</p>')

    made = widgets.Button(description=words, layout={"width": "auto"})
    made.on_click(press)
    return made


def row(*items: widgets.Widget) -> widgets.HBox:
    """Give `items` side by side, and below one another where the page is narrow."""
    return widgets.HBox(items, layout={"flex_flow": "row wrap", "align_items": "center"})
