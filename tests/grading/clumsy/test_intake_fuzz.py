"""Whatever is done to a real hand-in: no traceback, no answer lost without a word, no time or memory without bound."""

from __future__ import annotations

import copy
import json
from pathlib import PurePosixPath

import nbformat
import pytest
from class_fixture import EX, as_bytes, codes, made_class
from hand_ins import MISHAPS, NAME, REASON, RIGHT, answered
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nevbook.grading.intake.archives import Member, unpacked
from nevbook.grading.intake.coding import decoded
from nevbook.grading.intake.fresh import Release, cell_id, is_answer
from nevbook.grading.intake.mending import MAX_CHARACTERS, Broken, readings
from nevbook.grading.intake.take_in import DECISIONS, Taken, take_in

ME = "20240001"
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


@pytest.fixture(scope="module")
def handed_out(tmp_path_factory):
    """Give what was handed out."""
    return Release.of(made_class(tmp_path_factory.getbasetemp(), tmp_path_factory.mktemp("fuzz")), EX)


def _taken(release, data: bytes, name=NAME, decision="") -> Taken:
    member = Member(PurePosixPath(name), lambda: data, len(data))
    return take_in(unpacked([member]).members, release, ME, decision)


def _is_sound(release, taken):
    """Assert that a submission is the release, but for its answers and the student's own cells."""
    assert bool(taken.failures) == (taken.notebook is None)
    if taken.notebook is None:
        return
    nbformat.validate(taken.notebook)
    ours = {cell_id(cell): cell for cell in taken.notebook.cells}
    for name, cell in release.cells.items():
        assert ours[name].metadata == cell.metadata and ours[name].cell_type == cell.cell_type
        assert is_answer(cell) or ours[name].source == cell.source


@st.composite
def rearranged(draw, notebook):
    """Do to a notebook's cells what students and their editors do; no text is taken away."""
    notebook = copy.deepcopy(notebook)
    for _ in range(draw(st.integers(1, 6))):
        cells = notebook.cells
        n = draw(st.integers(0, len(cells) - 1))
        match draw(st.sampled_from(["shuffle", "double", "merge", "new", "id", "mark", "type", "order"])):
            case "shuffle":
                notebook.cells = draw(st.permutations(cells))
            case "order":
                cells.insert(draw(st.integers(0, len(cells) - 1)), cells.pop(n))
            case "double":
                cells.insert(draw(st.integers(0, len(cells))), copy.deepcopy(cells[n]))
            case "merge" if n + 1 < len(cells):
                cells[n].source += "\n\n" + cells.pop(n + 1).source
            case "new":
                cells.insert(n, nbformat.v4.new_code_cell(draw(st.sampled_from(["", "1", "import os", "x ="]))))
            case "id":
                cells[n].pop("id", None)
            case "mark":
                cells[n].metadata = {}
            case "type":
                cells[n].cell_type = draw(st.sampled_from(["code", "markdown", "raw", "heading"]))
    return notebook


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_no_answer_is_lost_without_a_word(handed_out, data):
    notebook = data.draw(rearranged(answered(handed_out.notebook)))
    taken = _taken(handed_out, as_bytes(notebook))
    _is_sound(handed_out, taken)
    assert codes(taken.failures) == []
    shown = "\n".join(cell.source for cell in taken.notebook.cells)
    shown += "\n".join(repair.what("en") for repair in taken.repairs)
    for text in (*RIGHT.split("\n"), REASON):
        assert text in shown


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_no_json_breaks_intake(handed_out, data):
    """Put anything anywhere in the notebook's tree."""
    told = json.loads(as_bytes(answered(handed_out.notebook)))
    for _ in range(data.draw(st.integers(1, 5))):
        place, key = told, None
        while isinstance(place, dict | list) and place and (key is None or data.draw(st.booleans())):
            above = place
            key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
            place = place[key]
        above[key] = data.draw(JUNK)
    for decision in ("", data.draw(st.sampled_from(DECISIONS))):
        _is_sound(handed_out, _taken(handed_out, json.dumps(told).encode(), decision=decision))


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_no_bytes_break_intake(handed_out, data):
    """Flip, cut, double and put bytes into every mishap of the list, in every coding."""
    name = data.draw(st.sampled_from([one for one in MISHAPS if "megabytes" not in one]))
    files = MISHAPS[name].make(handed_out.notebook, ME)
    file = data.draw(st.sampled_from(sorted(files)))
    source = bytearray(files[file])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(source)))
        match data.draw(st.sampled_from(["flip", "cut", "double", "put"])):
            case "flip" if at < len(source):
                source[at] ^= data.draw(st.integers(1, 255))
            case "cut":
                del source[at : at + data.draw(st.integers(1, 3000))]
            case "double":
                source[at:at] = source[at : at + 200]
            case "put":
                source[at:at] = data.draw(st.sampled_from([b"<<<<<<< a\n", b"=======\n", b">>>>>>> b\n", b"\0", b"'"]))
    for decision in ("", data.draw(st.sampled_from(DECISIONS))):
        _is_sound(handed_out, _taken(handed_out, bytes(source), file, decision))


@settings(max_examples=300, deadline=None)
@given(st.text() | st.text("{}[]\"'\\,:<=>|\n cells0None", max_size=200))
@example('{"cells": [' * 300)
def test_no_text_breaks_the_reading(text):
    try:
        found = readings(text)
    except Broken as broken:
        assert broken.line >= 1 and broken.reason
    else:
        assert found


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_every_file_is_text_or_is_not(data):
    text, coding = decoded(data)
    assert (text is None) == (coding == "")


ENDLESS = (
    '{"id":[' + "0," * 500, "<<<<<<< a\n", "=======\n", '\\"', "'", '"', ",  ", "{}", '{"cells":[]}',
    '{"cell_type": "', '{"metadata":{"id":"',
)  # fmt: skip


@pytest.mark.parametrize("unit", ENDLESS)
def test_what_repeats_without_end_is_gone_through_once(handed_out, unit):
    """Each of these, millions of times, is what a reader that tries again at every place never comes back from."""
    text = '{"cells": [' + unit * (MAX_CHARACTERS // 4 // len(unit))
    taken = _taken(handed_out, text.encode())
    assert taken.notebook is None and codes(taken.failures)[0] in ("intake-json-broken", "intake-other-notebook")
