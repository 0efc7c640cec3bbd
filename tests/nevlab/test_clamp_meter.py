"""The clamp meter: drift before zeroing, sign, place in the jaws, and the two kinds of current."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nevlab.instruments import ClampMeter
from nevlab.messages import WorkshopError
from nevlab.vehicle.signals import Sine, Steady

CLAMP = ClampMeter(seed=4)
EMPTY = Steady(0.0)


def test_an_unzeroed_clamp_shows_a_current_where_none_flows():
    drifts = [ClampMeter(seed).read("dc_a", EMPTY, "battery +").value for seed in range(30)]
    assert max(map(abs, drifts)) > 1.0 and len(set(drifts)) > 20
    for seed in range(30):
        # what is left: 5 digits of 0.01 A twice
        assert abs(ClampMeter(seed).zeroed().read("dc_a", EMPTY, "battery +").value) <= 0.1


@given(st.floats(-900, 900), st.integers(0, 30))
def test_a_zeroed_clamp_is_within_its_accuracy(ampere, seed):
    reading = ClampMeter(seed).zeroed().read("dc_a", Steady(ampere), "battery +")
    share = 0.025 if reading.step == 1 else 0.02
    # zeroing takes 5 digits of the smallest range and 2 % of the drift along
    assert abs(reading.value - ampere) <= share * abs(ampere) + 5 * reading.step + 0.15


def test_turned_round_it_changes_its_sign_and_both_conductors_read_nothing():
    clamp = CLAMP.zeroed()
    forward = clamp.read("dc_a", Steady(30.0), "battery +").value
    backward = replace(clamp, against_arrow=True).read("dc_a", Steady(30.0), "battery +").value
    assert forward == pytest.approx(30.0, abs=0.8)
    assert backward == pytest.approx(-30.0, abs=0.8)
    assert clamp.read("dc_a", Steady(30.0 - 30.0), "both").value == pytest.approx(0.0, abs=0.1)


def test_a_conductor_at_the_edge_reads_too_little():
    centre, edge = (replace(CLAMP.zeroed(), off_centre=off).read("dc_a", Steady(50.0), "x").value for off in (0, 1))
    # the same gain and noise for both, so the difference is the 3 % alone
    assert centre - edge == pytest.approx(0.03 * 50.0, abs=0.05)


def test_alternating_current_needs_no_zero_and_leaves_the_mean_out():
    # 14.14 A/√2 = 10 A beside 20 A of direct current
    current = Sine(10 * math.sqrt(2), 400.0, mean=20.0)
    assert CLAMP.read("ac_a", current, "U").value == pytest.approx(10.0, abs=0.02 * 10 + 0.05)
    assert CLAMP.zeroed().read("dc_a", current, "U").value == pytest.approx(20.0, abs=0.02 * 20 + 0.15)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: CLAMP.read("dc_v", EMPTY, "x"), "there is no “dc_v”; choose from: dc_a, ac_a"),
        (lambda: ClampMeter(1, zero_a=math.nan), "zero of the clamp is nan"),
    ],
)
def test_bad_input_is_refused(wrong, words):
    with pytest.raises(WorkshopError, match=words):
        wrong()


def test_beyond_its_range_it_shows_ol():
    assert CLAMP.read("dc_a", Steady(1200.0), "x").shown == "OL"
    assert CLAMP.read("dc_a", Steady(200.0), "x", full_scale=60).shown == "OL"
