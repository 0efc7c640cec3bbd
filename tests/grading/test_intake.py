# ruff: noqa: F811 (fixtures are imported by name)
"""Clumsy is not hostile: what students really hand in, and what becomes of it."""

from __future__ import annotations

import codecs
import json
from datetime import UTC, datetime

import nbformat
import pytest
from class_fixture import (
    EX,
    as_bytes,
    codes,
    made_class,
    packed,
    placed,
    record,
    release,
    school_class,  # noqa: F401
    submitted,
    worked,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from nevbook.grading.intake.collect import collect

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
ME = "20240001"
ANSWER = "required_ohm = 38000\nanswers = card.answers(required_ohm=required_ohm)"


@pytest.fixture
def hand_in(school_class, tmp_path):
    """Give a function that hands files in and gives what intake said."""

    def handed(files: dict[str, bytes]):
        folder = tmp_path / "in" / ME
        for name, data in files.items():
            placed(folder / name, data)
        done = collect(school_class, EX, folder.parent, now=NOW)
        assert done.unmatched == ()
        return done.taken[0]

    return handed


def _code(source, **more):
    return nbformat.v4.new_code_cell(source, **more)


def _position(notebook, cell_id):
    return next(index for index, cell in enumerate(notebook.cells) if cell.id == cell_id)


def _as_released(school_class, hand_in, notebook, **changed):
    """Hand a notebook in; the submission must be the release with exactly these answers."""
    result = hand_in({f"{EX}.ipynb": as_bytes(notebook)})
    expected = {cell.id: cell.source for cell in release(school_class).cells} | changed
    assert (result.failures, result.repairs) == ((), ())
    assert submitted(school_class, ME) == expected
    return codes(result.remarks)


def test_an_ordinary_hand_in_is_taken_without_a_word(school_class, hand_in):
    notebook = worked(school_class, required=ANSWER, reason="因为人体触电电流")
    assert _as_released(school_class, hand_in, notebook, required=ANSWER, reason="因为人体触电电流") == []
    nbformat.validate(nbformat.read(school_class.paths.submitted(ME, EX) / f"{EX}.ipynb", as_version=4))


def test_the_job_card_zip_is_taken_without_a_word(school_class, hand_in):
    inner = packed(
        {
            f"{EX}.ipynb": as_bytes(worked(school_class)),
            f"{EX}.jobcard.jsonl": record(required_ohm=38000),
            "receipt.json": b"{}",
        }
    )
    result = hand_in({f"{ME}-{EX}.zip": inner})
    assert (result.failures, result.repairs, result.remarks) == ((), (), ())


@pytest.mark.parametrize(
    "name", ["作业3.ipynb", "20240001-张三.ipynb", "tiny.ipynb.txt", "tiny.json", "Untitled.IPYNB"]
)
def test_a_renamed_notebook_is_taken(school_class, hand_in, name):
    result = hand_in({name: as_bytes(worked(school_class, required=ANSWER))})
    assert codes(result.remarks) == ["intake-renamed"]
    assert submitted(school_class, ME)["required"] == ANSWER


def test_outputs_and_run_numbers_are_dropped(school_class, hand_in):
    notebook = worked(school_class, required=ANSWER)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [nbformat.v4.new_output("stream", text="x" * 3_000_000)]
            cell.execution_count = 9
    for _ in range(8):
        notebook.cells.append(_code("pass", outputs=[nbformat.v4.new_output("stream", text="x" * 3_000_000)]))
    result = hand_in({f"{EX}.ipynb": as_bytes(notebook)})
    assert codes(result.remarks) == ["intake-outputs-dropped", "intake-own-cells"]
    path = school_class.paths.submitted(ME, EX) / f"{EX}.ipynb"
    assert path.stat().st_size < 20_000
    assert all(cell.get("outputs", []) == [] for cell in nbformat.read(path, as_version=4).cells)


def test_deleted_changed_and_reordered_cells_come_back_as_they_were(school_class, hand_in):
    notebook = worked(school_class, required=ANSWER)
    del notebook.cells[_position(notebook, "value")]
    del notebook.cells[0]
    notebook.cells[_position(notebook, "entered")].source = "assert True"
    notebook.cells = notebook.cells[::-1]
    found = _as_released(school_class, hand_in, notebook, required=ANSWER)
    assert found == ["intake-tests-restored", "intake-cells-restored", "intake-cells-changed"]


def test_changed_marks_are_put_right(school_class, hand_in):
    notebook = worked(school_class, required=ANSWER)
    notebook.cells[_position(notebook, "value")].metadata.nbgrader["points"] = 400
    del notebook.cells[_position(notebook, "required")].metadata["nbgrader"]
    notebook.cells[_position(notebook, "entered")].metadata.nbgrader["grade_id"] = "enterd"
    assert _as_released(school_class, hand_in, notebook, required=ANSWER) == ["intake-metadata-changed"]
    points = {
        cell.id: cell.metadata.nbgrader.points
        for cell in nbformat.read(school_class.paths.submitted(ME, EX) / f"{EX}.ipynb", as_version=4).cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    }
    assert points == {"entered": 1, "value": 4, "reason": 2}


def test_ids_may_be_lost_where_nbgraders_marks_are_left(school_class, hand_in):
    notebook = worked(school_class, required=ANSWER)
    for cell in notebook.cells:
        del cell["id"]
    notebook.nbformat_minor = 2
    result = hand_in({f"{EX}.ipynb": as_bytes(notebook)})
    assert (result.failures, result.repairs) == ((), ())
    assert submitted(school_class, ME)["required"] == ANSWER


def test_a_copied_answer_is_taken_once_and_an_untouched_copy_not_at_all(school_class, hand_in):
    notebook = worked(school_class, required=ANSWER)
    position = _position(notebook, "required")
    same = dict(notebook.cells[position], id="copy-1")
    untouched = dict(notebook.cells[position], id="copy-2", source=release(school_class).cells[position].source)
    notebook.cells[position:position] = [untouched, same]
    assert _as_released(school_class, hand_in, notebook, required=ANSWER) == ["intake-answer-twice"]


def test_an_answer_that_stands_there_in_two_ways_waits_for_the_teacher(school_class, hand_in):
    notebook = worked(school_class, required=ANSWER)
    position = _position(notebook, "required")
    notebook.cells.insert(position, dict(notebook.cells[position], id="copy", source="required_ohm = 1"))
    result = hand_in({f"{EX}.ipynb": as_bytes(notebook)})
    assert codes(result.open_repairs) == ["intake-answer-differs"]
    assert "required_ohm = 1" in result.repairs[0].what("en") and ANSWER.split("\n")[1] in result.repairs[0].what("en")
    assert not school_class.paths.submitted(ME, EX).exists()


def test_a_deleted_answer_is_not_answered(school_class, hand_in):
    notebook = worked(school_class, reason="x")
    del notebook.cells[_position(notebook, "required")]
    assert _as_released(school_class, hand_in, notebook, reason="x") == ["intake-answer-missing"]


def test_the_students_own_cells_stay_where_they_stood(school_class, hand_in):
    notebook = worked(school_class, required="required_ohm = limit * 380")
    position = _position(notebook, "required")
    notebook.cells.insert(position, _code("limit = 100"))
    notebook.cells.append(nbformat.v4.new_markdown_cell("fertig"))
    result = hand_in({f"{EX}.ipynb": as_bytes(notebook)})
    assert codes(result.remarks) == ["intake-own-cells"]
    order = list(submitted(school_class, ME))
    assert order.index("own-001") == order.index("required") - 1
    assert order[-1] == "own-002"


def test_an_answer_retyped_in_a_new_cell_still_counts(school_class, hand_in):
    notebook = worked(school_class)
    notebook.cells[_position(notebook, "required")] = _code(ANSWER)
    assert _as_released(school_class, hand_in, notebook, required=ANSWER) == [
        "intake-answers-found",
        "intake-metadata-changed",
    ]


def test_the_job_cards_text_counts_before_the_cells(school_class, hand_in):
    notebook = worked(school_class, reason="im Heft")
    result = hand_in({f"{EX}.ipynb": as_bytes(notebook), f"{EX}.jobcard.jsonl": record(reason="工单里写的理由")})
    assert codes(result.remarks) == ["intake-text-differs"]
    assert submitted(school_class, ME)["reason"] == "工单里写的理由"


def test_the_record_alone_can_be_graded(school_class, hand_in):
    result = hand_in({f"{EX}.jobcard.jsonl": record(required_ohm=38000, reason="工单"), "note.txt": b"sorry"})
    assert result.failures == ()
    assert codes(result.remarks) == ["intake-no-notebook", "intake-record-alone"]
    assert submitted(school_class, ME)["reason"] == "工单"


def test_without_a_record_the_one_that_was_handed_out_goes_along(school_class, hand_in):
    hand_in({f"{EX}.ipynb": as_bytes(worked(school_class, required=ANSWER))})
    handed_out = school_class.paths.release_record(EX).read_bytes()
    assert (school_class.paths.submitted(ME, EX) / f"{EX}.jobcard.jsonl").read_bytes() == handed_out


@pytest.mark.parametrize(
    ("made", "code"),
    [
        ({"number": "20240002"}, "intake-record-number"),
        ({"class_code": "other-class"}, "intake-record-class"),
    ],
)
def test_somebody_elses_record_waits_for_the_teacher(school_class, hand_in, made, code):
    result = hand_in({f"{EX}.ipynb": as_bytes(worked(school_class)), f"{EX}.jobcard.jsonl": record(**made)})
    assert codes(result.open_repairs) == [code]
    assert not school_class.paths.submitted(ME, EX).exists()


def test_an_older_copy_of_the_record_is_no_second_one(school_class, hand_in):
    older, newer = record(required_ohm=1), record(required_ohm=1, reason="x")
    files = {
        f"{EX}.ipynb": as_bytes(worked(school_class)),
        f"{EX}.jobcard.jsonl": newer,
        f"{EX}.jobcard (1).jsonl": older,
    }
    assert hand_in(files).repairs == ()
    assert (school_class.paths.submitted(ME, EX) / f"{EX}.jobcard.jsonl").read_bytes() == newer


def test_two_different_records_wait_for_the_teacher(school_class, hand_in):
    files = {f"{EX}.ipynb": as_bytes(worked(school_class)), "a.jobcard.jsonl": record(required_ohm=1)}
    result = hand_in(files | {"b.jobcard.jsonl": record(required_ohm=2)})
    assert codes(result.open_repairs) == ["intake-records-differ"]


def test_a_torn_record_is_read_and_remarked_and_a_foreign_one_left_out(school_class, hand_in):
    files = {
        f"{EX}.ipynb": as_bytes(worked(school_class)),
        f"{EX}.jobcard.jsonl": record(required_ohm=1) + b'{"n": 4, "ev',
    }
    result = hand_in(files | {"other.jobcard.jsonl": record(exercise="other")})
    assert codes(result.remarks) == ["intake-record-not-ours", "intake-record-remark"]
    assert result.repairs == ()


def test_several_notebooks(school_class, hand_in):
    mine, blank = as_bytes(worked(school_class, required=ANSWER)), as_bytes(release(school_class))
    result = hand_in({f"{EX}.ipynb": mine, "tiny (1).ipynb": mine, "blank.ipynb": blank, "other.ipynb": _other()})
    assert (result.failures, result.repairs) == ((), ())
    assert submitted(school_class, ME)["required"] == ANSWER


def test_several_notebooks_with_different_answers_wait_for_the_teacher(school_class, hand_in):
    other = as_bytes(worked(school_class, required="required_ohm = 2"))
    result = hand_in({"a.ipynb": as_bytes(worked(school_class, required=ANSWER)), "b.ipynb": other})
    assert codes(result.open_repairs) == ["intake-notebooks-differ"]
    assert "a.ipynb" in result.repairs[0].what("zh") and "b.ipynb" in result.repairs[0].what("zh")


def _other():
    notebook = nbformat.v4.new_notebook(metadata={"nevbook": {"exercise": "other"}}, cells=[_code("1", id="cell-01")])
    return as_bytes(notebook)


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({}, ["intake-no-notebook"]),
        ({"照片.jpg": b"\xff\xd8"}, ["intake-no-notebook"]),
        ({"work.rar": b"Rar!"}, ["intake-other-archive"]),
        ({"tiny.ipynb": _other()}, ["intake-other-notebook"]),
        ({"tiny.ipynb": b""}, ["intake-json-broken"]),
        ({"tiny.ipynb": b'{"cells": [{"cell_type": "code", "sou'}, ["intake-json-broken"]),
        ({"tiny.ipynb": b"[" * 200_000}, ["intake-json-broken"]),
        ({"tiny.ipynb": b"[1, 2]"}, ["intake-no-cells"]),
        ({"tiny.ipynb": b'{"cells": 3}'}, ["intake-no-cells"]),
        ({"tiny.ipynb": b'{"nbformat": 3, "worksheets": [{"cells": 3}]}'}, ["intake-no-cells"]),
        ({"tiny.ipynb": b'{"nbformat": 5, "cells": []}'}, ["intake-format-newer"]),
        ({"tiny.ipynb": b"\xff\x00\xfe\x00"}, ["intake-not-text"]),
        ({"tiny.ipynb": b'{"cells": [], "n": ' + b"9" * 5000 + b"}"}, ["intake-json-broken"]),
        ({f"{n}.ipynb": b"{}" for n in range(30)}, ["intake-too-many-notebooks"]),
    ],
)
def test_what_cannot_be_graded_says_why(school_class, hand_in, files, found):
    result = hand_in(files or {"empty.zip": packed({})})
    assert codes(result.failures) == found
    assert all(failure.what("zh") and failure.remedy("zh") for failure in result.failures)
    assert not school_class.paths.submitted(ME, EX).exists()
    assert {path.name for path in (result.folder / "files" / ME).iterdir()} == set(files or {"empty.zip": 0})


