"""Faults of charging, worked out by hand with Ohm's and Kirchhoff's laws.

The circuits: ±12 V behind R1 = 1 kΩ, a diode of 0.7 V, R3 = 2.74 kΩ and with S2 closed R2 = 1.3 kΩ; 5 V behind 1 kΩ on
CC; five resistors of 1 kΩ and 12 V on each side of CC1 and CC2. Lines of a tenth of an ohm are left out.
"""

import pytest
from fault_cars import faulty_car, holds, sound_car, stated

from nevlab.faults import library
from nevlab.faults.expected import reading
from nevlab.vehicle.car import charge
from nevlab.vehicle.car.operation import after

AC, DC = (("turn_key", "on"), ("plug_in", "ac")), (("turn_key", "on"), ("plug_in", "dc"))
DUTY = 0.53
READY_OHM = 1 / (1 / 2740 + 1 / 1300)
"""R2 ∥ R3 [Ω]: 881.7 Ω."""


def test_a_shorted_diode_leaves_a_divider_in_both_halves():
    # 12 V · (881.7 + 1)/(1000 + 881.7 + 1) = 5.63 V up and down
    level_v = 12 * (READY_OHM + 1) / (1000 + READY_OHM + 1)
    assert level_v == pytest.approx(5.63, abs=0.01)
    key = "cp-diode-shorted"
    assert holds(key, stated(key, "peak_volts", "body", "cp:vehicle"), level_v)
    assert holds(key, stated(key, "quantity", "pilot_trough_v"), -level_v)
    # mean of the square wave: (0.53 − 0.47) · 5.63 V = 0.338 V
    assert holds(key, stated(key, "volts", "cp:vehicle", "body"), (2 * DUTY - 1) * level_v)
    # with the plug out the meter finds 1 Ω and R3
    assert holds(key, stated(key, "ohms", "cp:vehicle", "body"), 2741.0)


def test_without_r2_the_peak_stays_at_state_b():
    # 0.7 V + (12 V − 0.7 V) · 2740/3740 = 8.979 V; mean 0.53 · 8.979 V − 0.47 · 12 V = −0.881 V
    peak_v = 0.7 + 11.3 * 2740 / 3740
    key = "s2-stuck-open"
    assert holds(key, stated(key, "peak_volts", "cp:vehicle", "body"), peak_v)
    assert holds(key, stated(key, "volts", "cp:vehicle", "body"), DUTY * peak_v - (1 - DUTY) * 12)


def test_a_leak_loads_both_halves_and_the_pilot_of_a_plug_that_is_out():
    # lower half, the diode blocks: −12 V · 3.9/4.9 = −9.551 V; the same divider of +12 V with the plug out
    key = "cp-leaks-to-pe"
    assert holds(key, stated(key, "peak_volts", "body", "cp:vehicle"), 12 * 3.9 / 4.9)
    assert holds(key, stated(key, "volts", "cp:cp", "body"), 12 * 3.9 / 4.9)
    # upper half: (12 − u)/1000 = u/3900 + (u − 0.7)/881.7  →  u = (12/1000 + 0.7/881.7)/(1/1000 + 1/3900 + 1/881.7)
    upper_v = (12 / 1000 + 0.7 / READY_OHM) / (1 / 1000 + 1 / 3900 + 1 / READY_OHM)
    assert upper_v == pytest.approx(5.35, abs=0.01)
    assert holds(key, stated(key, "peak_volts", "cp:vehicle", "body"), upper_v)


def test_the_connection_check_is_a_divider_of_5_v():
    # 5 V · R/(R + 1000): 220 Ω + 3300 Ω with S3 open, 680 Ω in the wrong plug, 220 Ω in the sound one
    for key, ohm in (("cc-latch-open", 3520.0), ("cable-rc-wrong", 680.0)):
        assert holds(key, stated(key, "volts", "cc:cc", "body"), 5 * ohm / (ohm + 1000))
        assert holds(key, stated(key, "ohms", "cc:cc", "body"), ohm)
        assert reading(sound_car(), stated(key, "volts", "cc:cc", "body")) == pytest.approx(5 * 220 / 1220, rel=1e-3)


def test_cc1_and_cc2_are_dividers_of_12_v():
    # CC1: R2 alone 12 V · 1/2; mated with R4 beside it 12 V · 0.5/1.5. CC2: open 12 V, mated 12 V · 1/2.
    cc1, cc2 = stated("cc1-open", "volts", "dc:cc1", "body"), stated("cc2-open", "volts", "dc:cc2", "body")
    assert holds("cc1-open", cc1, 6.0) and reading(sound_car(), cc1) == pytest.approx(4.0, rel=1e-3)
    assert holds("cc2-open", cc2, 12.0) and reading(sound_car(), cc2) == pytest.approx(6.0, rel=1e-3)


def test_the_least_of_three_limits_is_drawn():
    # pilot 53 · 0.6 A = 31.8 A, charger 32 A, cable by RC 32 A or 16 A
    assert holds("cable-rc-wrong", stated("cable-rc-wrong", "quantity", "grid_current_a"), 16.0)
    assert charge.ac_charge(after(sound_car(), AC)).current_a == pytest.approx(31.8)


@pytest.mark.parametrize(
    ("key", "sender", "awaited"), [("ccs-missing", "battery", "CCS"), ("bcl-missing", "charger", "BCL")]
)
def test_who_misses_a_message_sends_the_error_a_second_later(key, sender, awaited):
    session = charge.dc_session(after(faulty_car(key), DC))
    began_s = min(event.time_s for event in session.events if event.message in ("BCL", "CCS"))
    assert (session.error.sender, session.error.waited_for) == (sender, awaited)
    assert session.error.time_s - began_s == pytest.approx(1.0, abs=0.05)


def test_faults_of_dc_charging_leave_ac_charging_alone_and_the_other_way_round():
    dc_faults = {"cc1-open", "cc2-open", "ccs-missing", "bcl-missing"}
    for key in (key for key, entry in library().items() if entry.place == "charging"):
        ac, dc = charge.ac_charge(after(faulty_car(key), AC)), charge.dc_session(after(faulty_car(key), DC))
        assert (ac.stopped_at == "") == (key in dc_faults | {"cable-rc-wrong"})
        assert (dc is not None and dc.completed) == (key not in dc_faults)
