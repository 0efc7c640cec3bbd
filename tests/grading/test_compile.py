"""From an exercise's text to nbgrader's source notebook."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from nbgrader.nbgraderformat import MetadataValidator

from nevbook.curriculum.documents import parse_document
from nevbook.curriculum.notebook_file import notebook_bytes
from nevbook.grading.exercises.compile import compile_exercise, exercise_problems, graded_cells
from nevbook.grading.exercises.regions import region
from nevbook.problems import ProblemsFound


def document(text):
    return parse_document("# Title\n\n" + text, Path("exercises/x/exercise.md"), "exercise.md", "en").document


def codes(text):
    return [(found.code, found.line) for found in exercise_problems(document(text))]


def test_nbgrader_takes_the_source_notebook(tiny):
    notebook = compile_exercise(tiny, "en")
    MetadataValidator().validate_nb(notebook)
    nbformat.validate(notebook)
    roles = {
        cell.id: (cell.metadata.nbgrader.grade, cell.metadata.nbgrader.solution, cell.metadata.nbgrader.locked)
        for cell in notebook.cells
        if "nbgrader" in cell.metadata
    }
    assert roles == {
        "cell-02": (False, False, True),
        "required": (False, True, False),
        "entered": (True, False, True),
        "value": (True, False, True),
        "reason": (True, True, False),
    }
    points = [cell.metadata.nbgrader.points for cell in notebook.cells if "points" in cell.metadata.get("nbgrader", {})]
    assert points == [1, 4, 2]


def test_cell_ids_are_the_grade_ids_and_every_cell_has_one(tiny):
    notebook = compile_exercise(tiny, "zh")
    assert [cell.id for cell in notebook.cells] == [
        "cell-01", "cell-02", "cell-03", "required", "entered", "value", "reason", "cell-08",
    ]  # fmt: skip
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata:
            assert cell.metadata.nbgrader.grade_id == cell.id


def test_the_same_text_gives_the_same_bytes(tiny):
    assert notebook_bytes(compile_exercise(tiny, "en")) == notebook_bytes(compile_exercise(tiny, "en"))
    assert notebook_bytes(compile_exercise(tiny, "en")) != notebook_bytes(compile_exercise(tiny, "zh"))


def test_languages_share_ids_and_code(tiny):
    english, chinese = compile_exercise(tiny, "en"), compile_exercise(tiny, "zh")
    assert [cell.id for cell in english.cells] == [cell.id for cell in chinese.cells]
    code = [[cell.source for cell in notebook.cells if cell.cell_type == "code"] for notebook in (english, chinese)]
    assert code[0] == code[1]


def test_a_notice_is_a_quotation_in_the_notebook(tiny):
    notice = ":::{admonition} Not on a real car\n:class: high-voltage\n\nOnly with a supervisor.\n\nNever alone.\n:::"
    page = replace(tiny, pages={"en": document(f"{notice}\n\nThe job.")})
    (cell,) = compile_exercise(page, "en").cells
    quoted = "> **⚠ Not on a real car**\n>\n> Only with a supervisor.\n>\n> Never alone.\n\nThe job."
    assert cell.source == f"# Title\n\n{quoted}"


def test_no_competency_and_no_mark_scheme_reaches_the_notebook(tiny):
    text = notebook_bytes(compile_exercise(tiny, "en")).decode()
    assert "SAF-01" not in text
    assert "1 point for Ohm" not in text
    assert json.loads(text)["metadata"]["nevbook"]["language"] == "en"


def test_tests_and_set_up_are_folded_away(tiny):
    notebook = compile_exercise(tiny, "en")
    folded = {cell.id for cell in notebook.cells if cell.metadata.get("jupyter", {}).get("source_hidden")}
    assert folded == {"cell-02", "entered", "value"}


def test_graded_cells_know_points_competency_and_mark_scheme(tiny):
    reason = {cell.id: cell for cell in graded_cells(tiny.pages["en"])}["reason"]
    assert (reason.role, reason.points, reason.competency) == ("manual", 2.0, "SAF-01")
    assert region(reason.cell.source, "MARK SCHEME").startswith("1 point for Ohm's law")


def test_a_language_that_is_not_there_is_said(tiny):
    with pytest.raises(ProblemsFound, match="exercise-language"):
        compile_exercise(type(tiny)("tiny", tiny.folder, "x", {"en": tiny.home}, tiny.home, tiny.facts), "zh")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```{code-cell}\n:test: a\n:points: 1\n### BEGIN HIDDEN TESTS\nx\n```", [("exercise-region-no-end", 6)]),
        ("```{code-cell}\n:test: a\n:points: 1\nx\n### END HIDDEN TESTS\n```", [("exercise-region-no-begin", 7)]),
        ("```{code-cell}\n:answer: a\n### BEGIN SOLUTION\n### BEGIN SOLUTION\n### END SOLUTION\n```",
         [("exercise-region-nested", 6)]),
        ("```{code-cell}\n### BEGIN SOLUTION\nx\n### END SOLUTION\n```", [("exercise-region-place", 4)]),
        ("```{code-cell}\n:answer: a\n### BEGIN HIDDEN TESTS\nx\n### END HIDDEN TESTS\n```",
         [("exercise-region-place", 5)]),
        ("Text\n### BEGIN MARK SCHEME\nx\n### END MARK SCHEME", [("exercise-region-place", 4)]),
        ("```{code-cell}\n:test: a\n:points: 1\n# begin hidden test\nx\n```", [("exercise-region-misspelt", 6)]),
        ("```{code-cell}\n:answer: a\n### BEGIN SOLUTOIN\nx\n```", [("exercise-region-misspelt", 5)]),
        ("```{code-cell}\n:answer: 问题\nx\n```", [("exercise-id-refused", 5)]),
        ("```{code-cell}\n:answer: cell-03\nx\n```", [("exercise-id-refused", 5)]),
        ("```{code-cell}\n:answer: a\nx\n```\n\n```{code-cell}\n:answer: a\ny\n```", [("exercise-id-twice", 10)]),
        ("```{code-cell}\n:test: a\nx\n```", [("exercise-points", 5)]),
        ("```{code-cell}\n:test: a\n:points: -1\nx\n```", [("exercise-points", 6)]),
        ("```{code-cell}\n:test: a\n:points: three\nx\n```", [("exercise-points", 6)]),
        ("```{code-cell}\n:manual: a\n:points: 1\nx\n```", [("exercise-wrong-kind", 6)]),
        ('+++ {"test": "a", "points": 1}\n\ntext', [("exercise-wrong-kind", 5)]),
        ("```{code-cell}\n:test: a\n:answer: b\n:points: 1\nx\n```", [("exercise-two-roles", 7)]),
        ("```{code-cell}\n:tset: a\nx\n```", [("exercise-cell-key", 5)]),
    ],
)  # fmt: skip
def test_what_keeps_an_exercise_from_compiling_is_said_with_its_line(text, expected):
    assert codes(text) == expected


def test_ordinary_comments_are_no_misspelt_marks():
    assert codes("```{code-cell}\n# begin with the multimeter\n# End of the measurement\nx\n```") == []
