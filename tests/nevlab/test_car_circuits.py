"""What leads find on the car, against Kirchhoff's laws worked out by hand."""

import math
from dataclasses import replace

import pytest

from nevlab.messages import WorkshopError
from nevlab.vehicle.car import teaching_car
from nevlab.vehicle.car.consumption import pack_current_a
from nevlab.vehicle.car.operation import after
from nevlab.vehicle.car.parameters import changed
from nevlab.vehicle.network import METER_OHM

PARKED = teaching_car(0, 0.7)
KEY_ON = after(PARKED, [["turn_key", "on"]])
READY = after(KEY_ON, [["press_start"]])
AC, DC = (after(PARKED, [["plug_in", plug]]) for plug in ("ac", "dc"))


def volts(car, red, black="body"):
    return car.signal(red, black, METER_OHM).mean


def parallel(*ohms):
    return 1 / sum(1 / ohm for ohm in ohms)


def with_insulation(car, plus_ohm, minus_ohm):
    for path, ohm in (("pack_plus_iso_ohm", plus_ohm), ("pack_minus_iso_ohm", minus_ohm)):
        car = changed(car, f"high_voltage.{path}", lambda _, ohm=ohm: ohm)
    return car


@pytest.mark.parametrize("car", [PARKED, KEY_ON, READY, AC, DC, after(PARKED, [["clamp", False]])])
def test_every_point_can_be_touched_against_the_body_and_has_a_number(car):
    assert len(car.points) == len(set(car.points)) > 60
    for point in car.points:
        for signal in (car.signal(point, "body", METER_OHM), car.signal("body", point, METER_OHM)):
            assert math.isfinite(signal.mean) and math.isfinite(signal.ac_rms)
        assert volts(car, point) == pytest.approx(-volts(car, "body", point), abs=1e-6)
        assert car.network(point, "body").resistance(point, "body") >= 0


def test_the_body_is_a_point_like_any_other():
    assert volts(READY, "body", "body") == 0.0
    assert READY.network("body", "body").resistance("body", "body") == 0.0


@pytest.mark.parametrize("point", ["", "hv", "hv:", "hv:nowhere", "nowhere:link +", "link +", "can:H nowhere"])
def test_a_lead_on_nothing_is_refused_with_words(point):
    for red, black in ((point, "body"), ("hv:pack +", point)):
        with pytest.raises(WorkshopError, match="test point"):
            PARKED.signal(red, black, METER_OHM)
        with pytest.raises(WorkshopError, match="test point"):
            PARKED.network(red, black)


def test_the_pack_shows_the_sum_of_its_cells_and_the_parked_link_nothing():
    # 10 MΩ over 0.15 Ω takes nothing away.
    assert volts(PARKED, "hv:pack +", "hv:pack -") == pytest.approx(
        float(PARKED.pack.cell_voltages(PARKED.cells).sum())
    )
    assert volts(PARKED, "hv:link +", "hv:link -") == pytest.approx(0.0, abs=1e-9)
    # In READY the DC-DC converter draws: the pack sinks by R·I.
    sunk_v = PARKED.open_circuit_v - PARKED.pack_ohm * pack_current_a(READY)
    assert volts(READY, "hv:link +", "hv:link -") == pytest.approx(sunk_v, rel=1e-4)


def test_half_the_pack_stands_at_the_socket_of_the_pulled_service_plug():
    pulled = after(PARKED, [["clamp", False], ["take_apart", "service plug"]])
    half_v = PARKED.open_circuit_v / 2
    assert volts(pulled, "hv:plug 1", "hv:pack -") == pytest.approx(half_v, rel=1e-6)
    assert volts(pulled, "hv:pack +", "hv:plug 2") == pytest.approx(half_v, rel=1e-6)
    # Between the halves there is no metallic way: what the meter finds comes through the insulation, R+ and R−, in
    # series with its own 10 MΩ: U·10/(10 + 17.3 + 39.7) = 0.149·U.
    found = PARKED.open_circuit_v * 10 / (10 + 17.3 + 39.7)
    assert volts(pulled, "hv:plug 1", "hv:plug 2") == pytest.approx(found, rel=1e-5)


