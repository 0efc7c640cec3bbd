"""Signals against integrals worked out by hand, and differences of them."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nevlab.messages import WorkshopError
from nevlab.vehicle.network import Network, Resistor, Source
from nevlab.vehicle.signals import OnBench, Samples, Sine, Steady, difference

volts = st.floats(-1000, 1000)


def over_a_period(signal, count=3600):
    """Give mean and alternating part from the values themselves, by the midpoint rule over one period."""
    values = signal.at((np.arange(count) + 0.5) / count / signal.frequency_hz)
    return values.mean(), values.std()


def test_a_steady_signal_has_no_alternating_part():
    assert (Steady(12.5).mean, Steady(12.5).ac_rms, Steady(12.5).frequency_hz) == (12.5, 0.0, 0.0)
    assert Steady(12.5).at([0.0, 1.0]).tolist() == [12.5, 12.5]


def test_a_sine_has_its_amplitude_over_the_root_of_two():
    sine = Sine(amplitude=-325.0, frequency_hz=50.0, mean=10.0, phase_rad=0.3)
    # ∫ sin² over a period is half of it: 325/√2 = 229.81.
    assert sine.ac_rms == pytest.approx(229.810, abs=1e-3)
    assert over_a_period(sine) == pytest.approx((10.0, sine.ac_rms))
    # A quarter of a period (5 ms) after phase 0.3 rad: 10 − 325·cos 0.3 = −300.48.
    assert sine.at(0.005) == pytest.approx(-300.484, abs=1e-3)


def test_a_square_wave_of_samples():
    # Duty 1/4 between −12 and 8: mean −12 + 20/4 = −7; √(D(1−D))·20 = 8.660.
    wave = Samples((8.0, -12.0, -12.0, -12.0), 1e-3)
    assert (wave.mean, wave.ac_rms, wave.frequency_hz) == pytest.approx((-7.0, 8.660254, 1000.0))
    assert over_a_period(wave) == pytest.approx((-7.0, 8.660254))
    # Each sample is held until the next; the next period is the same; just below zero is the end of the one before.
    assert wave.at([0.0, 0.24e-3, 0.26e-3, 1.1e-3, -1e-6]).tolist() == [8.0, 8.0, -12.0, 8.0, -12.0]


@given(volts, volts, st.floats(0.1, 1e4))
def test_a_difference_from_a_steady_signal_moves_the_mean_alone(mean, amplitude, frequency_hz):
    sine, steady = Sine(amplitude, frequency_hz, mean, 0.7), Steady(3.0)
    square = Samples((amplitude, mean, mean), 1 / frequency_hz)
    times = np.linspace(0, 2 / frequency_hz, 7)
    for swinging in (sine, square, Steady(mean)):
        for found, wanted in (
            (difference(swinging, steady), swinging.at(times) - 3.0),
            (difference(steady, swinging), 3.0 - swinging.at(times)),
        ):
            assert found.at(times) == pytest.approx(wanted)
            assert found.ac_rms == pytest.approx(swinging.ac_rms)
            assert found.frequency_hz == swinging.frequency_hz


def test_two_swinging_signals_have_no_difference_here():
    with pytest.raises(WorkshopError, match="only the body in common"):
        difference(Sine(1.0, 50.0), Samples((0.0, 1.0), 1e-3))


def test_a_part_on_the_bench_is_loaded_by_the_instrument():
    # 12 V behind 10 MΩ, a meter of 10 MΩ: half is left.
    bench = OnBench(Network((Source("cell", "minus", 12.0), Resistor("cell", "plus", 10e6))))
    assert bench.signal("plus", "minus", 10e6).mean == pytest.approx(6.0)
    assert bench.signal("plus", "minus", math.inf).mean == pytest.approx(12.0)
    with pytest.raises(WorkshopError, match="test point"):
        bench.network("plus", "nowhere")
