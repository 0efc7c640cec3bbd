"""A drawing as inline SVG: sharp at any size, in the page's own text colour, with a title and a description."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from nevlab.bench.workshop.drawings.drawing import Box, Drawing, Item, Side, Spot, Symbol, Wire, Words
from nevlab.bench.workshop.drawings.symbols import SYMBOLS
from nevlab.labels import label
from nevlab.vehicle.car.points import point_words

_DOT, _RED, _BLACK = "#0072B2", "#C4001A", "#000000"
_LETTERED = ("motor", "meter")
_ROUND = (*_LETTERED, "square wave")
_ANCHOR: Mapping[Side, str] = {"above": "middle", "below": "middle", "left": "end", "right": "start"}


def svg(drawing: Drawing, red: str = "", black: str = "") -> str:
    """Give `drawing` as SVG with the two leads at the points `red` and `black`, where they are on it.

    A test point is a blue dot with its number; the red lead is a red disc and the black one a black square, so that
    they are told apart without colours too.
    """
    body = "".join(map(_item, drawing.items))
    words = point_words()
    spots = "".join(
        _dot(spot, f"{drawing.number(spot.point)}", words[spot.point], red, black) for spot in drawing.spots
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawing.width:g} {drawing.height:g}" role="img" '
        f'style="width:100%;max-width:{drawing.width:g}px;height:auto;color:inherit" fill="currentColor" '
        f'font-family="sans-serif" font-size="{drawing.text_size:g}"><title>{escape(drawing.title)}</title>'
        f"<desc>{escape(drawing.told)}{escape(_leads(drawing, red, black))}</desc>{body}{spots}</svg>"
    )


def _leads(drawing: Drawing, red: str, black: str) -> str:
    if red not in drawing.points or black not in drawing.points:
        return ""
    one, other = drawing.number(red), drawing.number(black)
    return label(
        f" The red lead is at {one}, the black one at {other}.", f" 红表笔在 {one} 号点，黑表笔在 {other} 号点。"
    )


def _item(item: Item) -> str:
    if isinstance(item, Wire):
        path = "L".join(f"{x:g} {y:g}" for x, y in item.path)
        dashes = ' stroke-dasharray="6 4"' if item.dashed else ""
        return f'<path d="M{path}" fill="none" stroke="currentColor" stroke-width="1.6"{dashes}/>'
    if isinstance(item, Box):
        words = _text(item.x + 7, item.y + 17, item.words, "start") if item.words else ""
        return (
            f'<rect x="{item.x:g}" y="{item.y:g}" width="{item.width:g}" height="{item.height:g}" rx="5" fill="none" '
            f'stroke="currentColor" stroke-width="1" stroke-opacity=".6"/>{words}'
        )
    if isinstance(item, Words):
        return _text(item.x, item.y, item.words, "start")
    return _symbol(item)


def _symbol(item: Symbol) -> str:
    turn = " rotate(90)" if item.upright and item.kind not in _LETTERED else ""
    across = 24 if item.kind in _ROUND else 16
    along = 24 if item.kind != "ground" else 12
    horizontal, vertical = (across, along) if item.upright else (along, across)
    drawn = f'<g transform="translate({item.x:g} {item.y:g}){turn}">{SYMBOLS[item.kind]}</g>'
    return drawn + (_beside(item.x, item.y, item.words, item.side, horizontal, vertical) if item.words else "")


def _dot(spot: Spot, number: str, words: str, red: str, black: str) -> str:
    if spot.point == red:
        shape = f'<circle r="12" fill="{_RED}" stroke="currentColor" stroke-width="2"/>'
    elif spot.point == black:
        shape = f'<rect x="-11" y="-11" width="22" height="22" fill="{_BLACK}" stroke="currentColor" stroke-width="2"/>'
    else:
        shape = f'<circle r="9.5" fill="{_DOT}"/>'
    style = 'text-anchor="middle" font-size="11.5" font-weight="bold" fill="#fff"'
    inside = f'<title>{number} {escape(words)}</title>{shape}<text y="4" {style}>{number}</text>'
    drawn = f'<g transform="translate({spot.x:g} {spot.y:g})">{inside}</g>'
    return drawn + _beside(spot.x, spot.y, spot.name, spot.side, 16, 18)


def _beside(x: float, y: float, words: str, side: Side, horizontal: float, vertical: float) -> str:
    """Give words on one side of a place, so far away that they clear what is drawn there."""
    dx = {"left": -horizontal, "right": horizontal}.get(side, 0)
    dy = {"above": -vertical, "below": vertical + 10}.get(side, 4.5)
    return _text(x + dx, y + dy, words, _ANCHOR[side])


def _text(x: float, y: float, words: str, anchor: str) -> str:
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}">{escape(words)}</text>' if words else ""
