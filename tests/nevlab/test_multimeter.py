"""The multimeter against closed forms worked out by hand, and every way in which it misleads."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nevlab.instruments import APART, SHORTED, Multimeter
from nevlab.instruments.multimeter import LEADS_OHM, SCALES
from nevlab.messages import WorkshopError
from nevlab.vehicle.charging.control_pilot import ControlPilot
from nevlab.vehicle.insulation import Insulation
from nevlab.vehicle.network import Network, Resistor, Source
from nevlab.vehicle.signals import OnBench, Samples, Sine

METER = Multimeter(seed=7)
BATTERY = OnBench(Network((Source("+", "cell", 12.6), Resistor("cell", "-", 5e-3), Resistor("+", "-", 1e3))))
PACK = OnBench(Network((Source("cell", "-", 400.0), Resistor("+", "cell", 0.1))))


def resistor(ohm):
    return OnBench(Network((Resistor("a", "b", ohm),)))


class Wave:
    """A signal of no inner resistance between two points."""

    def __init__(self, signal):
        self.wave = signal

    def signal(self, red, black, load_ohm):
        return self.wave

    def network(self, red, black):
        return Network((Resistor(red, black, 1e3),))


def within_accuracy(reading, truth, function):
    (chosen,) = (known for known in SCALES[function].ranges if known.step == reading.step)
    return abs(reading.value - truth) <= chosen.allowed_error(truth)


def test_ten_megohm_load_a_node_of_one_megohm():
    """12 V through 2 MΩ over 2 MΩ is a node of 1 MΩ at 6 V: with 10 MΩ on it 6·10/11 = 5.4545 V, 9.1 % too little."""
    divider = OnBench(
        Network((Source("top", "earth", 12.0), Resistor("top", "node", 2e6), Resistor("node", "earth", 2e6)))
    )
    reading = METER.read("dc_v", divider, "node", "earth")
    assert reading.unit == "V" and reading.step == 1e-3
    assert reading.value == pytest.approx(60 / 11, abs=0.005 * 60 / 11 + 0.002)
    assert METER.read("dc_v", divider, "earth", "node").value == pytest.approx(-reading.value, abs=0.004)


def test_two_meters_connected_together_read_the_golden_two_voltmeter_case():
    """U = 400 V, R+ = 900 kΩ, R− = 60 kΩ, r = 10 MΩ, R0 = 100 kΩ: 373.05, 26.95, then 239.71, 160.29 V."""
    rails, readings = Insulation(900e3, 60e3).network(400.0), {}
    for step, more in (("before", ()), ("with R0", (Resistor("plus", "chassis", 100e3),))):
        for rail, other in (("plus", "minus"), ("minus", "plus")):
            beside = OnBench(rails.joined(*more, Resistor(other, "chassis", 10e6)))
            readings[step, rail] = METER.read("dc_v", beside, rail, "chassis")
    expected = (373.05, -26.95, 239.71, -160.29)
    assert all(
        within_accuracy(reading, volt, "dc_v") for reading, volt in zip(readings.values(), expected, strict=True)
    )


def test_a_multimeter_shows_the_average_of_the_control_pilot():
    """State C at 53 %: 0.53·5.99 − 0.47·12 = −2.47 V, near the −2.5 V of a textbook's 6 V."""
    pilot = ControlPilot(s2_closed=True)
    wave = Samples(tuple(pilot.waveform_v([n * 1e-6 for n in range(1000)], 0.53)), 1e-3)
    reading = METER.read("dc_v", Wave(wave), "cp", "PE")
    assert reading.value == pytest.approx(0.53 * 5.99 - 0.47 * 12, abs=0.02)
    assert reading.value == pytest.approx(-2.5, abs=0.05)


def test_alternating_volts_are_the_root_mean_square_without_the_mean():
    # 325.3 V/√2 = 230.0 V whatever the mean; a square wave between +6 and −12 V at one half: 9 V
    reading = METER.read("ac_v", Wave(Sine(325.27, 50.0, mean=400.0)), "a", "b")
    assert within_accuracy(reading, 230.0, "ac_v")
    square = METER.read("ac_v", Wave(Samples((6.0, -12.0), 1e-3)), "a", "b")
    assert within_accuracy(square, 9.0, "ac_v")


@settings(deadline=None)
@given(st.floats(-999, 999), st.integers(0, 50))
def test_volts_are_within_the_stated_accuracy(volts, seed):
    source = OnBench(Network((Source("a", "b", volts), Resistor("a", "b", 50.0))))
    reading = Multimeter(seed).read("dc_v", source, "a", "b")
    assert reading.overload or within_accuracy(reading, volts, "dc_v")


@settings(deadline=None)
@given(st.floats(0.01, 50e6), st.integers(0, 50))
def test_ohms_are_those_of_part_and_leads_within_the_stated_accuracy(ohm, seed):
    meter = Multimeter(seed)
    assert LEADS_OHM[0] <= meter.lead_ohm <= LEADS_OHM[1]
    reading = meter.read("ohm", resistor(ohm), "a", "b")
    assert within_accuracy(reading, ohm + meter.lead_ohm, "ohm")


def test_rel_takes_the_leads_off():
    assert METER.read("ohm", SHORTED, "red", "black").value >= 0.1
    zeroed = METER.zeroed()
    assert zeroed.read("ohm", SHORTED, "red", "black").value == pytest.approx(0.0, abs=0.11)
    # a rest of the digits that REL was taken with, 0.1 Ω, and the range's own accuracy
    assert zeroed.read("ohm", resistor(11.7), "a", "b").value == pytest.approx(11.7, abs=0.005 * 11.7 + 0.2)
    assert zeroed.zeroed() == zeroed
    # a display that shows OL has nothing to take off
    assert Multimeter(7, jack="A").zeroed().rel_ohm == 0.0


