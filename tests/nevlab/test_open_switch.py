"""Currents with one switch open against closed forms, a switched bridge stepped here, and symmetry."""

import math
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nevlab.messages import WorkshopError
from nevlab.vehicle.inverter import DEVICES, CurrentSensor, Inverter, with_fault
from nevlab.vehicle.open_switch import Running, mean_park_vector, park_vector, phase_currents, suspected_switch
from nevlab.vehicle.pmsm import TEACHING_LINK_VOLTAGE_V, TEACHING_MACHINE
from nevlab.vehicle.stator import PHASES

SOUND = Inverter()
AT_300 = Running.at(TEACHING_MACHINE, 300, 100, TEACHING_LINK_VOLTAGE_V)
STIFF = Running(0.01, 1e-4, 5.0, 10.0, 100.0, 360.0, control_ohm=1.0)
FIXED = Running(0.5, 2e-3, 60.0, 50.0, 20.0, 200.0)
ANGLE = 2 * math.pi * np.arange(360) / 360


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("NEVLAB_LANG", "en")


def opened(device):
    return with_fault(SOUND, "gate_open", device)


def test_sound_currents_are_sinusoids_and_their_park_vector_a_circle():
    currents = phase_currents(SOUND, AT_300)
    assert currents["V"] == pytest.approx(100 * np.cos(ANGLE - math.radians(120)))
    assert park_vector(currents) == pytest.approx(100 * np.exp(1j * ANGLE))
    assert abs(mean_park_vector(currents)) < 1e-12
    assert suspected_switch(currents) is None


def test_the_voltage_needed_by_hand():
    """E + (R + jωL)·I = 60 + (0.5 + j·2π·50·2 mH)·20 = 70 + j·12.57 V."""
    assert FIXED.voltage_v == pytest.approx(70 + 12.566j, abs=1e-3)


def test_stiff_control_clips_one_half_and_keeps_the_rest():
    """A controller without error keeps iβ and can only lose iα > 0.

    So iU = −I in its half and 0 in the other, where iV = −iW = (√3/2)·I·sin θ; the Park vector draws half a disc.
    """
    currents = phase_currents(opened("U+"), STIFF)
    wanted = 100 * np.cos(ANGLE)
    assert currents["U"] == pytest.approx(np.minimum(wanted, 0), abs=1.5)
    assert currents["V"] == pytest.approx(100 * np.cos(ANGLE - math.radians(120)) + np.maximum(wanted, 0) / 2, abs=1.5)
    assert currents["V"][wanted > 5] == pytest.approx(math.sqrt(0.75) * 100 * np.sin(ANGLE[wanted > 5]), abs=1.5)


def test_the_mean_of_the_half_disc():
    """Mean iα = −I/π; mean length: I in one half, I·|sin θ| in the other: I·(1/2 + 1/π); ratio −2/(2 + π)."""
    assert mean_park_vector(phase_currents(opened("U+"), STIFF)) == pytest.approx(-2 / (2 + math.pi), abs=0.01)


def test_a_resistor_at_fixed_voltage_loses_one_half_wave():
    """Without L, EMF and control, U's positive half is missing and V–W then carry (uV − uW)/2R = (√3/2)·I·sin θ."""
    resistive = Running(2.0, 1e-5, 0.0, 50.0, 10.0, 360.0)
    currents = phase_currents(opened("U+"), resistive, 720)
    angle = 2 * math.pi * np.arange(720) / 720
    assert currents["U"] == pytest.approx(np.minimum(10 * np.cos(angle), 0), abs=0.15)
    positive = np.cos(angle) > 0.05
    assert currents["V"][positive] == pytest.approx(math.sqrt(0.75) * 10 * np.sin(angle)[positive], abs=0.15)


def switched(running, per_carrier=60, carriers=200):
    """Step a bridge whose switches really switch, U's upper one never, and average over each carrier period."""
    count = per_carrier * carriers
    step_s, half_v = 1 / running.frequency_hz / count, running.link_v / 2
    triangle = np.abs(np.arange(per_carrier) * 2 / per_carrier - 1) * 2 - 1
    turn = np.exp(2j * math.pi * np.arange(count) / count)
    shifts = [np.exp(-2j * math.pi * n / 3) for n in range(3)]
    carrier = np.tile(triangle, carriers)
    upper = [((running.voltage_v * turn * s).real / half_v > carrier).tolist() for s in shifts]
    emf = [(running.emf_v * turn * s).real.tolist() for s in shifts]
    current, kept = [0.0, 0.0, 0.0], np.empty((3, count))
    for _ in range(4):
        for k in range(count):
            kept[:, k] = current
            volts = [half_v if on[k] else -half_v for on in upper]
            if upper[0][k]:  # commanded on, but neither switch of U conducts: the diodes decide
                floats_v = (volts[1] + volts[2]) / 2 + 1.5 * emf[0][k]
                if current[0] > 0 or (current[0] == 0 and floats_v < -half_v):
                    volts[0] = -half_v
                elif current[0] == 0:
                    volts[0] = min(floats_v, half_v)
            star_v = sum(volts) / 3
            after = [
                i + step_s * (u - star_v - e[k] - running.resistance_ohm * i) / running.inductance_h
                for i, u, e in zip(current, volts, emf, strict=True)
            ]
            if current[0] * after[0] < 0 or abs(after[0]) < 1e-9:
                after = [0.0, after[1] + after[0] / 2, after[2] + after[0] / 2]
            current = after
    return kept.reshape(3, carriers, per_carrier).mean(axis=2)


