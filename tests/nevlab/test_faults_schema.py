"""The schema of the fault library: what an entry has to hold, and how a wrong one is refused."""

import pytest

from nevlab.faults import fault, parts
from nevlab.faults.entry import Words
from nevlab.faults.schema import read_fault
from nevlab.messages import WorkshopError

TEXT = {"en": "text", "zh": "文字"}
GOOD = {
    **dict.fromkeys(("name", "symptom", "part_name", "safe", "unsafe", "repair", "verification"), TEXT),
    "part": "part",
    "changes": [{"path": "high_voltage.precharge_ohm", "to": 1.0}],
    "codes": [{"controller": "battery", "code": "P1A3400"}],
    "codes_after": [["turn_key", "on"]],
    "expected": [{"tool": "ohms", "at": ["a", "b"], "after": [], "shows": 1, "within": 0, "sound": "OL", "why": TEXT}],
    "source": "our own",
}


def test_an_entry_as_the_schema_wants_it_is_read():
    entry = read_fault("worn", "battery", GOOD)
    assert (entry.id, entry.place, entry.name) == ("worn", "battery", Words("text", "文字"))
    assert entry.changes[0].to == 1.0 and entry.changes[0].times is None
    assert entry.codes_after == (("turn_key", "on"),)
    assert entry.expected[0].shows == 1.0 and entry.expected[0].sound == "OL"


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"repair": None}, "worn.repair"),
        ({"repair": "replace it"}, "worn.repair"),
        ({"repair": {"en": "replace it"}}, "worn.repair: 'zh' is missing"),
        ({"part": 7}, "worn.part: str is wanted"),
        ({"price": 3}, "worn: unknown field 'price'"),
        ({"codes": "P1A3400"}, "worn.codes: a list is wanted"),
        ({"codes": [{"controller": "battery"}]}, "worn.codes.1: 'code' is missing"),
        ({"changes": [{"path": "a", "times": "twice"}]}, "worn.changes.1.times"),
        ({"expected": [{**GOOD["expected"][0], "within": "a bit"}]}, "worn.expected.1.within: float is wanted"),
        ({"expected": [GOOD["expected"][0], {**GOOD["expected"][0], "shows": True}]}, "worn.expected.2.shows"),
        ({"codes_after": [["turn_key", "on"], "press_start"]}, "worn.codes_after.2: a list is wanted"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_wrong_entry_is_refused_with_file_entry_and_field(wrong, where):
    with pytest.raises(WorkshopError) as refused:
        read_fault("worn", "battery", {**GOOD, **wrong})
    assert "battery.toml" in str(refused.value)
    assert where in str(refused.value)


def test_a_missing_field_is_named():
    with pytest.raises(WorkshopError, match=r"battery\.toml.*worn: 'verification' is missing"):
        read_fault("worn", "battery", {name: value for name, value in GOOD.items() if name != "verification"})


def test_all_mistakes_of_an_entry_are_told_at_once():
    with pytest.raises(WorkshopError) as refused:
        read_fault("worn", "battery", {**GOOD, "part": 7, "codes": 3, "price": 3})
    assert all(word in str(refused.value) for word in ("worn.part", "worn.codes", "'price'"))


def test_the_entries_are_in_the_language_shown():
    words = fault("precharge-resistor-open").name
    assert (words.text, words.zh) == ("Pre-charge resistor open", "预充电阻断路")
    assert parts()["precharge_resistor"] == "pre-charge resistor"
