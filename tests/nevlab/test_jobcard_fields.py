"""What each field of a job card takes."""

import pytest

from nevlab.jobcard import BadEntry, Choice, Number, Order, Text

TAU = Number("tau_ms", "Time constant", unit="ms", low=0, high=10000)
VERDICT = Choice("verdict", "Verdict", options={"ok": "in order", "open": "open circuit"})
SEQUENCE = Order("sequence", "Order of work", steps={"a": "key off", "b": "12 V off", "c": "plug out"})
REASON = Text("reason", "Why?")


@pytest.mark.parametrize("field", [TAU, VERDICT, SEQUENCE, REASON])
@pytest.mark.parametrize("nothing", [None, "", "  ", ...])
def test_nothing_is_none(field, nothing):
    assert field.read(nothing) is None
    assert field.show(None) == ""


def test_a_number_out_of_range_names_value_and_range():
    with pytest.raises(BadEntry, match=r"Time constant: 10001 is outside the allowed range 0 … 10000 ms"):
        TAU.read("10001")
    assert TAU.read("10000 ms") == 10000


@pytest.mark.parametrize(
    ("low", "high", "words"), [(0, 5, "0 … 5 V"), (0, float("inf"), "≥ 0 V"), (float("-inf"), 0.5, "≤ 0.5 V")]
)
def test_the_range_in_words(low, high, words):
    assert Number("u", "U", unit="V", low=low, high=high).range() == words


def test_an_error_says_which_field(monkeypatch):
    monkeypatch.setenv("NEVLAB_LANG", "zh")
    with pytest.raises(BadEntry, match=r"Time constant：「abc」不是一个数"):
        TAU.read("abc")


def test_a_choice_takes_key_or_words():
    assert VERDICT.read("open") == VERDICT.read("open circuit") == "open"
    with pytest.raises(BadEntry, match=r"'shut' is not an option; choose from: ok \(in order\), open \(open circuit\)"):
        VERDICT.read("shut")
    with pytest.raises(BadEntry):
        VERDICT.read(["ok"])


def test_an_order_is_a_list_of_steps_each_once():
    assert SEQUENCE.read(("c", "12 V off")) == ["c", "b"]
    assert SEQUENCE.show(["c", "b"]) == "plug out → 12 V off"
    assert SEQUENCE.read([]) is None
    with pytest.raises(BadEntry, match="twice: key off"):
        SEQUENCE.read(["a", "b", "a"])
    with pytest.raises(BadEntry, match="list of steps"):
        SEQUENCE.read("abc")
    with pytest.raises(BadEntry, match="'z' is not an option"):
        SEQUENCE.read(["z"])


def test_a_text_loses_control_characters_only():
    assert REASON.read(" 母线电压\x00升得慢。\nτ > 38 ms ") == "母线电压升得慢。\nτ > 38 ms"
    with pytest.raises(BadEntry, match="write words"):
        REASON.read(5)
    with pytest.raises(BadEntry, match="4001 characters; at most 4000"):
        REASON.read("x" * 4001)
