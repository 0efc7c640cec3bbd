"""ECUs byte by byte: what a scan tool sends and what ISO 14229-1 has it receive, written out by hand."""

import json
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nevlab.messages import WorkshopError
from nevlab.vehicle.ecu import (
    BATTERY,
    CHARGER,
    MOTOR_CONTROLLER,
    VEHICLE_CONTROLLER,
    Ecu,
    Session,
    dtc_bytes,
    dtc_text,
    key_from_seed,
)

ALL = (BATTERY, MOTOR_CONTROLLER, VEHICLE_CONTROLLER, CHARGER)
BATTERY_NOW = {
    "soc": 0.64, "pack_voltage_v": 402.0, "pack_current_a": -12.3, "cell_min_v": 3.321, "cell_max_v": 3.335,
    "cell_min_c": 18.0, "cell_max_c": 21.0, "cell_mean_c": 19.0, "vehicle_speed_mps": 0.0, "vin": "LNEVLAB0000000001",
}  # fmt: skip
COASTING = {"motor_speed_rpm": 900.0, "motor_torque_nm": 0.0, "measured_offset_deg": 37.25, "resolver_amplitude": 1.0}


class ScanTool:
    """A scan tool in hexadecimal, with the clock in its hand."""

    def __init__(self, facts, quantities):
        self.now_s = 0.0
        self.quantities = dict(quantities)
        self.ecu = Ecu(facts, self.quantities, lambda: self.now_s, seed=1)

    def __call__(self, request, functional=False):
        return self.ecu.handle(bytes.fromhex(request), functional).hex(" ")

    def unlock(self):
        assert self("10 03").startswith("50 03")
        seed = bytes.fromhex(self("27 01"))[2:]
        assert self("27 02" + key_from_seed(seed, self.ecu.facts.secret).hex()) == "67 02"


@pytest.fixture
def battery():
    return ScanTool(BATTERY, BATTERY_NOW)


@pytest.fixture
def motor():
    return ScanTool(MOTOR_CONTROLLER, COASTING)


@pytest.mark.parametrize(
    ("request_", "response"),
    [
        # 64 % = 0x40; 402 V = 0x0192, low byte first; -12.3 A: -123 + 5000 = 4877 = 0x130D, low byte first
        ("22 00 05", "62 00 05 40"),
        ("22 00 08", "62 00 08 92 01"),
        ("22 00 09", "62 00 09 0d 13"),
        # 3321 mV = 0x0CF9, 3335 mV = 0x0D07; 18 °C + 40 = 58 = 0x3A, 61, 59
        ("22 00 2b 00 2d", "62 00 2b f9 0c 00 2d 07 0d"),
        ("22 00 2f 00 31 00 32", "62 00 2f 3a 00 31 3d 00 32 3b"),
        # not measured: all bits set
        ("22 01 02", "62 01 02 ff ff"),
        # the default session
        ("22 f1 86", "62 f1 86 01"),
    ],
)
def test_the_battery_answers_like_the_production_car(battery, request_, response):
    assert battery(request_) == response


def test_identifiers_that_are_not_there(battery):
    assert battery("22 12 34") == "7f 22 31"
    assert battery("22 12 34 00 05") == "62 00 05 40"
    assert battery("22 00") == "7f 22 13"
    assert battery("22 00 05 00") == "7f 22 13"


def test_a_value_beyond_its_bytes_is_the_nearest_codable(battery):
    battery.quantities.update(cell_max_c=400.0, cell_min_c=-80.0, cell_mean_c=float("nan"))
    assert battery("22 00 2f 00 31 00 32") == "62 00 2f 00 00 31 fe 00 32 ff"


def test_services_and_subfunctions_that_are_not_there(battery):
    assert battery("23 00 00") == "7f 23 11"
    assert battery("19 03") == "7f 19 12"
    assert battery("10 02") == "7f 10 12"
    assert battery("3e 01") == "7f 3e 12"
    assert battery("3e") == "7f 3e 13"
    assert battery("3e 00 00") == "7f 3e 13"


def test_services_outside_their_session(battery):
    for request in ("27 01", "2e f1 90 00", "2f f0 38 03", "31 01 03 01"):
        assert battery(request) == f"7f {request[:2]} 7f"
    assert battery("11 01") == "7f 11 7e"
    assert battery("10 03") == "50 03 00 32 01 f4"
    assert battery("11 01") == "51 01"
    assert battery("22 f1 86") == "62 f1 86 01"


def test_suppressing_the_positive_response_and_only_that(battery):
    assert battery("3e 80") == ""
    assert battery("10 83") == ""
    assert battery("22 f1 86") == "62 f1 86 03"
    assert battery("3e 81") == "7f 3e 12"
    # The Kona's tester ends its session so, to all ECUs.
    assert battery("10 81", functional=True) == ""
    assert battery.ecu.session is Session.DEFAULT


