"""The scan tool of the work bay: bytes of the record in words, and the panel that asks for them."""

import pytest
from operated import Operated

from nevlab.bench.workshop import quantity_words as words_of
from nevlab.bench.workshop import scan_tool_panel, scan_views
from nevlab.stations.workshop import workshop
from nevlab.vehicle.car.controllers import FACTS

KEY_ON = ("turn_key", {"position": "on"})
START = ("press_start", {})


def scan(function, ecu, argument=None):
    return "scan", {"function": function, "ecu": ecu, "argument": argument}


def last(*steps, faults=()):
    """Give the details of the last of `steps`, done on a fresh car."""
    bay, details = workshop(5, faults), {}
    for action, asked in steps:
        bay, details = bay.act(action, **asked)
    return details


# The data file in words


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_quantity_actuator_and_routine_has_words(language, monkeypatch):
    monkeypatch.setenv("NEVLAB_LANG", language)
    known = words_of.quantities()
    for facts in FACTS.values():
        assert {part.quantity for item in facts.items for part in item.fields} <= set(known)
        assert {name for output in facts.outputs for name in output.drives} <= set(words_of.actuator_words())
        assert {routine.rid for routine in facts.routines} <= set(words_of.routine_words())
    assert all(quantity.label for quantity in known.values())


@pytest.mark.parametrize(
    ("quantity", "value", "text", "unit"),
    [
        ("soc", 0.68, "68", "%"),
        ("insulation_ohm", 42e3, "42", "kΩ"),
        ("refrigerant_high_pa", 682e3, "0.682", "MPa"),
        ("vehicle_speed_mps", 10.0, "36.0", "km/h"),
        ("pack_current_a", -12.34, "−12.3", "A"),
        ("ud_v", -0.01, "0.0", "V"),
        ("ready", 1.0, "yes", ""),
        ("session", 3.0, "extended session", ""),
        ("vin", "NEVBOOKTRAINING01", "NEVBOOKTRAINING01", ""),
        ("cable_resistance_ohm", None, "not available", "Ω"),
    ],
)
def test_values_with_the_unit_of_a_workshop(quantity, value, text, unit):
    shown = words_of.quantities()[quantity]
    assert (shown.show(value), shown.unit) == (text, unit)


# Answers


def test_the_data_stream_of_a_ready_car():
    bay = workshop(5)
    for action, asked in (KEY_ON, START):
        bay, _ = bay.act(action, **asked)
    _, details = bay.act(*scan("read_data", "battery")[:1], **scan("read_data", "battery")[1])
    html = scan_views.result(details)
    # One byte of 1 % each, two of 0.1 V: the car's own values, to the coding's step.
    assert f"<td>{100 * float(bay.car.cells_now.soc.mean()):.0f}</td><td>%</td>" in html
    assert "state of charge" in html and "insulation resistance" in html and "NEVBOOKTRAINING01" in html


def test_a_fault_shows_its_code_and_its_status_spelled_out():
    details = last(KEY_ON, START, scan("read_codes", "battery"), faults=["precharge-resistor-open"])
    html = scan_views.result(details)
    assert "P1A3400" in html and "Pre-charge failed" in html
    assert "testFailed: fails now" in html and "confirmedDTC: confirmed" in html


def test_no_code_is_said_in_words():
    assert "No trouble codes" in scan_views.result(last(KEY_ON, scan("read_codes", "charger")))


def test_freeze_frames_stand_side_by_side_with_units():
    frames = scan("read_freeze_frames", "battery", "P1A3400")
    html = scan_views.result(last(KEY_ON, START, frames, faults=["precharge-resistor-open"]))
    assert "first occurrence" in html and "pack voltage" in html and "<td>V</td>" in html
    assert "No freeze frame" in scan_views.result(last(KEY_ON, frames))