def test_a_rail_against_the_body_is_a_divider_that_the_meter_loads():
    # U·(R+ ‖ 10 M)/((R+ ‖ 10 M) + R−) with R+ = 900 kΩ, R− = 60 kΩ: the parked pack alone.
    car = with_insulation(PARKED, 900e3, 60e3)
    u, r = car.open_circuit_v, METER_OHM
    assert volts(car, "hv:pack +") == pytest.approx(u * parallel(900e3, r) / (parallel(900e3, r) + 60e3), rel=1e-6)
    assert volts(car, "hv:pack -") == pytest.approx(-u * parallel(60e3, r) / (parallel(60e3, r) + 900e3), rel=1e-6)


def test_in_ready_the_insulation_of_every_component_lies_parallel():
    # Five components with 100 MΩ a terminal, and the motor's 500 MΩ counted twice on each rail while the bridge
    # switches; the inlet's terminals lie behind open contactors. Both sides: 100/5 ‖ 1000 = 19.608 MΩ.
    more = parallel(100e6 / 5, 1000e6)
    plus, minus = parallel(17.3e6, more), parallel(39.7e6, more)
    u = READY.open_circuit_v - READY.pack_ohm * pack_current_a(READY)
    loaded = parallel(plus, METER_OHM)
    assert volts(READY, "hv:link +") == pytest.approx(u * loaded / (loaded + minus), rel=1e-4)


def test_twelve_volts_and_their_drops():
    # Parked: no load. Key on: 12.65 V drive three loads, each with its feed and ground (10 + 5 mΩ), through
    # 6 mΩ + 1 mΩ + 0.5 mΩ.
    assert volts(PARKED, "12v:battery +", "12v:battery -") == pytest.approx(12.65)
    loads = parallel(1.675, 0.775, 0.925)
    current = 12.65 / (7.5e-3 + loads)
    assert KEY_ON.supply.battery_a == pytest.approx(current)
    assert volts(KEY_ON, "12v:battery +", "12v:battery -") == pytest.approx(12.65 - 6e-3 * current)
    assert volts(KEY_ON, "12v:battery +", "12v:fuse box") == pytest.approx(1e-3 * current)
    assert volts(KEY_ON, "body", "12v:battery -") == pytest.approx(0.5e-3 * current)
    assert volts(KEY_ON, "12v:control units -") == pytest.approx(5e-3 * current * loads / 0.925)


def test_in_ready_the_converter_charges_the_battery():
    # 14 V behind 1 mΩ, its cable 1 mΩ and ground 0.5 mΩ; the battery takes (U − 12.65)/60 mΩ.
    assert READY.supply.battery_a < 0 < READY.supply.dcdc_a
    battery_v = volts(READY, "12v:battery +", "12v:battery -")
    assert -READY.supply.battery_a == pytest.approx((battery_v - 12.65) / 60e-3, rel=1e-6)
    assert volts(READY, "12v:DC-DC +", "12v:DC-DC -") == pytest.approx(14 - 1e-3 * READY.supply.dcdc_a)


def test_without_the_clamp_the_body_is_no_way_back():
    off = after(PARKED, [["clamp", False]])
    assert volts(off, "12v:battery +", "12v:battery -") == pytest.approx(12.65)
    # The meter's 10 MΩ find nothing that leads back to the battery.
    assert volts(off, "12v:battery +") == pytest.approx(0.0, abs=1e-9)
    assert not after(off, [["turn_key", "on"]]).awake


def test_the_interlock_halves_its_supply():
    # Two equal resistors, the contacts and wires of the loop between them: 6·20 mΩ + 7·50 mΩ = 0.47 Ω.
    loop = PARKED.interlock
    top, bottom = loop.supply_ohm, loop.sense_ohm
    supply = volts(KEY_ON, "hvil:supply")
    assert supply == pytest.approx(volts(KEY_ON, "12v:control units +", "12v:control units -"))
    contacts = 6 * 0.02 + 7 * 0.05
    expected = supply * parallel(bottom, METER_OHM) / (top + contacts + parallel(bottom, METER_OHM))
    assert volts(KEY_ON, "hvil:return") == pytest.approx(expected, rel=1e-6)
    assert volts(PARKED, "hvil:return") == 0.0
    pulled = after(KEY_ON, [["take_apart", "charger"]])
    assert volts(pulled, "hvil:return") == pytest.approx(0.0, abs=1e-6)
    # Through supply resistor and meter: 12 V nearly whole in front of the open contact.
    assert volts(pulled, "hvil:charger in") == pytest.approx(supply * METER_OHM / (METER_OHM + top), rel=1e-4)


