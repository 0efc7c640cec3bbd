"""Diode test and current sensors against readings derived by hand from the circuit."""

import math
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nevlab.instruments import Multimeter
from nevlab.instruments.excitation import Excitation
from nevlab.messages import WorkshopError
from nevlab.vehicle.inverter import (
    DEVICES,
    DIODE_PAIRS,
    SIC_BODY_DIODE_V,
    CurrentSensor,
    Device,
    Inverter,
    ends,
    with_fault,
)
from nevlab.vehicle.network import Network
from nevlab.vehicle.signals import OnBench
from nevlab.vehicle.stator import balanced_stator

SOUND = Inverter()
OL = math.inf
METER = Multimeter(seed=1)
NOTHING, DROP = pytest.approx(0.0, abs=0.003), pytest.approx(0.40, abs=0.007)
"""0 V and 0.40 V within the meter's accuracy, 1 % and 3 digits of 1 mV."""


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("NEVLAB_LANG", "en")


def diode_readings(inverter, stator=None, meter=METER):
    """Give the twelve readings of a diode test."""
    circuit = OnBench(Network(inverter.parts() + (stator.parts() if stator else ())))
    return {pair: meter.read("diode", circuit, *pair).value for pair in DIODE_PAIRS}


def pair(readings, device):
    """Give the two readings at one device: along its diode, against it."""
    anode, cathode = ends(device)
    return readings[anode, cathode], readings[cathode, anode]


def test_a_sound_bridge_shows_six_diodes_one_way_and_nothing_the_other():
    """Against a diode, (3 − 0.4) V/(3 + 40) kΩ = 60 µA flow through bleed and the other diode: 2.82 V, OL."""
    readings = diode_readings(SOUND)
    assert len(readings) == 12
    for device in DEVICES:
        assert pair(readings, device) == (DROP, OL)


def test_the_bleed_shows_against_a_diode_where_the_display_goes_that_far():
    """Same path: 3 V − 3 kΩ · 2.6 V/43 kΩ = 2.819 V."""
    long = Multimeter(seed=1, diode_display_v=3.0)
    assert diode_readings(SOUND, meter=long)["plus", "U"] == pytest.approx(2.819, abs=0.031)


@pytest.mark.parametrize("device", DEVICES)
def test_a_short_reads_next_to_nothing_both_ways_and_the_others_stay_sound(device):
    readings = diode_readings(with_fault(SOUND, "short", device))
    assert pair(readings, device) == (NOTHING, NOTHING)  # 1 mA · 0.02 Ω
    for other in set(DEVICES) - {device}:
        assert pair(readings, other) == (DROP, OL)


@pytest.mark.parametrize("device", DEVICES)
def test_an_open_diode_reads_ol_both_ways(device):
    readings = diode_readings(with_fault(SOUND, "diode_open", device))
    assert pair(readings, device) == (OL, OL)
    assert sum(value == OL for value in readings.values()) == 7


@pytest.mark.parametrize("device", DEVICES)
def test_an_open_gate_is_not_seen(device):
    assert diode_readings(with_fault(SOUND, "gate_open", device)) == diode_readings(SOUND)


def test_a_leg_shorted_from_rail_to_rail_makes_the_sound_legs_look_one_way_open_both_ways():
    """Link shorted through leg U: from plus to V the current takes the short to minus and V-'s diode, 0.40 V."""
    both = with_fault(with_fault(SOUND, "short", "U+"), "short", "U-")
    readings = diode_readings(both)
    assert pair(readings, "V+") == (DROP, DROP)
    assert pair(readings, "W-") == (DROP, DROP)


def test_connected_phases_hide_an_open_diode_and_spread_a_short():
    motor = balanced_stator()
    hidden = diode_readings(with_fault(SOUND, "diode_open", "U+"), motor)
    assert pair(hidden, "U+") == (DROP, OL)
    spread = diode_readings(with_fault(SOUND, "short", "U+"), motor)
    for device in ("U+", "V+", "W+"):
        assert pair(spread, device) == (NOTHING, NOTHING)


def test_sic_body_diodes_show_ol_on_a_two_volt_display_and_their_drop_on_a_longer_one():
    silicon_carbide = Inverter(MappingProxyType(dict.fromkeys(DEVICES, Device(SIC_BODY_DIODE_V))))
    assert set(diode_readings(silicon_carbide).values()) == {OL}
    readings = diode_readings(silicon_carbide, meter=Multimeter(1, diode=Excitation(6.0, 6e3), diode_display_v=5.0))
    assert pair(readings, "W-")[0] == pytest.approx(SIC_BODY_DIODE_V, abs=0.026)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(DEVICES), st.sampled_from(["short", "diode_open", "gate_open"])), max_size=6))
def test_a_passive_bridge_never_shows_more_than_the_meter_gives_nor_less_than_nothing(faults):
    inverter = SOUND
    for device, fault in faults:
        inverter = with_fault(inverter, fault, device)
    for value in diode_readings(inverter).values():
        assert value == OL or -0.003 <= value <= 2.0


def test_current_sensors_report_gain_and_offset():
    assert CurrentSensor(1.02, -3.0).reading(np.array([0.0, 100.0])) == pytest.approx([-3.0, 99.0])
    assert SOUND.sensors["V"].reading(12.5) == 12.5


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: Device(diode_v=-0.4), r"diode drop is -0\.4"),
        (lambda: Device(short_ohm=math.nan), "breakdown resistance is nan"),
        (lambda: CurrentSensor(gain=math.nan), "sensor gain is nan"),
        (lambda: Inverter(devices={"U+": Device()}), "there is no “U-”"),
        (lambda: Inverter(sensors={}), "there is no “U”"),
        (lambda: with_fault(SOUND, "melted", "U+"), "short, diode_open"),
        (lambda: with_fault(SOUND, "short", "X+"), "there is no “X\\+”"),
        (lambda: ends("U"), "U\\+, U-"),
        (lambda: METER.read("diode", OnBench(Network(SOUND.parts())), "R", "plus"), "“R”"),
    ],
)
def test_bad_input_is_refused_with_value_and_range(wrong, words):
    with pytest.raises(WorkshopError, match=words):
        wrong()
