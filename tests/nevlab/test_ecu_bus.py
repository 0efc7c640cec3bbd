"""A stock tester (udsoncan over can-isotp) talks with our ECUs on a virtual CAN bus."""

import itertools
from contextlib import contextmanager

import can
import isotp
import pytest
import udsoncan
from udsoncan.client import Client
from udsoncan.connections import PythonIsoTpConnection
from udsoncan.exceptions import NegativeResponseException

from nevlab.vehicle.ecu import BATTERY, MOTOR_CONTROLLER, VEHICLE_CONTROLLER, Ecu, key_from_seed
from nevlab.vehicle.ecu.bus import on_bus

VIN = "LNEVLAB0000000001"
EXTENDED = udsoncan.services.DiagnosticSessionControl.Session.extendedDiagnosticSession
channels = itertools.count()


def stopped():
    """A clock that stands."""
    return 0.0


class Celsius(udsoncan.DidCodec):
    def encode(self, value):
        return bytes([value + 40])

    def decode(self, data):
        return data[0] - 40

    def __len__(self):
        return 1


class Nothing(udsoncan.DidCodec):
    """An output without a state."""

    def encode(self, *_values):
        return b""

    def decode(self, _data):
        return ()

    def __len__(self):
        return 0


CONFIG = {
    **udsoncan.configs.default_client_config,
    "data_identifiers": {
        0x0005: "B", 0x0008: "<H", 0x0009: "<H", 0x002F: Celsius, 0x0102: ">H", 0x0201: ">H", 0x0203: ">H",
        0x0205: ">H", 0xF190: udsoncan.AsciiCodec(17),
    },
    "input_output": {0xF032: Nothing, 0xF038: Nothing},
    "security_algo": lambda level, seed, params: key_from_seed(seed, params),
    # A busy machine may be slower than the 50 ms that an ECU promises.
    "use_server_timing": False,
    "p2_timeout": 10,
    "request_timeout": 20,
}  # fmt: skip


@contextmanager
def workshop(*ecus):
    """Give the tester's end of a virtual bus on which `ecus` answer."""
    channel = f"workshop {next(channels)}"
    with (
        can.Bus(channel, interface="virtual") as theirs,
        can.Bus(channel, interface="virtual") as ours,
        on_bus(theirs, ecus),
    ):
        yield ours


@contextmanager
def stock_tester(bus, facts):
    address = isotp.Address(txid=facts.request_id, rxid=facts.response_id)
    connection = PythonIsoTpConnection(isotp.CanStack(bus, address=address))
    with Client(connection, config={**CONFIG, "security_algo_params": facts.secret}) as client:
        yield client


def code_of(call, *arguments):
    with pytest.raises(NegativeResponseException) as refused:
        call(*arguments)
    return refused.value.response.code


def test_a_whole_session_with_the_motor_controller():
    now = [0.0]
    quantities = {"motor_speed_rpm": 900.0, "motor_torque_nm": 0.0, "measured_offset_deg": 12.0, "vin": VIN}
    ecu = Ecu(MOTOR_CONTROLLER, quantities, lambda: now[0])
    ecu.run_tests()
    with workshop(ecu) as bus, stock_tester(bus, MOTOR_CONTROLLER) as client:
        client.tester_present()
        # 20 bytes: a first frame, flow control, two consecutive frames
        assert client.read_data_by_identifier(0xF190).service_data.values[0xF190] == VIN
        assert client.get_number_of_dtc_by_status_mask(0x08).service_data.dtc_count == 1
        (dtc,) = client.get_dtc_by_status_mask(0x08).service_data.dtcs
        assert dtc.id == 0x0C1700
        assert dtc.status.test_failed and dtc.status.confirmed and dtc.status.pending
        assert dtc.status.test_failed_since_last_clear and dtc.status.warning_indicator_requested
        assert not dtc.status.test_not_completed_since_last_clear
        (dtc,) = client.get_dtc_snapshot_by_dtc_number(0x0C1700).service_data.dtcs
        # 900 + 20000 as the controller codes speed; the link is not measured; 0° + 180°
        assert [(snap.did, snap.data) for snap in dtc.snapshots] == [
            (0x0201, (20900,)), (0x0203, (0xFFFF,)), (0x0205, (18000,)),
        ]  # fmt: skip
        supported = client.get_supported_dtc().service_data.dtcs
        assert {0x0C1700, 0x0A3F00, 0x0BE600} < {dtc.id for dtc in supported}
        extended = client.get_dtc_extended_data_by_dtc_number(0x0C1700, record_number=1, data_size=1)
        assert extended.service_data.dtcs[0].extended_data[0].raw_data == b"\x01"

        assert code_of(client.start_routine, 0x0301) == 0x7F
        timing = client.change_session(EXTENDED).service_data
        assert (timing.p2_server_max, timing.p2_star_server_max) == (0.05, 5.0)
        assert code_of(client.start_routine, 0x0301) == 0x33
        assert code_of(client.send_key, 2, bytes(4)) == 0x24
        client.unlock_security_access(1)
        assert code_of(client.get_routine_result, 0x0301) == 0x24
        assert client.start_routine(0x0301).service_data.routine_status_record == b"\x01"
        now[0] += 3.0
        assert client.get_routine_result(0x0301).service_data.routine_status_record == b"\x02"
        assert client.read_data_by_identifier(0x0205).service_data.values[0x0205] == (19200,)
        client.write_data_by_identifier(0x0205, 18100)
        assert ecu.memory["resolver_offset_deg"] == pytest.approx(1.0)
        assert code_of(client.read_data_by_identifier, 0x0005) == 0x31
        assert code_of(client.clear_dtc) == 0x22
        quantities["motor_speed_rpm"] = 0.0
        client.clear_dtc()
        ecu.run_tests()
        assert client.get_dtc_by_status_mask(0x2F).service_data.dtcs == []
        client.ecu_reset(2)
        assert code_of(client.start_routine, 0x0301) == 0x7F


