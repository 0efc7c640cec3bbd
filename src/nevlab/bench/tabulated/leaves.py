"""A picture in pieces: every text, coordinate and list of coordinates as a template with numbers in it.

``"K+ closes after 300 ms"`` is the template ``"K+ closes after {0} ms"`` with the number 300: two texts of one template
can be interpolated, others cannot. The digit in braces says how many digits after the point are shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

Path = tuple[str | int, ...]
Template = tuple[Any, ...]
"""``("text", template)``, ``("list", length, places without a value)``, ``("number",)``, ``("just", value)``, or what
holds further pieces: ``("array",)``, ``("object",)``."""

ABSENT: Template = ("absent",)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


class Leaf(NamedTuple):
    """One piece: its template and the numbers that stand in it."""

    template: Template
    numbers: tuple[float, ...] = ()


def leaves(facts: Mapping[str, Any]) -> dict[Path, Leaf]:
    """Give the pieces of a picture by the path that leads to each."""
    return {path: leaf for path, leaf in _walk((), facts) if path}


def _walk(path: Path, value: Any) -> Iterator[tuple[Path, Leaf]]:
    if isinstance(value, dict):
        yield path, Leaf(("object",))
        for key, inner in value.items():
            yield from _walk((*path, key), inner)
    elif isinstance(value, list) and path[-1] in ("x", "y"):
        gaps = tuple(place for place, one in enumerate(value) if one is None)
        yield path, Leaf(("list", len(value), gaps), tuple(float(one) for one in value if one is not None))
    elif isinstance(value, list):
        yield path, Leaf(("array",))
        for place, inner in enumerate(value):
            yield from _walk((*path, place), inner)
    elif isinstance(value, str):
        yield path, text(value)
    elif isinstance(value, int) or value is None:  # counts and truths are never interpolated
        yield path, Leaf(("just", value))
    else:
        yield path, Leaf(("number",), (float(value),))


@lru_cache(maxsize=1 << 16)  # most texts are there in every picture
def text(words: str) -> Leaf:
    """Give a text as a template with its numbers; one with braces of its own stays as it is."""
    if "{" in words:
        return Leaf(("just", words))
    numbers: list[float] = []

    def taken(found: re.Match[str]) -> str:
        digits = len(found[0].partition(".")[2])
        if show(float(found[0]), digits) != found[0]:
            return found[0]  # such as 007: not shown like this again
        numbers.append(float(found[0]))
        return f"{{{digits}}}"

    return Leaf(("text", _NUMBER.sub(taken, words)), tuple(numbers))


def show(value: float, digits: int) -> str:
    """Give a number as it stands in a text; never minus nought."""
    return f"{round(value, digits) + 0.0:.{digits}f}"


def digits_in(template: Template) -> list[int]:
    """Give how many digits after the point each number of a text has."""
    return [int(digits) for digits in re.findall(r"\{(\d+)\}", template[1])] if template[0] == "text" else []


def facts(pieces: Mapping[Path, Leaf]) -> dict[str, Any]:
    """Put a picture together again from its pieces."""
    told: dict[str, Any] = {}
    for path, leaf in pieces.items():
        if leaf.template == ABSENT:
            continue
        inside: Any = told
        for step in path[:-1]:
            inside = inside[step]
        value = _value(leaf)
        if isinstance(inside, list):
            inside.append(value)
        else:
            inside[path[-1]] = value
    return told


def _value(leaf: Leaf) -> Any:
    kind, *more = leaf.template
    if kind in ("array", "object"):
        return [] if kind == "array" else {}
    if kind == "just":
        return more[0]
    if kind == "number":
        return leaf.numbers[0]
    numbers = iter(leaf.numbers)
    if kind == "list":
        return [None if place in more[1] else next(numbers) for place in range(more[0])]
    return re.sub(r"\{(\d+)\}", lambda found: show(next(numbers), int(found[1])), more[0])
