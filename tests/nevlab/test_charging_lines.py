"""The control lines of charging plugs: levels worked out by hand from the resistors, and the standard's tables."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nevlab.messages import WorkshopError
from nevlab.vehicle.charging.cable import CABLES, ConnectionCheck, charging_current_a, rating_of
from nevlab.vehicle.charging.control_pilot import ControlPilot, duty_current_a, duty_meaning
from nevlab.vehicle.charging.dc_connection import DcConnection

CONNECTED = ControlPilot()
READY = ControlPilot(s2_closed=True)


def test_the_levels_of_the_control_pilot():
    # (12 − 0.7)·2740/3740 + 0.7 = 8.98 V; with 2740 ‖ 1300 = 881.7 Ω: 11.3·881.7/1881.7 + 0.7 = 5.99 V
    assert CONNECTED.peak_v() == pytest.approx(8.98, abs=0.005)
    assert READY.peak_v() == pytest.approx(5.99, abs=0.005)
    assert CONNECTED.trough_v() == READY.trough_v() == pytest.approx(-12.0, abs=0.01)
    assert (CONNECTED.state(), READY.state()) == ("B", "C")
    # behind the diode nothing of the lower half arrives
    assert CONNECTED.trough_v("rectified") == pytest.approx(0.0, abs=0.01)
    assert CONNECTED.peak_v("rectified") == pytest.approx(8.28, abs=0.005)


def test_a_multimeter_shows_the_average():
    # 0.53·5.99 − 0.47·12 = −2.46 V
    assert READY.average_v(0.53) == pytest.approx(-2.5, abs=0.05)
    one_period = READY.waveform_v(np.arange(1000) / 1e6, 0.53)
    assert one_period.mean() == pytest.approx(READY.average_v(0.53))
    assert (one_period.max(), one_period.min()) == (READY.peak_v(), READY.trough_v())


@pytest.mark.parametrize(
    ("pilot", "peak_v", "trough_v", "state"),
    [
        # plug out, or the line broken: 12 V on the charger's side
        (replace(READY, line_ohm=math.inf), 12.0, -12.0, "A"),
        # diode shorted: −12·2740/3740 = −8.79 V; upper level 12·2740/3740 = 8.79 V
        (replace(CONNECTED, diode_leak_ohm=0.01), 8.79, -8.79, "no_trough"),
        # S2 or R2 open: the car stays in state B
        (replace(READY, r2_ohm=math.inf), 8.98, -12.0, "B"),
        # R3 open, S2 closed: 0.7 + 11.3·1300/2300 = 7.09 V, which is no level
        (replace(READY, r3_ohm=math.inf), 7.09, -12.0, "fault"),
        # line on PE
        (replace(READY, to_pe_ohm=0.1), 0.0, 0.0, "fault"),
    ],
)
def test_faults_of_the_control_pilot(pilot, peak_v, trough_v, state):
    assert pilot.peak_v() == pytest.approx(peak_v, abs=0.01)
    assert pilot.trough_v() == pytest.approx(trough_v, abs=0.01)
    assert pilot.state() == state


def test_a_broken_line_is_dead_on_the_cars_side():
    assert replace(READY, line_ohm=math.inf).peak_v("vehicle") == pytest.approx(0.0, abs=0.01)


@pytest.mark.parametrize(
    ("duty", "current_a", "meaning"),
    [
        (0.53, 31.8, "current"),
        (0.25, 15.0, "current"),
        (0.87, 57.5, "current"),
        (0.90, 63.0, "current"),
        (0.85, 51.0, "current"),
        (0.10, 6.0, "current"),
        (0.09, 6.0, "current"),
        (0.08, 6.0, "current"),
        (0.075, 0.0, "not_allowed"),
        (0.07, 0.0, "digital"),
        (0.05, 0.0, "digital"),
        (0.02, 0.0, "not_allowed"),
        (0.95, 0.0, "reserved"),
        (0.98, 0.0, "not_allowed"),
        (1.0, 0.0, "not_allowed"),
    ],
)
def test_the_duty_says_the_current(duty, current_a, meaning):
    assert duty_current_a(duty) == pytest.approx(current_a)
    assert duty_meaning(duty) == meaning


@settings(deadline=None)
@given(st.floats(0, 1), st.sampled_from(sorted(CABLES)), st.floats(0, 63))
def test_no_limit_is_ever_exceeded(duty, cable_a, charger_a):
    current_a = charging_current_a(duty, cable_a, charger_a)
    assert 0 <= current_a <= min(cable_a, charger_a, 63)
    assert current_a <= duty_current_a(duty)


def test_the_least_of_three_limits_counts():
    plug = ConnectionCheck.of_cable(16)
    assert plug.resistance_ohm() == pytest.approx(680, rel=1e-3)
    assert charging_current_a(0.53, plug.rating_a(), 32) == 16
    assert charging_current_a(0.53, 32, 32) == pytest.approx(31.8)


@pytest.mark.parametrize(
    ("rating", "rc", "pressed"), [(10, 1500, 3300), (16, 680, 3380), (32, 220, 3520), (63, 100, 3400)]
)
def test_the_cable_says_its_rating(rating, rc, pressed):
    plug = ConnectionCheck.of_cable(rating)
    assert plug.resistance_ohm() == pytest.approx(rc, rel=2e-3)
    assert plug.rating_a() == rating
    # 5 V over 1 kΩ and Rc
    assert plug.voltage_v() == pytest.approx(5 * rc / (1000 + rc), rel=2e-3)
    held = replace(plug, latch_pressed=True)
    assert held.resistance_ohm() == pytest.approx(pressed, rel=1e-3)
    assert held.rating_a() == 0


def test_an_open_connection_check():
    broken = replace(ConnectionCheck.of_cable(32), line_ohm=math.inf)
    assert broken.resistance_ohm() == math.inf
    assert broken.voltage_v() == pytest.approx(5.0)
    assert broken.rating_a() == 0


@settings(deadline=None)
@given(st.floats(0, 1e6))
def test_a_resistance_is_one_rating_or_none(ohm):
    near = [rating for rating, (rc, _) in CABLES.items() if 0.9 * rc < ohm < 1.1 * rc]
    assert len(near) <= 1
    if near:
        assert rating_of(ohm) == near[0]


@pytest.mark.parametrize(
    ("plugged", "pressed", "cc1_v", "cc2_v", "charger"),
    [
        (False, True, 12.0, 12.0, "apart"),
        (False, False, 6.0, 12.0, "half"),
        (True, True, 6.0, 6.0, "half"),
        (True, False, 4.0, 6.0, "mated"),
    ],
)
def test_the_levels_of_cc1_and_cc2(plugged, pressed, cc1_v, cc2_v, charger):
    connection = DcConnection(plugged=plugged, latch_pressed=pressed)
    assert connection.cc1_v() == pytest.approx(cc1_v, abs=0.001)
    assert connection.cc2_v() == pytest.approx(cc2_v, abs=0.001)
    assert connection.charger_sees() == charger
    assert connection.vehicle_sees_plug() == plugged


@pytest.mark.parametrize(
    ("change", "cc1_v", "cc2_v", "charger", "vehicle"),
    [
        ({"cc2_line_ohm": math.inf}, 4.0, 12.0, "mated", False),
        ({"cc1_line_ohm": math.inf}, 6.0, 6.0, "half", True),
        ({"r4_ohm": math.inf}, 6.0, 6.0, "half", True),
        ({"r3_ohm": 3000.0}, 4.0, 9.0, "mated", False),
        # R2 three times too large: 3 kΩ ‖ 1 kΩ = 750 Ω: 5.1 V, which is no level
        ({"r2_ohm": 3000.0}, 12 * 750 / 1750, 6.0, "fault", True),
        ({"charger_v": 0.0}, 0.0, 6.0, "fault", True),
    ],
)
def test_faults_of_the_dc_connection(change, cc1_v, cc2_v, charger, vehicle):
    connection = DcConnection(**change)
    assert connection.cc1_v() == pytest.approx(cc1_v, abs=0.001)
    assert connection.cc2_v() == pytest.approx(cc2_v, abs=0.001)
    assert (connection.charger_sees(), connection.vehicle_sees_plug()) == (charger, vehicle)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: ControlPilot(r3_ohm=-1.0), "R3 is -1"),
        (lambda: ControlPilot(line_ohm=math.nan), "resistance of the pilot line is nan"),
        (lambda: CONNECTED.peak_v("roof"), "there is no “roof”"),
        (lambda: CONNECTED.average_v(53), "duty is 53"),
        (lambda: duty_current_a(math.nan), "duty is nan"),
        (lambda: CONNECTED.waveform_v([math.nan], 0.5), "instant is"),
        (lambda: ConnectionCheck.of_cable(20), "there is no “20”; choose from: 10, 16, 32, 63"),
        (lambda: charging_current_a(0.5, -1, 32), "cable rating is -1"),
        (lambda: DcConnection(r5_ohm=0.0), "R5 is 0"),
    ],
)
def test_bad_values_are_refused_with_words(wrong, words):
    with pytest.raises(WorkshopError, match=words):
        wrong()