def test_the_averaged_model_follows_a_bridge_that_really_switches():
    """At 10 kHz the ripple of ½·100 V/(2 mH · 10 kHz) ≈ 2.5 A is what the average leaves out near zero current."""
    averaged = phase_currents(opened("U+"), FIXED, 400)
    measured = switched(FIXED)
    for phase, values in zip(PHASES, measured, strict=True):
        difference = values - averaged[phase][1::2]
        assert math.sqrt(np.mean(difference**2)) < 0.03 * np.ptp(values)
        assert abs(difference).max() < 2.5


@pytest.mark.parametrize("speed_rpm", [100, 1000, 2500])
@pytest.mark.parametrize("current_a", [20, 200])
@pytest.mark.parametrize("device", DEVICES)
def test_the_park_vector_points_to_the_open_switch(device, speed_rpm, current_a):
    running = Running.at(TEACHING_MACHINE, speed_rpm, current_a, TEACHING_LINK_VOLTAGE_V)
    assert suspected_switch(phase_currents(opened(device), running)) == device


def test_legs_differ_by_a_third_of_a_period_and_sides_by_half_a_period_and_the_sign():
    of_u = phase_currents(opened("U+"), AT_300)["U"]
    assert phase_currents(opened("V+"), AT_300)["V"] == pytest.approx(np.roll(of_u, 120), abs=1e-6)
    assert phase_currents(opened("U-"), AT_300)["U"] == pytest.approx(-np.roll(of_u, 180), abs=1e-6)


@settings(max_examples=25, deadline=None)
@given(
    st.floats(0.05, 2.0), st.floats(1e-4, 3e-3), st.floats(0, 80), st.floats(10, 200), st.floats(1, 40),
    st.floats(0, 3), st.sampled_from(DEVICES),
)  # fmt: skip
def test_charge_is_conserved_and_a_dead_switch_carries_nothing(ohm, henry, emf, hertz, ampere, control, device):
    """The three currents add to nothing; the controller's voltages have no mean, so neither has iV − iW at K = 0.

    The link covers the EMF, so the diodes alone drive nothing and U's current never has the dead switch's direction.
    """
    running = Running(ohm, henry, emf, hertz, ampere, 1500.0, control)
    currents = phase_currents(opened(device), running)
    assert sum(currents.values()) == pytest.approx(np.zeros(360), abs=1e-9)
    dead, others = currents[device[0]], [currents[phase] for phase in PHASES if phase != device[0]]
    assert (dead.max() if device[1] == "+" else -dead.min()) <= 1e-9
    if control == 0:
        assert others[0].mean() == pytest.approx(others[1].mean(), abs=0.02 * ampere)


def test_a_sensor_offset_moves_the_mean_and_can_look_like_an_open_switch():
    """8 A on U's sensor at 20 A: mean ⅔·8 = 5.3 A at 0°, which is where U- points; at 100 A it does not matter."""
    sensors = MappingProxyType({**SOUND.sensors, "U": CurrentSensor(offset_a=8.0)})
    inverter = replace(SOUND, sensors=sensors)
    weak, strong = (
        inverter.reported(phase_currents(inverter, Running.at(TEACHING_MACHINE, 300, ampere, 360)))
        for ampere in (20, 100)
    )
    assert park_vector(weak).mean() == pytest.approx(8 * 2 / 3)
    assert sum(weak.values()) == pytest.approx(np.full(360, 8.0))
    assert suspected_switch(weak) == "U-" and suspected_switch(strong) is None


@pytest.mark.parametrize("speed_rpm", [300, 1000, 2500])
def test_finer_steps_change_little(speed_rpm):
    running = Running.at(TEACHING_MACHINE, speed_rpm, 100, TEACHING_LINK_VOLTAGE_V)
    coarse, fine = (phase_currents(opened("W-"), running, steps) for steps in (360, 1440))
    for phase in PHASES:
        assert coarse[phase] == pytest.approx(fine[phase][::4], abs=1.0)


def test_no_current_points_nowhere():
    assert suspected_switch(phase_currents(SOUND, replace(AT_300, current_a=0.0))) is None


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: replace(AT_300, resistance_ohm=-1), "phase resistance is -1"),
        (lambda: replace(AT_300, emf_v=math.nan), "EMF is nan"),
        (lambda: replace(AT_300, link_v=20.0), "from 0 to 10 V"),
        (lambda: Running(1e-3, 0.01, 60.0, 50.0, 1.0, 200.0), "time constant in periods is 500"),
        (lambda: Running.at(TEACHING_MACHINE, 0, 100, 360), "speed is 0"),
        (lambda: phase_currents(SOUND, AT_300, 5), "steps of a period is 5"),
        (lambda: phase_currents(with_fault(opened("U+"), "gate_open", "V-"), AT_300), "open gates is 2"),
        (lambda: phase_currents(with_fault(SOUND, "short", "V-"), AT_300), "while running is 1"),
        (lambda: phase_currents(with_fault(SOUND, "diode_open", "V-"), AT_300), "while running is 1"),
        (lambda: park_vector({"U": np.zeros(3)}), "there is no “V”"),
        (lambda: park_vector(dict.fromkeys(PHASES, np.array([math.nan]))), "phase U is nan"),
    ],
)  # fmt: skip
def test_bad_input_is_refused_with_value_and_range(wrong, words):
    with pytest.raises(WorkshopError, match=words):
        wrong()
