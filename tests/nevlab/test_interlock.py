"""The interlock loop: every reading worked out by hand from 12 V, 1 kΩ before the loop and 1 kΩ behind it."""

import math
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nevlab.messages import WorkshopError
from nevlab.vehicle.interlock import OUT, RETURN, Contact, Interlock

PLUGS = ("service plug", "PDU", "OBC", "PTC")
LOOP = Interlock(tuple(Contact(name) for name in PLUGS))


def test_a_closed_loop_halves_the_supply():
    assert LOOP.state() == "closed"
    assert LOOP.sensed_v() == pytest.approx(6.0, abs=0.01)
    assert all(LOOP.voltage(f"{name} in") == pytest.approx(6.0, abs=0.01) for name in PLUGS)
    # 4 contacts of 20 mΩ and 5 wires of 50 mΩ
    assert LOOP.resistance(OUT, RETURN) == pytest.approx(0.33)


@pytest.mark.parametrize("place", PLUGS)
def test_an_open_contact_stands_between_12_v_and_0_v(place):
    loop = LOOP.changed(Contact(place, ohm=math.inf))
    assert loop.state() == "open"
    before, behind = PLUGS[: PLUGS.index(place) + 1], PLUGS[PLUGS.index(place) + 1 :]
    assert all(loop.voltage(f"{name} in") == pytest.approx(12.0, abs=0.01) for name in before)
    assert all(loop.voltage(f"{name} in") == pytest.approx(0.0, abs=0.01) for name in behind)
    # across the open contact a meter of 10 MΩ sees 12 V behind 2 kΩ
    assert loop.voltage(f"{place} in", f"{place} out") == pytest.approx(12 * 10e6 / 10.002e6)
    assert loop.resistance(f"{place} in", f"{place} out") == math.inf
    # controller plugged in: 1 kΩ + the car's loads of 10 Ω + 1 kΩ, and wires, lead round the contact
    assert loop.resistance(f"{place} in", f"{place} out", plugged=True) == pytest.approx(2010, abs=1)


def test_a_broken_wire_is_not_a_broken_contact():
    loop = LOOP.changed(Contact("PDU", wire_ohm=math.inf))
    assert loop.state() == "open"
    assert loop.voltage("PDU out") == pytest.approx(12.0, abs=0.01)
    assert loop.voltage("OBC in") == pytest.approx(0.0, abs=0.01)
    assert loop.resistance("PDU in", "PDU out") == pytest.approx(0.02)


def test_a_chafed_wire_to_ground_reads_like_an_open_loop_at_the_controller_but_not_at_the_plugs():
    loop = LOOP.changed(Contact("OBC", to_ground_ohm=0.1))
    assert loop.state() == "open"
    assert loop.voltage(OUT) == pytest.approx(0.0, abs=0.01)
    # 0.1 Ω at "OBC in"; from OUT three wires of 0.05 Ω and two contacts of 0.02 Ω before it
    assert loop.resistance(OUT, "ground") == pytest.approx(0.29)


def test_a_short_to_12_v_is_told_apart():
    loop = LOOP.changed(Contact("OBC", to_supply_ohm=0.1))
    assert loop.state() == "short_to_supply"
    assert loop.sensed_v() == pytest.approx(12.0, abs=0.01)


def test_a_corroded_contact_opens_the_loop_only_when_it_is_bad_enough():
    # 12·1000/(2000 + R) falls under 4.8 V above R = 500 Ω
    assert LOOP.changed(Contact("PTC", ohm=490.0)).state() == "closed"
    assert LOOP.changed(Contact("PTC", ohm=510.0)).state() == "open"


def test_without_supply_nothing_is_closed():
    assert replace(LOOP, supply_v=0.0).state() == "open"


@settings(deadline=None)
@given(st.lists(st.floats(0.001, 1e6), min_size=4, max_size=4))
def test_the_voltage_falls_along_the_loop(ohms):
    loop = Interlock(tuple(Contact(name, ohm) for name, ohm in zip(PLUGS, ohms, strict=True)))
    along = [loop.voltage(point) for point in loop.test_points if point not in ("ground", "supply")]
    assert all(later <= earlier + 0.02 for earlier, later in pairwise(along))
    assert 0 <= along[-1] <= along[0] <= 12


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: LOOP.voltage("roof"), "there is no “roof”"),
        (lambda: LOOP.changed(Contact("airbag")), "there is no “airbag”"),
        (lambda: Contact("OBC", ohm=-1.0), "contact of OBC is -1"),
        (lambda: Interlock(()), "at least one connector"),
        (lambda: Interlock((Contact("OBC"), Contact("OBC"))), "OBC, OBC"),
        (lambda: replace(LOOP, low=0.7), "lower sense level is 0.7"),
    ],
)
def test_bad_values_are_refused_with_words(wrong, words):
    with pytest.raises(WorkshopError, match=words):
        wrong()
