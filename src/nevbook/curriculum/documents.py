"""MyST files as documents: front matter, title, cells, and the line of each."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from nevbook.curriculum.markdown import headings
from nevbook.curriculum.model import Cell, Document
from nevbook.curriculum.text_file import read_text
from nevbook.curriculum.yaml_text import BrokenYamlError, Lines, read_yaml
from nevbook.problems import Problem, problem

_FENCE = ("```", "~~~")


@dataclass(frozen=True)
class Reading:
    """What came of a file: the document where it could be read, where its keys stand, what is wrong."""

    document: Document | None
    lines: Lines
    problems: tuple[Problem, ...] = ()


def read_document(path: Path, shown: str, language: str) -> Reading:
    """Read a MyST file.

    Parameters
    ----------
    path : Path
        The file.
    shown : str
        Its name in problems.
    language : str
        ``"en"`` or ``"zh"``.
    """
    text = read_text(path, shown)
    if isinstance(text, Problem):
        return Reading(None, Lines(), (text,))
    return parse_document(text, path, shown, language)


def parse_document(text: str, path: Path, shown: str, language: str) -> Reading:
    """Read a MyST text that stands, or is to stand, in `path`."""
    reading = _parsed(text, shown)
    if reading.document is None:
        return reading
    return replace(reading, document=replace(reading.document, path=path, language=language))


@lru_cache(maxsize=1024)
def _parsed(text: str, shown: str) -> Reading:
    """Read a text, wherever it stands; one that has not changed is not read again."""
    rows = text.split("\n")
    end = front_matter_end(rows)
    try:
        header, lines = read_yaml("\n".join(rows[1:end]), first=2) if end else ({}, Lines())
    except BrokenYamlError as broken:
        return Reading(None, Lines(), (broken.problem(shown, text),))
    if header is None:
        header = {}
    if not isinstance(header, dict):
        example = "nev:"
        return Reading(None, lines, (problem("wrong-value", shown, 2, key="---", value=header, example=example),))
    # The front matter is read above; empty lines in its place keep the numbers of all others.
    body = "\n".join([""] * (end + 1 if end else 0) + rows[end + 1 if end else 0 :])
    cells = _cells(body, shown)
    if isinstance(cells, Problem):
        return Reading(None, lines, (cells,))
    return Reading(Document(Path(), "", _title(cells), header, cells), lines)


def front_matter_end(rows: list[str]) -> int:
    """Give the index of the line that closes the front matter, 0 where there is none."""
    if not rows or rows[0].rstrip() != "---":
        return 0
    return next((index for index in range(1, len(rows)) if rows[index].rstrip() == "---"), 0)


def _cells(body: str, shown: str) -> tuple[Cell, ...] | Problem:
    import warnings

    from jupytext.myst import MystMetadataParsingError, myst_to_notebook
    from nbformat import ValidationError
    from yaml import YAMLError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # two lexers in one file; the kernel counts
            notebook = myst_to_notebook(body, add_source_map=True)
    except (MystMetadataParsingError, YAMLError, ValidationError, TypeError, ValueError, AttributeError) as error:
        reason = str(error).splitlines()[0]
        told = re.search(r" at line (\d+)", reason)
        return problem("broken-cell", shown, int(told[1]) if told else 0, reason=reason.partition(": ")[2] or reason)
    rows = body.split("\n")
    starts = notebook.metadata.get("source_map", [])
    return tuple(
        Cell(
            "code" if cell.cell_type == "code" else "markdown",
            cell.source,
            _line(rows, start, cell),
            _plain(cell.metadata),
        )
        for cell, start in zip(notebook.cells, starts, strict=True)
    )


def _line(rows: list[str], start: int, cell: Any) -> int:
    """Find the line, counted from 1, on which a cell's source starts; `start` is where its block may start."""
    source = cell.source.split("\n") if cell.source else []
    for index in range(start, len(rows) - len(source) + 1):
        if [row.rstrip() for row in rows[index : index + len(source)]] != [row.rstrip() for row in source]:
            continue
        after = index + len(source)
        if cell.cell_type != "code" or after == len(rows) or rows[after].lstrip().startswith(_FENCE):
            return index + 1
    return start + 1


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value


def _title(cells: tuple[Cell, ...]) -> str:
    for cell in cells:
        if cell.kind == "markdown":
            for heading in headings(cell.source):
                if heading.level == 1:
                    return heading.text
    return ""
