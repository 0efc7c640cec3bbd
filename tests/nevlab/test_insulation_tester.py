"""The insulation tester against the car's paths, the exponentials of a simple insulation, and what it must refuse."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nevlab.instruments import APART, SHORTED, InsulationTester
from nevlab.instruments.insulation_tester import DISCHARGE_OHM, INSULATION, TEST_VOLTAGES_V
from nevlab.messages import WorkshopError
from nevlab.vehicle.absorption import SOURCE_OHM, Dielectric
from nevlab.vehicle.insulation import CHASSIS, RAILS, Insulation
from nevlab.vehicle.network import Network, Resistor, Source
from nevlab.vehicle.signals import OnBench

TESTER = InsulationTester(seed=3)
GOLDEN = Insulation(900e3, 60e3)
WINDING = Dielectric(leakage_ohm=2e9, capacitance_f=5e-9, branches=((1e9, 50e-9), (2e9, 100e-9)))


def allowed(reading, truth):
    (chosen,) = (known for known in INSULATION.ranges if known.step == reading.step)
    return chosen.allowed_error(truth)


def test_the_golden_car_shows_sixty_kiloohms_on_its_minus_rail_and_nine_hundred_on_the_other():
    car = OnBench(GOLDEN.network())
    for rail, ohm in (("minus", 60e3), ("plus", 900e3)):
        reading = TESTER.read(car, rail, CHASSIS)
        assert abs(reading.value - ohm) <= allowed(reading, ohm)
        assert reading.shown.endswith("kΩ" if rail == "minus" else "MΩ")


@settings(deadline=None)
@given(
    st.floats(10e3, 5e9), st.floats(10e3, 5e9), st.one_of(st.just(math.inf), st.floats(1e3, 1e6)), st.integers(0, 20),
    st.sampled_from(TEST_VOLTAGES_V),
)  # fmt: skip
def test_it_never_shows_more_than_the_rails_own_path(plus, minus, across, seed, test_v):
    insulation = Insulation(plus, minus, across_ohm=across)
    for rail in RAILS:
        own = insulation.path_ohm(rail)
        reading = InsulationTester(seed, test_v).read(OnBench(insulation.network()), rail, CHASSIS)
        if reading.overload:
            # 50 nA are the least that it can tell from none
            assert own * 1.11 >= min(test_v / 50e-9, 20e9)
        else:
            assert reading.value <= own + allowed(reading, own)


def test_its_own_check_is_ol_when_open_and_below_one_ohm_when_shorted():
    assert TESTER.read(APART, "red", "black").shown == "OL"
    assert TESTER.low_ohm(SHORTED, "red", "black").value < 1.0
    assert TESTER.low_ohm(APART, "red", "black").shown == "OL"
    # 10 Ω and leads of 0.1 Ω, within 2 % and 3 digits of 10 mΩ
    ten = OnBench(Network((Resistor("a", "b", 10.0),)))
    assert TESTER.low_ohm(ten, "a", "b").value == pytest.approx(10.1, abs=0.02 * 10.1 + 0.03)


@pytest.mark.parametrize(("test_v", "most"), [(50.0, 1e9), (500.0, 10e9), (1000.0, 20e9)])
def test_the_test_voltage_ends_the_range(test_v, most):
    tester = InsulationTester(1, test_v)
    assert tester.most_ohm == pytest.approx(most)
    assert tester.read(OnBench(Network((Resistor("a", "b", 0.8 * most),))), "a", "b").value > 0.6 * most
    assert tester.read(OnBench(Network((Resistor("a", "b", 1.2 * most),))), "a", "b").shown == "OL"


@pytest.mark.parametrize("method", ["read", "low_ohm"])
def test_a_live_circuit_is_refused(method):
    live = OnBench(GOLDEN.network(400.0))
    # 400·(900 kΩ‖10 MΩ)/(900 kΩ‖10 MΩ + 60 kΩ) = 372.9 V, its own voltmeter in parallel
    with pytest.raises(WorkshopError, match="sees 373 V, more than 30 V"):
        getattr(TESTER, method)(live, "plus", CHASSIS)
    harmless = OnBench(Network((Source("a", "b", 12.0), Resistor("a", "b", 1e6))))
    assert getattr(TESTER, method)(harmless, "a", "b")


def test_a_reading_climbs_as_the_capacitor_charges():
    """R and C behind the source: u = U·R/(R+Rs)·(1 − e^(−t/τ)), τ = C·(R‖Rs); shown is u·Rs/(U − u)."""
    simple = Dielectric(leakage_ohm=100e6, capacitance_f=10e-6)
    tau_s = 10e-6 / (1 / 100e6 + 1 / SOURCE_OHM)
    for time_s in (1.0, 3.0, 6.0, 60.0):
        volt = 500 * 100e6 / (100e6 + SOURCE_OHM) * (1 - math.exp(-time_s / tau_s))
        ohm = volt * SOURCE_OHM / (500 - volt)
        reading = TESTER.read_at(simple, time_s)
        assert abs(reading.value - ohm) <= allowed(reading, ohm)


def test_dar_and_pi_come_from_the_displayed_readings():
    """Two readings of 5 % and 5 digits each: their ratio is within 10 % and a little of that of the model."""
    assert WINDING.polarisation_index(500.0) > WINDING.absorption_ratio(500.0) > 1.2
    for seed in range(10):
        tester = InsulationTester(seed)
        assert tester.absorption_ratio(WINDING) == pytest.approx(WINDING.absorption_ratio(500.0), rel=0.12)
        pi = tester.read_at(WINDING, 600.0).value / tester.read_at(WINDING, 60.0).value
        assert tester.polarisation_index(WINDING) == pi == pytest.approx(WINDING.polarisation_index(500.0), rel=0.12)
    # without absorption nothing climbs between 30 s and 10 min
    dead = Dielectric(leakage_ohm=50e6, capacitance_f=1e-9)
    assert TESTER.polarisation_index(dead) == pytest.approx(1.0, abs=0.02)
    with pytest.raises(WorkshopError, match="No ratio can be worked out from OL and OL"):
        TESTER.polarisation_index(Dielectric(leakage_ohm=1e12))


def test_what_is_left_after_a_discharge_comes_back():
    """C alone discharges with τ = R_discharge·C: 1 s = 1 τ leaves 1/e; a branch brings voltage back."""
    simple = Dielectric(leakage_ohm=1e12, capacitance_f=1 / DISCHARGE_OHM)
    assert simple.capacitance_f == pytest.approx(10e-6)
    assert TESTER.left_v(simple, 600.0, 0.0).value == pytest.approx(500, abs=13)
    assert TESTER.left_v(simple, 600.0, 1.0).value == pytest.approx(500 / math.e, abs=8)
    absorbing = replace(simple, branches=((1e6, 10e-6),))
    at_once, later = (TESTER.left_v(absorbing, 600.0, 5.0, wait).value for wait in (0.0, 60.0))
    assert at_once < 60 < later
    assert TESTER.left_v(absorbing, 600.0, 600.0, 60.0).value == pytest.approx(0, abs=3)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: InsulationTester(1, test_v=540.0), "there is no “540”; choose from: 50, 100, 250, 500, 1000"),
        (lambda: TESTER.read(APART, "roof", "black"), "there is no “roof”"),
        (lambda: TESTER.read_at(WINDING, -1.0), "time since the start is -1"),
        (lambda: TESTER.left_v(WINDING, 60.0, math.nan), "duration of the discharge is nan"),
    ],
)
def test_bad_input_is_refused_with_value_and_range(wrong, words):
    with pytest.raises(WorkshopError, match=words):
        wrong()
