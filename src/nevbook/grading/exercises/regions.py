"""The regions of an exercise that nobody but the grader may see: solutions, hidden tests, mark schemes."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from nevbook.curriculum.exercise_text import REGION_MARK
from nevbook.problems import Problem, problem

if TYPE_CHECKING:
    from nevbook.curriculum import Cell, Document

#: The regions → the role of the cells in which they may stand.
REGIONS = {"SOLUTION": ("answer", "manual"), "HIDDEN TESTS": ("test",), "MARK SCHEME": ("manual",)}

_MARKERS = [f"{edge} {kind}" for edge in ("BEGIN", "END") for kind in REGIONS]
_COMMENT = re.compile(r"\s*#+\s*(.*)")


def region(source: str, kind: str) -> str:
    """Give what stands between the marks of one kind, for instance ``"MARK SCHEME"``, without the marks."""
    return "\n".join(line for line, inside, is_mark in _walk(source) if inside == kind and not is_mark)


def without_region(source: str, kind: str) -> str:
    """Give a source without the regions of one kind."""
    return "\n".join(line for line, inside, _ in _walk(source) if inside != kind)


def region_problems(document: Document, cell: Cell, role: str) -> Iterator[Problem]:
    """Give what is wrong with the regions of a cell that has a role (empty: it has none)."""
    open_kind, open_line = "", 0
    for line, text in enumerate(cell.source.split("\n"), start=cell.line):
        mark = REGION_MARK.search(text)
        if not mark:
            if meant := _misspelt(text):
                yield problem("exercise-region-misspelt", document.path, line, text=text.strip(), meant=meant)
            continue
        edge, kind = mark.groups()
        if edge == "BEGIN" and open_kind:
            yield problem("exercise-region-nested", document.path, line, kind=kind, outer=open_kind, first=open_line)
        elif edge == "END" and open_kind != kind:
            yield problem("exercise-region-no-begin", document.path, line, kind=kind)
        elif edge == "BEGIN" and role not in REGIONS[kind]:
            wanted = " / ".join(REGIONS[kind])
            yield problem("exercise-region-place", document.path, line, kind=kind, wanted=wanted)
        open_kind, open_line = (kind, line) if edge == "BEGIN" else ("", 0)
    if open_kind:
        yield problem("exercise-region-no-end", document.path, open_line, kind=open_kind)


def _misspelt(line: str) -> str:
    """Give the mark that a comment is nearly, or an empty text: such a line would hand out what it should hide."""
    comment = _COMMENT.fullmatch(line)
    said = comment.group(1).strip().upper() if comment else ""
    return next(iter(difflib.get_close_matches(said, _MARKERS, n=1, cutoff=0.8)), "")


def _walk(source: str) -> Iterator[tuple[str, str, bool]]:
    """Give each line, the kind of region in which it stands, and whether it is one of the region's marks."""
    inside = ""
    for line in source.split("\n"):
        mark = REGION_MARK.search(line)
        if mark and mark.group(1) == "BEGIN":
            inside = mark.group(2)
        yield line, inside, bool(mark)
        if mark and mark.group(1) == "END":
            inside = ""
