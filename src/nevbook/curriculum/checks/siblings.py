"""A page in two languages: the same code, and facts in one of the two only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from nevbook.curriculum.exercise_text import ROLES
from nevbook.curriculum.facts import Facts, SiblingText
from nevbook.curriculum.model import Cell, Curriculum, Document
from nevbook.problems import Problem, problem

#: Options that mean the same in every language; others, such as a figure's caption, are translated.
_SAME = (*ROLES, "points", "competency", "tags")


def check(curriculum: Curriculum) -> Iterator[Problem]:
    """Compare each page with its siblings."""
    for chapter in curriculum.chapters:
        yield from _pair(curriculum, chapter.pages, chapter.home, SiblingText, chapter.id)
    for exercise in curriculum.exercises.values():
        yield from _pair(curriculum, exercise.pages, exercise.home, Facts, exercise.id)


def differing(home: Document, sibling: Document) -> Iterator[tuple[int, Cell, Cell]]:
    """Give the code cells whose source differs, with their number counted from 1; both must have as many."""
    for number, (one, other) in enumerate(zip(home.code_cells, sibling.code_cells, strict=True), start=1):
        if one.source.rstrip() != other.source.rstrip():
            yield number, one, other


def _pair(
    curriculum: Curriculum, pages: Mapping[str, Document], home: Document, text: type[Facts], id_: str
) -> Iterator[Problem]:
    for sibling in pages.values():
        if sibling is home:
            continue
        yield from _facts(curriculum, sibling, home, text)
        here, there = curriculum.relative(home.path), curriculum.relative(sibling.path)
        counts = len(home.code_cells), len(sibling.code_cells)
        if counts[0] != counts[1]:
            line = _first_odd(home, sibling)
            yield problem("code-cells-missing", there, line, home=here, expected=counts[0], found=counts[1])
            continue
        for number, one, other in differing(home, sibling):
            cell = next((str(one.metadata[role]) for role in ROLES if role in one.metadata), f"#{number}")
            yield problem("code-differs", there, other.line, cell=cell, home=f"{here}:{one.line}", id=id_)
        yield from _options(here, there, home, sibling)


def _facts(curriculum: Curriculum, sibling: Document, home: Document, text: type[Facts]) -> Iterator[Problem]:
    block = sibling.header.get("nev")
    for key in block.keys() - text.model_fields.keys() if isinstance(block, dict) else ():
        place = curriculum.at(sibling.path, "nev", key)
        yield problem("fact-in-sibling", *place, key=key, home=curriculum.relative(home.path))


def _options(here: str, there: str, home: Document, sibling: Document) -> Iterator[Problem]:
    for one, other in zip(_with_options(home), _with_options(sibling), strict=False):
        for key in _SAME:
            if one.metadata.get(key) != other.metadata.get(key):
                yield problem(
                    "options-differ",
                    there,
                    other.line,
                    key=key,
                    value=other.metadata.get(key, "—"),
                    wanted=one.metadata.get(key, "—"),
                    home=f"{here}:{one.line}",
                )


def _with_options(page: Document) -> list[Cell]:
    """Give the cells whose options must agree: those with code, and the text cells that have a role."""
    return [cell for cell in page.cells if cell.kind == "code" or any(role in cell.metadata for role in ROLES)]


def _first_odd(home: Document, sibling: Document) -> int:
    """Give the line of the sibling's first code cell that is not its counterpart's, or of its last one."""
    for one, other in zip(home.code_cells, sibling.code_cells, strict=False):
        if one.source.rstrip() != other.source.rstrip():
            return other.line
    return sibling.code_cells[-1].line if sibling.code_cells else 1
