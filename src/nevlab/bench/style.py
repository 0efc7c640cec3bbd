"""How a plot looks: readable on a phone and from the back row, colour-blind safe, the same bytes each time."""

from __future__ import annotations

import io
from contextlib import AbstractContextManager
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
"""Okabe and Ito's palette, told apart with any colour vision (https://jfly.uni-koeln.de/color/)."""

_DPI = 144
_PALETTE = 48
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


def sheet() -> tuple[Figure, Axes]:
    """Give an empty figure with one pair of axes; call it, and draw, within :func:`context`."""
    from matplotlib.figure import Figure

    # Not pyplot: nothing global is touched, and nothing has to be closed.
    figure = Figure(layout="constrained")
    return figure, figure.add_subplot()


def png(figure: Figure) -> bytes:
    """Give `figure` as PNG with a palette, within :func:`context`: the same bytes for the same drawing."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image

    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    drawn = Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
    buffer = io.BytesIO()
    # A line drawing has few colours: a palette halves the page.
    drawn.quantize(_PALETTE, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


@cache
def _chinese_family() -> str:
    import pylopdf_fonts_zh_cn
    from matplotlib import font_manager

    path = str(pylopdf_fonts_zh_cn.sans_path())
    font_manager.fontManager.addfont(path)
    return font_manager.FontProperties(fname=path).get_name()
