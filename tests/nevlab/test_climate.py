"""Compressor, PTC heater and cabin against hand-worked numbers, an independent solver, and the balance of energy."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp
from scipy.optimize import fsolve

from nevlab.messages import WorkshopError
from nevlab.vehicle.climate import Cabin, Compressor, PtcHeater
from nevlab.vehicle.climate.refrigerant import saturation_pa

COMPRESSOR = Compressor()
HEATER = PtcHeater()
SUMMER = (350.0, 1.0, 40.0, 35.0)


def test_saturation_of_r1234yf():
    # boils at −29.45 °C under 101.325 kPa; its critical point (94.7 °C, 3.382 MPa) lies beyond the table
    assert saturation_pa(-29.45) == pytest.approx(101.325e3, rel=3e-3)
    assert saturation_pa(90.0) < 3.382e6
    with pytest.raises(WorkshopError, match="refrigerant temperature is 95"):
        saturation_pa(95.0)


@pytest.mark.parametrize(("speed", "cabin_c", "outside_c"), [(1.0, 40.0, 35.0), (0.5, 30.0, 35.0), (0.8, 35.0, 20.0)])
def test_where_the_compressor_settles_agrees_with_a_general_solver(speed, cabin_c, outside_c):
    found = COMPRESSOR.cooling(350.0, speed, cabin_c, outside_c)

    def balances(unknown):
        evaporator_c, condenser_c, power_w = unknown
        cooling_w = 250.0 * (cabin_c - evaporator_c)
        return (
            cooling_w - 5000.0 * speed * saturation_pa(evaporator_c) / saturation_pa(0.0),
            power_w - cooling_w * (condenser_c - evaporator_c) / (0.45 * (evaporator_c + 273.15)),
            cooling_w + power_w - 400.0 * (condenser_c - outside_c),
        )

    evaporator_c, condenser_c, power_w = fsolve(balances, (10.0, 55.0, 2000.0))
    assert found.state == "running"
    assert found.power_w == pytest.approx(power_w, rel=1e-6)
    assert found.current_a == pytest.approx(power_w / 350.0, rel=1e-6)
    assert found.cooling_w == pytest.approx(250.0 * (cabin_c - evaporator_c), rel=1e-6)
    assert found.low_pa == pytest.approx(saturation_pa(evaporator_c), rel=1e-6)
    assert found.high_pa == pytest.approx(saturation_pa(condenser_c), rel=1e-6)


@given(st.floats(0.01, 1), st.floats(0, 60), st.floats(0, 45), st.floats(0.2, 1), st.floats(20, 1000))
def test_the_compressor_never_beats_carnot(speed, cabin_c, outside_c, filling, condenser):
    compressor = replace(COMPRESSOR, refrigerant_share=filling, condenser_w_per_k=condenser)
    found = compressor.cooling(350.0, speed, cabin_c, outside_c)
    if found.state != "running":
        assert (found.power_w, found.current_a, found.cooling_w) == (0, 0, 0)
        return
    evaporator_c = cabin_c - found.cooling_w / 250.0
    condenser_c = outside_c + (found.cooling_w + found.power_w) / condenser
    assert found.power_w * (evaporator_c + 273.15) >= found.cooling_w * (condenser_c - evaporator_c)
    assert found.power_w >= found.cooling_w / 6 * (1 - 1e-9)
    assert found.high_pa <= 3.0e6


@pytest.mark.parametrize(
    ("changes", "asked", "state"),
    [
        ({}, SUMMER, "running"),
        ({}, (350.0, 0.0, 40.0, 35.0), "off"),
        ({"connected": False}, SUMMER, "no_communication"),
        # behind a blown fuse
        ({}, (0.0, 1.0, 40.0, 35.0), "no_supply"),
        # a dead condenser fan
        ({"condenser_w_per_k": 80.0}, SUMMER, "high_pressure"),
        # 5 % of the filling: 5/30 of 895 kPa = 149 kPa, below 200 kPa
        ({"refrigerant_share": 0.05}, SUMMER, "low_pressure"),
        # −20 °C outside: 151 kPa
        ({}, (350.0, 1.0, 20.0, -20.0), "low_pressure"),
    ],
)
def test_why_the_compressor_stands(changes, asked, state):
    found = replace(COMPRESSOR, **changes).cooling(*asked)
    assert found.state == state
    if state != "running":
        # standing, the pressures are equal and those of the outside temperature
        assert found.low_pa == found.high_pa
        assert found.power_w == found.current_a == found.cooling_w == 0


def test_a_leak_cools_less_and_a_weak_fan_takes_more_power():
    sound = COMPRESSOR.cooling(*SUMMER)
    leaking = replace(COMPRESSOR, refrigerant_share=0.5).cooling(*SUMMER)
    weak = replace(COMPRESSOR, condenser_w_per_k=250.0).cooling(*SUMMER)
    assert leaking.state == weak.state == "running"
    assert leaking.cooling_w < 0.8 * sound.cooling_w
    assert weak.power_w > 1.2 * sound.power_w
    assert weak.high_pa > sound.high_pa


def test_cold_elements_in_parallel():
    assert HEATER.resistance_ohm == pytest.approx(20.0)
    assert replace(HEATER, elements_ohm=(60.0, math.inf, 60.0)).resistance_ohm == pytest.approx(30.0)
    assert replace(HEATER, elements_ohm=(math.inf,)).resistance_ohm == math.inf


def test_the_heater_below_and_above_its_switching_temperature():
    # 350²/60 = 2041.7 W per element over 20 W/K: 102.1 K above −10 °C, below 140 °C: three elements give 6125 W
    cold = HEATER.heating(350.0, -10.0)
    assert cold.power_w == pytest.approx(6125.0)
    assert cold.elements_c == pytest.approx((92.08,) * 3, abs=0.01)
    # 400²/60·exp(−0.12·x) = 20·(120 + x) gives x = 0.821 K: 2416.4 W each, 7249 W instead of 8000 W
    warm = HEATER.heating(400.0, 20.0)
    assert warm.power_w == pytest.approx(7249, abs=1)
    assert warm.elements_c[0] == pytest.approx(140.82, abs=0.01)
    assert warm.current_a == pytest.approx(7249 / 400, abs=0.01)
    # one open element: two thirds
    assert replace(HEATER, elements_ohm=(60.0, 60.0, math.inf)).heating(400.0, 20.0).power_w == pytest.approx(
        warm.power_w * 2 / 3
    )
    # a dead blower leaves 0.5 W/K: 2667·exp(−0.12·x) = 0.5·(120 + x) gives x = 29.8 K, 75 W each
    still = HEATER.heating(400.0, 20.0, air_flow=0.0)
    assert still.power_w == pytest.approx(3 * 74.9, abs=0.5)
    assert HEATER.heating(0.0, 20.0).power_w == HEATER.heating(0.0, 20.0).current_a == 0


@given(st.floats(1, 1000), st.floats(-40, 60), st.floats(0, 1), st.lists(st.floats(5, 500), min_size=1, max_size=5))
def test_the_heater_gives_the_air_what_it_takes_and_limits_itself(volts, air_c, flow, elements):
    heater = PtcHeater(tuple(elements))
    found = heater.heating(volts, air_c, flow)
    conductance = 0.5 + flow * 19.5
    to_air_w = sum(conductance * (element_c - air_c) for element_c in found.elements_c)
    assert found.power_w == pytest.approx(to_air_w, rel=1e-6, abs=1e-6)
    assert found.power_w == pytest.approx(volts * found.current_a)
    assert found.power_w <= volts**2 / heater.resistance_ohm * (1 + 1e-9)
    # 1000 V on 5 Ω without air: 140 °C and ln(200 kW/0.5 W/K/180 K)/0.12 at the most
    assert max(found.elements_c) < 140 + 65


@given(st.floats(-30, 50), st.floats(-5e3, 8e3), st.floats(0, 7200))
def test_the_cabin_against_an_integration(start_c, heat_w, duration_s):
    ended = Cabin().after(start_c, heat_w, 0.0, duration_s)
    solved = solve_ivp(lambda _t, t_c: (heat_w - 60.0 * t_c) / 60e3, (0, duration_s), [start_c], rtol=1e-8, atol=1e-8)
    assert ended == pytest.approx(solved.y[0, -1], abs=1e-4)


def test_the_cabin_in_winter():
    # 3000 W over 60 W/K: 50 K above −10 °C; after one time constant of 1000 s 63.2 % of that
    assert Cabin().settled_c(3000.0, -10.0) == pytest.approx(40.0)
    assert Cabin().after(-10.0, 3000.0, -10.0, 1000.0) == pytest.approx(-10 + 50 * 0.6321, abs=0.01)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: Compressor(carnot_share=1.5), r"part of Carnot's COP is 1\.5"),
        (lambda: Compressor(refrigerant_share=math.nan), "filling of refrigerant is nan"),
        (lambda: COMPRESSOR.cooling(350.0, 1.2, 40.0, 35.0), r"speed of the compressor is 1\.2"),
        (lambda: COMPRESSOR.cooling(-1.0, 1.0, 40.0, 35.0), "supply is -1"),
        (lambda: PtcHeater(()), "at least one element"),
        (lambda: PtcHeater((60.0, -1.0)), "PTC element 2 is -1"),
        (lambda: HEATER.heating(math.nan, 20.0), "supply is nan"),
        (lambda: HEATER.heating(400.0, 20.0, 2.0), "air flow is 2"),
        (lambda: Cabin(0.0), "heat capacity of the cabin is 0"),
        (lambda: Cabin().after(20.0, 0.0, 20.0, -1.0), "duration is -1"),
    ],
)
def test_bad_values_are_refused_with_words(wrong, words):
    with pytest.raises(WorkshopError, match=words):
        wrong()
