"""The record can be read whatever became of it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nevlab.jobcard import Record
from nevlab.jobcard.record import MAX_BYTES, MAX_LINES

OPENED = {"event": "opened", "format": 1, "nevlab": "0.1.0", "exercise": "tiny", "class": "nev24-1", "language": "zh"}


def lines(*events) -> bytes:
    return b"".join(
        event
        if isinstance(event, bytes)
        else json.dumps({"n": n, "at": "2026-11-21T12:00:00Z", **event}).encode() + b"\n"
        for n, event in enumerate(events, start=1)
    )


def entered(field, value):
    return {"event": "entered", "field": field, "value": value}


def test_says_whose_it_is_what_was_entered_and_done():
    record = Record.from_bytes(
        lines(
            OPENED,
            {"event": "student", "number": "20240001"},
            {"event": "did", "action": "read_cursor", "details": {"t_ms": 38.1}},
            entered("tau_ms", 38.0),
            entered("tau_ms", 38.1),
            entered("sequence", ["a", "b"]),
            entered("verdict", "ok"),
            entered("verdict", None),
        )
    )
    assert (record.class_code, record.student_number, record.language) == ("nev24-1", "20240001", "zh")
    assert record.answers() == {"tau_ms": 38.1, "sequence": ["a", "b"]}
    (action,) = record.actions()
    assert (action.n, action.action, action.details) == (3, "read_cursor", {"t_ms": 38.1})
    assert record.remarks == ()


def test_a_torn_last_line_is_left_out_and_said():
    whole = lines(OPENED, entered("tau_ms", 38.1), entered("tau_ms", 40.0))
    record = Record.from_bytes(whole[:-20])
    assert record.answers() == {"tau_ms": 38.1}
    assert record.remarks == (
        "Line 3 of the record is torn off (power or disk failed while it was written); it is left out.",
    )


def test_a_last_line_without_its_newline_still_counts():
    record = Record.from_bytes(lines(OPENED, entered("tau_ms", 38.1)).rstrip(b"\n"))
    assert record.answers() == {"tau_ms": 38.1}
    assert record.remarks == ()


@pytest.mark.parametrize(
    "strange",
    [
        b"hello\n",
        b"[1, 2]\n",
        b'{"event": 5}\n',
        b'{"event": "entered", "field": "tau_ms"}\n',
        b'{"event": "entered", "field": "tau_ms", "value": NaN}\n',
        b'{"event": "entered", "field": "tau_ms", "value": {"a": 1}}\n',
        b'{"event": "entered", "field": "tau_ms", "value": true}\n',
        b'{"event": "entered", "field": "tau_ms", "value": 1e999}\n',
        b'{"event": "entered", "field": "tau_ms", "value": ' + b"9" * 400 + b"}\n",
        b'{"event": "did", "action": "x", "at": 5}\n',
        b'{"event": "did", "action": "x", "n": "5"}\n',
        b'{"event": "entered", "field": ["tau_ms"], "value": 1}\n',
        b'{"event": "did", "action": "x", "details": 3}\n',
        b'{"event": "student", "number": 20240001}\n',
        b"\xff\xfe{}\n",
        b"[" * 100_000 + b"\n",
        b'{"event": "entered", "field": "tau_ms", "value": ' + b"9" * 5000 + b"}\n",
    ],
)
def test_a_strange_line_is_remarked_and_the_rest_counts(strange):
    record = Record.from_bytes(lines(OPENED, strange, entered("tau_ms", 38.1)))
    assert record.answers() == {"tau_ms": 38.1}
    assert len(record.remarks) == 1
    assert "Line 2" in record.remarks[0]


def test_many_strange_lines_do_not_flood_the_teacher():
    record = Record.from_bytes(lines(OPENED) + b"x\n" * 500)
    assert len(record.remarks) == 21
    assert "480 more" in record.remarks[-1]


def test_events_of_a_later_version_are_kept():
    record = Record.from_bytes(lines(OPENED | {"format": 2}, {"event": "scored", "points": 3}))
    assert record.events[1]["points"] == 3
    assert "format 2" in record.remarks[0]


def test_a_changed_owner_is_remarked():
    did = {"event": "did", "action": "measure", "details": {}}
    one, two = ({"event": "student", "number": number} for number in ("20240001", "20240002"))
    assert Record.from_bytes(lines(OPENED, one, two, did)).remarks == ()
    late = Record.from_bytes(lines(OPENED, one, did, two))
    assert "changed from 20240001 to 20240002" in late.remarks[0]
    other_class = Record.from_bytes(lines(OPENED, OPENED | {"class": "nev24-2"}))
    assert other_class.class_code == "nev24-1"
    assert "nev24-2" in other_class.remarks[0]


def test_a_huge_record_is_cut_and_said(tmp_path):
    path = tmp_path / "tiny.jobcard.jsonl"
    with path.open("wb") as file:
        file.write(lines(OPENED, entered("tau_ms", 38.1)))
        file.truncate(100_000_000)
    record = Record.read(path)
    assert record.answers() == {"tau_ms": 38.1}
    assert str(MAX_BYTES) in record.remarks[0]


def test_a_record_of_very_many_lines_is_cut_and_said():
    record = Record.from_bytes(lines(OPENED) + b"{}\n" * (MAX_LINES * 2))
    assert record.class_code == "nev24-1"
    assert any(str(MAX_LINES) in remark for remark in record.remarks)


def test_a_missing_record_is_an_empty_one(tmp_path):
    record = Record.read(tmp_path / "tiny.jobcard.jsonl")
    assert (record.answers(), record.actions(), record.student_number) == ({}, (), "")
    assert "no record tiny.jobcard.jsonl" in record.remarks[0]


@given(st.binary())
def test_any_bytes_are_a_record(data):
    Record.from_bytes(data).answers()


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_any_json_is_a_record(value):
    for key in ("class", "number", "action", "details", "field", "value"):
        for event in ("opened", "student", "did", "entered"):
            record = Record.from_bytes(json.dumps({"event": event, key: value, "exercise": "tiny"}).encode())
            record.answers()
            record.actions()


def test_entries_are_told_in_the_words_of_the_form(tmp_path):
    events = [
        {"event": "entered", "field": "verdict", "value": "low", "label": "Your car", "shown": "resistor too small"},
        {"event": "entered", "field": "tau_ms", "value": 38.1},
        {"event": "entered", "field": "sequence", "value": ["wait", "prove"], "label": 7},
    ]
    path = tmp_path / "tiny.jobcard.jsonl"
    path.write_text("".join(json.dumps(event) + "\n" for event in events), encoding="utf-8")
    assert Record.read(path).in_words() == {
        "verdict": ("Your car", "resistor too small"),
        "tau_ms": ("tau_ms", "38.1"),
        "sequence": ("sequence", "wait, prove"),
    }
