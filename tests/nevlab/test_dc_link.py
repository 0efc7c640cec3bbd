"""Link discharge against hand-computed times, an independent integration, and the balance of energy."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from nevlab.messages import WorkshopError
from nevlab.vehicle.dc_link import Link


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("NEVLAB_LANG", "en")


def test_times_of_passive_and_active_discharge():
    """40 kΩ · 0.5 mF = 20 s; 20 s · ln(353/60) = 35.4 s. With 1 kΩ across: 0.5 mF/1.025 mS = 0.488 s, 0.864 s."""
    link = Link(0.5e-3, 40e3, 1000.0)
    assert link.time_constant_s(active=False) == pytest.approx(20)
    assert link.time_to_fall_s(353, 60, active=False) == pytest.approx(35.4, abs=0.05)
    assert link.time_to_fall_s(353, 60, active=True) == pytest.approx(0.864, abs=1e-3)
    assert link.time_to_fall_s(50, 60, active=True) == 0


def test_golden_wait_of_the_kona_and_golden_energy():
    """τ = 31 s from 353 V: 55 s idealised; 2.5 µF at 400 V hold 0.2 J."""
    assert Link(1e-3, 31e3).time_to_fall_s(353, 60, active=False) == pytest.approx(55, abs=0.2)
    assert Link(2.5e-6).energy_j(400) == pytest.approx(0.2)


def test_an_open_bleed_keeps_the_link_charged():
    link = replace(Link(), bleed_ohm=math.inf)
    assert link.time_to_fall_s(353, 60, active=False) == math.inf
    assert link.voltage_after([0, 1e5], 353, active=False) == pytest.approx([353, 353])


def test_the_discharge_is_the_solution_of_the_differential_equation():
    link, times = Link(0.8e-3, 5e3, 700.0), np.linspace(0, 2, 21)
    solved = solve_ivp(lambda _t, u: -u * (1 / 5e3 + 1 / 700) / 0.8e-3, (0, 2), [400.0], t_eval=times, rtol=1e-9)
    assert link.voltage_after(times, 400.0, active=True) == pytest.approx(solved.y[0], abs=1e-3)


@given(st.floats(1e-5, 0.1), st.floats(200, 1e6), st.floats(10, 1e4), st.floats(1, 1000), st.booleans())
def test_what_the_resistors_take_is_what_the_capacitor_held(farad, bleed, discharge, start, active):
    """∫u²/R dt over five time constants = ½C(u0² − u²): heat equals the energy that has left."""
    link = Link(farad, bleed, discharge)
    tau = link.time_constant_s(active)
    times = np.linspace(0, 5 * tau, 4001)
    volts = link.voltage_after(times, start, active)
    heat = np.trapezoid(volts**2 * (1 / bleed + (1 / discharge if active else 0)), times)
    assert heat == pytest.approx(link.energy_j(start) - link.energy_j(float(volts[-1])), rel=1e-4)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: Link(capacitance_f=0), "link capacitance is 0"),
        (lambda: Link(bleed_ohm=-1), "from 100 to ∞ Ω"),
        (lambda: Link().energy_j(-5), "link voltage is -5"),
        (lambda: Link().time_to_fall_s(400, 0, active=True), "voltage to fall to is 0"),
        (lambda: Link().voltage_after([1, math.nan], 400, active=True), "nan"),
    ],
)
def test_bad_input_is_refused_with_value_and_range(wrong, words):
    with pytest.raises(WorkshopError, match=words):
        wrong()
