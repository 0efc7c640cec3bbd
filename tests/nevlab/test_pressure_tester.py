"""The pressure-decay tester against the exponential of a leak and its own stated errors."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nevlab.instruments.pressure_tester import DRIFT_PA_PER_S, SCALE, PressureTester
from nevlab.messages import WorkshopError
from nevlab.vehicle.cooling.leak_test import LeakTest

seeds = st.integers(0, 10**6)


@given(seeds, st.floats(-50e3, 500e3), st.floats(0, 1e-5), st.floats(0, 600), st.floats(1, 600))
def test_both_readings_are_within_the_stated_accuracy(seed, start, leak, settle, duration):
    decay = PressureTester(seed).decay(LeakTest(8e-3, start, leak), settle, duration)
    for time, reading in ((settle, decay.first), (settle + duration, decay.second)):
        # the hose of 50 mL adds to the 8 L
        truth = start * math.exp(-time * leak / 8.05e-3)
        card = next(known for known in SCALE.ranges if known.step == reading.step)
        assert abs(reading.value - truth) <= card.allowed_error(truth) + DRIFT_PA_PER_S * time * 1.01 + 1e-9


@given(seeds)
def test_the_leak_rate_by_hand(seed):
    # 100 kPa in 8 L, C = 8e-7 m³/s: Q = C·p = 0.08 Pa·m³/s; τ = 8.05e-3/8e-7 = 1.006e4 s, 60 s take 0.594 kPa off
    decay = PressureTester(seed).decay(LeakTest(8e-3, 100e3, 8e-7), 0.0, 60.0)
    assert decay.first.shown == f"{decay.first.value / 1e3:.1f} kPa" and decay.first.step == 100
    assert decay.drop_pa == pytest.approx(594, abs=decay.drop_error_pa + 0.005 * 594 + 1.2)
    # with 5 minutes the digits matter less: 2.938 kPa
    longer = PressureTester(seed).decay(LeakTest(8e-3, 100e3, 8e-7), 0.0, 300.0)
    assert longer.leak_rate_pa_m3_s(8e-3) == pytest.approx(8e-3 * 2938 / 300, rel=0.16)


@given(seeds)
def test_a_housing_is_tested_in_the_smallest_range(seed):
    # 3 kPa in 60 L, C = 1e-6 m³/s: after 120 s 3000·(1 − e^(−120e-6/60.05e-3)) = 6.0 Pa are lost
    decay = PressureTester(seed).decay(LeakTest(60e-3, 3e3, 1e-6), 0.0, 120.0)
    assert decay.first.step == 1
    assert decay.drop_pa == pytest.approx(6.0, abs=decay.drop_error_pa + DRIFT_PA_PER_S * 120 + 0.1)


@given(seeds)
def test_without_settling_cooling_air_looks_like_a_leak(seed):
    warm = LeakTest(8e-3, 100e3, excess_k=10.0)
    early = PressureTester(seed).decay(warm, 0.0, 60.0)
    late = PressureTester(seed).decay(warm, 600.0, 60.0)
    # 201.325 kPa · 10 K/303.15 K · (1 − 1/e) = 4.198 kPa in the first minute, 0.2 Pa in the eleventh
    assert early.drop_pa == pytest.approx(4198, abs=early.drop_error_pa + 25)
    assert abs(late.drop_pa) <= late.drop_error_pa + 2


@given(seeds)
def test_the_self_check_finds_a_leak_of_the_tester_itself(seed):
    tight = LeakTest(8e-3, 100e3)
    leaking = PressureTester(seed, own_leak_m3_s=1e-7)
    # it looks like a leak of the loop …
    assert leaking.decay(tight, 0.0, 600.0).drop_pa == pytest.approx(
        100e3 * -math.expm1(-600e-7 / 8.05e-3), abs=leaking.decay(tight, 0.0, 600.0).drop_error_pa + 20
    )
    # … and with the hose alone, 50 mL, τ = 500 s: 60 s take 11.3 kPa off
    check = leaking.self_check(100e3, 0.0, 60.0)
    assert check.drop_pa == pytest.approx(100e3 * -math.expm1(-0.12), rel=0.03)
    sound = PressureTester(seed).self_check(100e3, 0.0, 60.0)
    assert abs(sound.drop_pa) <= sound.drop_error_pa + DRIFT_PA_PER_S * 60


def test_the_same_test_shows_the_same_again():
    test = LeakTest(8e-3, 100e3, 1e-6)
    assert PressureTester(4).decay(test, 10, 60) == PressureTester(4).decay(test, 10, 60)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: PressureTester(1, own_leak_m3_s=-1), "leak of the tester is -1"),
        (lambda: PressureTester(1, hose_m3=0), "volume of the hose is 0"),
        (lambda: PressureTester(1).decay(LeakTest(1e-3, 1e5), -1, 60), "settling time is -1"),
        (lambda: PressureTester(1).decay(LeakTest(1e-3, 1e5), 0, math.nan), "duration is nan"),
        (lambda: PressureTester(1).self_check(6e5, 0, 60), "test pressure is 600000"),
    ],
)
def test_what_cannot_be_is_refused_in_words(wrong, words):
    with pytest.raises(WorkshopError, match=words):
        wrong()
