"""Faults of the interlock loop, worked out by hand: 12.17 V, 1 kΩ before the loop and 1 kΩ behind it.

With the key on the control units have 12.17 V. Along the loop there are six contacts of 20 mΩ and seven wires of
50 mΩ, 0.47 Ω together.
"""

import pytest
from fault_cars import faulty_car, holds, sound_car, stated

from nevlab.faults.expected import reading
from nevlab.vehicle.car.operation import after

SUPPLY_V = 12.174
OPEN = {
    "interlock-open-service-plug": "service plug",
    "interlock-open-compressor": "compressor",
    "interlock-open-heater": "heater",
    "interlock-open-charger": "charger",
}
ORDER = ("service plug", "inverter", "compressor", "heater", "charger", "dcdc")


@pytest.mark.parametrize(("key", "connector"), OPEN.items())
def test_an_open_contact_has_the_supply_before_it_and_nothing_behind(key, connector):
    # no current: before it 12.17 V, through 1 kΩ into the meter's 10 MΩ; behind it the sense resistor pulls to 0 V
    asked = stated(key, "volts", f"hvil:{connector} in", "body")
    assert holds(key, asked, SUPPLY_V * 10e6 / 10.001e6, rel=2e-4)
    assert reading(faulty_car(key), stated(key, "volts", f"hvil:{connector} out", "body")) == pytest.approx(0, abs=1e-6)
    # closed: 12.17/2 V
    assert reading(sound_car(), asked) == pytest.approx(SUPPLY_V / 2, rel=1e-3)


@pytest.mark.parametrize(("key", "connector"), OPEN.items())
def test_an_ohmmeter_finds_the_way_round_through_the_controller(key, connector):
    # 1 kΩ + 10 Ω of the car's 12 V loads + 1 kΩ, and the loop's other wires and contacts
    asked = stated(key, "ohms", f"hvil:{connector} in", f"hvil:{connector} out")
    assert holds(key, asked, 2010 + 0.47 - 0.02, rel=1e-4)


@pytest.mark.parametrize(("key", "connector"), OPEN.items())
def test_the_voltage_steps_at_the_open_contact_and_nowhere_else(key, connector):
    live = after(faulty_car(key), [("turn_key", "on")])
    place = ORDER.index(connector)
    volts = [live.signal(f"hvil:{name} in", "body", 10e6).mean for name in ORDER]
    assert all(volt == pytest.approx(SUPPLY_V, abs=0.01) for volt in volts[: place + 1])
    assert all(volt == pytest.approx(0.0, abs=0.01) for volt in volts[place + 1 :])


def test_a_corroded_contact_leaves_the_loop_just_closed():
    # I = 12.174 V/2450.5 Ω = 4.968 mA: at the sense resistor 4.968 V, which is 0.408 of the supply; limit 0.4
    current_a = SUPPLY_V / (2000 + 450 + 0.47 - 0.02)
    key = "interlock-contact-resistance"
    assert holds(key, stated(key, "volts", "hvil:return", "body"), 1000 * current_a)
    assert holds(key, stated(key, "volts", "hvil:heater in", "hvil:heater out"), 450 * current_a)
    assert 0.4 < 1000 * current_a / SUPPLY_V < 0.42
    # with the clamp off 450 Ω lies beside 2010.4 Ω: 367.7 Ω
    by_hand = 450 * 2010.45 / (450 + 2010.45)
    assert holds(key, stated(key, "ohms", "hvil:heater in", "hvil:heater out"), by_hand)


def test_a_short_to_12_v_gives_the_sense_resistor_the_whole_supply():
    # 0.1 Ω, wires and contacts behind the heater, less than half an ohm before 1 kΩ
    key = "interlock-short-to-12v"
    assert holds(key, stated(key, "volts", "hvil:return", "body"), SUPPLY_V, rel=1e-3)
    # from out to the heater: four wires and three contacts, 0.26 Ω; + 0.1 Ω; beside them more than 500 Ω
    assert holds(key, stated(key, "ohms", "hvil:out", "hvil:supply"), 0.36)


def test_a_short_to_ground_pulls_the_outgoing_side_down_where_an_open_loop_has_12_v():
    # out to the compressor: three wires and two contacts, 0.19 Ω; + 0.1 Ω
    key = "interlock-short-to-ground"
    assert holds(key, stated(key, "ohms", "hvil:out", "body"), 0.29)
    asked = stated(key, "volts", "hvil:out", "body")
    assert reading(faulty_car(key), asked) == pytest.approx(SUPPLY_V * 0.29 / 1000.29, rel=1e-3)
    assert reading(faulty_car("interlock-open-compressor"), asked) == pytest.approx(SUPPLY_V, abs=0.01)
