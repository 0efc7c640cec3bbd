"""Pieces of HTML that the benches share: a figure with its description, a table, a notice."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from html import escape

from nevlab.bench.picture import Number, Words
from nevlab.labels import label

# Colours follow the page's own; tables and figures shrink to a phone's width.
STYLE = """<style>
.nevlab figure{margin:.5em 0}.nevlab img{max-width:100%;width:42em;height:auto;background:#fff}
.nevlab figure figcaption{font-size:.95em;color:inherit;text-align:left}
.nevlab table{border-collapse:collapse;margin:.5em 0}
.nevlab th,.nevlab td{border:1px solid #999;padding:.25em .7em;text-align:left;vertical-align:top}
.nevlab-side{display:flex;flex-wrap:wrap;gap:0 1.5em;align-items:flex-start}.nevlab-side figure{flex:0 1 42em}
.nevlab-side .nevlab-side{flex:1 1 auto}.nevlab-side .nevlab-side figure{flex:1 1 22em;max-width:42em}
.nevlab ul.nevlab-tests{list-style:none;padding-left:0}
.nevlab-notice{border-left:.3em solid #D55E00;padding:.3em .8em;margin:.5em 0}
.nevlab a{color:#0057a8;text-decoration:underline}
.nevlab-good{color:#00664b}.nevlab-bad{color:#a33c00}
[data-jp-theme-light="false"] .nevlab-good{color:#6fd3b5}
[data-jp-theme-light="false"] .nevlab-bad{color:#ffab78}
[data-jp-theme-light="false"] .nevlab a{color:#7cc4ff}
</style>"""


def wrap(*parts: str) -> str:
    """Give `parts` as one piece of HTML with the workshop's style."""
    return f'{STYLE}<div class="nevlab">{"".join(parts)}</div>'


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
