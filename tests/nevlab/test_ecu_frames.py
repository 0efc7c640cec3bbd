"""Our own DBC: what it says of the car's cyclic frames, against bytes worked out by hand."""

import cantools
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nevlab.messages import WorkshopError
from nevlab.vehicle.ecu import frames

BATTERY = {
    "pack_voltage_v": 402.0, "pack_current_a": -12.3, "soc": 0.64, "main_relay_minus": 1, "precharge_relay": 0,
    "main_relay_plus": 1, "insulation_ohm": 2.0e6,
}  # fmt: skip


def test_the_battery_frame_by_hand():
    # 4020 = 0x0FB4; -123 = 0xFF85; 640 = 0x280, relays in bits 10 and 12: 0x1680; 2000 = 0x07D0; all low byte first
    assert frames.encode("Battery", BATTERY) == (0x120, bytes.fromhex("b40f 85ff 8016 d007"))


def test_the_motor_frame_by_hand():
    # -900 = 0xFC7C; 55.5 Nm = 555 = 0x022B; 350 V = 3500 = 0x0DAC; 60 °C = 100 = 0x64; -40 °C = 0
    data = bytes.fromhex("7cfc 2b02 ac0d 64 00")
    assert frames.decode(0x130, data) == pytest.approx(
        {"motor_speed_rpm": -900, "motor_torque_nm": 55.5, "link_voltage_v": 350, "motor_c": 60, "inverter_c": -40}
    )


def test_the_file_is_a_dbc_that_cantools_takes_strictly():
    database = frames.database()
    assert isinstance(database, cantools.database.Database)
    assert {message.name for message in database.messages} == {"Battery", "BatteryCells", "Motor", "Vehicle"}
    assert {sender for message in database.messages for sender in message.senders} <= {
        node.name for node in database.nodes
    }


@given(st.data())
def test_a_value_comes_back_within_half_a_step(data):
    message = data.draw(st.sampled_from(frames.database().messages))
    values = {signal.name: data.draw(st.floats(signal.minimum, signal.maximum)) for signal in message.signals}
    back = frames.decode(*frames.encode(message.name, values))
    for signal in message.signals:
        assert back[signal.name] == pytest.approx(values[signal.name], abs=0.5001 * signal.scale)


@pytest.mark.parametrize("value", [float("nan"), -1.0, 7000.0, None, "much"])
def test_a_value_beyond_its_signal_is_refused(value):
    with pytest.raises(WorkshopError, match=r"pack_voltage_v is .*0 to 6000 V"):
        frames.encode("Battery", BATTERY | {"pack_voltage_v": value})


def test_frames_that_are_not_there_are_refused():
    with pytest.raises(WorkshopError, match="there is no “Gearbox”; choose from: Battery"):
        frames.encode("Gearbox", {})
    with pytest.raises(WorkshopError, match="there is no “0x7FF”; choose from: 0x120"):
        frames.decode(0x7FF, b"")
    with pytest.raises(WorkshopError, match="length of the data is 3"):
        frames.decode(0x130, b"123")
