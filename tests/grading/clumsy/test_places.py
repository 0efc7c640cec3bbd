"""Cells that lost their marks, or were merged: which released cells they are."""

from __future__ import annotations

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from nevbook.grading.intake.code_names import bound_names, statements, without_binding
from nevbook.grading.intake.places import with_places
from nevbook.grading.intake.student_notebook import StudentCell

RELEASED = {
    "intro": new_markdown_cell("# Cells"),
    "mean": new_code_cell("mean_v = None"),
    "spread": new_code_cell("def spread_v(cells_v):\n    ..."),
    "check": new_code_cell("assert mean_v"),
    "why": new_markdown_cell("Why does it spread?\n\n*Write your answer here.*"),
    "what": new_markdown_cell("What would you do?\n\n*Write your answer here.*"),
}
ANSWERS = ("mean", "spread", "why", "what")
MEAN, SPREAD = "mean_v = 3.7", "def spread_v(cells_v):\n    return max(cells_v) - min(cells_v)"
WHY, WHAT = "Why does it spread?\n\nAge.", "What would you do?\n\nBalance."


def _cells(*told):
    """Make a student's cells of (id, source); without an id they have lost their marks."""
    return [StudentCell(name, {}, "code", source, {}) for name, source in told]


def _places(*told):
    cells, found = with_places(_cells(*told), RELEASED, ANSWERS)
    return [(cell.place, cell.source) for cell in cells if cell.place in ANSWERS or not cell.place], found


@pytest.mark.parametrize(
    ("told", "places", "found"),
    [
        # Every mark is there: nothing is looked for.
        ([("mean", MEAN), ("spread", SPREAD), ("why", WHY), ("what", WHAT)], ["mean", "spread", "why", "what"], []),
        # No mark is there, in order and not.
        ([("", MEAN), ("", SPREAD), ("", WHY), ("", WHAT)], ["mean", "spread", "why", "what"], list(ANSWERS)),
        ([("", WHAT), ("", SPREAD), ("", WHY), ("", MEAN)], ["what", "spread", "why", "mean"], list(ANSWERS)),
        # Own cells are not taken for answers that are there.
        ([("mean", MEAN), ("", "mean_v = 0"), ("spread", SPREAD), ("why", WHY), ("what", WHAT)],
         ["mean", "", "spread", "why", "what"], []),
        # Two answers in one cell: by the names, and by the question.
        ([("mean", f"{MEAN}\n\n{SPREAD}"), ("why", f"{WHY}\n\n{WHAT}")], ["mean", "spread", "why", "what"], []),
        # All of it in one cell.
        ([("intro", "\n\n".join(["# Cells", MEAN, SPREAD, "assert mean_v", WHY, WHAT]))],
         ["mean", "spread", "why", "what"], ["mean", "why"]),
    ],
)  # fmt: skip
def test_answers_are_found_again(told, places, found):
    got, said = _places(*told)
    if places == ["mean", "spread", "why", "what"] and len(told) == 1:
        # Where nothing tells the two apart any more, none of it is lost.
        assert all(part in "\n".join(source for _, source in got) for part in (MEAN, SPREAD, WHY, WHAT))
        assert said == found
    else:
        assert [place for place, _ in got] == places and said == found
        assert {source.strip() for place, source in got if place} == {MEAN, SPREAD, WHY, WHAT}


def test_ten_thousand_own_cells_are_gone_through_once():
    told = [("", f"x_{n} = {n}") for n in range(10_000)]
    got, found = _places(*told, ("mean", MEAN), ("spread", SPREAD), ("why", WHY))
    assert len(got) == 10_003 and found == []


def test_names_that_a_cell_binds():
    source = "%matplotlib inline\nimport numpy as np\na, (b, *c) = 1, (2, 3)\nfor d in c:\n    e = d\nf = lambda g: g\n"
    assert bound_names(source) == {"a", "b", "c", "d", "e", "f"}
    assert bound_names("def f(x):\n    y = 1\nclass C:\n    z = 1") == {"f", "C"}
    assert bound_names("x = (") == set()
    assert statements("x = 1\n" * 100_000) is None  # too long to be an answer
    assert without_binding("a = None\npass\nb = f(\n    a)\n", frozenset({"a"})) == "pass\nb = f(\n    a)\n"
