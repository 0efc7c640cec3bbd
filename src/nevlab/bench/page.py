"""Pieces of HTML that the benches share: a figure with its description, a table, a notice."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from importlib.resources import files

from nevlab.bench.picture import Number, Words
from nevlab.labels import label
from nevlab.surroundings import page_is_being_made

STATIC = ("bench.css", "plot.js", "shown.js", "table.js", "explorer.js", "player.js")
"""What a page without a kernel loads, in this order: files of the folder ``static`` beside this module."""


@cache
def style() -> str:
    """Give the looks of the benches as CSS."""
    return files(__package__).joinpath("static/bench.css").read_text(encoding="utf-8")


def wrap(*parts: str) -> str:
    """Give `parts` as one piece of HTML with the looks of the benches, which a page in the making has already."""
    looks = "" if page_is_being_made() else f"<style>{style()}</style>"
    return f'{looks}<div class="nevlab">{"".join(parts)}</div>'


def figure(png: bytes, alt: str, caption: str = "") -> str:
    """Give a PNG as a figure with the description `alt` for those who do not see it, and a caption."""
    data = base64.b64encode(png).decode("ascii")
    below = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
    return f'<figure><img src="data:image/png;base64,{data}" alt="{escape(alt, quote=True)}">{below}</figure>'


def beside(*parts: str) -> str:
    """Give `parts` side by side where the page is wide enough, else one below the other."""
    return f'<div class="nevlab-side">{"".join(parts)}</div>'


def table(rows: Iterable[Sequence[str]], head: Sequence[str] = ()) -> str:
    """Give a table of texts; the first cell of each row is its heading."""
    top = f"<thead><tr>{''.join(f'<th>{escape(cell)}</th>' for cell in head)}</tr></thead>" if head else ""
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in rest)}</tr>'
        for first, *rest in rows
    )
    return f"<table>{top}<tbody>{body}</tbody></table>" if body else ""


def numbers_table(numbers: Sequence[Number | Words]) -> str:
    """Give readings as a table: what, and value with unit."""
    return table((number.label, number.text) for number in numbers)


def notice() -> str:
    """Give the safety notice that stands on every bench and job card."""
    words = label(
        "Simulation does not authorise high-voltage work.",
        "仿真练习不等于高压作业授权。",
    )
    return f'<p class="nevlab-notice" role="note"><strong>⚠ {words}</strong></p>'
