"""Counting and filter: the count against its closed form, the filter against the true charge of a driven day."""

import numpy as np
import pytest

from nevlab.vehicle.battery.cell import Cell
from nevlab.vehicle.battery.estimation import Trust, counted_soc, driven_day, filtered_soc
from nevlab.vehicle.battery.leaf_2013 import CAPACITY_AH, LEAF_2013

TIME_S, CURRENT_A, VOLTAGE_V, TRUE = driven_day()


def rms(estimate):
    return float(np.sqrt(np.mean((estimate - TRUE) ** 2)))


def test_an_offset_of_2_a_is_48_ah_in_a_day():
    hours = np.arange(0, 25) * 3600.0
    counted = counted_soc(hours, np.full(25, 2.0), 1.0, 60.0)
    assert 60.0 * (counted[0] - counted[-1]) == pytest.approx(48.0)


def test_a_right_count_is_the_cells_own_charge():
    assert counted_soc(TIME_S, CURRENT_A, TRUE[0], CAPACITY_AH) == pytest.approx(TRUE, abs=1e-9)


@pytest.mark.parametrize("offset_a", [-2.0, 0.0, 2.0])
@pytest.mark.parametrize("start", [-0.2, 0.0, 0.1])
@pytest.mark.parametrize("capacity", [0.8, 1.0, 1.4])
def test_the_filter_stays_within_3_percent_whatever_is_wrong(offset_a, start, capacity):
    sensed, stored_ah, begin = CURRENT_A + offset_a, CAPACITY_AH * capacity, TRUE[0] + start
    assert rms(filtered_soc(TIME_S, sensed, VOLTAGE_V, begin, stored_ah)) < 0.03
    if offset_a:
        # The count alone is off by the offset's charge in eight hours.
        counted = counted_soc(TIME_S, sensed, begin, stored_ah) - counted_soc(TIME_S, CURRENT_A, begin, stored_ah)
        assert counted[-1] == pytest.approx(-8 * offset_a / stored_ah)


def test_a_filter_that_does_not_trust_the_voltage_counts():
    deaf = filtered_soc(TIME_S, CURRENT_A + 0.5, VOLTAGE_V, 0.8, CAPACITY_AH, trust=Trust(voltage_v=1e3))
    assert deaf == pytest.approx(np.clip(counted_soc(TIME_S, CURRENT_A + 0.5, 0.8, CAPACITY_AH), 0, 1), abs=1e-3)


def test_at_rest_the_filter_finds_what_the_curve_says():
    cell, hours = Cell(LEAF_2013), np.arange(120) * 60.0
    volt = float(cell.voltage(cell.rest(0.3)))
    found = filtered_soc(hours, np.zeros(120), np.full(120, volt), 0.6, CAPACITY_AH)
    assert found[-1] == pytest.approx(LEAF_2013.soc_at(volt), abs=1e-3)
