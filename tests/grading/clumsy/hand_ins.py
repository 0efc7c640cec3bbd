"""What students really hand in, made from the notebook that was handed out: one function for each mishap.

Each gives the files of one hand-in. The work in it is the same right answer, so the mark it deserves is known.
"""

from __future__ import annotations

import codecs
import copy
import json
from collections.abc import Callable
from dataclasses import dataclass

import nbformat
from class_fixture import EX, GbkName, as_bytes, packed, record

RIGHT = "required_ohm = 100 * pack_voltage_v()\nanswers = card.answers(required_ohm=required_ohm)"
WRONG = "required_ohm = 1\nanswers = card.answers(required_ohm=required_ohm)"
REASON = "电压越高，触电电流越大"
NAME = f"{EX}.ipynb"
RECORD = f"{EX}.jobcard.jsonl"

FULL = {"entered": 1, "value": 4}
SOME = {"entered": 1, "value": 0}
NONE = {"entered": 0, "value": 0}

Files = dict[str, bytes]


@dataclass(frozen=True)
class Mishap:
    """A hand-in, and what must become of it.

    Parameters
    ----------
    make : callable
        Gives the files, from the released notebook and the student's number.
    points : dict or None
        What the tests give; None where it cannot be graded.
    says : str
        Code of the remark, of what the teacher must decide, or of why it cannot be graded; empty for nothing.
    decided : dict
        Word of a decision → the points that it leads to.
    reason : str or None
        The text answer that reaches the teacher; None where it is not looked at.
    """

    make: Callable[[nbformat.NotebookNode, str], Files]
    points: dict[str, int] | None
    says: str = ""
    decided: dict[str, dict[str, int] | None] | None = None
    reason: str | None = REASON


MISHAPS: dict[str, Mishap] = {}


def mishap(points=FULL, says="", decided=None, reason=REASON):
    """Enter a function that makes a hand-in under its name."""

    def enter(make):
        MISHAPS[make.__name__] = Mishap(make, points, says, decided, reason)
        return make

    return enter


def answered(release, required: str = RIGHT, reason: str = REASON):
    """Give the notebook with the answers typed in below the question, and everything run."""
    notebook = copy.deepcopy(release)
    cell(notebook, "required").source = required
    if reason:
        cell(notebook, "reason").source = cell(notebook, "reason").source.rsplit("\n", 1)[0] + "\n" + reason
    return notebook


def cell(notebook, name):
    """Give a cell by its id."""
    return next(one for one in notebook.cells if one.id == name)


def at(notebook, name):
    """Give a cell's position."""
    return notebook.cells.index(cell(notebook, name))


def code(source, **more):
    """Give a new code cell."""
    return nbformat.v4.new_code_cell(source, **more)


def one(notebook) -> Files:
    """Give a notebook as the only file."""
    return {NAME: as_bytes(notebook)}


def text_of(notebook) -> str:
    """Give a notebook's file as JupyterLab writes it."""
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def without_marks(notebook, minor=5):
    """Take ids, nbgrader's marks and the exercise's name away, as editors do that know none of them."""
    for number, found in enumerate(notebook.cells):
        found.metadata = {}
        found["id"] = f"anew-{number}"
        if minor < 5:
            del found["id"]
    notebook.metadata, notebook.nbformat_minor = {}, minor
    return notebook


# --- cells -----------------------------------------------------------------------------------------------------------


@mishap()
def as_it_should_be(release, number):
    return one(answered(release)) | {RECORD: record(number)}


@mishap(says="intake-answer-twice")
def duplicated_cell(release, number):
    notebook = answered(release)
    notebook.cells.insert(at(notebook, "required"), dict(cell(notebook, "required"), id="copy"))
    return one(notebook)


@mishap(None, "intake-answer-differs", {"first": SOME, "second": FULL, "accept": FULL, "reject": None})
def duplicated_cell_with_another_answer(release, number):
    notebook = answered(release)
    notebook.cells.insert(at(notebook, "required"), dict(cell(notebook, "required"), id="copy", source=WRONG))
    return one(notebook)


@mishap(says="intake-tests-restored")
def deleted_tests_and_text(release, number):
    notebook = answered(release)
    notebook.cells = [found for found in notebook.cells if found.id in ("required", "reason")]
    return one(notebook)


