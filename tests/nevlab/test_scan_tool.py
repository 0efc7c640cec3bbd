"""The scan tool: what it decodes against udsoncan's own codecs, and its functions against bytes written out by hand."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from udsoncan import AsciiCodec, DidCodec, Dtc, Response
from udsoncan.services import ReadDataByIdentifier, ReadDTCInformation

from nevlab.instruments.scan_tool import ScanTool
from nevlab.instruments.uds_answers import REFUSALS, STATUS, Exchange, codes_in, frames_in, refusal_words, values_in
from nevlab.messages import WorkshopError
from nevlab.vehicle.ecu import BATTERY, CHARGER, MOTOR_CONTROLLER, VEHICLE_CONTROLLER, Bit, Ecu, Nrc, Session
from nevlab.vehicle.ecu.motor_controller import LEARN_OFFSET
from nevlab.vehicle.ecu.state import Progress

VIN = "LNEVLAB0000000001"
FACTS = (BATTERY, MOTOR_CONTROLLER, VEHICLE_CONTROLLER, CHARGER)


class Car:
    """All four ECUs with the clock in hand."""

    def __init__(self):
        self.now_s = 0.0
        self.quantities = {
            "vin": VIN, "soc": 0.5, "pack_voltage_v": 350.0, "pack_current_a": 0.0, "link_voltage_v": 108.5,
            "precharge_reached": 0.31, "interlock_closed": 1, "vehicle_speed_mps": 0.0, "resolver_amplitude": 1.0,
            "motor_speed_rpm": 900.0, "motor_torque_nm": 0.0, "measured_offset_deg": 37.25,
        }  # fmt: skip
        self.ecus = tuple(Ecu(facts, self.quantities, lambda: self.now_s, seed=3) for facts in FACTS)
        for ecu in self.ecus:
            ecu.run_tests()
        self.tool = ScanTool(self.ecus)


@pytest.fixture
def car():
    return Car()


class Raw(DidCodec):
    """The bytes of an identifier as they are."""

    def __init__(self, length):
        self.length = length

    def decode(self, data):
        return data

    def __len__(self):
        return self.length


def udsoncan_reads_codes(response):
    data = ReadDTCInformation.interpret_response(Response.from_payload(response), subfunction=2).service_data
    return [(dtc.id, dtc.status.get_byte_as_int()) for dtc in data.dtcs]


def test_codes_are_those_that_udsoncan_reads(car):
    answer = car.tool.read_codes("battery", 0xFF)
    theirs = udsoncan_reads_codes(answer.exchanges[0].response)
    assert [(code.code, code.status) for code in answer.found] == [
        (f"{'PCBU'[number >> 22]}{number & 0x3FFFFF:06X}", status) for number, status in theirs
    ]
    # by hand: 1a 34 00 af is P1A3400, failed and confirmed; 0a a6 00 50 is P0AA600, never tested
    statuses = {code.code: int(code.status) for code in answer.found}
    assert (statuses["P1A3400"], statuses["P1A4200"], statuses["P0AA600"]) == (0xAF, 0x50, 0x50)
    assert "P0A0D00" not in statuses  # passed: no bit is set
    assert answer.found[0].text == "Pre-charge failed"
    assert [code.code for code in car.tool.read_codes("battery").found] == ["P1A3400"]


@given(st.lists(st.tuples(st.integers(1, 0xFFFFFF), st.integers(0, 255)), max_size=20))
def test_any_list_of_codes_is_read_as_udsoncan_reads_it(codes):
    response = b"\x59\x02\xff" + b"".join(number.to_bytes(3, "big") + bytes([status]) for number, status in codes)
    ours = codes_in(response, BATTERY)
    assert [int(code.status) for code in ours] == [status for _, status in udsoncan_reads_codes(response)]
    assert [
        "PCBU".index(code.code[0]) << 22 | int(code.code[1:], 16) for code in ours
    ] == [number for number, _ in udsoncan_reads_codes(response)]  # fmt: skip


@given(st.integers(0, 255))
def test_status_bits_are_spelled_out_as_udsoncan_names_them(status):
    theirs = Dtc.Status.from_byte(status)
    snake = {
        Bit.TEST_FAILED: theirs.test_failed,
        Bit.FAILED_THIS_CYCLE: theirs.test_failed_this_operation_cycle,
        Bit.PENDING: theirs.pending,
        Bit.CONFIRMED: theirs.confirmed,
        Bit.NOT_COMPLETED_SINCE_CLEAR: theirs.test_not_completed_since_last_clear,
        Bit.FAILED_SINCE_CLEAR: theirs.test_failed_since_last_clear,
        Bit.NOT_COMPLETED_THIS_CYCLE: theirs.test_not_completed_this_operation_cycle,
        Bit.WARNING: theirs.warning_indicator_requested,
    }
    (code,) = codes_in(bytes.fromhex("5902ff1a3400") + bytes([status]), BATTERY)
    assert [words.split(":")[0] for words in code.status_words] == [
        STATUS[bit][0] for bit, set_ in snake.items() if set_
    ]


def test_data_are_those_that_udsoncan_splits(car):
    answer = car.tool.read_data("battery")
    config = {item.did: Raw(item.length) for item in BATTERY.items} | {0xF190: AsciiCodec(17)}
    response = Response.from_payload(answer.exchanges[0].response)
    theirs = ReadDataByIdentifier.interpret_response(response, list(config), config).service_data.values
    assert answer.found["vin"] == theirs[0xF190] == VIN
    # by hand: 32 = 50 %; 5e 01 little end first = 350 V; 88 13 = 5000 → 0 A; 04 3d = 1085 → 108.5 V
    raw = {did: theirs[did].hex() for did in (0x0005, 0x0008, 0x0009, 0x0102, 0x0101)}
    assert raw == {0x0005: "32", 0x0008: "5e01", 0x0009: "8813", 0x0102: "043d", 0x0101: "ffff"}
    found = answer.found
    assert (found["soc"], found["pack_voltage_v"], found["pack_current_a"]) == (0.5, 350.0, 0.0)
    assert found["link_voltage_v"] == 108.5
    assert found["insulation_ohm"] is None  # not measured


def test_freeze_frames_are_those_that_udsoncan_splits(car):
    car.quantities["link_voltage_v"] = 12.0
    answer = car.tool.read_freeze_frames("battery", "P1A3400")
    lengths = {item.did: Raw(item.length) for item in BATTERY.items}
    theirs = ReadDTCInformation.interpret_response(
        Response.from_payload(answer.exchanges[0].response),
        subfunction=4, dtc_snapshot_did_size=2, didconfig=lengths,
    ).service_data.dtcs[0]  # fmt: skip
    assert [(snap.record_number, snap.did, snap.data.hex()) for snap in theirs.snapshots] == [
        (1, 0x0005, "32"), (1, 0x0008, "5e01"), (1, 0x0009, "8813"), (1, 0x0102, "043d"),
    ]  # fmt: skip
    assert answer.found == {1: {"soc": 0.5, "pack_voltage_v": 350.0, "pack_current_a": 0.0, "link_voltage_v": 108.5}}
    assert car.tool.read_freeze_frames("battery", "P1A4200").found == {}


def test_refusals_are_named_as_in_the_standard(monkeypatch):
    # udsoncan writes the standard's names with a capital
    for nrc, (name, _, _) in REFUSALS.items():
        assert Response.Code.get_name(nrc) == name[0].upper() + name[1:]
    assert set(Nrc) == set(REFUSALS)
    assert refusal_words(0x22) == "refused: conditionsNotCorrect (0x22), a precondition does not hold"
    assert refusal_words(0x72) == "refused: code 0x72"
    monkeypatch.setenv("NEVLAB_LANG", "zh")
    assert refusal_words(0x33) == "否定响应：securityAccessDenied（0x33），安全访问未通过"


def test_clearing_is_refused_while_the_wheels_turn(car):
    answer = car.tool.clear_codes("motor_controller")
    assert answer.found is None
    assert answer.words.startswith("refused: conditionsNotCorrect (0x22)")
    theirs = Response.from_payload(answer.exchanges[0].response)
    assert (theirs.positive, theirs.code) == (False, answer.exchanges[0].nrc)
    assert answer.as_details() == [{"ecu": "motor_controller", "request": "14 ff ff ff", "response": "7f 14 22"}]
    car.quantities["motor_speed_rpm"] = 0.0
    assert car.tool.clear_codes("motor_controller", "P0C1700").found is True
    assert car.tool.read_codes("motor_controller").found == ()


def test_the_resolver_offset_is_learned_from_session_to_result(car):
    tool = car.tool
    assert tool.start_routine("motor_controller", LEARN_OFFSET).exchanges[0].nrc == Nrc.SERVICE_NOT_IN_SESSION
    assert tool.unlock("motor_controller").exchanges[0].nrc == Nrc.SERVICE_NOT_IN_SESSION
    assert tool.enter_session("motor_controller", Session.EXTENDED).found is Session.EXTENDED
    assert tool.start_routine("motor_controller", LEARN_OFFSET).exchanges[0].nrc == Nrc.SECURITY_DENIED
    opened = tool.unlock("motor_controller")
    assert opened.found is True and len(opened.exchanges) == 2
    again = tool.unlock("motor_controller")
    assert again.found is True and again.exchanges[0].response == b"\x67\x01" + bytes(4)
    assert tool.start_routine("motor_controller", LEARN_OFFSET).found is Progress.RUNNING
    car.now_s += 3.0
    assert tool.routine_results("motor_controller", LEARN_OFFSET).found is Progress.DONE
    assert tool.read_data("motor_controller", 0x0205, 0x0207).found == {
        "resolver_offset_deg": 37.25, "resolver_learned": 1.0,
    }  # fmt: skip
    assert tool.start_routine("motor_controller", LEARN_OFFSET).found is Progress.RUNNING
    assert tool.stop_routine("motor_controller", LEARN_OFFSET).found is Progress.BROKEN_OFF


def test_an_actuator_test(car):
    car.tool.enter_session("battery", Session.EXTENDED)
    begun = car.tool.drive_output("battery", 0xF032)
    assert begun.found == ("main_relay_minus", "precharge_relay")
    assert car.ecus[0].forced == set(begun.found)
    # the bytes of the Kona log's tests: 2f f0 32 03 → 6f f0 32 03
    assert begun.as_details() == [{"ecu": "battery", "request": "2f f0 32 03", "response": "6f f0 32 03"}]
    car.tool.release_output("battery", 0xF032)
    assert car.ecus[0].forced == frozenset()


def test_identifying_the_ecus_one_of_which_is_silent(car):
    tool = replace(car.tool, silent=frozenset({"motor_controller"}))
    found = {one.ecu: one for one in tool.identify().found}
    assert [one.answers for one in found.values()] == [True, False, True, True]
    assert found["battery"].vin == VIN and found["motor_controller"].vin is None
    assert (found["battery"].request_id, found["battery"].response_id) == (0x7E7, 0x7EF)
    silent = tool.read_codes("motor_controller")
    assert silent.found is None and silent.words == "no response"
    assert silent.as_details()[0]["response"] == ""
    del car.quantities["vin"]
    assert car.tool.identify().found[0].vin is None


def test_a_raw_request_is_kept_byte_by_byte(car):
    exchange = car.tool.request("battery", bytes.fromhex("22 00 05"))
    assert exchange == Exchange("battery", b"\x22\x00\x05", b"\x62\x00\x05\x32")
    assert exchange.positive and exchange.nrc is None and exchange.words == "positive response"
    assert car.tool.request("battery", b"\x22\x12\x34").nrc == Nrc.OUT_OF_RANGE
    session = car.tool.request("battery", b"\x22\xf1\x86").response
    assert values_in(session, BATTERY) == {"session": 1}


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda tool: tool.request("gearbox", b"\x3e\x00"), "no “gearbox”"),
        (lambda tool: tool.request("battery", b""), "length of the request is 0"),
        (lambda tool: replace(tool, silent=frozenset({"radio"})), "no “radio”"),
        (lambda tool: ScanTool(()), "number of ECUs is 0"),
        (lambda tool: tool.read_data("battery", 0x1234), "no “0x1234”"),
        (lambda tool: tool.read_data("battery", float("nan")), "no “nan”"),
        (lambda tool: tool.read_codes("battery", 256), "status mask is 256"),
        (lambda tool: tool.read_freeze_frames("battery", "P0000"), "no “P0000”"),
        (lambda tool: tool.clear_codes("battery", "P0C1700"), "no “P0C1700”"),
        (lambda tool: tool.drive_output("battery", 1), "no “0x0001”"),
        (lambda tool: tool.start_routine("battery", 1), "no “0x0001”"),
        (lambda tool: codes_in(b"\x59\x02\xff\x1a", BATTERY), "“59 02 ff 1a” is no response"),
        (lambda tool: codes_in(b"", BATTERY), "is no response"),
        (lambda tool: frames_in(bytes.fromhex("59041a3400af0102000532"), BATTERY), "is no response"),
        (lambda tool: frames_in(b"\x59\x04\x1a", BATTERY), "is no response"),
        (lambda tool: values_in(b"\x62\x00\x08\x01", BATTERY), "is no response"),
        (lambda tool: values_in(b"\x62\xf1\x90" + bytes([7] * 17), BATTERY), "is no response"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_refused_by_name(car, wrong, words):
    with pytest.raises(WorkshopError, match=words):
        wrong(car.tool)


@given(st.binary(max_size=40))
def test_any_bytes_are_read_or_refused_in_words(response):
    for read in (codes_in, frames_in, values_in):
        try:
            read(response, BATTERY)
        except WorkshopError as error:
            assert error.key == "response-unreadable"
