"""The table on a page: JSON, compressed and written in base64; and how it is read, which the page's script does alike.

``knots``
    For each control, places among its choices.
``pieces``
    ``path``; ``dims``, the controls it depends on; ``knots``, one list for each of these where they are not the common
    ones; ``templates``, each different one once; ``kinds``, the template at
    every node, the last of ``dims`` running fastest (left out where there is one); ``digits`` of coordinates; and
    ``numbers``, whole ones in units of their last digit, each told as the difference from the one before.

Between knots the numbers are interpolated linearly in every slider. Where the corners of a cell have different
templates nothing lies between them: the nearest common knots are shown. Only pieces of one template have other knots.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

from nevlab.bench.tabulated.leaves import ABSENT, Leaf, Path, Template, digits_in
from nevlab.bench.tabulated.plan import Plan

_MISSING = Leaf(ABSENT)
_FINEST = 9


def write(plan: Plan) -> dict[str, Any]:
    """Give the table of a plan as JSON values."""
    return {"knots": plan.common, "pieces": [_piece(plan, path) for path in plan.scan.depends]}


def pack(value: Mapping[str, Any]) -> str:
    """Give JSON values as text for a page."""
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    return base64.b64encode(zlib.compress(plain, 9)).decode("ascii")


def unpack(text: str) -> dict[str, Any]:
    """Give JSON values back."""
    told: dict[str, Any] = json.loads(zlib.decompress(base64.b64decode(text)))
    return told


def _piece(plan: Plan, path: Path) -> dict[str, Any]:
    row = [plan.scan.look(node).get(path, _MISSING) for node in plan.nodes(path)]
    templates = list(dict.fromkeys(leaf.template for leaf in row))
    told: dict[str, Any] = {"path": path, "dims": plan.scan.depends[path], "templates": templates}
    if path in plan.own:
        told["knots"] = plan.own[path]
    if len(templates) > 1:
        told["kinds"] = [templates.index(leaf.template) for leaf in row]
    coordinates = [number for leaf in row if leaf.template[0] != "text" for number in leaf.numbers]
    digits = next((few for few in range(_FINEST) if all(round(one, few) == one for one in coordinates)), _FINEST)
    if digits:
        told["digits"] = digits
    whole = [
        round(number * 10**few)
        for leaf in row
        for number, few in zip(leaf.numbers, digits_of(leaf.template, digits), strict=False)
    ]
    if whole:
        told["numbers"] = [after - before for before, after in zip([0, *whole], whole, strict=False)]
    return told


def digits_of(template: Template, otherwise: int) -> Iterator[int]:
    """Give the digits after the point of each number of a template; `otherwise` are those of coordinates."""
    if template[0] == "text":
        yield from digits_in(template)
    while template[0] != "text":
        yield otherwise