@mishap(NONE, "intake-answer-missing")
def deleted_answer(release, number):
    notebook = answered(release)
    notebook.cells.remove(cell(notebook, "required"))
    return one(notebook)


@mishap()
def reordered_cells(release, number):
    notebook = answered(release)
    notebook.cells.reverse()
    return one(notebook)


def _merge(notebook, first, last):
    """Merge cells as JupyterLab does: the first one's marks stay, a blank line stands between the texts."""
    start, end = at(notebook, first), at(notebook, last)
    merged = notebook.cells[start]
    merged.source = "\n\n".join(found.source for found in notebook.cells[start : end + 1])
    del notebook.cells[start + 1 : end + 1]
    return one(notebook)


@mishap()
def answer_merged_with_the_tests_below(release, number):
    return _merge(answered(release), "required", "value")


@mishap(says="intake-answers-found")
def answer_merged_into_the_given_cell_above(release, number):
    notebook = answered(release)
    above = notebook.cells[at(notebook, "required") - 1]
    return _merge(notebook, above.id, "required")


@mishap(says="intake-answers-found")
def everything_in_one_cell(release, number):
    notebook = answered(release)
    return _merge(notebook, notebook.cells[0].id, notebook.cells[-1].id)


@mishap(says="intake-answer-split")
def split_answer(release, number):
    notebook = answered(release)
    first, second = RIGHT.split("\n")
    found = cell(notebook, "required")
    notebook.cells[at(notebook, "required") : at(notebook, "required") + 1] = [
        dict(found, source=first),
        dict(found, id="half", source=second),
    ]
    return one(notebook)


@mishap(says="intake-answers-found")
def answer_retyped_in_a_new_cell(release, number):
    notebook = answered(release)
    notebook.cells[at(notebook, "required")] = code(RIGHT)
    return one(notebook)


@mishap(says="intake-answer-elsewhere")
def answer_in_a_new_cell_above_the_untouched_one(release, number):
    notebook = answered(release, cell(release, "required").source)
    notebook.cells.insert(at(notebook, "required"), code(RIGHT.split("\n")[0]))
    return one(notebook)


@mishap(says="intake-answer-elsewhere")
def answer_in_a_new_cell_below_the_untouched_one(release, number):
    notebook = answered(release, cell(release, "required").source)
    notebook.cells.insert(at(notebook, "required") + 1, code(RIGHT.split("\n")[0]))
    return one(notebook)


@mishap(says="intake-own-cells")
def answer_written_into_a_test_cell(release, number):
    notebook = answered(release, cell(release, "required").source)
    cell(notebook, "entered").source = f"{RIGHT}\n{cell(notebook, 'entered').source}"
    return one(notebook)


@mishap()
def answer_as_raw_and_text_as_code(release, number):
    notebook = answered(release)
    cell(notebook, "required").cell_type, cell(notebook, "reason").cell_type = "raw", "code"
    return one(notebook)


@mishap(says="intake-cells-changed")
def given_cells_changed(release, number):
    notebook = answered(release)
    cell(notebook, "entered").source = "assert False"
    notebook.cells[0].source = "mine"
    return one(notebook)


# --- marks and formats -----------------------------------------------------------------------------------------------


@mishap(says="intake-metadata-changed")
def changed_marks(release, number):
    notebook = answered(release)
    cell(notebook, "value").metadata.nbgrader.points = 400
    cell(notebook, "required").metadata.nbgrader.solution = False
    cell(notebook, "entered").metadata.nbgrader.grade_id = "enterd"
    return one(notebook)


@mishap(says="intake-answers-found")
def marks_stripped_by_an_editor(release, number):
    return one(without_marks(answered(release)))


@mishap(says="intake-answers-found")
def marks_and_ids_stripped_and_cells_added(release, number):
    notebook = without_marks(answered(release), minor=4)
    notebook.cells.insert(0, code("import os"))
    notebook.cells.append(code("print('done')"))
    return one(notebook)


@mishap()
def kernel_of_another_language(release, number):
    notebook = answered(release)
    notebook.metadata.kernelspec = {"name": "ir", "display_name": "R", "language": "R"}
    notebook.metadata.language_info = {"name": "R"}
    return one(notebook)


def _minor(minor):
    def make(release, number):
        notebook = answered(release)
        notebook.nbformat_minor = minor
        if minor < 5:
            for found in notebook.cells:
                del found["id"]
        return one(notebook)

    make.__name__ = f"format_4_{minor}"
    return make


