"""The direct-current network against circuits solved by hand, and against what no network may do."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nevlab.messages import WorkshopError
from nevlab.vehicle.network import Diode, Network, Resistor, Source

OHMS = st.floats(0.1, 1e7)
DIVIDER = Network((Source("top", "earth", 12.0), Resistor("top", "middle", 1e6), Resistor("middle", "earth", 1e6)))


def test_a_meter_loads_a_divider():
    assert DIVIDER.voltage("middle", "earth") == pytest.approx(6.0)
    # Thévenin: 6 V behind 0.5 MΩ, so 10 MΩ see 6·10/10.5 V
    assert DIVIDER.voltage("middle", "earth", 10e6) == pytest.approx(6 * 10 / 10.5)
    assert DIVIDER.resistance("middle", "earth") == pytest.approx(0.5e6)
    assert DIVIDER.source_current() == pytest.approx(6e-6)


def test_a_bridge():
    # Wheatstone: 100/200 against 300/100 at 10 V: 10·(200/300 − 100/400) V
    bridge = Network(
        (
            Source("a", "b", 10.0),
            Resistor("a", "left", 100.0),
            Resistor("left", "b", 200.0),
            Resistor("a", "right", 300.0),
            Resistor("right", "b", 100.0),
        )
    )
    assert bridge.voltage("left", "right") == pytest.approx(10 * (2 / 3 - 1 / 4))
    # seen from left–right with the source at zero: 100‖200 + 300‖100
    assert bridge.resistance("left", "right") == pytest.approx(200 / 3 + 75)


def test_nothing_joins_two_islands_but_a_meter_does():
    apart = Network((Source("a", "b", 12.0), Resistor("a", "b", 50.0), Resistor("c", "d", 50.0)))
    assert math.isnan(apart.voltage("a", "c"))
    assert apart.voltage("a", "c", 10e6) == pytest.approx(0.0, abs=1e-9)
    assert apart.resistance("a", "c") == math.inf


@pytest.mark.parametrize(("volts", "expected"), [(5.0, 4.3 * 100 / 300), (-5.0, 0.0), (0.5, 0.0)])
def test_a_diode_conducts_one_way_above_its_drop(volts, expected):
    network = Network(
        (
            Source("in", "earth", volts),
            Resistor("in", "anode", 200.0),
            Diode("anode", "out"),
            Resistor("out", "earth", 100.0),
        )
    )
    assert network.voltage("out", "earth") == pytest.approx(expected)


@pytest.mark.parametrize("volts", [10.0, -10.0])
def test_a_bridge_rectifier(volts):
    diodes = (Diode("a", "plus"), Diode("b", "plus"), Diode("minus", "a"), Diode("minus", "b"))
    network = Network((Source("a", "b", volts), *diodes, Resistor("plus", "minus", 100.0)))
    assert network.voltage("plus", "minus") == pytest.approx(10 - 2 * 0.7)


@settings(deadline=None)
@given(st.lists(OHMS, min_size=6, max_size=6), st.floats(-1000, 1000))
def test_the_sources_give_what_the_resistors_heat(ohms, volts):
    ends = [("a", "b"), ("a", "c"), ("a", "d"), ("b", "c"), ("b", "d"), ("c", "d")]
    network = Network((Source("a", "d", volts), *(Resistor(*pair, ohm) for pair, ohm in zip(ends, ohms, strict=True))))
    heat_w = sum(network.voltage(*pair) ** 2 / ohm for pair, ohm in zip(ends, ohms, strict=True))
    assert volts * network.source_current() == pytest.approx(heat_w, rel=1e-6, abs=1e-12)


@settings(deadline=None)
@given(st.lists(OHMS, min_size=5, max_size=5), OHMS)
def test_one_more_resistor_never_raises_a_resistance(ohms, more):
    ends = [("a", "b"), ("b", "c"), ("a", "c"), ("c", "d"), ("b", "d")]
    network = Network(tuple(Resistor(*pair, ohm) for pair, ohm in zip(ends, ohms, strict=True)))
    before = network.resistance("a", "d")
    assert 0 < network.joined(Resistor("a", "b", more)).resistance("a", "d") <= before * (1 + 1e-6)


@pytest.mark.parametrize("ohm", [-1.0, 0.0, math.nan, "thick"])
def test_a_resistance_that_cannot_be_is_refused(ohm):
    with pytest.raises(WorkshopError, match="resistance a–b is"):
        Resistor("a", "b", ohm)


def test_a_probe_on_nothing_is_refused():
    with pytest.raises(WorkshopError, match="there is no “roof”"):
        DIVIDER.voltage("roof", "earth")


def test_a_meter_or_a_source_that_is_no_number_is_refused():
    for wrong in (
        lambda: DIVIDER.voltage("middle", "earth", math.nan),
        lambda: Source("a", "b", math.nan),
        lambda: DIVIDER.source_current(1),
    ):
        with pytest.raises(WorkshopError):
            wrong()


@pytest.mark.parametrize("joint", [1e-4, 1e-3, 1.0])
@pytest.mark.parametrize("volts", [400.0, -400.0])
def test_parallel_diodes_share_the_current(joint, volts):
    # two equal branches of joint, diode, joint: (400 − 0.7)/(40 + joint) A in all, half of it in each; −400 V: none
    network = Network(
        (
            Source("in", "earth", volts),
            *(Resistor("in", f"anode {n}", joint) for n in "12"),
            *(Diode(f"anode {n}", f"cathode {n}") for n in "12"),
            *(Resistor(f"cathode {n}", "out", joint) for n in "12"),
            Resistor("out", "earth", 40.0),
        )
    )
    whole_a = 399.3 / (40 + joint) if volts > 0 else 0.0
    assert network.source_current() == pytest.approx(whole_a, abs=1e-9)
    for n in "12":
        assert network.voltage("in", f"anode {n}") == pytest.approx(joint * whole_a / 2, rel=1e-6, abs=1e-9)


def test_a_diode_across_another_one_and_across_a_source():
    twice = Network((Source("in", "earth", 5.0), Resistor("in", "a", 43.0), Diode("a", "earth"), Diode("a", "earth")))
    assert twice.voltage("a", "earth") == pytest.approx(0.7)
    assert twice.source_current() == pytest.approx(0.1)
    assert Network((Source("a", "b", 0.5), Diode("a", "b"), Resistor("a", "b", 1.0))).source_current() == 0.5


@pytest.mark.parametrize("meter", [10e6, 1e9, math.inf])
@pytest.mark.parametrize("insulation", [1e6, 1e9, 1e12])
def test_a_floating_system_behind_milliohms_and_gigaohms(insulation, meter):
    # 400 V pack, equal insulation R of both rails to the chassis: U·(1/R)/(2/R + 1/meter) at the plus rail;
    # ten joints of 1 mΩ in each rail and two of 0.1 mΩ in the chassis carry 0.4 mA at most: no drop to speak of
    joints = [Resistor(f"{rail} {n}", f"{rail} {n + 1}", 1e-3) for rail in ("plus", "minus") for n in range(10)]
    car = Network(
        (
            Source("plus 0", "minus 0", 400.0),
            *joints,
            Resistor("plus 10", "sill", insulation),
            Resistor("minus 10", "sill", insulation),
            Resistor("sill", "body", 1e-4),
            Resistor("body", "chassis", 1e-4),
        )
    )
    expected_v = 400 / insulation / (2 / insulation + 1 / meter)
    assert car.voltage("plus 10", "chassis", meter) == pytest.approx(expected_v, rel=1e-7)
    assert car.resistance("plus 0", "chassis") == pytest.approx(insulation / 2, rel=1e-7)


def test_a_current_through_gigaohms_is_found_beside_one_of_hundred_amperes():
    # 400 V on 4 Ω beside 400 V on 2 GΩ through the chassis: the second source sees 0.2 µA alone
    network = Network(
        (
            Source("a", "b", 400.0),
            Resistor("a", "b", 4.0),
            Source("c", "d", 400.0),
            Resistor("c", "chassis", 1e9),
            Resistor("chassis", "d", 1e9),
            Resistor("a", "chassis", 1e-3),
        )
    )
    assert network.source_current(0) == pytest.approx(100)
    assert network.source_current(1) == pytest.approx(0.2e-6, rel=1e-9)


PLACES = st.sampled_from("abcdef")


@settings(deadline=None, max_examples=200)
@given(
    st.lists(st.tuples(PLACES, PLACES, st.floats(-4, 12)), min_size=5, max_size=12),
    st.lists(st.tuples(PLACES, PLACES), min_size=1, max_size=6),
    st.floats(-800, 800),
)
def test_every_diode_ends_in_a_state_that_agrees(resistors, diodes, volts):
    ring = [Resistor(one, other, 1e6) for one, other in zip("abcdef", "bcdefa", strict=True)]
    parts = (
        Source("a", "feed", volts),
        Resistor("feed", "b", 1.0),
        *ring,
        *(Resistor(one, other, 10**power) for one, other, power in resistors if one != other),
        *(Diode(one, other) for one, other in diodes if one != other),
    )
    network = Network(parts)
    for part in parts:
        if isinstance(part, Diode):
            # ideal: never more than its drop, and what it carries flows forward
            assert network.voltage(part.anode, part.cathode) <= part.drop_v + 1e-6
    heat_w = sum(network.voltage(part.a, part.b) ** 2 / part.ohm for part in parts if isinstance(part, Resistor))
    given_w = volts * network.source_current()
    # what is left over goes into the drops of the diodes
    assert given_w >= heat_w * (1 - 1e-3) - 1e-9


@pytest.mark.parametrize("degree", range(5, 360, 20))
@pytest.mark.parametrize("load", [50.0, 1e6])
def test_a_three_phase_bridge_with_a_floating_output(degree, load):
    # star point floating, rails tied to the chassis through 1 GΩ each: the highest phase feeds the load, the lowest
    # takes the current back, so the rails stand apart by their difference less two drops, symmetrical to the chassis
    phase_v = {name: 100 * math.sin(math.radians(degree - 120 * k)) for k, name in enumerate("uvw")}
    network = Network(
        (
            *(Source(name, "star", volt) for name, volt in phase_v.items()),
            *(Diode(name, "plus") for name in "uvw"),
            *(Diode("minus", name) for name in "uvw"),
            Resistor("plus", "minus", load),
            Resistor("plus", "chassis", 1e9),
            Resistor("minus", "chassis", 1e9),
        )
    )
    rails_v = max(phase_v.values()) - min(phase_v.values()) - 1.4
    assert network.voltage("plus", "minus") == pytest.approx(rails_v, rel=1e-6)
    assert network.voltage("plus", "chassis") == pytest.approx(rails_v / 2, rel=1e-6)
    # a meter of 10 MΩ on one side: 1 GΩ ‖ 10 MΩ against 1 GΩ
    assert network.voltage("plus", "chassis", 10e6) == pytest.approx(rails_v / 102, rel=1e-6)
