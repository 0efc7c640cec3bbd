"""The oscilloscope: trigger, time base, measurements against known waves, and its failure modes."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nevlab.instruments import Channel, Oscilloscope, Probe, Trigger
from nevlab.messages import WorkshopError
from nevlab.vehicle.charging.control_pilot import ControlPilot
from nevlab.vehicle.network import Network, Resistor, Source
from nevlab.vehicle.signals import OnBench, Samples, Sine, Steady

SCOPE = Oscilloscope(seed=2)
DIFFERENTIAL = Probe(1000, differential=True)


class Waves:
    """Signals by red point, of no inner resistance."""

    def __init__(self, **waves):
        self.waves = waves

    def signal(self, red, black, load_ohm):
        return self.waves[red]

    def network(self, red, black):
        return Network(tuple(Resistor(name, "PE", 1e3) for name in self.waves))


def pilot(duty):
    wave = ControlPilot(s2_closed=True).waveform_v([n * 1e-6 for n in range(1000)], duty)
    return Waves(cp=Samples(tuple(wave), 1e-3))


def test_the_control_pilot_shows_its_peak_trough_duty_and_frequency():
    """State C at 53 %: +5.99 V and −12 V, 1 kHz, mean −2.47 V; within 2 % and the steps of 5 V/32."""
    trace = SCOPE.capture(pilot(0.53), [Channel("cp", "PE", 5.0)], 0.5e-3)
    assert trace.triggered and trace.clipped == (False,)
    shown = trace.measure()
    assert shown["vmax"].value == pytest.approx(5.99, abs=0.02 * 5.99 + 0.4)
    assert shown["vmin"].value == pytest.approx(-12.0, abs=0.02 * 12 + 0.4)
    assert shown["vpp"].value == pytest.approx(17.99, abs=0.02 * 18 + 0.8)
    assert shown["mean"].value == pytest.approx(-2.47, abs=0.15)
    assert shown["frequency"].value == pytest.approx(1000, rel=0.005)
    assert shown["duty"].value == pytest.approx(53.0, abs=0.6)
    assert shown["duty"].unit == "%" and shown["frequency"].shown.endswith("Hz")


@settings(deadline=None, max_examples=60)
@given(st.floats(5, 95), st.floats(0.1, 1e5), st.floats(1.0, 20.0))
def test_duty_and_frequency_of_any_square_wave(percent, frequency, amplitude):
    high = round(percent * 10)
    wave = Samples((amplitude,) * high + (-amplitude,) * (1000 - high), 1 / frequency)
    shown = SCOPE.capture(Waves(a=wave), [Channel("a", "PE", amplitude / 3)], 0.3 / frequency).measure()
    assert shown["frequency"].value == pytest.approx(frequency, rel=0.01)
    assert shown["duty"].value == pytest.approx(high / 10, abs=0.8)


@pytest.mark.parametrize(("edge", "level"), [("rising", 0.0), ("rising", 5.0), ("falling", 0.0), ("falling", -5.0)])
def test_the_trigger_stands_in_the_middle_on_its_level_and_edge(edge, level):
    trace = SCOPE.capture(Waves(a=Sine(8.0, 50.0)), [Channel("a", "PE", 2.5)], 2e-3, Trigger(level, edge))
    middle = int(np.argmin(np.abs(trace.time_s)))
    assert trace.time_s[middle] == pytest.approx(0.0, abs=1e-9)
    # two levels of 2.5 V/32 and half a per cent of a swing; the sign of the slope over 0.4 ms
    assert trace.channels_v[0][middle] == pytest.approx(level, abs=0.25)
    rise = trace.channels_v[0][middle + 20] - trace.channels_v[0][middle - 20]
    assert (rise > 0) == (edge == "rising")


def test_the_second_channel_keeps_its_phase_to_the_trigger_channel():
    # channel 2 lags a quarter: where channel 1 rises through zero it stands at its lowest
    waves = Waves(sin=Sine(4.0, 1e4), cos=Sine(4.0, 1e4, phase_rad=-math.pi / 2))
    channels = [Channel("sin", "PE", 2.0), Channel("cos", "PE", 2.0)]
    trace = SCOPE.capture(waves, channels, 2e-5)
    middle = int(np.argmin(np.abs(trace.time_s)))
    assert trace.channels_v[1][middle] == pytest.approx(-4.0, abs=0.25)
    turned = SCOPE.capture(waves, channels, 2e-5, Trigger(0.0, source=2))
    assert turned.channels_v[0][middle] == pytest.approx(4.0, abs=0.25)


def test_a_trigger_that_is_not_met_says_so():
    wave = Waves(a=Sine(8.0, 50.0), b=Steady(5.0))
    assert not SCOPE.capture(wave, [Channel("a", "PE", 2.5)], 2e-3, Trigger(9.0)).triggered
    steady = SCOPE.capture(wave, [Channel("b", "PE", 2.5)], 2e-3)
    assert not steady.triggered
    assert set(steady.measure()) == {"mean", "vpp", "vmax", "vmin"}
    assert steady.measure()["mean"].value == pytest.approx(5.0, abs=0.02 * 5 + 0.1)


def test_less_than_two_edges_on_the_screen_give_no_frequency():
    assert "frequency" not in SCOPE.capture(Waves(a=Sine(8.0, 50.0)), [Channel("a", "PE", 2.5)], 1e-3).measure()


def test_quantisation_is_eight_bits_of_the_screen():
    trace = SCOPE.capture(Waves(a=Sine(8.0, 50.0)), [Channel("a", "PE", 2.5)], 5e-3)
    levels = trace.channels_v[0] / (8 * 2.5 / 256)
    assert np.allclose(levels, np.rint(levels))
    assert len(set(np.rint(levels))) <= 256
    assert trace.lsb_v == (pytest.approx(0.078125),)


def test_a_trace_that_leaves_the_screen_is_clipped_and_measures_wrong():
    trace = SCOPE.capture(Waves(a=Sine(8.0, 50.0)), [Channel("a", "PE", 1.0)], 5e-3)
    assert trace.clipped == (True,)
    shown = trace.measure()
    assert shown["vpp"].value == pytest.approx(8.0, abs=0.05)
    assert shown["vpp"].remarks == ("clipped",)
    assert "leaves the screen" in shown["vpp"].words()[0]
    # moved down by three divisions, a positive wave has room
    moved = Channel("a", "PE", 1.0, position_div=-3.0)
    assert not SCOPE.capture(Waves(a=Sine(2.5, 50.0, mean=3.0)), [moved], 5e-3).clipped[0]


def test_a_scope_that_was_told_the_wrong_attenuation_shows_a_tenth():
    right = Channel("a", "PE", 2.5)
    wrong = replace(right, volt_per_div=0.25, told=1)
    shown = [SCOPE.capture(Waves(a=Sine(8.0, 50.0)), [one], 5e-3).measure()["vpp"].value for one in (right, wrong)]
    assert shown[0] / shown[1] == pytest.approx(10, rel=0.06)


def test_a_probe_loads_the_circuit():
    """12 V through 1 MΩ: ×1 with 1 MΩ shows 6 V, ×10 with 10 MΩ 10.9 V."""
    circuit = OnBench(Network((Source("top", "PE", 12.0), Resistor("top", "node", 1e6))))
    for probe, volt in ((Probe(1), 6.0), (Probe(10), 120 / 11)):
        shown = SCOPE.capture(circuit, [Channel("node", "PE", 5.0, probe=probe)], 1e-3).measure()
        assert shown["mean"].value == pytest.approx(volt, abs=0.02 * volt + 0.2)


def test_an_earth_clip_on_a_rail_is_refused_and_a_differential_probe_is_not():
    pack = OnBench(
        Network((Source("plus", "minus", 400.0), Resistor("plus", "chassis", 1e6), Resistor("minus", "chassis", 1e6)))
    )
    with pytest.raises(WorkshopError, match=r"“minus” is not.*differential probe") as refused:
        SCOPE.capture(pack, [Channel("plus", "minus", 100.0, probe=Probe(100))], 1e-3)
    assert refused.value.key == "earth-clip"
    shown = SCOPE.capture(pack, [Channel("plus", "minus", 200.0, probe=DIFFERENTIAL)], 1e-3).measure()
    assert shown["mean"].value == pytest.approx(400.0, abs=0.02 * 400 + 6.5)


@pytest.mark.parametrize(
    ("probe", "volt", "words"),
    [(Probe(100), 310.0, "is 310.*to 300 V"), (DIFFERENTIAL, 1100.0, "is 1100.*to 1000 V")],
)
def test_a_probe_beyond_its_rating_is_refused(probe, volt, words):
    with pytest.raises(WorkshopError, match=words):
        SCOPE.capture(Waves(a=Steady(volt)), [Channel("a", "PE", 200.0, probe=probe)], 1e-3)


def test_the_same_scope_shows_the_same_again_and_another_does_not():
    wave, channel = Waves(a=Sine(8.0, 50.0)), [Channel("a", "PE", 2.5)]
    one, again, other = (Oscilloscope(seed).capture(wave, channel, 5e-3).channels_v[0] for seed in (2, 2, 3))
    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: Probe(5), "there is no “5”; choose from: 1, 10, 100, 1000"),
        (lambda: Channel("a", "PE", 100.0), "volts per division is 100"),
        (lambda: Channel("a", "PE", 1.0, position_div=9.0), "vertical position is 9"),
        (lambda: Trigger(edge="both"), "there is no “both”"),
        (lambda: Trigger(math.nan), "trigger level is nan"),
        (lambda: SCOPE.capture(pilot(0.5), [], 1e-3), "number of channels is 0"),
        (lambda: SCOPE.capture(pilot(0.5), [Channel("cp", "PE", 5.0)], 1e-3, Trigger(source=2)), "source is 2"),
        (lambda: SCOPE.capture(pilot(0.5), [Channel("cp", "PE", 5.0)], 0.0), "time per division is 0"),
        (lambda: SCOPE.capture(pilot(0.5), [Channel("cp", "PE", 5.0)], 1e-3).measure(2), "channel is 2"),
    ],
)
def test_bad_input_is_refused_with_value_and_range(wrong, words):
    with pytest.raises(WorkshopError, match=words):
        wrong()
