"""The CAN bus at the physical layer: resistances and levels worked out by hand, waveforms, and faults."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nevlab.messages import WorkshopError
from nevlab.vehicle.can_bus import Break, CanBus, Short

ECUS = ("gateway", "battery", "motor", "charger")
BUS = CanBus.healthy(ECUS)
BITS = "1101001011"


def with_short(wire, to):
    return replace(BUS, shorts=(Short(wire, to, "battery"),))


@pytest.mark.parametrize(
    ("bus", "ohm"),
    [
        (BUS, 60.0),
        (replace(BUS, terminators_ohm={"gateway": 120.0}), 120.0),
        (replace(BUS, terminators_ohm={"gateway": 120.0, "motor": 120.0, "charger": 120.0}), 40.0),
        (replace(BUS, breaks=(Break("H", "motor", in_trunk=True),)), 120.0),
        # a stub beyond the terminators is not seen
        (replace(BUS, breaks=(Break("H", "motor"),)), 60.0),
        (with_short("H", "L"), 0.5),
    ],
)
def test_the_ohmmeter_between_h_and_l(bus, ohm):
    # the four sleeping ECUs lie across it with 50 kΩ each: 1 % at 120 Ω; wires of 0.1 Ω add a little
    assert bus.resistance("H", "L", "battery") == pytest.approx(ohm, rel=0.015, abs=0.15)


def test_an_open_stub_is_seen_at_its_own_plug():
    assert replace(BUS, breaks=(Break("H", "motor"),)).resistance("H", "L", "motor") > 10e3


def test_shorts_to_ground_and_battery_are_found_with_the_ohmmeter():
    assert BUS.resistance("H", "ground", "battery") > 10e3
    assert with_short("H", "ground").resistance("H", "ground", "battery") == pytest.approx(0.55, abs=0.1)
    # through 60 Ω of termination
    assert with_short("H", "ground").resistance("L", "ground", "battery") == pytest.approx(60.5, abs=0.5)
    # between them still 60 Ω
    assert with_short("H", "ground").resistance("H", "L", "battery") == pytest.approx(60, abs=0.3)


def test_the_levels():
    assert BUS.levels_v("battery") == pytest.approx((2.5, 2.5), abs=0.001)
    # (5 − 1.4) V/(24 + 60 + 24) Ω = 33.3 mA: H = 5 − 0.7 − 0.8 V, L = 0.7 + 0.8 V
    assert BUS.levels_v("motor", sender="motor") == pytest.approx((3.5, 1.5), abs=0.01)
    assert BUS.levels_v("gateway", sender="motor") == pytest.approx((3.5, 1.5), abs=0.02)
    # one terminator: 3.6 V/168 Ω = 21.4 mA over 120 Ω is 2.57 V
    high, low = replace(BUS, terminators_ohm={"gateway": 120.0}).levels_v("motor", sender="motor")
    assert high - low == pytest.approx(2.57, abs=0.03)


@pytest.mark.parametrize(
    ("wire", "to", "recessive", "dominant"),
    [
        ("H", "L", (2.5, 2.5), (2.5, 2.5)),
        ("H", "ground", (0.0, 0.0), (0.1, 0.1)),
        # L lies on ground: H = 4.3 V·60/(60 + 24)
        ("L", "ground", (0.0, 0.0), (3.08, 0.0)),
        # H on 12 V: the sender pulls L over 60 Ω: 0.7 + 11.3·24/84 = 3.9 V
        ("H", "battery", (12.0, 11.9), (12.0, 3.9)),
        # L on 12 V: the upper diode blocks; the lower transistor takes 11.3 V/24.5 Ω from the short
        ("L", "battery", (11.9, 12.0), (11.7, 11.8)),
    ],
)
def test_the_levels_of_a_shorted_bus(wire, to, recessive, dominant):
    bus = with_short(wire, to)
    assert bus.levels_v("battery") == pytest.approx(recessive, abs=0.12)
    assert bus.levels_v("battery", sender="motor") == pytest.approx(dominant, abs=0.12)


@pytest.mark.parametrize(
    ("bus", "at", "read"),
    [
        (BUS, "gateway", BITS),
        (replace(BUS, terminators_ohm={"gateway": 120.0}), "gateway", BITS),
        # no terminator: 1 nF · 12.5 kΩ = 12.5 µs, so no recessive bit comes back after the first dominant one
        (replace(BUS, terminators_ohm={}), "gateway", "1100000000"),
        (with_short("H", "L"), "gateway", "1" * 10),
        (with_short("H", "ground"), "gateway", "1" * 10),
        # L on ground often still works: 0 V and 3.1 V
        (with_short("L", "ground"), "gateway", BITS),
        # common mode of 12 V: outside what a receiver is specified for
        (with_short("H", "battery"), "gateway", "?" * 10),
        (with_short("L", "battery"), "gateway", "?" * 10),
        # its own stub open: H hangs at 2.5 V, or on L where the ECU has a terminator
        (replace(BUS, breaks=(Break("H", "gateway"),)), "gateway", "1" * 10),
        (replace(BUS, breaks=(Break("H", "battery"),)), "gateway", BITS),
    ],
)
def test_what_the_others_read(bus, at, read):
    assert bus.received(BITS, "motor", at) == read


def test_at_an_open_stub_one_wire_still_follows_the_bus():
    _, high_v, low_v = replace(BUS, breaks=(Break("H", "battery"),)).waveform("01", "motor", "battery")
    assert high_v == pytest.approx(np.full(80, 2.5), abs=0.05)
    assert (low_v[39], low_v[-1]) == pytest.approx((1.5, 2.5), abs=0.05)


def test_a_bit_lasts_two_microseconds_at_500_kbit():
    time_s, high_v, low_v = BUS.waveform(BITS, "motor", "motor", samples_per_bit=50)
    assert time_s[-1] == pytest.approx(len(BITS) * 2e-6)
    difference = (high_v - low_v)[49::50]
    assert difference == pytest.approx([0.0 if bit == "1" else 2.0 for bit in BITS], abs=0.01)
    assert replace(BUS, bit_s=4e-6).waveform("01", "motor", "motor")[0][-1] == pytest.approx(8e-6)


def test_a_missing_terminator_makes_the_recessive_edge_slow():
    # from 2 V (2.57 V) to 0.5 V: τ·ln 4 (τ·ln 5.14) with τ = 1 nF · 60 Ω (120 Ω): 83 ns and 196 ns
    for bus, expected_s in ((BUS, 83e-9), (replace(BUS, terminators_ohm={"gateway": 120.0}), 196e-9)):
        time_s, high_v, low_v = bus.waveform("01", "motor", "motor", samples_per_bit=4000)
        edge = time_s > bus.bit_s
        below = time_s[edge][(high_v - low_v)[edge] < 0.5][0]
        assert below - bus.bit_s == pytest.approx(expected_s, rel=0.03)


@settings(deadline=None)
@given(st.text("01", min_size=1, max_size=40), st.sampled_from(ECUS), st.sampled_from(ECUS))
def test_a_sound_bus_carries_every_bit(bits, sender, at):
    assert BUS.received(bits, sender, at) == bits


@settings(deadline=None)
@given(
    st.sampled_from(["H", "L"]),
    st.sampled_from(["ground", "battery"]),
    st.floats(0.01, 1e6),
    st.sampled_from(ECUS),
    st.text("01", min_size=1, max_size=8),
)
def test_no_wire_ever_leaves_the_range_of_its_sources(wire, to, ohm, ecu, bits):
    bus = replace(BUS, shorts=(Short(wire, to, ecu, ohm),))
    _, high_v, low_v = bus.waveform(bits, "motor", ecu)
    assert np.all(high_v >= -1e-9) and np.all(low_v >= -1e-9)
    assert max(high_v.max(), low_v.max()) <= 12 + 1e-9


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: CanBus.healthy(("alone",)), "at least two ECUs"),
        (lambda: CanBus.healthy(("twin", "twin")), "twin, twin"),
        (lambda: replace(BUS, terminators_ohm={"roof": 120.0}), "there is no “roof”"),
        (lambda: replace(BUS, terminators_ohm={"motor": -120.0}), "terminator in motor is -120"),
        (lambda: replace(BUS, shorts=(Short("H", "H", "motor"),)), "there is no “H”"),
        (lambda: replace(BUS, shorts=(Short("H", "L", "motor", math.nan),)), "resistance of the short is nan"),
        (lambda: replace(BUS, breaks=(Break("ground", "motor"),)), "there is no “ground”"),
        (lambda: BUS.resistance("H", "M", "motor"), "there is no “M”"),
        (lambda: BUS.levels_v("roof"), "there is no “roof”"),
        (lambda: BUS.levels_v("motor", sender="roof"), "there is no “roof”"),
        (lambda: BUS.waveform("012", "motor", "motor"), "“012” is no row of bits"),
        (lambda: BUS.waveform("", "motor", "motor"), "no row of bits"),
    ],
)
def test_bad_values_are_refused_with_words(wrong, words):
    with pytest.raises(WorkshopError, match=words):
        wrong()
