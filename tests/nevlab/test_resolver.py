"""Coils, signals, offset and the student's drive against hand-computed numbers and the stated ranges."""

import itertools
import math
from types import MappingProxyType

import numpy as np
import pytest

from nevlab.vehicle.drive import SPEED_APART_RPM, training_drive
from nevlab.vehicle.pmsm import TEACHING_MACHINE
from nevlab.vehicle.resolver import (
    CARD,
    COILS,
    Resolver,
    apparent_offset,
    copper_resistance,
    delay_angle,
    offset_and_delay,
)

SEEDS = range(200)


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("NEVLAB_LANG", "en")


def test_the_makers_limits_are_ten_per_cent_around_the_page_s_values():
    assert CARD.limits("excitation") == pytest.approx((10.53, 12.87))
    assert CARD.limits("sine") == pytest.approx((28.8, 35.2))
    assert CARD.limits("cosine") == pytest.approx((24.3, 29.7))
    assert CARD.allows("sine", 28.8) and not CARD.allows("sine", 28.7)


def test_copper_at_two_temperatures():
    assert copper_resistance(35.3, 20, 45) == pytest.approx(38.8, abs=0.05)  # golden: the course's winding
    assert copper_resistance(copper_resistance(32.0, 20, 60), 60, 20) == pytest.approx(32.0)


def test_the_angle_comes_back_from_both_signals():
    turn = np.linspace(0, 2 * math.pi, 720, endpoint=False)
    resolver = Resolver(speed_ratio=4)
    sine, cosine = resolver.envelopes(turn)
    assert np.hypot(sine, cosine) == pytest.approx(7.0 * 0.286)
    assert np.exp(1j * resolver.angle(turn)) == pytest.approx(np.exp(4j * turn))


@pytest.mark.parametrize("ratio", [1, 2, 4])
def test_electrical_angle_for_any_speed_ratio(ratio):
    turn = np.array([0.1, 0.7, 1.5])
    resolver = Resolver(speed_ratio=ratio)
    assert np.exp(1j * resolver.electrical_angle(turn, 4)) == pytest.approx(np.exp(4j * turn))


def test_a_speed_ratio_that_does_not_divide_the_pole_pairs_is_refused():
    with pytest.raises(ValueError, match="3"):
        Resolver(speed_ratio=3).electrical_angle(0.1, 4)


def test_an_open_sine_coil_leaves_two_angles_only():
    broken = Resolver(gains=MappingProxyType({"sine": 0.0, "cosine": 1.0}))
    found = np.degrees(broken.angle(np.linspace(0.01, 1.5, 200)))
    assert set(np.round(found)) == {0.0, 180.0}


def test_unequal_amplitudes_swing_the_angle_twice_a_turn_by_half_the_imbalance():
    """To first order the error is (a/2)·sin 2θ for gains 1 + a/2 and 1 − a/2 (tan expanded by hand)."""
    weak = Resolver(gains=MappingProxyType({"sine": 1.02, "cosine": 0.98}), speed_ratio=1)
    turn = np.linspace(0, 2 * math.pi, 360, endpoint=False)
    error = np.angle(np.exp(1j * (weak.angle(turn) - turn)))
    assert error == pytest.approx(0.02 * np.sin(2 * turn), abs=5e-4)


@pytest.mark.parametrize("speed", [1000, -1000, 1830])
@pytest.mark.parametrize("offset", [8.0, -8.0, 100.0, -170.0])
def test_the_offset_comes_back_from_ud_and_uq_forward_and_in_reverse(speed, offset):
    assert apparent_offset(*TEACHING_MACHINE.no_load_voltage(speed, offset), speed) == pytest.approx(offset)


def test_without_the_sign_of_the_speed_reverse_is_180_degrees_away():
    seen = TEACHING_MACHINE.no_load_voltage(-1000, 8.0)
    assert math.degrees(math.atan2(*seen)) == pytest.approx(8.0 - 180)


def test_eight_electrical_degrees_are_two_mechanical():
    """Turn the rotor by 2° of the shaft: with p = 4 the electrical angle moves by 8°."""
    resolver = Resolver(speed_ratio=4)
    moved = resolver.electrical_angle(math.radians(12.0), 4) - resolver.electrical_angle(math.radians(10.0), 4)
    assert math.degrees(moved) == pytest.approx(8.0)


def test_golden_delay_of_one_and_a_half_periods():
    assert delay_angle(1.5 / 10_000, 400) == pytest.approx(21.6)


