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