def test_a_refusal_is_in_words_and_its_bytes_are_kept():
    # 0x2F in the default session: 7F 2F 7F, serviceNotSupportedInActiveSession (ISO 14229-1).
    details = last(KEY_ON, scan("drive_output", "battery", 0xF038))
    html = scan_views.result(details)
    assert "nevlab-bad" in html and "not in this session" in html and "main contactor K+" in html
    assert "7F 2F 7F" in scan_views.dump(details) and "7E7 → 7EF" in scan_views.dump(details)


def test_no_answer_says_what_to_look_at():
    html = scan_views.result(last(scan("read_codes", "battery")))
    assert "no response" in html and "Is the key on" in html


def test_a_routine_runs_and_is_done():
    # The motor coasts, wheels off the ground; learning takes 3 s, each exchange 1 s.
    start = (
        ("protect", {}), KEY_ON, START, ("run", {"speed_rpm": 1000.0, "torque_nm": 0.0}),
        scan("enter_session", "motor_controller", 3), scan("unlock", "motor_controller"),
        scan("start_routine", "motor_controller", 0x0301),
    )  # fmt: skip
    results = scan("routine_results", "motor_controller", 0x0301)
    assert "running" in scan_views.result(last(*start))
    assert "learn the resolver offset" in scan_views.result(last(*start))
    assert "done" in scan_views.result(last(*start, results, results, results))


# The panel


def opened(faults=()):
    return Operated(scan_tool_panel, faults)


def test_freeze_frames_are_offered_for_the_codes_that_were_read():
    tool = opened(["precharge-resistor-open"])
    for action, asked in (KEY_ON, START):
        tool.board.do(action, **asked)
    tool.chooser("controller").value = "battery"
    assert tool.chooser("code").options == ()
    tool.press("Read trouble codes")
    assert [code for code, _ in tool.chooser("code").options] == ["P1A3400"]
    tool.press("Read freeze frames")
    assert tool.sees("first occurrence")
    # With the key turned anew nothing was tested since, so a cleared code stays away.
    tool.board.do("turn_key", position="off")
    tool.board.do("turn_key", position="on")
    tool.press("Clear trouble codes")
    tool.press("Read trouble codes")
    assert tool.chooser("code").options == ()
    assert tool.sees("No trouble codes")


def test_an_actuator_test_from_the_refusal_to_the_closed_contactor():
    tool = opened()
    tool.board.do(*KEY_ON[:1], **KEY_ON[1])
    tool.chooser("controller").value = "battery"
    tool.chooser("actuator").value = 0xF038
    tool.press("Start the actuator test")
    assert tool.sees("not in this session")
    tool.press("Extended session")
    tool.press("Security access")
    tool.press("Start the actuator test")
    assert tool.sees("positive response")
    assert tool.board.work().station.car.state.closed == {"k_plus"}
    tool.press("End it")
    assert not tool.board.work().station.car.state.closed


def test_each_controller_has_its_own_tests():
    tool = opened()
    tool.chooser("controller").value = "motor_controller"
    assert [words for words, _ in tool.chooser("routine").options] == ["learn the resolver offset"]
    assert tool.chooser("actuator").options == ()
    tool.chooser("controller").value = "charger"
    assert tool.chooser("routine").options == ()
    assert [words for words, _ in tool.chooser("actuator").options] == ["lock of the AC inlet: open"]


def test_the_last_answer_is_there_again_after_a_reload():
    tool = opened()
    tool.board.do(*KEY_ON[:1], **KEY_ON[1])
    tool.chooser("controller").value = "motor_controller"
    tool.press("Read data stream")
    again = opened()
    assert again.chooser("controller").value == "motor_controller"
    assert again.sees("motor speed") and again.told()[1:] == tool.told()[1:]


def test_a_made_up_answer_is_not_shown(tmp_path):
    tool = opened()
    tool.board.do(*KEY_ON[:1], **KEY_ON[1])
    tool.press("Read data stream")
    record = tmp_path / "bay.jobcard.jsonl"
    told = record.read_text(encoding="utf-8")
    at = told.index("62 03 01 00")
    record.write_text(told[:at] + "62 03 01 01" + told[at + 11 :], encoding="utf-8")
    again = opened()
    assert not again.sees("READY")
    assert len(again.board.work().mismatched) == 1