def test_two_speeds_separate_offset_and_delay():
    frequency = {1000: 66.6667, 2000: 133.3333}
    shown = {speed: 10.0 - 360 * f * 150e-6 for speed, f in frequency.items()}
    offset, delay = offset_and_delay((1000, shown[1000]), (2000, shown[2000]), 4)
    assert offset == pytest.approx(10.0, abs=1e-3)
    assert delay == pytest.approx(150e-6, rel=1e-3)
    assert shown[1000] == pytest.approx(6.4, abs=1e-3)  # what a single speed would have said


def test_one_speed_twice_and_a_rotor_at_rest_are_refused():
    with pytest.raises(ValueError, match="1000"):
        offset_and_delay((1000, 5.0), (1000, 5.1), 4)
    with pytest.raises(ValueError, match="0 r/min"):
        apparent_offset(1.0, 2.0, 0)


def test_every_drive_keeps_to_the_stated_ranges_and_all_faults_occur():
    drives = [training_drive(seed) for seed in SEEDS]
    for drive in drives:
        assert 48 <= drive.coil_temperature_c <= 65
        assert 0.4 <= drive.lead_ohm <= 0.8
        assert 6 <= abs(drive.offset_deg) <= 16
        assert 6 <= abs(drive.spare_offset_deg) <= 16
        assert 140e-6 <= drive.delay_s <= 320e-6
        for coil in COILS:
            assert CARD.allows(coil, drive.coil_ohm[coil]) == (coil != drive.fault)
            assert CARD.allows(coil, drive.spare_coil_ohm[coil])
    counts = [sum(drive.fault == fault for drive in drives) for fault in ("none", *COILS)]
    assert min(counts) > len(drives) / 8


def test_one_seed_is_one_drive():
    assert training_drive(7) == training_drive(7)
    assert training_drive(7) != training_drive(8)


def test_the_reading_judged_without_correction_is_wrong_for_every_student():
    """Equal difficulty: at working temperature sound coils read too high, a coil with shorted turns reads in order."""
    for drive in map(training_drive, SEEDS):
        for coil in COILS:
            reading = drive.coil_reading(coil)
            corrected = copper_resistance(reading - drive.leads_reading(), drive.coil_temperature_c, CARD.at_c)
            assert CARD.allows(coil, reading) == (coil == drive.fault)
            assert CARD.allows(coil, corrected) == (coil != drive.fault)
            assert corrected == pytest.approx(drive.coil_ohm[coil], abs=0.12)


def test_honest_work_at_any_allowed_pair_of_speeds_meets_the_tolerances():
    speeds = (-2000, -1500, -1000, -500, 500, 1000, 1500, 2000)
    pairs = [pair for pair in itertools.combinations(speeds, 2) if pair[1] - pair[0] >= SPEED_APART_RPM]
    for drive in map(training_drive, range(40)):
        shown = {speed: apparent_offset(*drive.voltage_reading(speed), speed) for speed in speeds}
        for one, other in pairs:
            offset, delay = offset_and_delay((one, shown[one]), (other, shown[other]), 4)
            assert offset == pytest.approx(drive.offset_deg, abs=1.0)
            assert delay == pytest.approx(drive.delay_s, abs=25e-6)


def test_a_single_speed_never_meets_the_tolerance():
    for drive in map(training_drive, SEEDS):
        for speed in (500, 1000, 2000, -500):
            assert abs(apparent_offset(*drive.voltage_reading(speed), speed) - drive.offset_deg) > 1.0


def test_the_correction_leaves_nothing_and_the_wrong_sign_doubles_the_offset():
    drive = training_drive(3)
    assert drive.corrected(-drive.offset_deg).residual_deg() == pytest.approx(0, abs=0.05)
    assert drive.corrected(drive.offset_deg).residual_deg() == pytest.approx(2 * drive.offset_deg, abs=0.05)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: training_drive(1).voltage_reading(0), "500 to 2000"),
        (lambda: training_drive(1).voltage_reading(2500), "2500"),
        (lambda: training_drive(1).corrected(400), "400"),
        (lambda: training_drive(1).coil_reading("cosin"), "excitation, sine, cosine"),
        (lambda: copper_resistance(30, 20, 900), "900"),
    ],
)
def test_bad_input_is_refused_with_value_and_range(wrong, words):
    with pytest.raises(ValueError, match=words):
        wrong()
