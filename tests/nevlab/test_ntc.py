"""The winding temperature sensor against the two points of the maker's page and hand-computed values."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nevlab.messages import WorkshopError
from nevlab.vehicle.ntc import Ntc

SENSOR = Ntc.through((30.0, 8e3), (10.0, 20e3))


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("NEVLAB_LANG", "en")


def test_the_curve_runs_through_both_points():
    """B = ln(20/8)/(1/283.15 − 1/303.15) = 0.91629/2.33000e-4 = 3932.6 K."""
    assert SENSOR.b_k == pytest.approx(3932.6, abs=0.2)
    assert (SENSOR.resistance(30), SENSOR.resistance(10)) == pytest.approx((8e3, 20e3))


@given(st.floats(-49, 199))
def test_the_controller_finds_the_temperature_again(temperature):
    assert SENSOR.temperature(SENSOR.resistance(temperature)) == pytest.approx(temperature, abs=1e-6)


@given(st.floats(-50, 199), st.floats(0, 1e6), st.floats(1, 1e9))
def test_hotter_reads_less_and_the_reading_stays_between_its_parts(temperature, series, parallel):
    sensor = replace(SENSOR, series_ohm=series, parallel_ohm=parallel)
    assert sensor.resistance(temperature + 1) <= sensor.resistance(temperature)
    assert series <= sensor.resistance(temperature) <= series + min(parallel, SENSOR.resistance(temperature)) + 1e-6


def test_an_open_sensor_reads_coldest_and_a_shorted_one_hottest():
    opened, shorted = replace(SENSOR, series_ohm=math.inf), replace(SENSOR, parallel_ohm=0.0)
    assert opened.resistance(25) == math.inf and shorted.resistance(25) == 0
    assert SENSOR.temperature(math.inf) == pytest.approx(-50)
    assert SENSOR.temperature(0) == pytest.approx(200)


def test_corrosion_in_the_plug_makes_the_motor_look_colder():
    """8 kΩ + 12 kΩ in series = 20 kΩ: the controller believes 10 °C at 30 °C."""
    assert SENSOR.temperature(replace(SENSOR, series_ohm=12e3).resistance(30)) == pytest.approx(10)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: Ntc(20.0, 1e4, -5), "B value is -5"),
        (lambda: Ntc.through((20.0, 1e4), (20.0, 2e4)), "distance of the two points is 0"),
        (lambda: SENSOR.resistance(math.nan), "temperature is nan"),
        (lambda: SENSOR.temperature(-1), "sensor resistance is -1"),
        (lambda: replace(SENSOR, parallel_ohm=-1), "resistance across the sensor is -1"),
    ],
)
def test_bad_input_is_refused_with_value_and_range(wrong, words):
    with pytest.raises(WorkshopError, match=words):
        wrong()
