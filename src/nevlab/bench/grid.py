"""A value for every place of a grid, such as the cells of a pack: printed, on a colour that follows the value.

It is a table, not a drawing: at once there while a slider moves, sharp at any size, and read out cell by cell.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import escape

from nevlab.bench import page, style
from nevlab.bench.explorer import Explorer
from nevlab.bench.picture import Axis, Curve, Picture
from nevlab.messages import WorkshopError

_STYLE = f"""<style>
.nevlab figure.nevlab-heat{{min-width:0;max-width:100%}}.nevlab-grid{{overflow-x:auto}}
.nevlab .nevlab-grid table{{font-size:.85em;border-collapse:separate;border-spacing:1px}}
.nevlab .nevlab-grid td{{padding:.4em;border:0;text-align:center;print-color-adjust:exact}}
.nevlab .nevlab-grid th{{padding:.2em .4em;border:0;text-align:center;font-weight:normal;white-space:nowrap;
vertical-align:middle}}
.nevlab .nevlab-grid td.nevlab-unknown{{min-width:2em;background:#d9d9d9;color:#444444}}
.nevlab .nevlab-grid td.nevlab-marked{{outline:4px solid {style.COLOURS[1]};outline-offset:-3px;font-weight:bold}}
.nevlab-scale span{{display:inline-block;width:8em;height:.9em;margin:0 .5em;vertical-align:middle;
print-color-adjust:exact}}</style>"""


@dataclass(frozen=True, kw_only=True)
class GridPicture(Picture):
    """A picture with a grid in place of curves; place 1 is top left, and the rows follow one another.

    Parameters
    ----------
    values
        The value at each place; NaN where it is not known.
    columns
        How many places a row has.
    quantity
        What the values are, with their unit.
    digits
        Digits after the point that are printed.
    marked
        Places (from 1) that get a frame.

    Raises
    ------
    WorkshopError
        If the values do not fill whole rows.
    """

    curves: Sequence[Curve] = ()
    values: Sequence[float]
    columns: int
    quantity: Axis
    digits: int = 1
    marked: Sequence[int] = ()

    def __post_init__(self) -> None:
        if not self.values or len(self.values) % self.columns:
            raise WorkshopError("grid-rows", count=len(self.values), columns=self.columns)


class GridExplorer(Explorer):
    """An explorer whose model gives a :class:`GridPicture`; `x` and `y` say what its columns and rows are."""

    def html(self, **values: float | str) -> str:
        """Give grid and numbers for `values` as HTML."""
        picture = self.picture(**values)
        assert isinstance(picture, GridPicture)
        readings = page.table(picture.table.rows, picture.table.head) if picture.table else ""
        figure = heat_map(picture, self.x, self.y, self.alt, self.caption)
        return page.beside(figure, page.numbers_table(picture.numbers), readings)


def heat_map(picture: GridPicture, x: Axis, y: Axis, alt: str, caption: str = "") -> str:
    """Give the grid alone as HTML, with the description `alt`; `x` and `y` say what its columns and rows are."""
    below = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
    return f'<figure class="nevlab-heat" aria-label="{escape(alt)}">{_grid(picture, x, y)}{below}</figure>'


def _grid(picture: GridPicture, x: Axis, y: Axis) -> str:
    columns, count = picture.columns, len(picture.values)
    heads = "".join(f'<th scope="col">{column + 1}</th>' for column in range(columns))
    head = f'<tr><th rowspan="2">{escape(y.title)}</th><th colspan="{columns}">{escape(x.title)}</th></tr>'
    rows = []
    for first in range(0, count, columns):
        cells = "".join(_cell(picture, place) for place in range(first, first + columns))
        rows.append(f'<tr><th scope="row">{first + 1}–{first + columns}</th>{cells}</tr>')
    table = f"<table><thead>{head}<tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    # Where a phone is too narrow the table scrolls, and what scrolls must be reached by keyboard.
    box = f'<div class="nevlab-grid" role="group" tabindex="0" aria-label="{escape(picture.quantity.title)}">'
    return f"{_STYLE}{box}{table}</div>{_scale(picture)}"


def _cell(picture: GridPicture, place: int) -> str:
    value = picture.values[place]
    if math.isnan(value):
        return '<td class="nevlab-unknown">–</td>'
    low, high = _span(picture)
    paper = colour((value - low) / (high - low) if high > low else 0.5)
    frame = ' class="nevlab-marked"' if place + 1 in picture.marked else ""
    return f'<td{frame} style="background:{paper};color:{ink(paper)}">{value:.{picture.digits}f}</td>'


def _scale(picture: GridPicture) -> str:
    if all(map(math.isnan, picture.values)):
        return ""
    low, high = (f"{end:.{picture.digits}f}" for end in _span(picture))
    stops = ",".join(colour(step / 8) for step in range(9))
    bar = f'<span aria-hidden="true" style="background:linear-gradient(90deg,{stops})"></span>'
    return f'<div class="nevlab-scale">{escape(picture.quantity.title)}: {low}{bar}{high}</div>'


def _span(picture: GridPicture) -> tuple[float, float]:
    known = [value for value in picture.values if not math.isnan(value)]
    return min(known), max(known)


def colour(share: float) -> str:
    """Give the colour of a value as ``#rrggbb``, `share` 0 for the least value and 1 for the most."""
    colours = _colours()
    return colours[round(share * (len(colours) - 1))]


@cache
def _colours() -> tuple[str, ...]:
    """Give the map "cividis".

    It is told apart with any colour vision, and in grey (Nuñez et al., PLoS ONE 13 (2018) e0199239).
    """
    import matplotlib as mpl
    from matplotlib.colors import to_hex

    return tuple(to_hex(mpl.colormaps["cividis"](step)) for step in range(256))


def ink(paper: str) -> str:
    """Give black or white, whichever stands out more on `paper` (``#rrggbb``); at least 4.5 : 1 (WCAG 2.1, 1.4.3)."""
    parts = (int(paper[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    luminance = sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    # Where both stand out alike: (1 + 0.05)/(L + 0.05) = (L + 0.05)/0.05
    return "#000000" if luminance > 0.179 else "#ffffff"
