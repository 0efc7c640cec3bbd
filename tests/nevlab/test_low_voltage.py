"""The 12 V system against circuits worked out by hand, a numerical integral, and conservation of power."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from nevlab.messages import WorkshopError
from nevlab.vehicle.low_voltage.circuit import DcDc, Load, LowVoltage, teaching_low_voltage
from nevlab.vehicle.low_voltage.lead_acid import LeadAcid, QuiescentCurrent
from nevlab.vehicle.network import Resistor

LAMP = Load("lamp", 1.25)  # with feed 10 mΩ and ground 5 mΩ: 1.265 Ω from fuse box to body
PARKED = LowVoltage(LeadAcid(), DcDc(on=False), (LAMP,))


@pytest.mark.parametrize(("soc", "volt"), [(1, 12.65), (0.75, 12.45), (0.5, 12.24), (0.25, 12.06), (0, 11.89)])
def test_open_circuit_voltage(soc, volt):
    assert LeadAcid(soc=soc).open_circuit_v == pytest.approx(volt)
    # one shorted cell of six takes a sixth away: 12.65 → 10.54 V
    assert LeadAcid(soc=soc, cells=5).open_circuit_v == pytest.approx(volt * 5 / 6)


def test_the_battery_keeps_account_of_its_charge():
    assert LeadAcid(45).after(9).soc == pytest.approx(0.8)
    assert LeadAcid(45, soc=0.5).after(-9).soc == pytest.approx(0.7)
    assert LeadAcid(45).after(100).soc == 0
    assert LeadAcid(45).after(-100).soc == 1


@given(st.floats(-20, 20), st.floats(-20, 20))
def test_charge_taken_in_two_parts_is_charge_taken_at_once(first, second):
    battery = LeadAcid(100.0, soc=0.5)
    assert battery.after(first).after(second).soc == pytest.approx(battery.after(first + second).soc)


def test_standing_with_a_sound_and_with_a_sleepless_car():
    sound = QuiescentCurrent()
    # 300 s · 8 A = 0.667 Ah, then 20 mA: 0.48 Ah a day; after 30 days 15.06 Ah of 45
    assert sound.charge_ah(30 * 86400) == pytest.approx(0.6667 + 0.02 * (720 - 1 / 12), abs=1e-3)
    assert sound.current_a(np.array([0.0, 299.0, 301.0, 1e6])) == pytest.approx([8, 8, 0.02, 0.02])
    # a bus that never sleeps empties 45 Ah in 5.6 h
    sleepless = QuiescentCurrent(asleep_after_s=math.inf)
    assert sleepless.charge_ah(45 / 8 * 3600) == pytest.approx(45)
    assert LeadAcid().after(float(sleepless.charge_ah(6 * 3600))).open_circuit_v == pytest.approx(11.89)


@pytest.mark.parametrize("end", [100.0, 1000.0, 1890.0, 1910.0, 5000.0])
def test_the_charge_is_the_integral_of_the_current(end):
    waking = QuiescentCurrent(8.0, 0.05, 300.0, wakes_every_s=400.0, wakes_for_s=30.0)
    edges = [300.0, *(300.0 + 400 * k + part for k in range(12) for part in (370.0, 400.0))]
    integral = quad(waking.current_a, 0, end, points=[edge for edge in edges if edge < end], limit=200)[0]
    assert waking.charge_ah(end) * 3600 == pytest.approx(integral, rel=1e-6)


def test_a_lamp_on_the_battery_alone():
    # 12.65 V over 6 + 1 + 0.5 mΩ and 1.265 Ω: 9.941 A; posts 12.590 V, lamp 12.426 V
    assert PARKED.battery_a == pytest.approx(9.941, abs=1e-3)
    assert PARKED.voltage("battery +") == pytest.approx(12.590, abs=1e-3)
    assert PARKED.voltage("lamp +", "lamp -") == pytest.approx(12.426, abs=1e-3)
    assert PARKED.voltage("battery +", "lamp +") == pytest.approx(9.941 * 0.011, abs=1e-4)
    assert (PARKED.dcdc_a, PARKED.dcdc_state) == (0, "off")


def test_the_converter_charges_the_battery():
    # 14 − 12.65 V over 60 + 1 + 0.5 + 1 + 1 + 0.5 mΩ: 21.09 A; posts 12.65 + 21.09·0.06 = 13.916 V
    charging = replace(PARKED, dcdc=DcDc(), loads=())
    assert charging.battery_a == pytest.approx(-21.09, abs=0.01)
    assert charging.dcdc_a == pytest.approx(21.09, abs=0.01)
    assert charging.voltage("battery +") == pytest.approx(13.916, abs=1e-3)
    assert charging.dcdc_state == "regulating"


def test_the_high_voltage_side_of_the_converter():
    # 21.09 A through 60 mΩ + 1.5 mΩ + 1.5 mΩ of battery, cables and grounds: 13.979 V between its terminals, 294.9 W;
    # at 93 % it takes 317.1 W, 0.906 A at 350 V
    charging = replace(PARKED, dcdc=DcDc(), loads=())
    assert charging.dcdc_input_w == pytest.approx(317.0, abs=0.2)
    assert charging.dcdc_input_a(350.0) == pytest.approx(0.906, abs=1e-3)
    assert replace(charging, dcdc=DcDc(efficiency=1.0)).dcdc_input_w == pytest.approx(0.93 * charging.dcdc_input_w)
    for idle in (PARKED, replace(PARKED, dcdc=DcDc(voltage_v=12.0))):
        assert idle.dcdc_input_w == 0 and idle.dcdc_input_a(350.0) == 0


def test_beyond_its_limit_the_converter_leaves_the_rest_to_the_battery():
    # 0.2 Ω at the fuse box, 30 A from the converter: (12.65 − U)/7.5 mΩ + 30 A = U/0.2 Ω → U = 12.410 V, 32.05 A
    heavy = replace(PARKED, dcdc=DcDc(limit_a=30.0), loads=(Load("heater", 0.185),))
    assert heavy.dcdc_state == "limiting"
    assert heavy.dcdc_a == pytest.approx(30)
    assert heavy.voltage("fuse box", "body") == pytest.approx(12.410, abs=1e-3)
    assert heavy.battery_a == pytest.approx(32.05, abs=0.02)


def test_a_set_point_below_the_battery_leaves_the_converter_idle():
    low = replace(PARKED, dcdc=DcDc(voltage_v=12.0))
    assert (low.dcdc_state, low.dcdc_a) == ("idle", 0)
    assert low.voltage("battery +") == pytest.approx(PARKED.voltage("battery +"))


def test_a_bad_ground_shows_between_lamp_and_body_only():
    bad = PARKED.changed(replace(LAMP, ground_ohm=0.5))
    # 12.65/(0.0075 + 0.01 + 1.25 + 0.5) = 7.157 A: 3.58 V on the ground, 8.95 V on the lamp
    assert bad.voltage("lamp -", "body") == pytest.approx(3.579, abs=1e-3)
    assert bad.voltage("lamp +", "lamp -") == pytest.approx(8.947, abs=1e-3)
    assert bad.voltage("battery +", "lamp +") < PARKED.voltage("battery +", "lamp +")
    # without current there is no drop to find
    assert bad.changed(replace(LAMP, ground_ohm=0.5, on=False)).voltage("lamp -", "body") == pytest.approx(0, abs=1e-5)


def test_a_bad_strap_leaves_the_battery_short_of_charge():
    # 0.1 Ω in the strap: charging 1.35 V/0.1635 Ω = 8.26 A instead of 21.1, the body 0.826 V below the post
    bad = replace(PARKED, dcdc=DcDc(), loads=(), strap_ohm=0.1)
    assert bad.voltage("body", "battery -") == pytest.approx(-0.826, abs=1e-3)
    assert bad.voltage("battery +") == pytest.approx(12.65 + 8.257 * 0.06, abs=1e-3)


def test_a_blown_fuse_and_a_clamp_taken_off():
    blown = PARKED.changed(replace(LAMP, feed_ohm=math.inf))
    assert blown.battery_a == pytest.approx(0, abs=1e-9)
    assert blown.voltage("lamp +", "body") == pytest.approx(0, abs=1e-6)
    assert blown.voltage("fuse box", "lamp +") == pytest.approx(12.65, abs=1e-3)
    off = replace(PARKED, strap_ohm=math.inf)
    assert off.voltage("battery +") == pytest.approx(12.65)
    assert off.voltage("fuse box", "body") == pytest.approx(0, abs=1e-6)
    # between post and body the lamp joins the meter to the plus side: the whole voltage stands over the gap
    assert off.voltage("body", "battery -") == pytest.approx(12.65, abs=1e-3)


def test_the_course_car_charges_while_everything_is_on():
    car = teaching_low_voltage()
    # at the fuse box (12.65 − U)/61.5 mΩ + (14 − U)/2.5 mΩ = U·(1/1.675 + 1/0.775 + 1/0.925) → U = 13.848 V;
    # (14 − U)/2.5 mΩ = 60.6 A from the converter, (U − 12.65)/61.5 mΩ = 19.5 A into the battery
    assert car.dcdc_state == "regulating"
    assert car.voltage("fuse box", "body") == pytest.approx(13.848, abs=1e-3)
    assert car.dcdc_a == pytest.approx(60.6, abs=0.1)
    assert car.battery_a == pytest.approx(-19.5, abs=0.1)
    # converter off: 12.65 V/(7.5 mΩ + 336.9 mΩ) = 36.7 A, posts 12.43 V
    failed = replace(car, dcdc=DcDc(on=False))
    assert failed.battery_a == pytest.approx(36.7, abs=0.05)
    assert failed.voltage("battery +") == pytest.approx(12.43, abs=0.005)


@given(
    st.floats(0, 1),
    st.floats(1, 20),
    st.floats(0, 200),
    st.floats(0.02, 100),
    st.floats(1e-3, 5),
    st.floats(1e-3, 1),
)
def test_power_is_conserved_in_every_state(soc, set_v, limit, ohm, ground, strap):
    loads = (Load("lamp", ohm, ground_ohm=ground), Load("fan", 2.0))
    car = LowVoltage(LeadAcid(soc=soc), DcDc(set_v, limit), loads, strap_ohm=strap)
    given_w = car.battery.open_circuit_v * car.battery_a
    if car.dcdc_a:
        given_w += (car.voltage("DC-DC +", "DC-DC -", math.inf) + 1e-3 * car.dcdc_a) * car.dcdc_a
    resistors = [part for part in car.network.parts if isinstance(part, Resistor)]
    heat_w = sum(car.network.voltage(part.a, part.b) ** 2 / part.ohm for part in resistors)
    assert given_w == pytest.approx(heat_w, rel=1e-6, abs=1e-6)
    assert -1e-9 <= car.dcdc_a <= limit + 1e-6
    highest = max(set_v, car.battery.open_circuit_v)
    assert -1e-6 <= car.voltage("fuse box", "body") <= highest + 1e-6


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: LeadAcid(soc=1.2), r"state of charge is 1\.2"),
        (lambda: LeadAcid(capacity_ah=math.nan), "capacity is nan"),
        (lambda: LeadAcid(cells=4.5), r"working cells: 4\.5 is not a whole number"),
        (lambda: LeadAcid().after(math.nan), "charge is nan"),
        (lambda: QuiescentCurrent(wakes_every_s=10, wakes_for_s=20), "time awake is 20"),
        (lambda: QuiescentCurrent().charge_ah(-1), "time is -1"),
        (lambda: DcDc(voltage_v=400), "set point of the DC-DC is 400"),
        (lambda: DcDc(efficiency=0), "efficiency of the DC-DC is 0"),
        (lambda: PARKED.dcdc_input_a(0), "high voltage at the DC-DC is 0"),
        (lambda: Load("lamp", -1), "resistance of lamp is -1"),
        (lambda: replace(PARKED, strap_ohm=0), "ground strap is 0"),
        (lambda: replace(PARKED, loads=(LAMP, LAMP)), "name of its own"),
        (lambda: replace(PARKED, loads=(Load("battery", 1),)), "none of them “battery”"),
        (lambda: PARKED.changed(Load("horn", 1)), "no “horn”"),
        (lambda: PARKED.voltage("pack +"), "no “pack [+]”; choose from: battery [+]"),
        (lambda: PARKED.voltage("inside the battery"), "no “inside the battery”"),
    ],
)
def test_bad_values_are_refused_with_name_and_value(wrong, words):
    with pytest.raises(WorkshopError, match=words):
        wrong()
