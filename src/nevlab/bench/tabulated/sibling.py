"""The table of the same explorer in another language: its numbers are taken over, its words are asked for anew.

A page in another language has the same code, so its explorers come in the same order. While a book is being made
(``NEVLAB_TABLES`` names a folder), the first language leaves its tables there. A table that is taken over passes the
same checks as one that is worked out; where it fails, or its words do not match one to one, it is worked out.
"""

from __future__ import annotations

import pickle
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path as FilePath
from typing import Any

import numpy as np

from nevlab.bench.tabulated.build import CHECKS, Model, Tabulated, faults, tabulate
from nevlab.bench.tabulated.choices import first
from nevlab.bench.tabulated.leaves import ABSENT, Leaf, Template, digits_in
from nevlab.surroundings import tables_folder

_MISSING = Leaf(ABSENT)
_turn = count()


def of_book(model: Model) -> Tabulated:
    """Give the table of a model; from that of the page in the other language, where there is one and it fits."""
    folder = tables_folder()
    if folder is None:
        return tabulate(model)
    left = folder / f"{next(_turn)}.pickle"
    if left.exists() and (table := taken_over(_read(left), model)):
        return table
    table = tabulate(model)
    left.write_bytes(pickle.dumps((model.choices, table)))
    return table


def taken_over(left: tuple[Sequence[Sequence[Any]], Tabulated], model: Model) -> Tabulated | None:
    """Give a table of other words for a model; None where it is not the model's.

    Parameters
    ----------
    left
        The choices of each control, and the table, of the explorer in the other language.
    model
        The model, as it speaks here.
    """
    their_choices, table = left
    if list(map(tuple, their_choices)) != list(map(tuple, model.choices)):
        return None
    model.kept = table.kept
    pieces = []
    for piece in table.told["pieces"]:
        templates = [_there(model, table.told, piece, kind) for kind in range(len(piece["templates"]))]
        alike = all(_alike(one, other) for one, other in zip(piece["templates"], templates, strict=True))
        if not alike or len(set(templates)) < len(templates):
            return None
        pieces.append(piece | {"templates": templates})
    found = replace(table, told=table.told | {"pieces": pieces})
    # Not any(): without controls the one setting is an empty tuple, which counts as false.
    return None if list(faults(found, model, CHECKS, random.Random(3))) else found


def _there(model: Model, told: Mapping[str, Any], piece: Mapping[str, Any], kind: int) -> Template:
    """Give the model's template at the first node at which a piece has one of its templates."""
    node = piece["kinds"].index(kind) if "kinds" in piece else 0
    knots = piece.get("knots") or [told["knots"][dim] for dim in piece["dims"]]
    places = np.unravel_index(node, tuple(map(len, knots)))
    there = {dim: along[place] for dim, along, place in zip(piece["dims"], knots, places, strict=True)}
    setting = tuple(there.get(dim, place) for dim, place in enumerate(first(model.controls)))
    return model.pieces(setting).get(tuple(piece["path"]), _MISSING).template


def _alike(one: Template, other: Template) -> bool:
    """Tell whether two templates differ in their words alone."""
    if one[0] in ("text", "just") and one[0] == other[0] and isinstance(one[1], str) and isinstance(other[1], str):
        return digits_in(one) == digits_in(other)
    return one == other


def _read(left: FilePath) -> tuple[Sequence[Sequence[Any]], Tabulated]:
    told: tuple[Sequence[Sequence[Any]], Tabulated] = pickle.loads(left.read_bytes())
    return told