@pytest.mark.parametrize(
    ("coded", "coding"),
    [
        (lambda text: text.encode("gb18030"), "gb18030"),
        (lambda text: text.encode("utf-16"), "utf-16"),
        (lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"), "utf-16"),
        (lambda text: text.encode("utf-8-sig"), ""),
    ],
)
def test_other_codings_are_read(school_class, hand_in, coded, coding):
    text = json.dumps(worked(school_class, reason="电压越高"), ensure_ascii=False)
    result = hand_in({f"{EX}.ipynb": coded(text)})
    assert codes(result.remarks) == (["intake-coding"] if coding else [])
    assert submitted(school_class, ME)["reason"] == "电压越高"


def test_an_older_notebook_format_is_brought_up_to_date(school_class, hand_in):
    older = nbformat.convert(worked(school_class, required=ANSWER), 3)
    assert "worksheets" in older
    result = hand_in({f"{EX}.ipynb": as_bytes(older)})
    assert codes(result.remarks) == ["intake-format-older"]
    assert submitted(school_class, ME)["required"] == ANSWER


def test_cells_with_anything_missing_are_read(school_class, hand_in):
    notebook = json.loads(as_bytes(worked(school_class, required=ANSWER)))
    notebook["cells"] += [
        None,
        3,
        {},
        {"cell_type": "code"},
        {"cell_type": "code", "source": 4, "metadata": [], "id": {}},
    ]
    for cell in notebook["cells"][:3]:
        del cell["metadata"]
        cell["source"] = cell["source"].splitlines(keepends=True)
    result = hand_in({f"{EX}.ipynb": json.dumps(notebook).encode()})
    assert (result.failures, result.repairs) == ((), ())
    assert submitted(school_class, ME)["required"] == ANSWER


def test_half_characters_line_ends_and_pictures(school_class, hand_in):
    notebook = worked(school_class, required="a = 1\r\nb = 2\rc = 3", reason="见图 ![x](attachment:x.png) \ud83d")
    manual = notebook.cells[_position(notebook, "reason")]
    manual["attachments"] = {"x.png": {"image/png": "aGk="}, "y.svg": {"image/svg+xml": "<svg/>"}, "z": 3}
    result = hand_in({f"{EX}.ipynb": json.dumps(notebook).encode()})
    assert result.failures == ()
    assert submitted(school_class, ME)["required"] == "a = 1\nb = 2\nc = 3"
    cell = next(
        cell
        for cell in nbformat.read(school_class.paths.submitted(ME, EX) / f"{EX}.ipynb", as_version=4).cells
        if cell.id == "reason"
    )
    assert cell.attachments == {"x.png": {"image/png": "aGk="}}
    assert cell.source.endswith("?")


def test_an_endless_answer_is_cut(school_class, hand_in):
    result = hand_in({f"{EX}.ipynb": as_bytes(worked(school_class, reason="x" * 1_000_000))})
    assert codes(result.remarks) == ["intake-answer-cut"]
    assert len(submitted(school_class, ME)["reason"]) == 200_000


def test_the_note_says_all_of_it_in_codes_and_values(school_class, hand_in):
    result = hand_in({"umbenannt.ipynb": as_bytes(worked(school_class, required=ANSWER))})
    note = json.loads((result.folder / "intake.json").read_text(encoding="utf-8"))
    assert note["remarks"] == [
        {"code": "intake-renamed", "path": f"{ME}/umbenannt.ipynb", "line": 0, "values": {"exercise": EX}}
    ]
    assert note["files"][0]["name"] == f"{ME}/umbenannt.ipynb"
    assert (note["student"], note["exercise"], note["decision"]) == (ME, EX, "")


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_damage_to_a_hand_in_stops_the_class(tmp_path_factory, data):
    """Flip, cut and join a real hand-in's bytes: every student gets a standing, nothing raises, nothing is lost."""
    folder = tmp_path_factory.mktemp("damage")
    school_class = made_class(tmp_path_factory.getbasetemp(), folder)
    notebook = worked(school_class, required=ANSWER, reason="电压越高")
    good = packed({f"{EX}.ipynb": as_bytes(notebook), f"{EX}.jobcard.jsonl": record(required_ohm=1)})
    source = bytearray(data.draw(st.sampled_from([as_bytes(notebook), record(required_ohm=1, reason="x"), good])))
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, max(len(source) - 1, 0)))
        match data.draw(st.sampled_from(["flip", "cut", "put"])):
            case "flip" if source:
                source[at] ^= data.draw(st.integers(1, 255))
            case "cut":
                del source[at : at + data.draw(st.integers(1, 2000))]
            case "put":
                source[at:at] = data.draw(st.binary(max_size=20))
    name = data.draw(st.sampled_from(["tiny.ipynb", "tiny.jobcard.jsonl", "tiny.zip"]))
    placed(folder / "in" / ME / name, bytes(source))
    placed(folder / "in" / "20240002" / f"{EX}.ipynb", as_bytes(notebook))
    done = collect(school_class, EX, folder / "in", now=NOW)
    found = {hand_in.student: hand_in for hand_in in done.taken}
    assert found.keys() == {ME, "20240002"}
    assert "intake-broke" not in codes(found[ME].failures)
    assert found[ME].kept_at(f"{ME}/{name}").read_bytes() == bytes(source)
    assert bool(found[ME].failures or found[ME].open_repairs) != school_class.paths.submitted(ME, EX).exists()
    assert school_class.paths.submitted("20240002", EX).exists()
