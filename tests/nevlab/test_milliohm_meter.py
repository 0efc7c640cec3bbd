"""Two wires against four, zeroing, a loose sense lead: what the milliohm meter shows of a known winding."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nevlab.instruments import APART, SHORTED, MilliohmMeter
from nevlab.instruments.milliohm_meter import SCALE
from nevlab.messages import WorkshopError
from nevlab.vehicle.network import Network, Resistor, Source
from nevlab.vehicle.signals import OnBench
from nevlab.vehicle.stator import CARD, LINES, balanced_stator

STATOR = balanced_stator()
MOTOR = OnBench(Network(STATOR.parts()))
FOUR, TWO = MilliohmMeter(seed=5), MilliohmMeter(seed=5, wires=2)


def rest_of_zero(truth):
    """Give the accuracy, 0.2 % and 3 digits of 0.01 mΩ, and 3 digits more that the zero was taken with."""
    return 0.002 * truth + 6e-5


@pytest.mark.parametrize("line", LINES)
def test_four_wires_read_the_line_and_two_read_the_leads_with_it(line):
    one, other = LINES[line]
    zeroed = FOUR.zeroed()
    assert zeroed.read(MOTOR, one, other).value == pytest.approx(35.3e-3, abs=rest_of_zero(35.3e-3))
    assert CARD.allows(zeroed.read(MOTOR, one, other).value)
    # two wires: 35.3 mΩ, 150 mΩ of leads, 0 … 5 mΩ of contacts
    raw = TWO.read(MOTOR, one, other).value
    assert 0.1845 <= raw <= 0.1915
    # zeroing takes the leads off, the contacts at the motor stay unknown
    assert 30e-3 <= TWO.zeroed().read(MOTOR, one, other).value <= 41e-3


def test_a_meter_that_zeroes_shows_less_than_a_tenth_of_a_milliohm():
    for seed in range(20):
        meter = MilliohmMeter(seed)
        assert abs(meter.zeroed().read(SHORTED, "red", "red").value) < 0.1e-3
        assert meter.zeroed().zeroed() == meter.zeroed()
    offsets = [abs(MilliohmMeter(seed).read(SHORTED, "red", "red").value) for seed in range(20)]
    assert max(offsets) > 0.1e-3


@settings(deadline=None)
@given(st.floats(1e-3, 19.0), st.integers(0, 20))
def test_a_zeroed_four_wire_reading_is_within_its_accuracy(ohm, seed):
    reading = MilliohmMeter(seed).zeroed().read(OnBench(Network((Resistor("a", "b", ohm),))), "a", "b")
    (chosen,) = (known for known in SCALE.ranges if known.step == reading.step)
    assert abs(reading.value - ohm) <= chosen.allowed_error(ohm) + 4e-5


def test_a_loose_sense_lead_reads_half_of_the_leads_too():
    loose = replace(FOUR.zeroed(), sense_loose=True).read(MOTOR, "U", "V").value
    # half of 150 … 155 mΩ on top of 35.3 mΩ: far outside the card, like a bad winding
    assert loose == pytest.approx(35.3e-3 + 76.25e-3, abs=1.7e-3)
    assert not CARD.allows(loose)


def test_the_temperature_entered_converts_a_warm_winding_to_twenty_degrees():
    # copper: 35.3 mΩ at 20 °C are 35.3·(1 + 0.00393·40) = 40.85 mΩ at 60 °C
    warm = OnBench(Network(balanced_stator(temperature_c=60.0).parts()))
    meter = FOUR.zeroed()
    assert meter.read(warm, "U", "V").value == pytest.approx(40.85e-3, abs=rest_of_zero(40.85e-3))
    converted = replace(meter, copper_c=60.0).read(warm, "U", "V")
    assert converted.value == pytest.approx(35.3e-3, abs=rest_of_zero(35.3e-3))
    assert replace(meter, copper_c=60.0).read(APART, "red", "black").shown == "OL"


def test_open_and_live():
    assert FOUR.read(APART, "red", "black").shown == TWO.read(APART, "red", "black").shown == "OL"
    live = FOUR.read(OnBench(Network((Source("a", "b", 12.0), Resistor("a", "b", 1.0)))), "a", "b")
    assert (live.shown, live.remarks) == ("OL", ("live-warning",))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: MilliohmMeter(1, wires=3), "there is no “3”; choose from: 2, 4"),
        (lambda: MilliohmMeter(1, copper_c=math.nan), "temperature of the copper is nan"),
        (lambda: FOUR.read(MOTOR, "U", "X"), "there is no “X”"),
    ],
)
def test_bad_input_is_refused(wrong, words):
    with pytest.raises(WorkshopError, match=words):
        wrong()