def test_asked_with_all_others_an_ecu_keeps_quiet_about_what_it_lacks(battery):
    for request in ("23 00 00", "19 03", "22 12 34", "11 01", "27 01"):
        assert battery(request, functional=True) == ""
    assert battery("22 00", functional=True) == "7f 22 13"
    assert battery("3e 00", functional=True) == "7e 00"


def test_the_session_falls_back_after_5_s_without_a_request(battery):
    battery("10 03")
    for _ in range(5):
        battery.now_s += 4.9
        assert battery("3e 80") == ""
    assert battery.ecu.session is Session.EXTENDED
    battery("2f f0 38 03")
    assert battery.ecu.forced == {"main_relay_plus"}
    battery.now_s += 5.0
    assert battery.ecu.forced == frozenset()
    assert battery("2f f0 38 00") == "7f 2f 7f"


def test_seed_and_key(motor):
    assert motor("10 03 00") == "7f 10 13"
    motor("10 03")
    assert motor("27 02 00 00 00 00") == "7f 27 24"
    assert motor("27 03") == "7f 27 12"
    seed = motor("27 01")
    assert len(seed) == len("67 01 00 00 00 00") and seed != "67 01 00 00 00 00"
    assert motor("27 01") == seed
    assert motor("27 02 00") == "7f 27 13"
    key = key_from_seed(bytes.fromhex(seed)[2:], MOTOR_CONTROLLER.secret)
    assert motor("27 02" + key.hex()) == "67 02"
    assert motor("27 01") == "67 01 00 00 00 00"
    # Any change of session closes the lock (ISO 14229-1, transitions between sessions).
    motor("10 03")
    assert motor("31 01 03 01") == "7f 31 33"


def test_the_rule_of_the_key_by_hand():
    # 0x80000001 turned left by 7 bits: 0x000000C0; XOR 0x0000000F: 0x000000CF
    assert key_from_seed(bytes.fromhex("80000001"), 0x0F).hex() == "000000cf"


def test_wrong_keys_block_for_10_s(motor):
    motor("10 03")
    for answer in ("7f 27 35", "7f 27 35", "7f 27 36"):
        seed = bytes.fromhex(motor("27 01"))[2:]
        wrong = bytes([key_from_seed(seed, MOTOR_CONTROLLER.secret)[0] ^ 1, 0, 0, 0])
        assert motor("27 02" + wrong.hex()) == answer
    assert motor("27 01") == "7f 27 37"
    # Neither a new session nor a reset opens it sooner.
    motor("10 03")
    motor.now_s += 4
    assert motor("27 01") == "7f 27 37"
    motor.now_s += 4
    motor("3e 80")
    motor.now_s += 2
    assert motor("27 01").startswith("67 01")


def test_learning_the_resolver_offset(motor):
    motor.ecu.run_tests()
    assert motor("19 02 08") == "59 02 ff 0c 17 00 af"
    motor("10 03")
    assert motor("31 01 03 01") == "7f 31 33"
    motor.unlock()
    assert motor("31 01 03 02") == "7f 31 31"
    assert motor("31 03 03 01") == "7f 31 24"
    assert motor("31 02 03 01") == "7f 31 24"
    motor.quantities["motor_speed_rpm"] = 0.0
    assert motor("31 01 03 01") == "7f 31 22"
    motor.quantities["motor_speed_rpm"] = 900.0
    assert motor("31 01 03 01 00") == "7f 31 13"
    assert motor("31 01 03 01") == "71 01 03 01 01"
    assert motor("31 01 03 01") == "7f 31 24"
    motor.now_s += 2.9
    assert motor("31 03 03 01") == "71 03 03 01 01"
    motor.now_s += 0.1
    assert motor("31 03 03 01") == "71 03 03 01 02"
    # 37.25° + 180° = 217.25° → 21725 = 0x54DD
    assert motor("22 02 05 02 07") == "62 02 05 54 dd 02 07 01"
    motor.ecu.run_tests()
    # passed now, but confirmed and failed this cycle stay; the warning too
    assert motor("19 02 08") == "59 02 ff 0c 17 00 ae"
    motor.quantities["motor_speed_rpm"] = 0.0
    assert motor("14 0c 17 00") == "54"
    motor.ecu.run_tests()
    assert motor("19 02 2f") == "59 02 ff"


@pytest.mark.parametrize(
    "disturbed", [{"motor_speed_rpm": 2500.0}, {"motor_torque_nm": 20.0}, {"measured_offset_deg": float("nan")}]
)
def test_learning_breaks_off_when_a_precondition_is_lost(motor, disturbed):
    motor.unlock()
    assert motor("31 01 03 01") == "71 01 03 01 01"
    motor.quantities.update(disturbed)
    motor.now_s += 1
    assert motor("31 03 03 01") == "71 03 03 01 03"
    motor.now_s += 3
    assert motor("22 02 07") == "62 02 07 00"


