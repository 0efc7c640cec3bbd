"""The cell model, fitted to a pulse train of PyBaMM, against that train and a discharge that it has not seen."""

import lg_m50
import numpy as np
import pytest

from nevlab.vehicle.battery.cell import Cell

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def measured(simulator):
    """Give the open-circuit voltage, the pulse train and its pulses."""
    simulator("pybamm")
    table = lg_m50.open_circuit()
    return table, *lg_m50.pulse_train(table["capacity_ah"])


@pytest.fixture(scope="module")
def cell(measured):
    return Cell(lg_m50.fitted(*measured))


def rms_error_v(cell, profile):
    run = cell.run(cell.rest(1.0), profile.time_s, profile.current_a)
    return np.sqrt(np.mean((run.voltage_v - profile.voltage_v) ** 2))


def test_the_fitted_cell_follows_the_pulse_train(cell, measured):
    # What the model is for needs 15 mV; PyBaMM 26.10 gave 3.4 mV.
    assert rms_error_v(cell, measured[1]) < 5e-3


def test_the_fitted_cell_follows_a_1c_discharge_to_the_end(cell):
    # What the model is for needs 15 mV; PyBaMM 26.10 gave 13.2 mV.
    assert rms_error_v(cell, lg_m50.profile(lg_m50.Cycler(*lg_m50.TO_THE_END).run())) < 15e-3


def test_the_fitted_resistances_are_those_of_the_simulated_pulses(cell, measured):
    _, train, pulses = measured
    # Near both ends the resistance changes along a pulse.
    for rows in pulses[2:-4]:
        before, end = rows.start, rows.start + lg_m50.PULSE_S
        simulated_ohm = (train.voltage_v[before] - train.voltage_v[end]) / train.current_a[end]
        soc = cell.kind.soc_at(train.voltage_v[before])
        ohm = cell.dc_resistance_ohm(soc, 25.0, lg_m50.PULSE_S, lg_m50.ONE_C_A)
        assert ohm == pytest.approx(simulated_ohm, rel=0.03)
