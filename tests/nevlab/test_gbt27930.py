"""Messages of DC charging against bytes taken apart by hand, and the ladder with one message lost at a time."""

import struct
import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nevlab.messages import WorkshopError
from nevlab.vehicle.charging.gbt27930 import Identifier, decode, encode, frame_id, names, period_s, quantities
from nevlab.vehicle.charging.ladder import MESSAGES, charge

GOLDEN = bytes.fromhex("68 10 F0 0A 02")
DEMAND = {"VoltageDemand": 420.0, "CurrentDemand": -120.0, "Mode": 2}

# GB/T 27930-2015: identifier, period [ms], length
TABLE = {
    "CHM": (0x1826F456, 250, 3), "BHM": (0x182756F4, 250, 2), "CRM": (0x1801F456, 250, 8),
    "BRM": (0x1C0256F4, 250, 41), "BCP": (0x1C0656F4, 500, 13), "CTS": (0x1807F456, 500, 7),
    "CML": (0x1808F456, 250, 8), "BRO": (0x100956F4, 250, 1), "CRO": (0x100AF456, 250, 1),
    "BCL": (0x181056F4, 50, 5), "BCS": (0x1C1156F4, 250, 9), "CCS": (0x1812F456, 50, 8),
    "BSM": (0x181356F4, 250, 7), "BST": (0x101956F4, 10, 4), "CST": (0x101AF456, 10, 4),
    "BSD": (0x181C56F4, 250, 7), "CSD": (0x181DF456, 250, 8), "BEM": (0x081E56F4, 250, 4),
    "CEM": (0x081FF456, 250, 4),
}  # fmt: skip


def test_the_table_of_messages():
    assert set(names()) == set(TABLE)
    for name, (identifier, period_ms, _) in TABLE.items():
        assert frame_id(name) == identifier
        assert period_s(name) == period_ms / 1000


@pytest.mark.parametrize("name", TABLE)
def test_an_identifier_says_who_speaks_to_whom(name):
    parts = Identifier.read(frame_id(name))
    assert (parts.source, parts.destination) == ((0x56, 0xF4) if name[0] == "C" else (0xF4, 0x56))
    assert parts.pgn & 0xFF == 0


def test_the_demand_by_hand():
    # 420.0 V → 4200 = 0x1068; −120.0 A → (−120 + 400)·10 = 2800 = 0x0AF0; low byte first; 2 = constant current
    assert encode("BCL", DEMAND) == GOLDEN
    assert decode(0x181056F4, GOLDEN) == DEMAND
    volts, amperes, _ = struct.unpack("<HHB", GOLDEN)
    assert (volts / 10, amperes / 10 - 400) == (420.0, -120.0)
    assert Identifier.read(0x181056F4) == Identifier(6, 0x1000, 0x56, 0xF4)


def test_the_status_by_hand():
    # 398.5 V = 3985 = 0x0F91; −80.0 A → 3200 = 0x0C80; 7 min; permitted = 01, all other bits 1
    values = {"OutputVoltage": 398.5, "OutputCurrent": -80.0, "ChargingTime": 7, "Permitted": 1}
    assert encode("CCS", values) == bytes.fromhex("91 0F 80 0C 07 00 FD FF")


def test_a_cell_voltage_and_its_group_share_two_bytes():
    # 3.65 V → 365 = 0x16D in the lower 12 bits, group 3 above: 0x316D
    data = encode(
        "BCS",
        {
            "MeasuredVoltage": 350, "MeasuredCurrent": -100, "HighestCellVoltage": 3.65, "HighestCellGroup": 3,
            "StateOfCharge": 55, "RemainingTime": 42,
        },
    )  # fmt: skip
    assert data == bytes.fromhex("AC 0D B8 0B 6D 31 37 2A 00")


@pytest.mark.parametrize("name", TABLE)
def test_every_message_has_its_length_and_comes_back(name):
    charging = ("MaximumCurrent", "MinimumCurrent", "CurrentDemand", "MeasuredCurrent", "OutputCurrent")
    values = dict.fromkeys(quantities(name), 1.0)
    values |= {quantity: -5.0 for quantity in values if quantity in charging}
    values |= {quantity: 2020.0 for quantity in values if quantity == "Year"}
    data = encode(name, values)
    assert len(data) == TABLE[name][2]
    assert decode(name, data) == pytest.approx(values)


@settings(deadline=None)
@given(st.floats(0, 1000), st.floats(-400, 0))
def test_a_demand_comes_back_at_its_resolution(volts, amperes):
    read = decode("BCL", encode("BCL", {"VoltageDemand": volts, "CurrentDemand": amperes, "Mode": 1}))
    assert read["VoltageDemand"] == pytest.approx(volts, abs=0.0501)
    assert read["CurrentDemand"] == pytest.approx(amperes, abs=0.0501)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: encode("BCX", DEMAND), "there is no “BCX”"),
        (lambda: encode("BCL", DEMAND | {"VoltageDemand": 2000.0}), r"BCL.VoltageDemand is 2000.0; .* 0 to 1000 V"),
        (lambda: encode("BCL", DEMAND | {"CurrentDemand": 120.0}), r"BCL.CurrentDemand is 120.0; .* -400 to 0 A"),
        (lambda: encode("BCL", DEMAND | {"Colour": 1}), "there is no “Colour”"),
        (lambda: encode("BCL", {"Mode": 1}), "missing: VoltageDemand, CurrentDemand"),
        (lambda: decode("BCL", GOLDEN[:4]), "BCL has 4 bytes; it must have 5"),
        (lambda: decode(0x18FF56F4, GOLDEN), "there is no “18FF56F4”"),
        (lambda: Identifier.read(-1), "identifier is -1"),
        (lambda: charge(lost=["BXX"]), "there is no “BXX”"),
        (lambda: charge(duration_s=0.0), "duration is 0"),
    ],
)
def test_bad_values_are_refused_with_words(wrong, words):
    with pytest.raises(WorkshopError, match=words):
        wrong()