def test_a_routine_that_ends_before_the_session_does_is_done(motor):
    motor.unlock()
    motor("31 01 03 01")
    motor.now_s += 60
    assert motor.ecu.memory["resolver_learned"] == 1.0
    assert motor.ecu.session is Session.DEFAULT
    motor.unlock()
    assert motor("31 03 03 01") == "71 03 03 01 02"


def test_stopping_a_routine_or_leaving_the_session_breaks_it_off(motor):
    motor.unlock()
    motor("31 01 03 01")
    assert motor("31 02 03 01") == "71 02 03 01 03"
    motor("31 01 03 01")
    motor("10 01")
    motor.now_s += 10
    assert motor.ecu.memory["resolver_learned"] == 0.0


def test_writing_needs_the_lock_and_what_is_written_stays():
    tool = ScanTool(VEHICLE_CONTROLLER, {"vehicle_speed_mps": 0.0})
    vin = b"LNEVLAB0000000002"
    assert tool("22 f1 90") == "62 f1 90" + " ff" * 17
    tool("10 03")
    assert tool("2e f1 90" + vin.hex()) == "7f 2e 33"
    tool.unlock()
    assert tool("2e f1 90" + vin[1:].hex()) == "7f 2e 13"
    assert tool("2e 03 01 01") == "7f 2e 31"
    assert tool("2e f1 90 07" + vin[1:].hex()) == "7f 2e 31"
    assert tool("2e f1 90" + vin.hex()) == "6e f1 90"
    assert tool("11 02") == "51 02"
    assert bytes.fromhex(tool("22 f1 90"))[3:] == vin


def test_the_charger_sees_the_control_pilot():
    # state C: 6 V peak = 60 = 0x3C; duty 53 % = 106 = 0x6A; RC 680 ohm (16 A cable) = 0x02A8
    charger = ScanTool(CHARGER, {"pilot_peak_v": 6.0, "pilot_duty": 0.53, "cable_resistance_ohm": 680.0})
    assert charger("22 04 01 04 02 04 03") == "62 04 01 3c 04 02 6a 04 03 02 a8"
    charger.ecu.run_tests()
    assert charger("19 02 01") == "59 02 ff"
    # too low a resistance from the pilot to earth holds the peak down
    charger.quantities.update(pilot_peak_v=3.1)
    charger.ecu.run_tests()
    assert charger("19 02 01") == "59 02 ff 1d 01 00 af"


def test_the_inlet_stays_locked_under_current():
    charger = ScanTool(CHARGER, {"vehicle_speed_mps": 0.0, "grid_current_a": 16.0})
    charger("10 03")
    assert charger("2f 04 81 03") == "7f 2f 22"
    charger.quantities["grid_current_a"] = 0.0
    assert charger("2f 04 81 03") == "6f 04 81 03"


def test_the_vehicle_controller_misses_a_silent_bus_partner():
    vehicle = ScanTool(VEHICLE_CONTROLLER, {"battery_message_age_s": 0.1, "motor_message_age_s": 7.0})
    vehicle.ecu.run_tests()
    # U0110: 11 in the top two bits
    assert vehicle("19 02 09") == "59 02 ff c1 10 00 af"


def test_outputs_have_preconditions_and_are_given_back(battery):
    battery("10 03")
    battery.quantities["vehicle_speed_mps"] = 5.0
    assert battery("2f f0 32 03") == "7f 2f 22"
    del battery.quantities["vehicle_speed_mps"]
    assert battery("2f f0 32 03") == "7f 2f 22"
    battery.quantities["vehicle_speed_mps"] = 0.0
    assert battery("2f f0 33 03") == "7f 2f 31"
    assert battery("2f f0 32 04") == "7f 2f 31"
    assert battery("2f f0 32") == "7f 2f 13"
    assert battery("2f f0 32 03 00") == "7f 2f 13"
    assert battery("2f f0 32 03") == "6f f0 32 03"
    assert battery("2f f0 36 03") == "6f f0 36 03"
    assert battery("2f f0 32 00") == "6f f0 32 00"
    assert battery.ecu.forced == {"quick_charge_relay_plus", "quick_charge_relay_minus"}
    battery("10 01")
    assert not battery.ecu.forced


def test_an_output_is_given_back_when_the_car_begins_to_move(battery):
    battery("10 03")
    battery("2f f0 38 03")
    battery.quantities["vehicle_speed_mps"] = 0.5
    assert battery.ecu.forced == frozenset()


