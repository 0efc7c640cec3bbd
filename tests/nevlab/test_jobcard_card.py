"""The job card keeps what is entered and done."""

import json
import multiprocessing
import os
from pathlib import Path

import pytest

from nevlab import jobcard, labels
from nevlab.jobcard import BadEntry, Choice, JobCard, NoStudentNumber, Number, Record, Text
from nevlab.messages import WorkshopError

FIELDS = [
    Number("tau_ms", "Time constant", unit="ms", low=0, high=10000),
    Choice("verdict", "Verdict", options={"ok": "in order", "open": "open circuit"}),
    Text("reason", "Why?"),
]


@pytest.fixture
def card(handed_out):
    handed_out("tiny")
    return JobCard("tiny", FIELDS)


def events() -> list[dict]:
    return [json.loads(line) for line in Path("tiny.jobcard.jsonl").read_text(encoding="utf-8").splitlines()]


def test_an_entry_is_on_the_disk_at_once(card):
    card.enter("tau_ms", "３８．１ ms")
    last = events()[-1]
    assert last.pop("at").endswith("Z")
    assert last == {
        "n": 2, "event": "entered", "field": "tau_ms", "value": 38.1, "unit": "ms",
        "label": "Time constant", "shown": "38.1 ms",
    }  # fmt: skip


def test_the_same_entry_twice_is_one_event(card):
    card.enter("tau_ms", 38.1)
    card.enter("tau_ms", "38.1")
    assert len(events()) == 2


def test_a_card_made_again_knows_everything(card):
    card.identify("20240001")
    card.record("read_cursor", t_ms=38.1)
    card.enter("tau_ms", 38.1)
    card.enter("verdict", "ok")
    card.enter("verdict", "")
    again = JobCard("tiny", FIELDS)
    assert again.answers() == {"tau_ms": 38.1, "verdict": None, "reason": None}
    assert again.student_number == "20240001"
    assert [action.action for action in again.history.actions()] == ["read_cursor"]


def test_a_refused_entry_saves_nothing(card):
    with pytest.raises(BadEntry, match="outside the allowed range"):
        card.enter("tau_ms", -1)
    with pytest.raises(BadEntry, match="no field “tau”; it has: tau_ms"):
        card.enter("tau", 38)
    assert len(events()) == 1
    assert card.entered("tau_ms") is None


def test_answers_is_one_dict_kept_up_to_date(card):
    answers = card.answers(tau_ms=None)
    assert type(answers) is dict
    card.enter("tau_ms", 38.1)
    card.enter("reason", "slow")
    assert answers == {"tau_ms": 38.1, "verdict": None, "reason": "slow"}
    assert card.answers() is answers


def test_the_record_wins_over_a_plain_cell_and_a_difference_is_remarked(card):
    card.enter("tau_ms", 38.1)
    answers = card.answers(tau_ms=0.0381, verdict="open")
    assert answers == {"tau_ms": 38.1, "verdict": "open", "reason": None}
    card.answers(tau_ms=0.0381, verdict="open")
    assert card.remarks == (
        "Time constant: the job card says 38.1, the notebook's cell says 0.0381; the job card counts.",
    )
    card.enter("tau_ms", None)
    assert answers["tau_ms"] == 0.0381


def test_a_plain_cell_is_read_like_an_entry(card):
    answers = card.answers(tau_ms="38,1 ms", verdict="shut", reason=...)
    assert answers == {"tau_ms": 38.1, "verdict": None, "reason": None}
    assert "'shut' is not an option" in card.remarks[0]


def test_an_authors_slip_is_said(card):
    with pytest.raises(WorkshopError, match="no field “tau”"):
        card.answers(tau=38.1)
    with pytest.raises(WorkshopError, match="id of its own"):
        JobCard("tiny", [FIELDS[0], FIELDS[0]])


def test_the_number_is_asked_first_and_told_to_the_benches(card):
    cars = []
    card.when_identified(lambda: cars.append(card.seed))
    with pytest.raises(NoStudentNumber):
        _ = card.seed
    with pytest.raises(NoStudentNumber):
        card.record("read_cursor", t_ms=1)
    card.identify("20240001")
    card.identify("20240001")
    assert cars == [jobcard.car_seed("nev24-1", "20240001", "tiny")]
    card.when_identified(lambda: cars.append("known"))
    assert cars[-1] == "known"


def test_a_typo_in_the_number_can_be_corrected_until_something_is_measured(card):
    card.identify("20240010")
    card.enter("tau_ms", 5)
    card.identify("20240001")
    assert not card.number_is_fixed
    card.record("read_cursor", t_ms=1)
    assert card.number_is_fixed
    with pytest.raises(WorkshopError, match="measured on the car of 20240001"):
        card.identify("20240010")
    card.identify("20240001")
    assert card.student_number == "20240001"


def test_actions_are_plain(card):
    np = pytest.importorskip("numpy")
    card.identify("20240001")
    card.record("sweep", volts=np.array([1.0, 2.0]), count=np.int64(2))
    assert events()[-1]["details"] == {"volts": [1.0, 2.0], "count": 2}
    for details in ({"x": float("nan")}, {"x": object()}, {"x": np.array([np.inf])}):
        with pytest.raises(WorkshopError, match="plain"):
            card.record("sweep", **details)
    with pytest.raises(WorkshopError, match="at most 40000"):
        card.record("sweep", text="x" * 50_000)
    assert len(events()) == 3


