"""Contact and infrared thermometer against T⁴ worked out by hand and their stated accuracy."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nevlab.instruments.thermometer import CONTACT, INFRARED, PROBE_S, ContactThermometer, InfraredThermometer
from nevlab.messages import WorkshopError

seeds = st.integers(0, 10**6)


@given(seeds, st.floats(-40, 390), st.text("ab", min_size=1))
def test_a_probe_that_has_settled_is_within_its_accuracy(seed, surface, place):
    reading = ContactThermometer(seed).read(surface, 25.0, place)
    assert abs(reading.value - surface) <= CONTACT.ranges[0].allowed_error(surface) + 1e-9


@given(seeds, st.floats(-20, 390), st.floats(0.1, 1))
def test_infrared_with_the_right_emissivity_is_within_its_accuracy(seed, surface, emissivity):
    reading = InfraredThermometer(seed, emissivity).read(surface, emissivity, 25.0, "motor")
    assert abs(reading.value - surface) <= INFRARED.ranges[0].allowed_error(surface) + 1e-6


def test_a_probe_needs_time_and_contact():
    # after one time constant 1 − 1/e of the 60 K between air and surface: 20 + 37.93; half a contact: 20 + 30
    tool = ContactThermometer(1)
    assert tool.read(80, 20, "a", after_s=PROBE_S).value == pytest.approx(57.93, abs=1.2)
    assert ContactThermometer(1, contact=0.5).read(80, 20, "a").value == pytest.approx(50, abs=1.2)
    assert tool.read(80, 20, "a", after_s=0).value == pytest.approx(20, abs=1.1)


@pytest.mark.parametrize(
    ("true_emissivity", "by_hand_c"),
    [
        # T⁴: 353.15 K → 1.55539e10, 293.15 K → 7.38528e9; shown⁴ = 7.38528e9 + ε/0.95·8.16862e9
        # ε = 0.1 (bare aluminium): 8.24514e9 → 301.33 K = 28.2 °C; ε = 0.5: 1.16846e10 → 328.78 K = 55.6 °C
        (0.1, 28.2),
        (0.5, 55.6),
        (0.95, 80.0),
    ],
)
def test_a_shiny_hot_surface_reads_too_low(true_emissivity, by_hand_c):
    reading = InfraredThermometer(2).read(80.0, true_emissivity, 20.0, "busbar")
    assert reading.value == pytest.approx(by_hand_c, abs=INFRARED.ranges[0].allowed_error(by_hand_c) + 0.1)


def test_a_shiny_cold_surface_beside_a_hot_one_reads_too_high():
    # ε = 0.1 at 20 °C, mirrors 200 °C (473.15 K → 5.01178e10): received 0.1·7.38528e9 + 0.9·5.01178e10 = 4.58445e10;
    # (4.58445e10 − 0.05·7.38528e9)/0.95 = 4.78686e10 → 467.75 K = 194.6 °C
    reading = InfraredThermometer(2).read(20.0, 0.1, 20.0, "busbar", reflected_c=200.0)
    assert reading.value == pytest.approx(194.6, abs=5.0)


def test_a_spot_larger_than_the_target_sees_the_surroundings():
    # 1.2 m away the spot is 0.1 m wide; a target of 0.05 m fills a quarter: 7.38528e9 + 0.25·8.16862e9 → 311.4 K
    reading = InfraredThermometer(2).read(80.0, 0.95, 20.0, "relay", distance_m=1.2, target_m=0.05)
    assert reading.value == pytest.approx(38.2, abs=2.7)
    near = InfraredThermometer(2).read(80.0, 0.95, 20.0, "relay", distance_m=0.6, target_m=0.05)
    assert near.value == pytest.approx(80.0, abs=3.3)


def test_beyond_the_display():
    # set to 0.1, a black surface seems ten times as bright: far above 500 °C
    assert InfraredThermometer(2, 0.1).read(300, 1.0, 20, "a").shown == "OL"
    # cold sky in a shiny sheet
    assert InfraredThermometer(2, 0.1).read(20.0, 0.05, 20.0, "a", reflected_c=-50.0).overload
    assert ContactThermometer(1).read(80, 20, "a").shown.endswith(" °C")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: ContactThermometer(1, contact=2), "contact of the probe is 2"),
        (lambda: ContactThermometer(1).read(math.nan, 20, "a"), "temperature is nan"),
        (lambda: ContactThermometer(1).read(80, 20, "a", after_s=-1), "time of holding is -1"),
        (lambda: InfraredThermometer(1, 0), "emissivity set is 0"),
        (lambda: InfraredThermometer(1).read(80, 0, 20, "a"), "emissivity is 0"),
        (lambda: InfraredThermometer(1).read(80, 0.9, 20, "a", distance_m=0), "distance is 0"),
        (lambda: InfraredThermometer(1).read(500, 0.9, 20, "a"), "temperature is 500"),
    ],
)
def test_what_cannot_be_is_refused_in_words(wrong, words):
    with pytest.raises(WorkshopError, match=words):
        wrong()
