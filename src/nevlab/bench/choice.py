"""Lists to choose from, labelled, whose options may change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ipywidgets as widgets

Options = Sequence[tuple[str, Any]]


def choice(words: str, options: Options = ()) -> widgets.Dropdown:
    """Give a list with the label `words`; each option is its words and its value."""
    layout = {"width": "auto", "max_width": "34em"}
    return widgets.Dropdown(options=options, description=words, style={"description_width": "initial"}, layout=layout)


def offer(chooser: widgets.Dropdown, options: Options, chosen: Any = None) -> None:
    """Change what can be chosen; `chosen`, else what was chosen before, else the first is chosen then."""
    values = [value for _, value in options]
    before = chooser.value if chosen is None else chosen
    if tuple(options) != tuple(chooser.options):
        chooser.options = options
    if values:
        chooser.value = before if before in values else values[0]