for _n in range(6):
    mishap()(_minor(_n))


@mishap(says="intake-format-older")
def format_3(release, number):
    return one(nbformat.convert(answered(release), 3))


@mishap(says="intake-format-older")
def format_2(release, number):
    """Format 2 had no metadata on cells, and kept code under another name."""
    cells = []
    for found in answered(release).cells:
        if found.cell_type == "code":
            cells.append({"cell_type": "code", "language": "python", "input": found.source, "outputs": []})
        else:
            cells.append({"cell_type": "markdown", "source": found.source})
    told = {"nbformat": 2, "metadata": {"name": "tiny"}, "worksheets": [{"cells": cells}]}
    return {NAME: json.dumps(told).encode()}


# --- files -----------------------------------------------------------------------------------------------------------


@mishap(says="intake-renamed")
def renamed_file(release, number):
    return {f"{number} 第3次作业（最终版）.ipynb": as_bytes(answered(release))}


@mishap(says="intake-renamed")
def named_as_text(release, number):
    return {"tiny.ipynb.txt": as_bytes(answered(release))}


@mishap()
def zip_in_a_zip_with_one_more_folder(release, number):
    inner = packed({f"tiny/tiny/{NAME}": as_bytes(answered(release))})
    return {"work.zip": packed({"work/work.zip": inner})}


@mishap()
def packed_on_a_mac(release, number):
    droppings = {f"__MACOSX/tiny/._{NAME}": b"\0\5\x16\7", "tiny/.DS_Store": b"\0"}
    return {"Archiv.zip": packed({f"tiny/{NAME}": as_bytes(answered(release))} | droppings)}


@mishap()
def packed_on_chinese_windows(release, number):
    return {"作业.zip": packed({f"第三次作业\\{NAME}": as_bytes(answered(release))}, GbkName)}


@mishap()
def with_an_autosave_beside_it(release, number):
    older, name = as_bytes(answered(release, WRONG)), f"{EX}-checkpoint.ipynb"
    return one(answered(release)) | {f".ipynb_checkpoints/{name}": older, name: older}


@mishap(says="intake-renamed")
def the_autosave_alone(release, number):
    return {f".ipynb_checkpoints/{EX}-checkpoint.ipynb": as_bytes(answered(release))}


@mishap(None, "intake-notebooks-differ", {"first": FULL, "second": SOME, "reject": None})
def two_notebooks(release, number):
    return one(answered(release)) | {"tiny2.ipynb": as_bytes(answered(release, WRONG))}


@mishap()
def the_release_beside_it(release, number):
    return one(answered(release)) | {"blank/tiny.ipynb": as_bytes(release)}


@mishap(says="intake-outputs-dropped")
def outputs_of_a_hundred_megabytes(release, number):
    notebook = answered(release)
    output = nbformat.v4.new_output("stream", text="x" * 10_000_000)
    cell(notebook, "required").outputs = [output] * 10
    return one(notebook)


# --- text ------------------------------------------------------------------------------------------------------------


@mishap(says="intake-coding")
def saved_as_gbk(release, number):
    return {NAME: text_of(answered(release)).encode("gbk", "replace")}


@mishap(says="intake-coding")
def saved_as_utf_16(release, number):
    return {NAME: text_of(answered(release)).encode("utf-16")}


@mishap(says="intake-coding")
def saved_as_utf_16_without_a_mark(release, number):
    return {NAME: text_of(answered(release)).encode("utf-16-le")}


@mishap()
def saved_with_a_byte_order_mark(release, number):
    return {NAME: codecs.BOM_UTF8 + text_of(answered(release)).encode()}


@mishap(says="intake-coding", reason="plus la tension est élevée ÿ")
def saved_as_latin_1(release, number):
    notebook = answered(release, reason="plus la tension est élevée ÿ")
    for found in notebook.cells:
        if found.id != "reason":
            found.source = found.source.encode("ascii", "ignore").decode()
    return {NAME: text_of(notebook).encode("latin-1", "ignore")}


@mishap(says="intake-characters-lost", reason=None)
def a_few_bytes_damaged(release, number):
    data = bytearray(text_of(answered(release)).encode())
    data[data.index("电压越高".encode()) + 1] = 0xFF
    return {NAME: bytes(data)}


