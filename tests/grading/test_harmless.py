"""Graded notebooks as they are kept: complete for whoever reads them, and nothing in them for a browser to run."""

from __future__ import annotations

import copy

import nbformat
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from nevbook.grading.running.harmless import harmless

PNG = "iVBORw0KGgo="
_EXPORTER = HTMLExporter(template_name="classic")
ATTACK = '"><script>gotcha()</script>'


def _kept(output):
    (cell,) = harmless(new_notebook(cells=[new_code_cell("x", outputs=[output])])).cells
    return cell.outputs[0]


def _shown(source, **more):
    (cell,) = harmless(new_notebook(cells=[new_markdown_cell(source, **more)])).cells
    html, _ = _EXPORTER.from_notebook_node(new_notebook(cells=[cell]))
    return BeautifulSoup(html, "html.parser").select_one(".text_cell_render")


@pytest.mark.parametrize(
    ("data", "kept"),
    [
        ({"text/html": "<table>", "text/plain": "a  1"}, {"text/plain": "a  1"}),
        ({"text/html": "<table>", "text/plain": ["a\n", "b"]}, {"text/plain": "a\nb"}),
        ({"application/javascript": "x()"}, {"text/plain": "[application/javascript]"}),
        ({"image/svg+xml": "<svg/>", "text/latex": "$x$"}, {"text/plain": "[image/svg+xml, text/latex]"}),
        ({"image/png": PNG, "text/plain": "<Figure>"}, {"text/plain": "<Figure>", "image/png": PNG}),
        ({"image/png": ATTACK, "text/plain": "<Figure>"}, {"text/plain": "<Figure>"}),
        ({"image/jpeg": [PNG, PNG]}, {"image/jpeg": PNG + PNG}),
    ],
)
def test_text_and_bitmaps_are_kept_of_outputs(data, kept):
    output = new_output("display_data", data=data, metadata={"image/png": {"alt": ATTACK}})
    assert _kept(output) == {"output_type": "display_data", "data": kept, "metadata": {}}


def test_what_was_printed_and_what_went_wrong_is_kept_as_it_was():
    for output in (
        new_output("stream", text="1 < 2\n\x1b[31mred"),
        new_output("stream", name="stderr", text="careful"),
        new_output("error", ename="ValueError", evalue="<x>", traceback=["a", "b"]),
        new_output("execute_result", data={"text/plain": "2.5"}, execution_count=3),
    ):
        assert _kept(output) == output


def test_the_exercises_own_text_and_code_stay_as_they_are():
    notebook = new_notebook(cells=[new_markdown_cell("# <b>Given</b>"), new_code_cell("a < b"), new_markdown_cell("x")])
    before = copy.deepcopy(notebook)
    kept = harmless(notebook, {"# <b>Given</b>"})
    assert [cell.source for cell in kept.cells] == ["# <b>Given</b>", "a < b", "```\nx\n```"]
    assert notebook == before


def test_marks_stay_unless_their_id_is_no_id():
    good, bad = {"grade_id": "q1", "points": 2}, {"grade_id": ATTACK}
    cells = [new_code_cell("x", metadata={"nbgrader": one, "tags": [ATTACK]}) for one in (good, bad)]
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    metadata = {"kernelspec": kernel, "language_info": {"name": ATTACK, "version": "3"}, "widgets": {}}
    notebook = new_notebook(cells=cells, metadata=metadata)
    kept = harmless(notebook)
    assert [cell.metadata for cell in kept.cells] == [{"nbgrader": good}, {}]
    assert kept.metadata == {"kernelspec": kernel}
    nbformat.validate(kept)


def test_pictures_of_a_text_answer_are_shown_below_it():
    shown = _shown(
        "see ![a](attachment:a.png)", attachments={"a.png": {"image/png": PNG}, ATTACK: {"image/png": ATTACK}}
    )
    assert [image["src"] for image in shown.find_all("img")] == [f"data:image/png;base64,{PNG}"]
    assert "see ![a](attachment:a.png)" in shown.get_text()


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(["`", "```", "~~~", "\n", " ", "<b>", "<script>", "[x](javascript:x)", "$", "\\", "a"]))
)
def test_whatever_is_written_is_shown_letter_by_letter(parts):
    source = "".join(parts)
    shown = _shown(source)
    assert {tag.name for tag in shown.find_all()} <= {"pre", "code", "div", "span"}
    assert shown.get_text().split() == source.split()
