"""Faults of the CAN bus, worked out by hand with Ohm's law.

The bus: 120 Ω at each end; a transmitter pulls through a diode of 0.7 V and 24 Ω on either wire out of 5 V; every input
of the five controllers stands at 2.5 V behind 25 kΩ. Wires of a tenth of an ohm are left out, so 1 % is allowed.
"""

import pytest
from fault_cars import faulty_car, holds, sound_car, stated

from nevlab.faults import library
from nevlab.faults.expected import reading
from nevlab.vehicle.car.bus import reached
from nevlab.vehicle.car.operation import after

CONTROLLERS = ("vehicle_controller", "charger", "air_conditioning", "motor_controller", "battery")
REACHED = {
    "can-h-l-short": {"vehicle_controller"},
    "can-h-ground": {"vehicle_controller"},
    "can-l-battery": {"vehicle_controller"},
    "can-terminator-open": set(CONTROLLERS),
    "can-third-terminator": set(CONTROLLERS),
    "can-motor-stub-open": set(CONTROLLERS) - {"motor_controller"},
    "can-climate-stub-open": set(CONTROLLERS) - {"air_conditioning"},
    "can-trunk-open": {"vehicle_controller", "charger"},
}


@pytest.mark.parametrize(("key", "terminators"), [("can-terminator-open", 1), ("can-third-terminator", 3)])
def test_terminators_are_parallel_and_load_the_transmitter(key, terminators):
    # 120 Ω/n; dominant (5 V − 2 · 0.7 V) · R/(R + 2 · 24 Ω): 2.571 V, 2.000 V, 1.636 V for one, two, three of them
    ohm = 120 / terminators
    assert holds(key, stated(key, "ohms", "can:H charger", "can:L charger"), ohm, rel=0.01)
    dominant_v = 3.6 * ohm / (ohm + 48)
    assert holds(key, stated(key, "peak_volts", "can:H charger", "can:L charger"), dominant_v, rel=0.01)
    assert reading(sound_car(), stated(key, "peak_volts", "can:H charger", "can:L charger")) == pytest.approx(2, 0.01)


def test_a_short_between_the_wires_leaves_millivolts():
    # 0.5 Ω, and 2 · 0.05 Ω of stub at the plug where it is measured: 0.6 Ω; 60 Ω beside it take 5 mΩ away.
    # Dominant, 3.6 V drive 3.6/(48 + 0.8) = 74 mA through 0.5 Ω: 37 mV, far below the 0.9 V of a dominant bit.
    key = "can-h-l-short"
    assert holds(key, stated(key, "ohms", "can:H charger", "can:L charger"), 0.1 + 0.5 * 60 / 60.5, rel=0.01)
    assert holds(key, stated(key, "peak_volts", "can:H charger", "can:L charger"), 0.5 * 3.6 / 48.8, rel=0.02)


def test_a_plug_behind_a_broken_stub_has_only_its_input_beside_the_others():
    # H: its own 25 kΩ to the common 2.5 V; from there to the bus the 9 other inputs: 25/9 = 2.78 kΩ → 27.78 kΩ
    for key, ecu in (("can-motor-stub-open", "motor_controller"), ("can-climate-stub-open", "air_conditioning")):
        assert holds(key, stated(key, "ohms", f"can:H {ecu}", f"can:L {ecu}"), 25e3 + 25e3 / 9, rel=0.01)


def test_a_broken_trunk_leaves_two_buses_joined_by_their_inputs():
    # two controllers on one side with 4 inputs: 25/4 kΩ to the common point; three on the other with 6: 25/6 kΩ
    key = "can-trunk-open"
    between = stated(key, "ohms", "can:H charger", "can:H motor_controller")
    assert holds(key, between, 25e3 / 4 + 25e3 / 6, rel=0.01)
    # each side has one terminator, with 4 or 6 inputs of 25 kΩ in halves beside it
    assert holds(key, stated(key, "ohms", "can:H charger", "can:L charger"), 120.0, rel=0.01)


def test_wires_on_ground_or_on_12_v_stand_there():
    # with key on the loads draw the 12 V line down to 12.17 V; 0.5 Ω of short carry some ten milliampere
    assert holds("can-l-battery", stated("can-l-battery", "volts", "can:L charger", "body"), 12.17, rel=0.02)
    assert reading(faulty_car("can-h-ground"), stated("can-h-ground", "volts", "can:H charger", "body")) < 0.1


@pytest.mark.parametrize("key", [key for key, entry in library().items() if entry.place == "network"])
def test_the_scan_tool_reaches_what_the_wires_reach(key):
    on = after(faulty_car(key), [("turn_key", "on")])
    assert {ecu for ecu in CONTROLLERS if reached(on, ecu)} == REACHED[key]


def test_without_its_controller_the_air_conditioning_neither_heats_nor_cools():
    ready = (("turn_key", "on"), ("press_start",))
    for step in ("heat", "cool"):
        standing = [
            after(car, (*ready, (step, True))).state for car in (sound_car(), faulty_car("can-climate-stub-open"))
        ]
        assert [state.heating or state.cooling for state in standing] == [True, False]
