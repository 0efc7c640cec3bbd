"""A value for every place of a grid, such as the cells of a pack: printed, on a colour that follows the value.

It is a table, not a drawing: at once there while a slider moves, sharp at any size, and read out cell by cell.
``static/shown.js`` gives the same.
"""

from __future__ import annotations

import math
from functools import cache
from html import escape

from nevlab.bench.facts import Facts, of_axis, of_grid
from nevlab.bench.picture import Axis, GridPicture


def heat_map(picture: GridPicture, x: Axis, y: Axis, alt: str, caption: str = "") -> str:
    """Give the grid alone as HTML, with the description `alt`; `x` and `y` say what its columns and rows are."""
    return figure(of_grid(picture), {"x": of_axis(x), "y": of_axis(y), "alt": alt, "caption": caption})


def figure(grid: Facts, head: Facts) -> str:
    """Give a grid as HTML.

    Parameters
    ----------
    grid
        What :func:`nevlab.bench.facts.of_picture` gives of a grid: ``columns``, ``quantity``, ``cells``, ``marked``.
    head
        ``x`` and ``y`` say what columns and rows are; ``alt`` describes the grid, ``caption`` stands below it.
    """
    below = f"<figcaption>{escape(head['caption'])}</figcaption>" if head["caption"] else ""
    # Where a phone is too narrow the table scrolls, and what scrolls must be reached by keyboard.
    box = f'<div class="nevlab-grid" role="group" tabindex="0" aria-label="{escape(grid["quantity"])}">'
    table = f"{box}{_table(grid, head)}</div>{_scale(grid)}"
    return f'<figure class="nevlab-heat" aria-label="{escape(head["alt"])}">{table}{below}</figure>'


def _table(grid: Facts, head: Facts) -> str:
    columns, count = grid["columns"], len(grid["cells"])
    heads = "".join(f'<th scope="col">{column + 1}</th>' for column in range(columns))
    across, down = escape(head["x"]["title"]), escape(head["y"]["title"])
    top = f'<tr><th rowspan="2">{down}</th><th colspan="{columns}">{across}</th></tr>'
    low, high = _span(grid)
    rows = []
    for first in range(0, count, columns):
        cells = "".join(_cell(grid["cells"][at], grid["marked"][at], low, high) for at in range(first, first + columns))
        rows.append(f'<tr><th scope="row">{first + 1}–{first + columns}</th>{cells}</tr>')
    return f"<table><thead>{top}<tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _cell(words: str, marked: bool, low: float, high: float) -> str:
    if not words:
        return '<td class="nevlab-unknown">–</td>'
    paper = colour((float(words) - low) / (high - low) if high > low else 0.5)
    frame = ' class="nevlab-marked"' if marked else ""
    return f'<td{frame} style="background:{paper};color:{ink(paper)}">{words}</td>'


def _scale(grid: Facts) -> str:
    known = sorted(filter(None, grid["cells"]), key=float)
    if not known:
        return ""
    stops = ",".join(colour(step / 8) for step in range(9))
    bar = f'<span aria-hidden="true" style="background:linear-gradient(90deg,{stops})"></span>'
    return f'<div class="nevlab-scale">{escape(grid["quantity"])}: {known[0]}{bar}{known[-1]}</div>'


def _span(grid: Facts) -> tuple[float, float]:
    known = [float(words) for words in grid["cells"] if words]
    return min(known, default=math.nan), max(known, default=math.nan)


def colour(share: float) -> str:
    """Give the colour of a value as ``#rrggbb``, `share` 0 for the least value and 1 for the most."""
    found = colours()
    return found[math.floor(share * (len(found) - 1) + 0.5)]


@cache
def colours() -> tuple[str, ...]:
    """Give the map "cividis" in 64 steps.

    It is told apart with any colour vision, and in grey (Nuñez et al., PLoS ONE 13 (2018) e0199239).
    """
    import matplotlib as mpl
    from matplotlib.colors import to_hex

    return tuple(to_hex(mpl.colormaps["cividis"](step / 63)) for step in range(64))


def ink(paper: str) -> str:
    """Give black or white, whichever stands out more on `paper` (``#rrggbb``); at least 4.5 : 1 (WCAG 2.1, 1.4.3)."""
    parts = (int(paper[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    luminance = sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    # Where both stand out alike: (1 + 0.05)/(L + 0.05) = (L + 0.05)/0.05
    return "#000000" if luminance > 0.179 else "#ffffff"