@mishap(says="intake-json-mended")
def bytes_behind_the_end(release, number):
    return {NAME: text_of(answered(release)).encode() + b'\n "nbformat_minor": 5\n}\n\0\0'}


@mishap(says="intake-json-mended")
def printed_by_python(release, number):
    return {NAME: repr(json.loads(as_bytes(answered(release)))).encode()}


@mishap(says="intake-json-mended")
def edited_by_hand_with_a_comma_too_many(release, number):
    return {NAME: text_of(answered(release)).replace("\n ]", ",\n ]").encode()}


def _conflict(ours: str, theirs: str) -> bytes:
    """Write the lines that differ as git does where a merge fails."""
    one, other = ours.splitlines(), theirs.splitlines()
    start = next(n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    end = next(n for n in range(1, len(one)) if one[-n] != other[-n]) - 1
    lines = [*one[:start], "<<<<<<< HEAD", *one[start : len(one) - end], "=======", *other[start : len(other) - end]]
    return "\n".join([*lines, ">>>>>>> 5c1e0d2", *one[len(one) - end :], ""]).encode()


@mishap(None, "intake-notebooks-differ", {"first": FULL, "second": SOME, "reject": None})
def merge_never_finished(release, number):
    return {NAME: _conflict(text_of(answered(release)), text_of(answered(release, WRONG)))}


@mishap(says="intake-conflict")
def merge_never_finished_about_nothing(release, number):
    ours, theirs = answered(release), answered(release)
    cell(ours, "required").execution_count, cell(theirs, "required").execution_count = 3, 7
    return {NAME: _conflict(text_of(ours), text_of(theirs))}


@mishap(None, "intake-notebook-torn", {"accept": FULL, "reject": None})
def cut_off_behind_the_answers(release, number):
    text = text_of(answered(release))
    return {NAME: text[: text.index(REASON) + 400].encode()}


@mishap(None, "intake-notebook-torn", {"accept": FULL, "reject": None}, reason=None)
def cut_off_between_the_answers(release, number):
    text = text_of(answered(release))
    return {NAME: text[: text.index(REASON)].encode()}


@mishap(None, "intake-notebook-torn", {"accept": FULL, "reject": None})
def damaged_in_the_middle(release, number):
    text = text_of(answered(release))
    return {NAME: text.replace('"metadata": {', '"metadata" {', 1).encode()}


@mishap(None, "intake-not-text")
def nothing_left(release, number):
    return {NAME: b"\0" * 4000}


# --- not this, not theirs, not done ----------------------------------------------------------------------------------


@mishap(NONE, "intake-untouched", reason="")
def the_release_unchanged(release, number):
    return one(release)


@mishap(None, "intake-other-notebook")
def an_empty_notebook(release, number):
    return one(nbformat.v4.new_notebook())


@mishap(None, "intake-other-notebook")
def another_exercises_notebook(release, number):
    notebook = answered(release)
    notebook.metadata.nevbook = {"exercise": "other"}
    return one(notebook)


@mishap(None, "intake-record-number", {"accept": FULL, "reject": None})
def another_students_record_beside_it(release, number):
    return one(answered(release)) | {RECORD: record("2400000")}


@mishap(None, "intake-record-class", {"accept": FULL, "reject": None})
def record_of_another_class(release, number):
    return one(answered(release)) | {RECORD: record(number, "other-class")}


@mishap(None, "intake-records-differ", {"first": FULL, "second": FULL, "reject": None})
def two_records(release, number):
    return one(answered(release)) | {RECORD: record(number, reason=REASON), "b.jobcard.jsonl": record(number, x=1)}


@mishap(SOME, "intake-record-alone")
def the_record_alone(release, number):
    return {RECORD: record(number, required_ohm=1, reason=REASON)}


@mishap(says="intake-record-remark")
def a_torn_record(release, number):
    return one(answered(release)) | {RECORD: record(number, reason=REASON) + b'{"n": 4, "ev'}


@mishap(says="intake-record-remark")
def an_edited_record(release, number):
    return one(answered(release)) | {RECORD: record(number).replace(b'"n": 1', b'"n": 1,,') + record(number)}


@mishap(None, "archive-encrypted")
def locked_with_a_password(release, number):
    data = bytearray(packed({NAME: as_bytes(answered(release))}))
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(mark) + offset] |= 1
    return {"work.zip": bytes(data)}
