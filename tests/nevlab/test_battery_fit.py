"""The fit of pulses finds the circuit that made them."""

import math

import numpy as np
import pytest

from nevlab.messages import WorkshopError
from nevlab.vehicle.battery.fit import fit_pulse, fit_train

TIMES = np.concatenate([np.arange(0, 30.1, 0.5), np.arange(31, 71)])
AMPS = np.where((TIMES > 0) & (TIMES <= 30), 30.0, 0.0)


def pulse(r0, pairs, ocv=3.95):
    """Give the voltage of a 30 A pulse of 30 s from its closed form, and of the rest behind it."""
    volts = ocv - r0 * AMPS
    for ohm, tau in pairs:
        during = ohm * 30 * (1 - np.exp(-TIMES / tau))
        behind = ohm * 30 * (1 - math.exp(-30 / tau)) * np.exp(-(TIMES - 30) / tau)
        volts -= np.where(TIMES <= 30, during, behind)
    return volts


def test_it_finds_two_pairs():
    fit = fit_pulse(TIMES, AMPS, pulse(1.5e-3, [(0.4e-3, 3.0), (1.4e-3, 50.0)]))
    assert fit.r0_ohm == pytest.approx(1.5e-3, rel=1e-3)
    assert fit.pair_ohm == pytest.approx((0.4e-3, 1.4e-3), rel=5e-3)
    assert fit.tau_s == pytest.approx((3.0, 50.0), rel=5e-3)
    assert fit.rms_v < 1e-6


def test_it_finds_one_pair():
    fit = fit_pulse(TIMES, AMPS, pulse(1.5e-3, [(1.0e-3, 26.0)]), pairs=1)
    assert (fit.r0_ohm, *fit.pair_ohm) == pytest.approx((1.5e-3, 1.0e-3), rel=1e-4)
    assert fit.tau_s == pytest.approx((26.0,), rel=1e-3)


def test_given_time_constants_are_kept():
    fit = fit_pulse(TIMES, AMPS, pulse(1.5e-3, [(0.4e-3, 3.0), (1.4e-3, 50.0)]), tau_s=(50.0, 3.0))
    assert fit.tau_s == (3.0, 50.0)
    assert fit.pair_ohm == pytest.approx((0.4e-3, 1.4e-3), rel=1e-6)


def test_a_fall_of_the_open_circuit_voltage_is_not_taken_for_a_resistance():
    falling = 3.95 - 4e-3 * np.minimum(TIMES, 30) / 30
    volts = pulse(1.5e-3, [(1.0e-3, 26.0)]) + falling - 3.95
    told = fit_pulse(TIMES, AMPS, volts, ocv_v=falling, pairs=1)
    assert told.pair_ohm == pytest.approx((1.0e-3,), rel=1e-4)
    assert fit_pulse(TIMES, AMPS, volts, pairs=1).pair_ohm[0] > 1.1e-3


def test_a_charging_pulse_gives_the_same_circuit():
    upwards = 2 * 3.95 - pulse(1.5e-3, [(1.0e-3, 26.0)])
    assert fit_pulse(TIMES, -AMPS, upwards, pairs=1).r0_ohm == pytest.approx(1.5e-3, rel=1e-4)


PAIRS = ((0.4e-3, 3.0), (1.4e-3, 50.0), (1.0e-3, 800.0))
#: Ends of the sections of a pulse train [s] and the current in each [A]: three pulses of 30 s and 40 s behind each,
#: two discharges of 10 A and 18 min, an hour of rest behind each of them.
ENDS_S = np.cumsum([0, 30, 40, 1080, 3600, 30, 40, 1080, 3600, 30, 40])
CURRENTS_A = (30.0, 0.0, 10.0, 0.0, 30.0, 0.0, 10.0, 0.0, 30.0, 0.0)
TABLE = {"capacity_ah": 30.0, "soc": (0.0, 1.0), "ocv_v": (3.0, 4.0)}


def train():
    """Give time, current, voltage and the rows of the pulses; each step of the current adds its own response."""
    fine, coarse = np.arange(0, 70, 0.5), np.arange(70, 4750, 10.0)
    times = np.concatenate([start + part for start in (0, 4750, 9500) for part in (fine, coarse)])
    times = times[times <= ENDS_S[-1]]
    amps = np.concatenate([[0.0], np.array(CURRENTS_A)[np.searchsorted(ENDS_S, times[1:]) - 1]])
    drop_v, charge_as = np.zeros(times.size), np.zeros(times.size)
    for start, step in zip(ENDS_S, np.diff(CURRENTS_A, prepend=0.0, append=0.0), strict=True):
        since = np.maximum(times - start, 0)
        drop_v += sum(ohm * step * (1 - np.exp(-since / tau)) for ohm, tau in PAIRS)
        charge_as += step * since
    volts = 3.9 - charge_as / 3600 / 30.0 - drop_v - 1.5e-3 * amps
    return times, amps, volts, [slice(*np.searchsorted(times, (start, start + 70.1))) for start in (0, 4750, 9500)]


def test_a_train_shows_the_diffusion_that_a_pulse_is_too_short_for():
    *columns, pulses = train()
    for fit in fit_train(*columns, pulses, tau_s=(3.0, 50.0, 800.0), **TABLE):
        # After an hour of rest the slowest pair still holds e^(-3600/800) = 1 % of its voltage.
        assert fit.r0_ohm == pytest.approx(1.5e-3, rel=3e-3)
        assert fit.pair_ohm == pytest.approx((0.4e-3, 1.4e-3, 1.0e-3), rel=0.03)
        assert fit.rms_v < 0.1e-3


def test_a_train_gives_the_time_constants_too():
    *columns, pulses = train()
    fit = fit_train(*columns, pulses, pairs=3, **TABLE)[1]
    assert fit.tau_s == pytest.approx((3.0, 50.0, 800.0), rel=0.06)


def test_bad_trains_are_refused_with_words():
    times, amps, volts, pulses = train()
    with pytest.raises(WorkshopError, match="number of pulses is 1"):
        fit_train(times, amps, volts, pulses[:1], **TABLE)
    with pytest.raises(WorkshopError, match="No current"):
        fit_train(times, np.where(times <= 70, 0, amps), volts, pulses, **TABLE)
    with pytest.raises(WorkshopError, match="finite"):
        fit_train(times, amps * math.nan, volts, pulses, **TABLE)
    with pytest.raises(WorkshopError, match="as many of each"):
        fit_train(times, amps[1:], volts, pulses, **TABLE)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (([0, 1], [0, 30], [3.9, 3.8]), "at least 6 rows"),
        ((TIMES, AMPS[1:], pulse(1e-3, [])), "as many of each"),
        ((TIMES, AMPS, pulse(math.nan, [])), "finite"),
        ((TIMES[::-1], AMPS, pulse(1e-3, [])), "later"),
        ((TIMES, 0 * AMPS, pulse(1e-3, [])), "No current"),
    ],
)
def test_bad_pulses_are_refused_with_words(arguments, words):
    with pytest.raises(WorkshopError, match=words):
        fit_pulse(*arguments)
    with pytest.raises(WorkshopError, match="number of RC pairs is 0"):
        fit_pulse(TIMES, AMPS, pulse(1e-3, []), pairs=0)
    with pytest.raises(WorkshopError, match="time constant is -1"):
        fit_pulse(TIMES, AMPS, pulse(1e-3, []), tau_s=(-1.0,))