def pilot(car):
    signal = car.signal("cp:cp", "body", METER_OHM)
    return signal.mean, float(signal.at([0.0])[0]), signal.frequency_hz


def test_the_pilot_in_state_a_b_and_c():
    assert pilot(PARKED)[:2] == pytest.approx((12.0, 12.0), abs=2e-3)
    # C: 12 V through 1 kΩ and the 0.7 V diode onto 2.74 kΩ ‖ 1.3 kΩ = 881.7 Ω: 0.7 + 11.3·881.7/1881.7 = 5.995 V;
    # the negative half is not loaded: −12 V (the meter's 10 MΩ takes 1.2 mV). D = 53 %: −2.46 V on average.
    mean, peak, hertz = pilot(AC)
    assert peak == pytest.approx(5.995, abs=1e-3) and hertz == 1000.0
    assert mean == pytest.approx(0.53 * peak - 0.47 * 11.9988, abs=1e-4)
    assert mean == pytest.approx(-2.462, abs=2e-3)
    # B, the interlock open so that S2 stays open: 0.7 + 11.3·2740/3740 = 8.979 V, average −0.88 V.
    mean, peak, _ = pilot(after(PARKED, [["take_apart", "heater"], ["plug_in", "ac"]]))
    assert peak == pytest.approx(8.979, abs=1e-3) and mean == pytest.approx(-0.880, abs=2e-3)


def test_the_connection_checks():
    # CC: 5 V over 1 kΩ onto Rc = 220 Ω (S3 10 mΩ ‖ R4, line 0.1 Ω); the plug wakes the controller without a key.
    assert volts(AC, "cc:cc") == pytest.approx(5 * 220.11 / 1220.11, rel=1e-4)
    assert volts(KEY_ON, "cc:cc") == pytest.approx(5.0, rel=1e-3)
    assert volts(PARKED, "cc:cc") == 0.0
    # CC1: 1 kΩ onto 1 kΩ = 6 V released in the hand, onto 1 kΩ ‖ 1 kΩ = 4 V mated; CC2: 12 V open, 6 V mated.
    assert [volts(car, f"dc:{line}") for car in (PARKED, DC) for line in ("cc1", "cc2")] == pytest.approx(
        [6, 12, 4, 6], abs=2e-3
    )


def test_the_bus_has_its_mean_between_recessive_and_dominant():
    high, low = (KEY_ON.signal(f"can:{wire} battery", "body", METER_OHM) for wire in "HL")
    # Recessive 2.5 V, dominant 3.5 V and 1.5 V (S20); half of the sixteen bits are dominant.
    assert high.at([3e-6, 1e-6])[0] == pytest.approx(2.5, abs=0.01)
    assert max(high.values) == pytest.approx(3.5, abs=0.02) and min(low.values) == pytest.approx(1.5, abs=0.02)
    assert high.mean == pytest.approx(3.0, abs=0.01) and low.mean == pytest.approx(2.0, abs=0.01)
    both = KEY_ON.signal("can:H battery", "can:L battery", METER_OHM)
    assert both.mean == pytest.approx(high.mean - low.mean)
    assert high.frequency_hz == pytest.approx(1 / (16 * 2e-6))
    # Asleep it is 60 Ω for an ohmmeter, less what ten inputs of 25 kΩ take.
    assert PARKED.network("can:H battery", "can:L battery").resistance("can:H battery", "can:L battery") == (
        pytest.approx(60, abs=0.4)
    )
    assert volts(PARKED, "can:H battery") == 0.0


