"""The battery's actuator tests against what a real Hyundai Kona EV answered on its bus, byte by byte."""

import os

import pytest

from nevlab import data
from nevlab.vehicle.ecu import BATTERY, Ecu, Session

REQUEST, RESPONSE, FUNCTIONAL = 0x7E4, 0x7EC, 0x7DF
EXPECTED_EXCHANGES = {"kona-main-relay-test": 2, "kona-quick-charge-relay-test": 3, "kona-precharge-test": 4}


def frames(name):
    """Give the diagnostic frames of a log: time in s, CAN identifier, message without padding."""
    if not os.environ.get("CI") and not data.available(name):
        pytest.skip(f"measured file {name} is not at hand: set NEVLAB_DATA")
    import can

    with can.ASCReader(str(data.path(name))) as log:
        for frame in log:
            if frame.arbitration_id in (REQUEST, RESPONSE, FUNCTIONAL):
                # Single frames only: the first byte is the length.
                yield frame.timestamp, frame.arbitration_id, bytes(frame.data[1 : 1 + frame.data[0]])


def replay(name):
    """Put the log's requests to our battery at the log's times; give each with the real answer and ours."""
    now = [0.0]
    ecu = Ecu(BATTERY, {"vehicle_speed_mps": 0.0}, lambda: now[0])
    # The logs begin when the tester's session is already open.
    ecu.handle(b"\x10\x03")
    exchanges = []
    for at_s, identifier, message in frames(name):
        if identifier == RESPONSE:
            exchanges[-1][1] = message
        else:
            now[0] = at_s
            exchanges.append([message, b"", ecu.handle(message, functional=identifier == FUNCTIONAL)])
    return ecu, exchanges


@pytest.mark.measured
@pytest.mark.parametrize("name", EXPECTED_EXCHANGES)
def test_our_battery_answers_as_the_real_one(name):
    ecu, exchanges = replay(name)
    assert len(exchanges) == EXPECTED_EXCHANGES[name]
    different = [(request, real, ours) for request, real, ours in exchanges if real != ours]
    if name == "kona-precharge-test":
        # The real battery had left the session by itself before it was told to stop; the log does not say why.
        assert different == [(b"\x2f\xf0\x32\x00", b"\x7f\x2f\x7f", b"\x6f\xf0\x32\x00")]
        # Its last request ends the session of all ECUs and wants no answer.
        assert exchanges[-1] == [b"\x10\x81", b"", b""]
        assert ecu.session is Session.DEFAULT
    else:
        assert different == []
    assert ecu.forced == frozenset()


@pytest.mark.measured
def test_outside_the_session_our_battery_refuses_as_the_real_one_did():
    real = [message for _, identifier, message in frames("kona-precharge-test") if identifier == RESPONSE]
    ecu = Ecu(BATTERY, {"vehicle_speed_mps": 0.0}, lambda: 0.0)
    assert ecu.handle(b"\x2f\xf0\x32\x00") == real[-1]