def test_the_codec_is_loaded_when_it_is_used():
    code = "import sys, nevlab.vehicle.charging.ladder; sys.exit('cantools' in sys.modules or 'scipy' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


UP = ("CHM", "BHM", "CRM 00", "BRM", "CRM AA", "BCP", "CTS", "CML", "BRO", "CRO", "BCL", "BCS", "BSM", "CCS")


def test_a_healthy_ladder():
    session = charge()
    assert session.completed and session.error is None
    assert session.rungs == (*UP, "BST", "CST", "BSD", "CSD")
    assert [event.time_s for event in session.events] == sorted(event.time_s for event in session.events)


def test_the_charger_may_stop_first():
    session = charge(battery_charges_for_s=10.0, charger_charges_for_s=1.0)
    assert session.completed
    assert session.rungs == (*UP, "CST", "BST", "BSD", "CSD")


def test_messages_keep_their_period():
    times = [event.time_s for event in charge().events if event.message == "BCL"]
    assert {round(later - earlier, 3) for earlier, later in pairwise(times)} == {0.05}


@pytest.mark.parametrize(
    ("lost", "error", "waited_for", "after_s", "data"),
    [
        # Two bits each, 01 = time-out; bits without a meaning are 1: by hand from the tables of BEM and CEM
        ("BRM", "CEM", "BRM", 5.0, "FD F0 C0 FC"),
        ("BCP", "CEM", "BCP", 5.0, "FC F1 C0 FC"),
        ("BRO", "CEM", "BRO", 5.0, "FC F4 C0 FC"),
        ("BCL", "CEM", "BCL", 1.0, "FC F0 C4 FC"),
        ("CRM 00", "BEM", "CRM 00", 5.0, "F1 F0 F0 FC"),
        ("CRM AA", "BEM", "CRM AA", 5.0, "F4 F0 F0 FC"),
        ("CML", "BEM", "CML", 5.0, "F0 F1 F0 FC"),
        ("CRO", "BEM", "CRO", 5.0, "F0 F4 F0 FC"),
        ("CCS", "BEM", "CCS", 1.0, "F0 F0 F1 FC"),
    ],
)
def test_one_lost_message_stops_the_ladder_at_its_rung(lost, error, waited_for, after_s, data):
    session = charge([lost])
    assert not session.completed
    assert session.rungs[: UP.index(lost) + 1] == UP[: UP.index(lost) + 1]
    fault = session.error
    assert (fault.message, fault.waited_for) == (error, waited_for)
    assert fault.time_s == pytest.approx(after_s, abs=0.15)
    assert fault.error_bytes == bytes.fromhex(data)
    assert session.events[-1] == fault


@pytest.mark.parametrize(
    ("lost", "error", "waited_for", "begins_with", "after_s", "data"),
    [
        (["CST"], "BEM", "CST", "BST", 5.0, "F0 F0 F4 FC"),
        (["CSD"], "BEM", "CSD", "BSD", 5.0, "F0 F0 F0 FD"),
        # the battery's 5 s are over before the charger's 10 s; the charger's count when it does not hear of that
        (["BSD"], "BEM", "CSD", "BSD", 5.0, "F0 F0 F0 FD"),
        (["BSD", "BEM"], "CEM", "BSD", "CST", 10.0, "FC F0 C0 FD"),
        # the battery stops its demand together with the unheard BST
        (["BST"], "CEM", "BCL", "BST", 1.0, "FC F0 C4 FC"),
    ],
)
def test_a_lost_message_at_the_end(lost, error, waited_for, begins_with, after_s, data):
    session = charge(lost)
    fault = [event for event in session.events if event.message == error][-1]
    begin_s = next(event.time_s for event in session.events if event.message == begins_with)
    assert not session.completed
    assert (fault.waited_for, fault.error_bytes) == (waited_for, bytes.fromhex(data))
    assert fault.time_s - begin_s == pytest.approx(after_s, abs=0.06)


def test_without_the_first_message_nothing_begins():
    session = charge(["CHM"], duration_s=3.0)
    assert session.rungs == ("CHM",) and not session.completed and session.error is None
    # every 250 ms, the first at once
    assert len(session.events) == 12


@pytest.mark.parametrize("optional", ["CTS", "BSM"])
def test_the_charge_does_not_hang_on_these(optional):
    assert charge([optional]).completed


def test_a_bus_that_breaks_while_charging():
    session = charge([*MESSAGES, "BEM", "CEM"], lost_from_s=1.0, battery_charges_for_s=60.0)
    errors = [event for event in session.events if event.waited_for]
    assert {(event.message, event.waited_for) for event in errors} == {("CEM", "BCL"), ("BEM", "CCS")}
    assert all(event.time_s == pytest.approx(2.0, abs=0.06) for event in errors)


@settings(deadline=None, max_examples=40)
@given(st.sets(st.sampled_from(MESSAGES), min_size=1))
def test_a_ladder_with_lost_messages_ends_with_words_or_completes(lost):
    session = charge(lost, duration_s=15.0)
    assert session.completed == (lost <= {"CTS", "BSM"})
    assert session.completed or "CHM" in lost or session.error is not None
