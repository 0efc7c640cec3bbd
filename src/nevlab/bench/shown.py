"""What an explorer shows for one setting, as HTML: drawing, numbers, tables; ``static/shown.js`` gives the same."""

from __future__ import annotations

from html import escape

from nevlab.bench import grid, page, plot
from nevlab.bench.facts import Facts


def body(head: Facts, told: Facts, width: int = plot.WIDTH) -> str:
    """Give the HTML.

    Parameters
    ----------
    head
        What does not change with the controls: ``x``, ``y``, ``reference``, ``caption``, ``alt``.
    told
        What :func:`nevlab.bench.facts.of_picture` gives, or the words of an ``error``.
    width
        Width of the drawing in pixels.
    """
    if "error" in told:
        return f'<p class="nevlab-bad" role="alert">{escape(told["error"])}</p>'
    if "grid" in told:
        figures = grid.figure(told["grid"], head)
    else:
        drawn = plot.svg(told, head["x"], head["y"], head["reference"], head["alt"], width)
        figures = _figure(plot.legend(told, head["reference"]) + drawn, head["caption"])
    if second := told.get("beside"):
        drawn = plot.svg(second, second["x"], second["y"], (), second["alt"], width)
        figures = page.beside(figures, _figure(plot.legend(second, ()) + drawn))
    readings = page.table(told["table"]["rows"], told["table"]["head"]) if "table" in told else ""
    return page.beside(figures, page.table(told["numbers"]), readings)


def _figure(drawn: str, caption: str = "") -> str:
    below = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
    return f"<figure>{drawn}{below}</figure>"