@pytest.mark.parametrize("character", ["压", "🚗"])
def test_the_longest_text_is_saved(card, character):
    card.enter("reason", character * 4000)
    assert Record.read("tiny.jobcard.jsonl").answers() == {"reason": character * 4000}


def test_a_torn_line_does_not_swallow_the_next(card):
    with Path("tiny.jobcard.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"n": 2, "event": "ente')
    again = JobCard("tiny", FIELDS)
    assert "torn" in again.remarks[0]
    again.enter("tau_ms", 38.1)
    assert Record.read("tiny.jobcard.jsonl").answers() == {"tau_ms": 38.1}


def test_two_tabs_write_into_one_record(card):
    other = JobCard("tiny", FIELDS)
    card.enter("tau_ms", 38.1)
    other.enter("verdict", "ok")
    assert [event["n"] for event in events()] == [1, 2, 3]
    assert Record.read("tiny.jobcard.jsonl").answers() == {"tau_ms": 38.1, "verdict": "ok"}


def test_what_an_older_record_holds_is_checked_again(handed_out):
    handed_out(
        "tiny",
        {"event": "entered", "field": "tau_ms", "value": 99999},
        {"event": "entered", "field": "gone", "value": 1},
        {"event": "entered", "field": "verdict", "value": "ok"},
    )
    card = JobCard("tiny", FIELDS)
    assert card.answers() == {"tau_ms": None, "verdict": "ok", "reason": None}
    assert len(card.remarks) == 2


def test_without_a_handed_out_record_it_is_a_practice_car():
    card = JobCard("tiny", FIELDS)
    assert not Path("tiny.jobcard.jsonl").exists()
    card.identify("20240001")
    assert [event["event"] for event in events()] == ["opened", "student"]
    assert (card.class_code, card.remarks) == ("practice", ())
    assert card.seed == jobcard.car_seed("practice", "20240001", "tiny")


def test_a_folder_that_cannot_be_written_is_said_and_the_entry_can_be_made_again(card):
    record = Path("tiny.jobcard.jsonl")
    kept = record.read_bytes()
    record.unlink()
    record.mkdir()
    with pytest.raises(WorkshopError, match="Not saved"):
        card.enter("tau_ms", 38.1)
    record.rmdir()
    record.write_bytes(kept)
    card.enter("tau_ms", 38.1)
    assert Record.read(record).answers() == {"tau_ms": 38.1}


def test_a_full_record_is_said(card):
    with Path("tiny.jobcard.jsonl").open("ab") as file:
        file.write((b" " * 999 + b"\n") * 4000)
    with pytest.raises(WorkshopError, match="is full"):
        card.enter("tau_ms", 38.1)


def test_the_language_is_the_records(handed_out, monkeypatch):
    monkeypatch.delenv("NEVLAB_LANG")
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    handed_out("tiny", language="zh")
    jobcard.speak_as_the_record()
    assert labels.label("in order", "正常") == "正常"
    handed_out("other", language="en")
    JobCard("other", FIELDS)
    assert labels.language() == "en"


def test_the_grader_and_a_page_write_nothing(handed_out, monkeypatch):
    handed_out(
        "tiny", {"event": "student", "number": "20240001"}, {"event": "entered", "field": "tau_ms", "value": 38.1}
    )
    before = Path("tiny.jobcard.jsonl").read_bytes()
    monkeypatch.setenv("NEVLAB_CLASS", "nev24-1")
    monkeypatch.setenv("NEVLAB_STUDENT", "20240002")
    graded = JobCard("tiny", FIELDS)
    graded.record("read_cursor", t_ms=1)
    graded.enter("tau_ms", 5)
    assert graded.seed == jobcard.car_seed("nev24-1", "20240002", "tiny")
    assert Path("tiny.jobcard.jsonl").read_bytes() == before

    monkeypatch.delenv("NEVLAB_STUDENT")
    monkeypatch.setenv("NEVLAB_STATIC", "1")
    still = JobCard("fresh", FIELDS)
    still.record("read_cursor", t_ms=1)
    assert still.seed == JobCard("fresh", FIELDS).seed
    assert not Path("fresh.jobcard.jsonl").exists()


def _enter_and_die() -> None:
    JobCard("tiny", FIELDS).enter("tau_ms", 38.1)
    os._exit(1)


def test_an_entry_survives_a_kernel_that_dies(card):
    process = multiprocessing.get_context("spawn").Process(target=_enter_and_die)
    process.start()
    process.join()
    assert Record.read("tiny.jobcard.jsonl").answers() == {"tau_ms": 38.1}


def test_listeners_hear_of_every_event(card):
    heard = []
    card.when_changed(lambda: heard.append(len(card.history.events)))
    card.identify("20240001")
    card.enter("tau_ms", 38.1)
    card.record("read_cursor", t_ms=1)
    card.checked(passed=1, failed=0)
    assert heard == [2, 3, 4, 5]