@pytest.mark.parametrize("speed_rpm", [1000, -1000, 6000])
def test_a_turning_motor_off_its_cable_shows_its_emf(speed_rpm):
    car = after(PARKED, [["take_apart", "motor"], ["run", speed_rpm, 0]])
    for red, black in (("U", "V"), ("V", "W"), ("W", "U")):
        signal = car.signal(f"hv:motor {red}", f"hv:motor {black}", METER_OHM)
        # 35.9 V rms between the lines at 1000 r/min, proportional to speed; f = p·n/60.
        assert signal.ac_rms == pytest.approx(35.9 * abs(speed_rpm) / 1000, rel=1e-3)
        assert signal.ac_rms == pytest.approx(abs(float(car.machine.line_emf(speed_rpm))))
        assert (signal.mean, signal.frequency_hz) == (0.0, pytest.approx(4 * abs(speed_rpm) / 60))
    # The inverter's terminals, the motor's cable off, have none of it.
    assert car.signal("hv:inverter U", "hv:inverter V", METER_OHM).ac_rms == 0.0


def test_a_motor_that_is_spun_shows_its_emf_at_its_terminals_until_the_inverter_switches():
    # 30 V AC, the limit of voltage class A, is passed at 835 r/min.
    for speed_rpm, over in ((830, False), (840, True)):
        spun = after(PARKED, [["run", speed_rpm, 0]])
        assert (spun.signal("hv:motor U", "hv:motor W", METER_OHM).ac_rms > 30) == over
    assert after(READY, [["run", 840, 0]]).signal("hv:motor U", "hv:motor W", METER_OHM).ac_rms == 0.0


def test_a_phase_that_is_broken_has_no_emf_against_the_others():
    car = changed(PARKED, "drive.stator.phases.V.ohm", lambda _: math.inf)
    car = after(car, [["take_apart", "motor"], ["run", 1000, 0]])
    found = [car.signal(f"hv:motor {a}", f"hv:motor {b}", METER_OHM).ac_rms for a, b in ("UV", "VW", "WU")]
    assert found == pytest.approx([0.0, 0.0, 35.9], rel=1e-3)


def test_between_two_circuits_the_body_joins_them():
    # The 12 V side is bound to the body, the pack floats on R+ = 900 kΩ and R− = 60 kΩ behind which the meter's 10 MΩ
    # sees U·R+/(R+ + R−) − 12.65 V of 900 k ‖ 60 k inner resistance.
    car = with_insulation(PARKED, 900e3, 60e3)
    inner = parallel(900e3, 60e3)
    open_v = car.open_circuit_v * 900 / 960 - 12.65
    found = volts(car, "hv:pack +", "12v:battery +")
    assert found == pytest.approx(open_v * METER_OHM / (METER_OHM + inner), rel=1e-6)
    assert volts(car, "12v:battery +", "hv:pack +") == pytest.approx(-found)


def test_a_swinging_wire_against_a_steady_one_keeps_its_swing():
    steady = volts(KEY_ON, "12v:battery +")
    high = KEY_ON.signal("can:H battery", "body", METER_OHM)
    for signal, sign in (
        (KEY_ON.signal("can:H battery", "12v:battery +", METER_OHM), 1),
        (KEY_ON.signal("12v:battery +", "can:H battery", METER_OHM), -1),
    ):
        assert signal.mean == pytest.approx(sign * (high.mean - steady))
        assert signal.ac_rms == pytest.approx(high.ac_rms)
    with pytest.raises(WorkshopError, match="Put one lead to the body"):
        AC.signal("cp:cp", "can:H battery", METER_OHM)


def test_unplugged_sensors_have_their_resistance_and_no_way_to_the_body():
    warm = replace(PARKED, ambient_c=45.0)
    for car, at_c in ((PARKED, 25.0), (warm, 45.0)):
        for coil, ohm in PARKED.drive.coils_ohm.items():
            ends = tuple(f"sensor:resolver {coil} {end}" for end in "12")
            # Copper: R·(234.5 + T)/(234.5 + 20).
            assert car.network(*ends).resistance(*ends) == pytest.approx(ohm * (234.5 + at_c) / 254.5)
            assert math.isinf(car.network(ends[0], "body").resistance(ends[0], "body"))


def test_a_blown_main_fuse_is_found_in_the_service_plug_and_at_the_pack():
    blown = changed(PARKED, "high_voltage.fuse_ohm", lambda _: math.inf)
    assert math.isinf(
        blown.network("part:service plug 1", "body").resistance("part:service plug 1", "part:service plug 2")
    )
    assert abs(volts(blown, "hv:pack +", "hv:pack -")) < 0.2 * PARKED.open_circuit_v
