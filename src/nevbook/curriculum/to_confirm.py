"""Statements that a partner still has to confirm: every table row, item or paragraph whose text says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nevbook.curriculum.exercise_text import graded_id
from nevbook.curriculum.markdown import passages
from nevbook.curriculum.model import Document

#: How a text says so, in each language.
SAYS_SO = {
    "en": re.compile(r"\b(?:to be|still to be|are to be|is to be) confirmed\b", re.IGNORECASE),
    "zh": re.compile(r"待[^，。；：、|]{0,30}确认"),
}
#: In Chinese, emphasis or a bracket around a sentence keeps it with its neighbour: half of a pair would be left.
_SENTENCE = {"en": re.compile(r"(?<=[.!?])\s+(?=[A-Z*`{$])"), "zh": re.compile(r"(?<=[。！？])(?![*）」])")}


@dataclass(frozen=True)
class Statement:
    """A statement: its cells where it is a row of a table, else one text; and its line."""

    cells: tuple[str, ...]
    line: int


def statements(document: Document) -> Iterator[Statement]:
    """Go through the statements of a document that are to be confirmed; what a teacher alone sees is left out."""
    says_so = SAYS_SO[document.language]
    for cell in document.cells:
        if cell.kind != "markdown" or graded_id(cell):
            continue
        for cells, line in passages(cell.source):
            told = cells if len(cells) > 1 else tuple(_sentences(cells[0], document.language))
            if any(map(says_so.search, told)):
                yield Statement(told, cell.line + line)


def _sentences(text: str, language: str) -> Iterator[str]:
    """Give the sentences of a paragraph that say so, each with the one before it, as one text."""
    all_ = [one.strip() for one in _SENTENCE[language].split(text) if one.strip()]
    wanted = {at for at, one in enumerate(all_) if SAYS_SO[language].search(one)}
    kept = [one for at, one in enumerate(all_) if at in wanted or at + 1 in wanted]
    if kept:
        yield (" " if language == "en" else "").join(kept)
