"""Vibration by orders, against bearing geometry worked out by hand, a published bearing, and known sines."""

import numpy as np
import pytest

from nevlab.messages import WorkshopError
from nevlab.vehicle.assembly.orders import NOISE_M_S2, RATE_HZ, Bearing, Line, lobes, record, spectrum

GEAR, ELECTRICAL = Line(23, 2.0), Line(24, 1.0)


def test_bearing_orders_worked_out_by_hand():
    orders = Bearing().orders
    assert orders == pytest.approx({"cage": 0.4, "outer": 3.6, "inner": 5.4, "ball": 2.4})
    # Each ball passes a spot of the outer ring once a turn of the cage; both rings together see every ball once a turn.
    for bearing in (Bearing(), Bearing(13, 8e-3, 45e-3, 15.0)):
        found = bearing.orders
        assert found["outer"] == pytest.approx(bearing.balls * found["cage"])
        assert found["outer"] + found["inner"] == pytest.approx(bearing.balls)


def test_a_published_bearing():
    # SKF 6205-2RS of the Case Western Reserve bearing data: 9 balls, 0.3126 in on 1.537 in.
    orders = Bearing(9, 0.3126 * 25.4e-3, 1.537 * 25.4e-3).orders
    assert orders["outer"] == pytest.approx(3.5848, abs=1e-3)
    assert orders["inner"] == pytest.approx(5.4152, abs=1e-3)
    assert orders["cage"] == pytest.approx(0.39828, abs=1e-4)
    # That page gives the frequency with which the ball hits both rings: twice its turns.
    assert 2 * orders["ball"] == pytest.approx(4.7135, abs=2e-3)


def test_a_bearing_that_cannot_be_is_refused():
    for bad in ({"balls": 1}, {"ball_m": 0.1}, {"contact_deg": 80.0}):
        with pytest.raises(WorkshopError):
            Bearing(**bad)


def test_an_order_keeps_its_place_and_a_fixed_line_its_frequency():
    assert [GEAR.hz(speed) for speed in (3000, 6000)] == [1150, 2300]
    assert ELECTRICAL.hz(6000) == 2400
    fan = Line(0.0, 0.4, 161.0)
    assert [fan.hz(speed) for speed in (2000, 3000)] == [161, 161]
    assert GEAR.at(1500) == 1.0 and fan.at(1500) == 0.4
    # 24 · 10000/60 = 4000 Hz lie beyond the filter.
    assert ELECTRICAL.at(10_000) == 0.0


def test_a_spectrum_shows_the_amplitudes_of_its_lines():
    found = spectrum(record([GEAR, ELECTRICAL], 3000, 1.0, seed=1))
    assert found.hz[1] == 1.0 and found.hz[-1] == RATE_HZ / 2
    (first, second), rest = found.peaks(2, 0.1), found.peaks(9, 0.1)[2:]
    assert first == (1150.0, pytest.approx(2.0, abs=0.03)) and second == (1200.0, pytest.approx(1.0, abs=0.03))
    assert rest == []
    # Noise spread evenly: no bin reaches a tenth of its largest value.
    assert np.median(found.peak_m_s2) < 0.1 * NOISE_M_S2


def test_one_turn_does_not_tell_gear_and_electrical_apart():
    def tops(seconds, seed):
        return len(spectrum(record([GEAR, ELECTRICAL], 3000, seconds, seed)).peaks(9, 0.4))

    # One turn, 0.02 s: a line is 4/T = 200 Hz wide, and the two are 50 Hz apart; what is seen depends on the phases.
    # With 1 s a line is 4 Hz wide.
    assert {tops(0.02, seed) for seed in range(20)} == {1, 2}
    assert {tops(1.0, seed) for seed in range(20)} == {2}


def test_the_closed_form_is_what_the_transform_gives():
    line = Line(23, 2.0)
    # 2996 r/min: 1148.47 Hz, between two lines of the spectrum.
    signal = record([line], 2996, 1.0, seed=2)
    found = spectrum(signal)
    near = np.abs(found.hz - line.hz(2996)) < 4
    assert found.peak_m_s2[near] == pytest.approx(lobes([line], 2996, 1.0, found.hz[near]), abs=0.03)
    # On the very line and one beside it: a and a/2 (Hann).
    assert lobes([line], 3000, 1.0, np.array([1150.0, 1151.0, 1152.0])) == pytest.approx([2.0, 1.0, 0.0], abs=1e-9)


def test_a_record_can_be_made_again():
    lines = [GEAR, Line(0.0, 0.4, 161.0)]
    assert np.array_equal(record(lines, 3000, 0.1, 7, 2), record(lines, 3000, 0.1, 7, 2))
    assert not np.array_equal(record(lines, 3000, 0.1, 7, 2), record(lines, 3000, 0.1, 7, 3))
    with pytest.raises(WorkshopError):
        record(lines, 3000, 60.0, 7)