def test_no_reset_and_no_clearing_while_the_car_moves(battery):
    battery.quantities["vehicle_speed_mps"] = 3.0
    assert battery("14 ff ff ff") == "7f 14 22"
    assert battery("11 03") == "7f 11 22"


def test_an_answer_too_long_for_the_transport_is_refused(battery):
    # 19 bytes for each VIN, 216 of them: 4104 bytes and the service; 215 fit with 4086.
    assert battery("22" + "f190" * 216) == "7f 22 14"
    assert len(battery.ecu.handle(bytes.fromhex("22" + "f190" * 215))) == 4086


def test_a_response_is_no_request(battery):
    assert battery("7f 22 31") == battery("62 00 05 40") == battery("") == ""


@pytest.mark.parametrize(
    ("code", "number"), [("P0C1700", "0c1700"), ("P1A3400", "1a3400"), ("C003512", "403512"), ("U016400", "c16400")]
)
def test_the_text_of_a_trouble_code_and_its_bytes(code, number):
    assert dtc_bytes(code).hex() == number
    assert dtc_text(bytes.fromhex(number)) == code


@pytest.mark.parametrize("facts", ALL, ids=lambda facts: facts.name)
def test_the_facts_of_an_ecu_fit_together(facts, monkeypatch):
    dids = [item.did for item in facts.items]
    assert len(set(dids)) == len(dids)
    assert set(facts.frozen_dids) <= set(dids)
    assert facts.response_id == facts.request_id + 8
    for trouble in facts.troubles:
        assert dtc_text(trouble.number) == trouble.code
        monkeypatch.setenv("NEVLAB_LANG", "zh")
        assert any("\u4e00" <= letter <= "\u9fff" for letter in trouble.text)
        monkeypatch.setenv("NEVLAB_LANG", "en")
        assert trouble.text.isascii()


def test_the_ecus_of_the_car_can_be_told_apart():
    assert len({number for facts in ALL for number in (facts.request_id, facts.response_id)}) == 8
    assert len({facts.secret for facts in ALL}) == 4


def test_facts_and_codes_that_cannot_be_are_refused_with_words():
    with pytest.raises(WorkshopError, match=r"CAN identifier of the request is 4096.*0 to 2047"):
        replace(BATTERY, request_id=0x1000)
    with pytest.raises(WorkshopError, match="delay after wrong keys is nan"):
        replace(BATTERY, delay_s=float("nan"))
    with pytest.raises(WorkshopError, match="there is no “P9999”; choose from: P1A3400"):
        Ecu(BATTERY, {}, lambda: 0.0).report("P9999", failed=True)


LIKELY = st.one_of(
    st.binary(max_size=12),
    st.builds(
        lambda head, tail: head + tail,
        st.sampled_from(
            [bytes.fromhex(text) for text in (
                "10", "1003", "11", "14ffffff", "1901", "1902ff", "1904", "19040c1700", "19061a3400", "190a", "22",
                "220005", "22f190", "2701", "2702", "2e0205", "2ef190", "2ff038", "2ff03803", "31010301", "31030301",
                "3e00", "3e80",
            )]
        ),
        st.binary(max_size=4),
    ),
)  # fmt: skip
STRANGE = st.one_of(st.floats(), st.text(max_size=3), st.integers(), st.none(), st.just(10**400))


@given(
    facts=st.sampled_from(ALL),
    open_first=st.booleans(),
    talk=st.lists(st.tuples(LIKELY, st.booleans(), st.floats(0, 6)), max_size=12),
    measured=st.dictionaries(
        st.sampled_from(["soc", "vin", "vehicle_speed_mps", "motor_speed_rpm", "resolver_amplitude", "pilot_peak_v"]),
        STRANGE,
    ),
)
def test_any_bytes_get_a_well_formed_answer_or_none(facts, open_first, talk, measured):
    tool = ScanTool(facts, measured)
    if open_first:
        tool.unlock()
    for request, functional, pause_s in talk:
        tool.now_s += pause_s
        response = tool.ecu.handle(request, functional)
        if not response:
            quiet = len(request) > 1 and request[1] & 0x80
            assert not request or request[0] & 0x40 or functional or quiet
        elif response[0] == 0x7F:
            assert len(response) == 3 and response[1] == request[0]
            assert response[2] in {
                0x11, 0x12, 0x13, 0x14, 0x22, 0x24, 0x31, 0x33, 0x35, 0x36, 0x37, 0x7E, 0x7F,
            }  # fmt: skip
        else:
            assert response[0] == request[0] | 0x40
        tool.ecu.run_tests()


def test_the_ecus_need_nothing_but_python():
    code = (
        "import sys, json, nevlab.vehicle.ecu, nevlab.vehicle.ecu.frames\n"
        "print(json.dumps([name for name in ('numpy', 'scipy', 'cantools', 'can', 'isotp') if name in sys.modules]))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(run.stdout) == []