def test_open_leads_show_ol_and_a_range_by_hand_may_too():
    for function in ("ohm", "diode", "continuity"):
        assert METER.read(function, APART, "red", "black").shown == "OL"
    assert METER.read("dc_v", APART, "red", "black").value == pytest.approx(0.0, abs=3e-4)
    assert METER.read("ohm", resistor(1e3), "a", "b", full_scale=600).shown == "OL"
    assert METER.read("ohm", resistor(61e6 * 1.03), "a", "b").shown == "OL"
    assert METER.read("dc_v", BATTERY, "+", "-", full_scale=6).shown == "OL"


@pytest.mark.parametrize(("ohm", "beeps"), [(0.5, True), (29.0, True), (31.0, False), (5e3, False)])
def test_continuity_beeps_below_thirty_ohms(ohm, beeps):
    assert ("beep" in METER.read("continuity", resistor(ohm), "a", "b").remarks) == beeps


def test_ohms_on_a_live_circuit_warns_and_means_nothing():
    dead = OnBench(Network((Resistor("+", "-", 1e3),)))
    assert METER.read("ohm", dead, "+", "-").remarks == ()
    live = METER.read("ohm", BATTERY, "+", "-")
    assert live.remarks == ("live-warning",)
    assert not within_accuracy(live, 5e-3, "ohm")
    assert "means nothing" in live.words()[0]
    assert "live-warning" in METER.read("diode", Wave(Sine(20.0, 50.0)), "a", "b").remarks


def test_volts_with_the_lead_in_the_current_jack_blow_the_fuse_where_the_circuit_can_drive_it():
    wrong = replace(METER, jack="A")
    # 400 V through about 0.3 Ω are more than 1 kA
    reading = wrong.read("dc_v", PACK, "+", "-")
    assert reading.value == pytest.approx(0.0, abs=3e-4)
    assert reading.remarks == ("fuse-blew",)
    blown = wrong.after(reading)
    assert blown.fuse_blown
    assert blown.read("dc_v", PACK, "+", "-").remarks == ("wrong-jack",)
    # and afterwards current reads nothing, with nothing on the display to tell
    loop = OnBench(Network((Source("+", "x", 12.0), Resistor("x", "-", 12.0))))
    current = blown.read("dc_a", loop, "+", "-")
    assert (current.value, current.remarks) == (pytest.approx(0.0, abs=0.03), ())


def test_a_circuit_that_cannot_drive_the_fuse_only_misleads():
    weak = OnBench(Network((Source("+", "x", 12.0), Resistor("x", "-", 1e3))))
    reading = replace(METER, jack="A").read("dc_v", weak, "+", "-")
    assert reading.value == pytest.approx(0.0, abs=3e-4)
    assert reading.remarks == ("wrong-jack",)
    assert not METER.after(reading).fuse_blown
    assert replace(METER, jack="A").read("ohm", resistor(100.0), "a", "b").shown == "OL"


def test_the_current_jack_reads_a_current_and_the_volt_jack_none():
    # 12 V through 12 Ω, shunt and leads of about 0.17 Ω: 12/(12 + 0.02 + leads)
    loop = OnBench(Network((Source("+", "x", 12.0), Resistor("x", "-", 12.0))))
    right = replace(METER, jack="A").read("dc_a", loop, "+", "-")
    assert within_accuracy(right, 12 / (12.02 + METER.lead_ohm), "dc_a")
    assert right.remarks == ()
    assert METER.read("dc_a", loop, "+", "-").remarks == ("wrong-jack",)
    assert replace(METER, jack="A").read("dc_a", BATTERY, "+", "-").remarks == ("fuse-blew",)


def test_a_low_battery_reads_high_and_shows_its_symbol():
    low = replace(METER, battery_low=True).read("dc_v", BATTERY, "+", "-")
    assert low.value > 12.6 * 1.05
    assert low.remarks == ("low-battery",)


def test_the_same_meter_shows_the_same_again():
    again = Multimeter(seed=7).read("dc_v", BATTERY, "+", "-")
    assert again == METER.read("dc_v", BATTERY, "+", "-")
    assert len({Multimeter(seed).read("dc_v", BATTERY, "+", "-").value for seed in range(20)}) > 5


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: METER.read("farad", BATTERY, "+", "-"), "there is no “farad”; choose from: dc_v"),
        (lambda: METER.read("dc_v", BATTERY, "roof", "-"), "there is no “roof”"),
        (lambda: METER.read("ohm", BATTERY, "+", "roof"), "there is no “roof”"),
        (lambda: Multimeter(1, jack="COM"), "there is no “COM”"),
        (lambda: Multimeter(1, rel_ohm=math.nan), "REL value is nan"),
        (lambda: Multimeter(1, diode_display_v=5.0), "from 0.1 to 3 V"),
        (lambda: METER.read("dc_v", Wave(Sine(0.0, 50.0, mean=1100.0)), "a", "b"), "CAT III 1000 V\\) is 1100"),
        (lambda: METER.read("ac_v", Wave(Sine(1000.0, 50.0, mean=800.0)), "a", "b"), "from 0 to 1000 V"),
    ],
)
def test_bad_input_is_refused_with_value_and_range(wrong, words):
    with pytest.raises(WorkshopError, match=words):
        wrong()