def test_two_ecus_on_one_bus_and_an_actuator_test():
    battery = Ecu(BATTERY, {"soc": 0.8, "pack_voltage_v": 402.0, "cell_min_c": -5.0, "vehicle_speed_mps": 0.0}, stopped)
    vehicle = Ecu(VEHICLE_CONTROLLER, {"vin": VIN}, stopped)
    with workshop(battery, vehicle) as bus:
        with stock_tester(bus, VEHICLE_CONTROLLER) as client:
            assert client.read_data_by_identifier(0xF190).service_data.values[0xF190] == VIN
        with stock_tester(bus, BATTERY) as client:
            values = client.read_data_by_identifier([0x0005, 0x0008, 0x002F]).service_data.values
            assert [values[did] for did in (0x0005, 0x0008, 0x002F)] == [(80,), (402,), -5]
            client.change_session(EXTENDED)
            client.io_control(0xF032, control_param=3)
            assert battery.forced == {"main_relay_minus", "precharge_relay"}
            client.io_control(0xF032, control_param=0)
            assert battery.forced == frozenset()


def test_the_frames_on_the_wire_are_those_of_the_kona_log():
    # "Main Relay (+) On.asc", but for the session, which was open when the log began
    with workshop(Ecu(BATTERY, {"vehicle_speed_mps": 0.0}, stopped)) as bus:
        for request, response in (
            ("0210030000000000", "06 50 03 00 32 01 f4 aa"),
            ("042ff03803000000", "04 6f f0 38 03 aa aa aa"),
            ("042ff03800000000", "04 6f f0 38 00 aa aa aa"),
        ):
            frame = can.Message(arbitration_id=BATTERY.request_id, data=bytes.fromhex(request), is_extended_id=False)
            bus.send(frame)
            answer = bus.recv(10)
            assert answer is not None
            assert (answer.arbitration_id, answer.data.hex(" ")) == (BATTERY.response_id, response)


def test_a_request_to_all_ecus_is_answered_by_each_that_has_an_answer():
    ecus = [Ecu(facts, {"soc": 0.8}, stopped) for facts in (BATTERY, MOTOR_CONTROLLER, VEHICLE_CONTROLLER)]
    with workshop(*ecus) as bus:

        def ask_all(data):
            bus.send(can.Message(arbitration_id=0x7DF, data=bytes.fromhex(data), is_extended_id=False))
            answers = {}
            # The last answer is the end: each ECU is asked by itself afterwards, and answers in order.
            bus.send(can.Message(arbitration_id=0x7E0, data=bytes.fromhex("0322f186aaaaaaaa"), is_extended_id=False))
            while (frame := bus.recv(10)) is not None:
                if frame.arbitration_id == 0x7E8 and frame.data[1:4] == b"\x62\xf1\x86":
                    return answers
                answers[frame.arbitration_id] = frame.data[1 : 1 + frame.data[0]].hex(" ")
            raise AssertionError("no answer")

        assert ask_all("023e00aaaaaaaaaa") == {0x7EF: "7e 00", 0x7ED: "7e 00", 0x7E8: "7e 00"}
        assert ask_all("03220005aaaaaaaa") == {0x7EF: "62 00 05 50"}
        assert ask_all("023e80aaaaaaaaaa") == {}
