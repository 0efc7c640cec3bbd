"""The form of a job card, without a browser."""

import ipywidgets as widgets
import pytest
from notebooks import graded_cell, save

from nevlab import bench, jobcard
from nevlab.jobcard import Choice, JobCard, Number, Order, Text

FIELDS = [
    Number("tau_ms", "Time constant", unit="ms", low=0, high=10000),
    Choice("verdict", "Verdict", options={"ok": "in order", "open": "open <circuit>"}),
    Order("sequence", "Order of work", steps={"a": "key off", "b": "12 V off"}),
    Text("reason", "Why?"),
]


def all_of(widget, kind):
    found = [widget] if isinstance(widget, kind) else []
    return found + [one for child in getattr(widget, "children", ()) for one in all_of(child, kind)]


def text(form) -> str:
    return " ".join(item.value for item in all_of(form, widgets.HTML))


def box(form, label):
    return next(item for item in all_of(form, widgets.DOMWidget) if getattr(item, "description", "").startswith(label))


@pytest.fixture
def card(handed_out):
    handed_out("tiny")
    return JobCard("tiny", FIELDS)


@pytest.fixture
def form(card):
    return bench.job_card(card).widget()


def test_says_that_a_simulation_authorises_nothing(form):
    assert "Simulation does not authorise high-voltage work" in text(form)


def test_each_field_saves_at_once_and_says_so(form, card):
    box(form, "Time constant").value = "38,1 ms"
    box(form, "Verdict").value = "open"
    box(form, "12 V off").click()
    box(form, "key off").click()
    box(form, "Why?").value = "it rises slowly"
    assert text(form).count("✓ saved") == 4
    assert jobcard.Record.read("tiny.jobcard.jsonl").answers() == {
        "tau_ms": 38.1, "verdict": "open", "sequence": ["b", "a"], "reason": "it rises slowly",
    }  # fmt: skip
    assert box(form, "Time constant").value == "38.1"
    assert card.answers()["verdict"] == "open"


def test_a_wrong_entry_is_explained_and_stays_to_be_mended(form, card):
    number = box(form, "Time constant")
    number.value = "38.1 s"
    assert "is not in ms" in text(form)
    assert number.value == "38.1 s"
    assert card.entered("tau_ms") is None
    number.value = "38.1"
    assert "is not in ms" not in text(form)


def test_an_order_can_be_taken_back(form, card):
    key, battery, back = box(form, "key off"), box(form, "12 V off"), box(form, "Take back")
    assert back.disabled
    key.click()
    battery.click()
    assert key.disabled
    assert battery.disabled
    back.click()
    assert card.entered("sequence") == ["a"]
    assert not battery.disabled
    back.click()
    assert card.entered("sequence") is None


def test_opening_the_notebook_again_shows_what_was_entered_and_done(form, card):
    box(form, "Student number").value = "20240001"
    card.record("read_cursor", t_ms=38.1)
    box(form, "Time constant").value = "38.1"
    box(form, "key off").click()
    again = bench.job_card(JobCard("tiny", FIELDS)).widget()
    assert box(again, "Time constant").value == "38.1"
    assert "<li>key off</li>" in text(again)
    assert "<b>Student 20240001</b> · class nev24-1" in text(again)
    assert "Actions recorded on this car: 1." in text(again)


def test_a_reading_that_a_bench_enters_shows(form, card):
    card.enter("tau_ms", 38.1)
    assert box(form, "Time constant").value == "38.1"
    assert "✓ saved" in text(form)


def test_the_number_is_asked_once_and_can_be_corrected_before_the_first_measurement(form, card):
    number, correct = box(form, "Student number"), box(form, "Correct the number")
    number.value = "20240001/"
    assert "cannot be a student number" in text(form)
    number.value = "20240010"
    assert correct.layout.display != "none"
    correct.click()
    number.value = "20240001"
    box(form, "Confirm").click()
    assert card.student_number == "20240001"
    card.record("read_cursor", t_ms=38.1)
    assert correct.layout.display == "none"


def test_check_never_claims_more_than_the_visible_tests(form, card):
    save(card.notebook, graded_cell("tau", "assert 1 == 1"), graded_cell("verdict", "assert 1 == 2, '<look> again'"))
    box(form, "Check").click()
    said = text(form)
    assert "✓ <b>tau</b> – passed" in said
    assert "✗ <b>verdict</b> – not yet: &lt;look&gt; again" in said
    assert "Not all visible tests pass yet" in said
    save(card.notebook, graded_cell("tau", "assert 1 == 1"))
    box(form, "Check").click()
    assert "The visible tests passed. The full marking also checks your readings." in text(form)
    checked = [event for event in card.history.events if event["event"] == "checked"]
    assert [(event["passed"], event["failed"]) for event in checked] == [(1, 1), (1, 0)]


def test_hand_in_says_what_is_missing_then_gives_the_receipt(form, card):
    save(card.notebook)
    box(form, "Hand in").click()
    assert "Your student number is not entered yet" in text(form)
    box(form, "Student number").value = "20240001"
    box(form, "Hand in").click()
    said = text(form)
    assert "20240001-tiny.zip" in said
    assert "Left empty: Time constant; Verdict; Order of work; Why?" in said
    assert (card.folder / "20240001-tiny.zip").exists()


def test_a_practice_car_says_that_it_is_one():
    form = bench.job_card(JobCard("tiny", FIELDS)).widget()
    assert "practice car" in text(form)
    box(form, "Student number").value = "20240001"
    assert "practice car" in text(form)


def test_a_damaged_record_is_said_at_the_top(handed_out, tmp_path):
    handed_out("tiny")
    with (tmp_path / "tiny.jobcard.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"n": 2, "ev')
    assert "torn off" in text(bench.job_card(JobCard("tiny", FIELDS)).widget())


def test_a_page_has_the_card_as_a_form_of_paper(monkeypatch):
    monkeypatch.setenv("NEVLAB_STATIC", "1")
    monkeypatch.setenv("NEVLAB_LANG", "zh")
    page = bench.job_card(JobCard("tiny", FIELDS))._repr_mimebundle_()["text/html"]
    row = page.partition('<th scope="row">Time constant</th>')[2].partition("</tr>")[0]
    assert row.startswith("<td></td>")
    assert ">ms<" in row
    assert "<i></i>open &lt;circuit&gt;" in page
    for words in ("学号", "监护人", "标准值", "仿真练习不等于高压作业授权"):
        assert words in page


def test_the_grader_shows_nothing_and_does_not_fail(monkeypatch, handed_out):
    handed_out("tiny")
    monkeypatch.setenv("NEVLAB_STUDENT", "20240001")
    assert list(bench.job_card(JobCard("tiny", FIELDS))._repr_mimebundle_()) == ["text/plain"]
