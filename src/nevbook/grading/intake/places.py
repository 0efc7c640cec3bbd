"""Which released cell each of a student's cells is: by its marks, and where those are lost, by its text and place.

Some editors drop nbgrader's marks and the cells' ids, and cells get merged. An answer is then known by the names it
binds, or by the lines of the question that stand in it, between the given cells around it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from nevbook.grading.intake.code_names import bound_by, bound_names, statements
from nevbook.grading.intake.student_notebook import StudentCell

MOST_OWN = 500
"""Of the student's own cells that are looked through for an answer."""


def with_places(
    cells: Sequence[StudentCell], released: Mapping[str, Any], answers: Collection[str]
) -> tuple[tuple[StudentCell, ...], list[str]]:
    """Find the released cell of each of a student's cells.

    Parameters
    ----------
    cells : sequence of StudentCell
        In the notebook's order.
    released : Mapping of str to cell
        Id → cell of the release, in its order.
    answers : collection of str
        Ids of those that a student fills in.

    Returns
    -------
    cells : tuple of StudentCell
        With their places; a merged cell is several again.
    found : list of str
        Ids of the answers that had lost their marks, or stood in another cell.
    """
    placed = [replace(cell, place=_marked(cell, released)) for cell in cells]
    if not _missing(placed, released) and not any(
        cell.place not in answers and _holds_more(cell, released) for cell in placed
    ):
        return tuple(placed), []
    _by_text(placed, released)
    missing = _missing(placed, released)
    placed = [part for cell in placed for part in _parted(cell, released, answers, missing)]
    found = []
    for name in _missing(placed, released):
        if name in answers and (at := _likeliest(name, placed, released, answers)) is not None:
            placed[at] = replace(placed[at], place=name)
            found.append(name)
    return tuple(placed), found


def _marked(cell: StudentCell, released: Mapping[str, Any]) -> str:
    return next((name for name in (cell.grade_id, cell.id) if name in released), "")


def _missing(cells: Iterable[StudentCell], released: Mapping[str, Any]) -> list[str]:
    there = {cell.place for cell in cells}
    return [name for name in released if name not in there]


def _holds_more(cell: StudentCell, released: Mapping[str, Any]) -> bool:
    """Tell whether something was written into a given cell beside its own text."""
    return bool(cell.place) and _line_of(released[cell.place].source, cell.source) >= 0


def _line_of(given: str, text: str) -> int:
    """Give where a given text stands as whole lines among more; -1 where it does not."""
    wanted = given.strip()
    if not wanted or wanted == text.strip():
        return -1
    return f"\n{text}\n".find(f"\n{wanted}\n")


def _by_text(cells: list[StudentCell], released: Mapping[str, Any]) -> None:
    """Find the cells whose text is still the one that was handed out."""
    names: dict[str, list[str]] = {}
    for name in _missing(cells, released):
        names.setdefault(released[name].source.strip(), []).append(name)
    for at, cell in enumerate(cells):
        if not cell.place and (same := names.get(cell.source.strip())):
            cells[at] = replace(cell, place=same.pop(0))


def _parted(
    cell: StudentCell, released: Mapping[str, Any], answers: Collection[str], missing: Sequence[str]
) -> list[StudentCell]:
    """Part a cell that was merged with others: at the given texts in it, and where the next answer begins."""
    order = list(released)
    given = [name for name in (cell.place, *missing) if name and name not in answers]
    at = sorted((position, name) for name in given if (position := _line_of(released[name].source, cell.source)) >= 0)
    parts, start, own = [], 0, "" if cell.place in given else cell.place
    for position, name in at:
        if position < start:
            continue
        parts.append(replace(cell, place=own, source=cell.source[start:position].strip("\n")))
        start, own = position + len(released[name].source.strip()), ""
        parts.append(replace(cell, place=name, source=released[name].source, attachments={}))
    rest = replace(cell, place=own, source=cell.source[start:].strip("\n")) if parts else cell
    parts.append(rest)
    following = order[order.index(rest.place) + 1 :] if rest.place else []
    for name in following[:1]:
        if name in missing and name in answers and rest.place in answers:
            parts[-1:] = _at_answer(rest, name, released)
    return [part for part in parts if part.place or part.source.strip()]


def _at_answer(cell: StudentCell, name: str, released: Mapping[str, Any]) -> list[StudentCell]:
    """Part two answers that were merged."""
    lines, stub = cell.source.split("\n"), released[name].source
    if released[name].cell_type == "code":
        names = bound_names(stub) - bound_names(released[cell.place].source)
        starts = [one.lineno - 1 for one in statements(cell.source) or () if bound_by(one) & names]
    else:
        starts = [at for at, line in enumerate(lines) if [line.strip()] == _question(stub)[:1]]
    if not starts or not starts[0]:
        return [cell]
    first, second = "\n".join(lines[: starts[0]]), "\n".join(lines[starts[0] :])
    return [replace(cell, source=first.rstrip()), replace(cell, place=name, source=second)]


def _likeliest(
    name: str, cells: Sequence[StudentCell], released: Mapping[str, Any], answers: Collection[str]
) -> int | None:
    """Give the position of the cell that is most likely an answer; None where none is likely."""
    order = list(released)
    at = order.index(name)
    above, below = set(order[:at]), set(order[at + 1 :])
    before = [n for n, cell in enumerate(cells) if cell.place in above]
    after = [n for n, cell in enumerate(cells) if cell.place in below]
    start, end = max(before, default=-1), min(after, default=len(cells))
    free = [n for n, cell in enumerate(cells) if not cell.place and cell.source.strip()][:MOST_OWN]
    likeness = {n: _likeness(cells[n], released[name]) for n in free}
    if like := [n for n in free if likeness[n]]:
        return max(like, key=lambda n: (likeness[n], start < n < end, -n))
    is_code = released[name].cell_type == "code"
    between = [n for n in free if start < n < end and (cells[n].kind == "code") is is_code]
    alone = not any(other in answers for other in _missing(cells, released) if other != name)
    return between[0] if len(between) == 1 and alone else None


def _likeness(cell: StudentCell, stub: Any) -> int:
    """Count what a cell has of an answer's stub: names that both bind, or lines of the question."""
    if stub.cell_type == "code":
        return len(bound_names(cell.source) & bound_names(stub.source))
    lines = {line.strip() for line in cell.source.split("\n")}
    return sum(line in lines for line in _question(stub.source))


def _question(stub: str) -> list[str]:
    """Give the lines of a text answer's stub, but for the last one: it asks to be written over."""
    lines = [line.strip() for line in stub.split("\n") if line.strip()]
    return lines[:-1] if len(lines) > 1 else lines
