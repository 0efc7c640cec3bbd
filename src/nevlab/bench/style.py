"""How a plot looks: readable on a phone and from the back row, colour-blind safe, the same bytes each time."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import AbstractContextManager
from functools import cache
from typing import TYPE_CHECKING, Any

from nevlab.bench.picture import Axis, Beside, Curve, Picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
"""Okabe and Ito's palette, told apart with any colour vision (https://jfly.uni-koeln.de/color/)."""

_DPI = 144
_SIZE_IN = (6.6, 4.2)


def context(*texts: str) -> AbstractContextManager[None]:
    """Give the drawing style as a context; with a font that has the Chinese characters of `texts`, if there are any."""
    import matplotlib as mpl
    from cycler import cycler

    families = ["DejaVu Sans"]
    if any(character >= "\u2e80" for text in texts for character in text):
        families.insert(0, _chinese_family())
    return mpl.rc_context(
        {
            "font.family": families,
            "font.size": 13,
            "axes.prop_cycle": cycler(color=COLOURS),
            "axes.grid": True,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.unicode_minus": True,
            "grid.color": "#d9d9d9",
            "grid.linewidth": 0.8,
            "legend.frameon": False,
            "lines.linewidth": 2.2,
            "figure.figsize": _SIZE_IN,
            "figure.dpi": _DPI,
            "svg.hashsalt": "nevlab",
        }
    )


def draw(picture: Picture | Beside, x: Axis, y: Axis, reference: Sequence[Curve] = (), *, equal: bool = False) -> bytes:
    """Draw `picture` and the `reference` curves over the axes `x` and `y`, the legend above; give it as PNG.

    With `equal`, one unit is as long on both axes.
    """
    labels = [curve.label for curve in (*picture.curves, *reference)] + [level.label for level in picture.levels]
    with context(x.title, y.title, *labels, *x.marks.values(), *y.marks.values()):
        figure, axes = sheet()
        for curve in reference:
            _plot(axes, curve, color="#555555", zorder=2.1)
        for curve in picture.curves:
            _plot(axes, curve, zorder=2.5)
        for number, level in enumerate(picture.levels):
            across = axes.axhline if level.axis == "y" else axes.axvline
            dashes = ("--", ":", "-.")[number % 3]
            across(level.value, color="#444444", linewidth=1.4, linestyle=dashes, label=level.label)
        axes.set(xlabel=x.title, ylabel=y.title, xlim=(x.low, x.high), ylim=(y.low, y.high))
        for axis, shown in ((axes.xaxis, x), (axes.yaxis, y)):
            if shown.marks:
                axis.set_ticks(list(shown.marks), list(shown.marks.values()))
        if equal:
            axes.set_aspect("equal")
        shown_labels = [words for words in labels if words]
        columns = min(len(shown_labels), 3 if max(map(len, shown_labels), default=0) <= 8 else 2)
        if shown_labels:
            figure.legend(loc="outside upper center", ncols=columns, fontsize="small")
        if not (x.marks or y.marks or equal):
            # Margins of our own: matplotlib's layout measures every text, which takes as long as the drawing.
            rows = -(-len(shown_labels) // columns) if columns else 0
            figure.set_layout_engine("none")
            axes.set_position((0.125, 0.15, 0.83, 0.81 - 0.065 * rows))
        return png(figure)


def sheet() -> tuple[Figure, Axes]:
    """Give an empty figure with one pair of axes; call it, and draw, within :func:`context`."""
    from matplotlib.figure import Figure

    # Not pyplot: nothing global is touched, and nothing has to be closed.
    figure = Figure(layout="constrained")
    return figure, figure.add_subplot()


def png(figure: Figure) -> bytes:
    """Give `figure` as PNG, within :func:`context`: the same bytes for the same drawing."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    buffer = io.BytesIO()
    # Matplotlib would write its version into the file. Figure.savefig gives the same bytes, but draws twice.
    FigureCanvasAgg(figure).print_png(buffer, metadata={"Software": None})
    return buffer.getvalue()


def _plot(axes: Axes, curve: Curve, **how: Any) -> None:
    styles = {"line": "-", "dashed": "--", "points": "o", "marked": "o-"}
    size = 9 if len(curve.x) <= 6 else 4  # a few points are what the reader looks for
    axes.plot(curve.x, curve.y, styles[curve.style], markersize=size, label=curve.label or None, **how)


@cache
def _chinese_family() -> str:
    import pylopdf_fonts_zh_cn
    from matplotlib import font_manager

    path = str(pylopdf_fonts_zh_cn.sans_path())
    font_manager.fontManager.addfont(path)
    return font_manager.FontProperties(fname=path).get_name()
