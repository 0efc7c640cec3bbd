"""A trouble code's status byte against sequences written out by hand from the rules of ISO 14229-1, annex D.

Bits: 01 test failed · 02 failed this cycle · 04 pending · 08 confirmed · 10 not completed since clear · 20 failed since
clear · 40 not completed this cycle · 80 warning.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nevlab.vehicle.ecu import BATTERY, Bit, Ecu, Entry

#: P0AA1, P0AC0, P0A9B, P0A95, P1B01, P1B02: their quantities are not measured in these tests.
UNTESTED = " 0a a1 00 50 0a a2 00 50 0a c0 00 50 0a 9b 00 50 0a 95 00 50 1b 01 00 50 1b 02 00 50 1b 03 00 50"


def run(steps, trips=2, warns=True):
    """Give the status after each step: F failed, P passed, C next cycle."""
    entry, statuses = Entry(), []
    for step in steps:
        entry = entry.after_cycle() if step == "C" else entry.after_test(step == "F", b"frame", trips, warns)
        statuses.append(int(entry.status))
    return statuses


def test_a_cleared_code_is_not_completed_since_clear_and_this_cycle():
    assert int(Entry().status) == 0x50


@pytest.mark.parametrize(
    ("steps", "statuses"),
    [
        # passes: nothing is set
        ("P", [0x00]),
        # fails: failed + this cycle + pending + since clear = 27; passes: bit 0 alone goes
        ("FP", [0x27, 0x26]),
        # one trip, then a cycle that passes; pending goes only at that cycle's end
        ("FCPC", [0x27, 0x65, 0x24, 0x60]),
        # two trips in a row confirm and warn: 27 + 88 = AF
        ("FCF", [0x27, 0x65, 0xAF]),
        # a cycle without a completed test changes nothing but the cycle's own bits
        ("FCC", [0x27, 0x65, 0x65]),
        ("FPCC", [0x27, 0x26, 0x64, 0x64]),
        # a passed cycle in between breaks the row: no confirmation
        ("FCPCF", [0x27, 0x65, 0x24, 0x60, 0x27]),
        # failing again in the same cycle is no second trip
        ("FPFF", [0x27, 0x26, 0x27, 0x27]),
    ],
)
def test_status_with_two_trips(steps, statuses):
    assert run(steps) == statuses


def test_one_trip_confirms_at_once_and_a_code_may_be_without_warning():
    assert run("F", trips=1) == [0xAF]
    assert run("F", trips=1, warns=False) == [0x2F]


def test_the_warning_goes_after_3_passed_cycles_and_the_code_after_40():
    statuses = run("F" + "CP" * 41 + "C", trips=1)
    at_end_of_passed_cycle = statuses[3::2]
    assert at_end_of_passed_cycle[:3] == [0xE8, 0xE8, 0x68]
    assert at_end_of_passed_cycle[38] == 0x68
    assert at_end_of_passed_cycle[39] == 0x60


def test_freeze_frames_hold_the_first_and_the_latest_occurrence():
    entry = Entry()
    for at, failed in enumerate([True, True, False, True, False, True]):
        entry = entry.after_test(failed, bytes([at]), 1, True)
    assert entry.frames == (b"\x00", b"\x05")
    assert entry.occurrences == 3


@given(st.text("FPC", max_size=60), st.integers(1, 3))
def test_what_must_hold_after_any_sequence(steps, trips):
    entry = Entry()
    for step in steps:
        entry = entry.after_cycle() if step == "C" else entry.after_test(step == "F", b"", trips, True)
        bits = entry.status
        if Bit.FAILED_THIS_CYCLE in bits:
            assert Bit.PENDING in bits and Bit.FAILED_SINCE_CLEAR in bits
            assert Bit.NOT_COMPLETED_THIS_CYCLE not in bits
        if Bit.NOT_COMPLETED_SINCE_CLEAR in bits:
            assert bits == Bit.NOT_COMPLETED_SINCE_CLEAR | Bit.NOT_COMPLETED_THIS_CYCLE
        if Bit.WARNING in bits:
            assert Bit.CONFIRMED in bits
        if step == "F":
            assert Bit.TEST_FAILED in bits
        if step == "P":
            assert Bit.TEST_FAILED not in bits
    ever_failed, tested = "F" in steps, set(steps) & set("FP")
    assert (Bit.FAILED_SINCE_CLEAR in entry.status) == ever_failed
    assert (Bit.NOT_COMPLETED_SINCE_CLEAR in entry.status) == (not tested)


@pytest.fixture
def now():
    return {
        "precharge_reached": 0.31, "soc": 0.5, "pack_voltage_v": 350.0, "pack_current_a": 0.0, "link_voltage_v": 108.5,
        "vehicle_speed_mps": 0.0, "interlock_closed": 1,
    }  # fmt: skip


@pytest.fixture
def tell(now):
    ecu = Ecu(BATTERY, now, lambda: 0.0)
    ecu.run_tests()

    def ask(request):
        return ecu.handle(bytes.fromhex(request)).hex(" ")

    ask.ecu = ecu
    return ask


def test_reading_trouble_codes(tell):
    # P1A3400 failed, P0A0D00 passed, the others were not tested
    assert tell("19 01 08") == "59 01 ff 01 00 01"
    assert tell("19 02 ff") == "59 02 ff 1a 34 00 af 1a 42 00 50 0a a6 00 50" + UNTESTED
    assert tell("19 02 01") == "59 02 ff 1a 34 00 af"
    assert tell("19 0a") == "59 0a ff 1a 34 00 af 1a 42 00 50 0a a6 00 50 0a 0d 00 00" + UNTESTED
    assert tell("19 06 1a 34 00 ff") == "59 06 1a 34 00 af 01 01 02 00"
    assert tell("19 06 1a 34 00 01") == "59 06 1a 34 00 af 01 01"


def test_reading_freeze_frames(tell, now):
    # 50 % = 0x32; 350 V = 0x015E, low byte first; 0 A: 5000 = 0x1388, low byte first; 108.5 V = 1085 = 0x043D
    first = "01 04 00 05 32 00 08 5e 01 00 09 88 13 01 02 04 3d"
    assert tell("19 04 1a 34 00 01") == f"59 04 1a 34 00 af {first}"
    now["link_voltage_v"] = 0.0
    assert tell("19 04 1a 34 00 ff") == f"59 04 1a 34 00 af {first}"
    assert tell("19 04 1a 42 00 01") == "59 04 1a 42 00 50"


@pytest.mark.parametrize(
    ("request_", "response"),
    [
        ("19 04 12 34 56 01", "7f 19 31"),
        ("19 04 1a 34 00 03", "7f 19 31"),
        ("19 04 1a 34 00", "7f 19 13"),
        ("19 02", "7f 19 13"),
        ("19 0a ff", "7f 19 13"),
        ("14 ff ff", "7f 14 13"),
        ("14 12 34 56", "7f 14 31"),
    ],
)
def test_reading_and_clearing_what_is_not_there(tell, request_, response):
    assert tell(request_) == response


def test_a_cleared_code_comes_back_while_the_fault_is_there(tell, now):
    assert tell("14 ff ff ff") == "54"
    assert tell("19 02 2f") == "59 02 ff"
    assert tell("19 0a") == "59 0a ff 1a 34 00 50 1a 42 00 50 0a a6 00 50 0a 0d 00 50" + UNTESTED
    tell.ecu.run_tests()
    assert tell("19 02 08") == "59 02 ff 1a 34 00 af"
    # repaired: it is still stored until cleared, and then stays away
    now["precharge_reached"] = 0.97
    tell.ecu.run_tests()
    assert tell("19 02 08") == "59 02 ff 1a 34 00 ae"
    tell("14 1a 34 00")
    tell.ecu.run_tests()
    assert tell("19 02 2f") == "59 02 ff"


def test_key_off_and_on_begins_a_cycle(tell, now):
    now["insulation_ohm"] = 15e3
    tell.ecu.run_tests()
    assert int(tell.ecu.entry("P0AA600").status) == 0x27
    assert tell("11 02") == "51 02"
    assert int(tell.ecu.entry("P0AA600").status) == 0x65
    tell.ecu.run_tests()
    assert int(tell.ecu.entry("P0AA600").status) == 0xAF
    tell.ecu.next_cycle()
    tell.ecu.report("P0AA600", failed=False)
    assert int(tell.ecu.entry("P0AA600").status) == 0xAC
