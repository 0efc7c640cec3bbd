"""A notebook's JSON where it is broken: what can be read without guessing, and how."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

#: Files over this size are not mended: they are read as they are, or not at all.
MAX_CHARACTERS = 20_000_000
_MOST_FAILURES = 20
_MOST_NOTEBOOKS = 20

#: Each alternative ends somewhere whatever follows, so that a file is gone through once.
_TOKEN = re.compile(
    r"""("[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z))|'([^'\\]*(?:\\.[^'\\]*)*)(?:'|\\?\Z)"""
    r"|(,)(?=\s*[}\]])|\b(True|False|None)\b",
    re.DOTALL,
)
_WORDS = {"True": "true", "False": "false", "None": "null"}
_CELL = re.compile(r'\{\s*"(?:attachments|cell_type|execution_count|id|metadata|outputs|source|collapsed|input)"')
#: What one half of a conflict, or a hand-edited file, may still have wrong: raw line ends within texts.
_decoder = json.JSONDecoder(strict=False)


@dataclass(frozen=True)
class Reading:
    """What a notebook's file may say.

    Parameters
    ----------
    told : object
        The JSON value.
    mended : str
        How it was had: empty for a sound file, else ``"marks"`` (commas and quotation marks put right, what stood
        around it left out), ``"conflict"`` (one side of a merge), or ``"torn"`` (the cells that are whole).
    """

    told: Any
    mended: str = ""


class Broken(Exception):  # noqa: N818 - it is the file that is
    """Nothing of the file can be read."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line, self.reason = line, reason


def readings(text: str) -> list[Reading]:
    """Read a notebook's JSON.

    Returns
    -------
    list of Reading
        At least one; several where a merge left both sides in the file, or it holds several notebooks.

    Raises
    ------
    Broken
        With the line and the reason.
    """
    try:
        return [Reading(_decoder.decode(text))]
    except json.JSONDecodeError as error:
        line, reason = error.lineno, error.msg
    except (RecursionError, ValueError):  # nested too deeply, or a number too long to read
        raise Broken(1, "nesting") from None
    if len(text) <= MAX_CHARACTERS:
        for way in (_sides, _within, _with_marks_put_right, _whole_cells):
            try:
                if found := list(way(text)):
                    return found
            except (RecursionError, ValueError):
                continue
    raise Broken(line, reason)


def _sides(text: str) -> Iterator[Reading]:
    """Read both sides of a merge whose conflicts were never resolved."""
    if not text.startswith("<<<<<<<") and "\n<<<<<<<" not in text:
        return
    for side in ("<", ">"):
        try:
            yield Reading(_decoder.decode(_side(text, side)), "conflict")
        except json.JSONDecodeError:
            continue


def _side(text: str, side: str) -> str:
    """Keep one side of every conflict: ``<`` what stood there, ``>`` what was merged into it."""
    kept, inside = [], ""
    for line in text.splitlines(keepends=True):
        mark = line[0] if line[:7] == line[:1] * 7 and line[0] in "<|=>" else ""
        if mark:
            inside = {"<": "<", "|": "|", "=": ">", ">": ""}[mark]
        elif inside in ("", side):
            kept.append(line)
    return "".join(kept)


def _within(text: str) -> Iterator[Reading]:
    """Read the notebooks in a file that has something before, between or behind them."""
    at, count = text.find("{"), 0
    while at >= 0 and count < _MOST_NOTEBOOKS:
        try:
            told, end = _decoder.raw_decode(text, at)
        except json.JSONDecodeError:
            return
        if isinstance(told, dict) and isinstance(told.get("cells"), list):
            count += 1
            yield Reading(told, "marks")
        at = text.find("{", end)


def _with_marks_put_right(text: str) -> Iterator[Reading]:
    """Read what Python printed, or a person edited: single quotation marks, ``None``, a comma too many."""

    def right(found: re.Match[str]) -> str:
        whole, single, comma, word = found.groups()
        if single is not None:
            return '"' + re.sub(r"\\'|\"", lambda mark: "'" if mark[0] == r"\'" else r"\"", single) + '"'
        return whole or ("" if comma else _WORDS[word])

    yield Reading(_decoder.decode(_TOKEN.sub(right, text)), "marks")


def _whole_cells(text: str) -> Iterator[Reading]:
    """Read every cell that is whole in a file that is cut off or damaged."""
    cells, failures, at = [], 0, _CELL.search(text, max(text.find('"cells"'), 0))
    while at and failures < _MOST_FAILURES:
        try:
            cell, end = _decoder.raw_decode(text, at.start())
        except (json.JSONDecodeError, RecursionError, ValueError):
            failures, end = failures + 1, at.start() + 1
            cell = None
        if isinstance(cell, dict) and isinstance(cell.get("cell_type"), str):
            cells.append(cell)
        at = _CELL.search(text, end)
    if cells:
        yield Reading({"cells": cells, "nbformat": 4}, "torn")
