"""Faults of the 12 V system, of cooling and of the cabin, worked out by hand.

The 12 V system with the key on: 12.65 V behind 6 mΩ; cable 1 mΩ, strap 0.5 mΩ; three loads of 1.66, 0.76 and 0.91 Ω,
each with 10 mΩ of feed and 5 mΩ of ground.
"""

import math

import pytest
from fault_cars import faulty_car, holds, sound_car, stated

from nevlab.faults.expected import reading
from nevlab.vehicle.car.operation import after
from nevlab.vehicle.car.quantities import quantities
from nevlab.vehicle.climate.refrigerant import saturation_pa
from nevlab.vehicle.derating import INVERTER_OFF_C

READY = (("turn_key", "on"), ("press_start",))
LOADS_OHM = 1 / sum(1 / (ohm + 0.015) for ohm in (1.66, 0.76, 0.91))
"""All three loads with their wires [Ω]: 0.3367."""


def test_a_flat_battery_breaks_down_under_load():
    # 11.89 V · (0.3367 + 0.0015)/(0.3367 + 0.0015 + 0.5) = 4.80 V
    left = (LOADS_OHM + 1.5e-3) / (LOADS_OHM + 1.5e-3 + 0.5)
    asked = stated("battery-12v-flat", "volts", "12v:battery +", "12v:battery -", last="turn_key")
    assert holds("battery-12v-flat", asked, 11.89 * left)


def test_a_shorted_cell_takes_a_sixth():
    # 12.65 V · 5/6 = 10.54 V; under load · 0.3382/0.3442 = 10.36 V; at the control units · 0.91/0.925 of the fuse box
    key, open_v = "battery-12v-cell-shorted", 12.65 * 5 / 6
    current_a = open_v / (LOADS_OHM + 7.5e-3)
    assert holds(
        key, stated(key, "volts", "12v:battery +", "12v:battery -", last="turn_key"), open_v - 6e-3 * current_a
    )
    assert holds(key, stated(key, "quantity", "low_voltage_v"), current_a * LOADS_OHM * 0.91 / 0.925)


def test_a_corroded_strap_drops_what_the_loads_miss():
    # I = 12.65 V/(0.3367 + 0.006 + 0.001 + 0.1) = 28.5 A; 2.85 V along the strap, 12.48 V at the posts
    key, current_a = "ground-strap-corroded", 12.65 / (LOADS_OHM + 0.107)
    assert current_a == pytest.approx(28.5, abs=0.05)
    assert holds(key, stated(key, "volts", "body", "12v:battery -"), 0.1 * current_a)
    assert holds(key, stated(key, "volts", "12v:battery +", "12v:battery -"), 12.65 - 6e-3 * current_a)
    assert holds(key, stated(key, "volts", "12v:battery +", "12v:fuse box"), 1e-3 * current_a)


def test_a_bad_ground_takes_its_share_of_the_blowers_voltage():
    # blower 0.76 + 0.01 + 0.5 = 1.27 Ω; all loads 0.402 Ω; fuse box to body 12.65 V · 0.402/0.4095 = 12.42 V
    loads_ohm = 1 / (1 / 1.675 + 1 / 1.27 + 1 / 0.925)
    box_v = 12.65 * loads_ohm / (loads_ohm + 7.5e-3)
    key = "blower-ground-bad"
    assert holds(key, stated(key, "volts", "12v:blower -", "body"), box_v * 0.5 / 1.27)
    assert holds(key, stated(key, "volts", "12v:blower +", "12v:blower -"), box_v * 0.76 / 1.27)


def test_a_dead_converter_leaves_the_battery_alone():
    current_a = 12.65 / (LOADS_OHM + 7.5e-3)
    asked = stated("dcdc-dead", "volts", "12v:DC-DC +", "12v:DC-DC -")
    assert holds("dcdc-dead", asked, current_a * LOADS_OHM)


def test_two_of_three_heater_elements_draw_two_thirds():
    # 60 Ω/2; each element limits itself, so the current of three is shared evenly
    key = "heater-element-open"
    assert holds(key, stated(key, "ohms", "hv:heater +", "hv:heater -"), 30.0)
    asked = stated(key, "pack_amps")
    dcdc_a = reading(sound_car(), stated("dcdc-dead", "pack_amps"))
    heater_a = reading(sound_car(), asked) - dcdc_a
    assert holds(key, asked, dcdc_a + heater_a * 2 / 3)


def test_without_liquid_the_pressure_falls_with_the_filling():
    # below 30 % of the filling all is vapour: 5/30 of the vapour pressure at 25 °C, 6.82 bar
    asked = stated("refrigerant-lost", "quantity", "refrigerant_high_pa")
    assert saturation_pa(25.0) == pytest.approx(6.82e5, rel=2e-3)
    assert holds("refrigerant-lost", asked, saturation_pa(25.0) * 5 / 30)


def test_the_crash_line_swings_for_half_of_the_time():
    # 1 kΩ from the supply of the control units, 100 kΩ to the body: 12.174 V · 100/101 = 12.05 V, and half of it
    peak, mean = (stated("crash-line-dead", tool, "crash:line", "body") for tool in ("peak_volts", "volts"))
    assert reading(sound_car(), peak) == pytest.approx(12.174 * 100 / 101, rel=2e-3)
    assert reading(sound_car(), mean) == pytest.approx(12.174 * 50 / 101, rel=2e-3)
    assert reading(faulty_car("crash-line-dead"), peak) == 0


def hot(key, duration_s=7200):
    """Give what is measured after two hours, in pieces of half an hour, at 100 Nm and 3000 r/min."""
    car = after(faulty_car(key) if key else sound_car(), READY)
    for _ in range(duration_s // 1800):
        car = after(car, [("run", 3000, 100, 1800)])
    return car


def test_a_clog_keeps_the_heat_before_the_coolant_and_dirt_behind_it():
    # the same heat P over the conductance part–coolant: W·(1 − e^(−UA/W)); the flow goes with 1/√(R + p0/V²max)
    sound, clogged, dirty = (hot(key).temperatures_c for key in ("", "coolant-line-clogged", "radiator-dirty"))
    loop = sound_car().climate.cooling
    carried = {
        key: faulty_car(key).climate.cooling.carried_w_per_k for key in ("coolant-line-clogged", "radiator-dirty")
    }
    per_pump = loop.pump.shut_off_pa / loop.pump.free_flow_m3_s**2
    share = math.sqrt((6e11 + per_pump) / (400 * 6e11 + per_pump))
    assert carried["coolant-line-clogged"] == pytest.approx(loop.carried_w_per_k * share, rel=1e-6)
    assert carried["radiator-dirty"] == pytest.approx(loop.carried_w_per_k)
    steps = {name: row["inverter"] - row["coolant"] for name, row in (("sound", sound), ("dirty", dirty))}
    assert steps["dirty"] == pytest.approx(steps["sound"], rel=0.05)
    assert clogged["inverter"] - clogged["coolant"] > 2 * steps["sound"]
    assert dirty["coolant"] > sound["coolant"] + 10


def test_without_a_pump_the_drive_saves_itself():
    # nothing but 1 W/K to the air: it must come down to some ten watt of loss before it stays below 110 °C
    car = hot("coolant-pump-dead")
    assert car.temperatures_c["inverter"] < INVERTER_OFF_C
    assert car.temperatures_c["coolant"] == pytest.approx(25.0, abs=0.5)
    assert quantities(car)["motor_torque_nm"] < 20
