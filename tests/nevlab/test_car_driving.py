"""The drive on the dynamometer: torque, currents, what stops it, and where its losses go."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nevlab.messages import WorkshopError
from nevlab.vehicle.car import charge, driving, teaching_car
from nevlab.vehicle.car.consumption import pack_current_a
from nevlab.vehicle.car.currents import CONDUCTORS, current
from nevlab.vehicle.car.operation import after
from nevlab.vehicle.car.parameters import changed
from nevlab.vehicle.car.quantities import quantities
from nevlab.vehicle.network import METER_OHM
from nevlab.vehicle.operating_point import operating_point
from nevlab.vehicle.signals import Steady
from nevlab.vehicle.stator import PHASES

PARKED = teaching_car(0, 0.7)
READY = after(PARKED, [["turn_key", "on"], ["press_start"]])


def running(car, speed_rpm, torque_nm):
    return car.standing(motor_rpm=speed_rpm, torque_nm=torque_nm)


def to(car, path, value):
    return changed(car, path, lambda _: value)


def rms(signal):
    return math.hypot(signal.mean, signal.ac_rms)


@settings(deadline=None, max_examples=25)
@given(st.floats(-8000, 8000), st.floats(-150, 150))
def test_a_sound_drive_makes_the_torque_of_its_operating_point(speed_rpm, torque_nm):
    found = driving.load(running(READY, speed_rpm, torque_nm))
    wanted = operating_point(READY.drive.machine, torque_nm, speed_rpm, READY.open_circuit_v, driving.CURRENT_LIMIT_A)
    assert found.stopped_by == "" and found.point is not None
    assert float(found.point.torque_nm) == pytest.approx(float(wanted.torque_nm), abs=1e-6)
    # Power flows: link = shaft + losses.
    shaft_w = float(found.point.torque_nm) * speed_rpm * math.pi / 30
    losses_w = float(found.point.copper_w + found.point.iron_w + found.point.inverter_w)
    link_w = float(found.point.link_current_a) * READY.open_circuit_v
    assert link_w == pytest.approx(shaft_w + losses_w, abs=1.0)


def test_the_torque_on_the_curve_of_most_torque_per_ampere():
    # 156.0 Nm at 300 A (golden value of the teaching machine), the limit of the drive: more is not to be had.
    for asked in (156.0, 200.0):
        assert float(driving.load(running(READY, 1500, asked)).point.torque_nm) == pytest.approx(156.0, abs=0.1)


@pytest.mark.parametrize(("error_deg", "share"), [(0, 1.0), (20, 0.88), (-20, 0.90), (30, 0.735), (-30, 0.786)])
def test_an_angle_error_takes_torque_at_the_limit(error_deg, share):
    # Golden shares of the teaching machine at 300 A MTPA; which sign has which is the current angle's business.
    car = to(READY, "drive.stored_deg", READY.drive.offset_deg - error_deg)
    assert driving.angle_error_deg(car) == pytest.approx(error_deg)
    other = to(READY, "drive.stored_deg", READY.drive.offset_deg + error_deg)
    found = {float(driving.load(running(one, 500, 156.0)).point.torque_nm) / 156.0 for one in (car, other)}
    assert min(abs(one - share) for one in found) < 0.005


@pytest.mark.parametrize("turns", [-2, -1, 1, 3])
def test_an_angle_error_of_whole_turns_is_none(turns):
    car = to(READY, "drive.stored_deg", READY.drive.offset_deg + 360 * turns + 8)
    assert driving.angle_error_deg(car) == pytest.approx(-8)


def test_no_load_voltages_show_the_angle_error():
    car = running(to(READY, "drive.stored_deg", READY.drive.offset_deg - 8), 1000, 0)
    found = quantities(car)
    # δ = atan2(ud, uq) at no load: 8° recovered; √(ud² + uq²) = ωψ = 4·1000·π/30·0.07 V = 29.32 V.
    assert math.degrees(math.atan2(found["ud_v"], found["uq_v"])) == pytest.approx(8, abs=0.2)
    assert math.hypot(found["ud_v"], found["uq_v"]) == pytest.approx(29.32, rel=0.01)
    assert found["measured_offset_deg"] == READY.drive.offset_deg


@pytest.mark.parametrize(
    ("path", "value", "stopped_by"),
    [
        ("drive.stored_deg", math.nan, "angle"),
        ("drive.resolver.gains.sine", 0.0, "angle"),
        ("drive.inverter.devices.V-.short_ohm", 0.02, "short"),
        ("drive.stator.phases.U.ohm", math.inf, "imbalance"),
        ("drive.inverter.devices.W+.gate_open", True, "imbalance"),
    ],
)
def test_what_stops_the_drive(path, value, stopped_by):
    car = running(to(READY, path, value), 1000, 60)
    found = driving.load(car)
    assert (found.stopped_by, found.point) == (stopped_by, None)
    assert quantities(car)["motor_torque_nm"] == 0.0
    if stopped_by != "imbalance":
        # Where the controller does not even begin, no clamp finds a current.
        assert [driving.phase_signals(car)[phase] for phase in PHASES] == [Steady(0.0)] * 3


def test_nothing_turns_without_ready_or_without_the_motor_s_cable():
    assert driving.load(running(PARKED, 1000, 60)).stopped_by == "not_ready"
    car = running(after(READY, [["take_apart", "motor"]]), 1000, 60)
    assert driving.load(car).stopped_by == "disconnected"
    assert all(rms(signal) == 0 for signal in driving.phase_signals(car).values())


def test_the_three_currents_of_a_sound_drive_are_equal_and_add_up_to_nothing():
    car = running(READY, 1000, 43.6)
    signals = driving.phase_signals(car)
    # 43.6 Nm at 100 A peak (golden value): 70.7 A rms in each phase, 120° apart, 66.7 Hz.
    assert [rms(signal) for signal in signals.values()] == pytest.approx([70.71] * 3, rel=2e-3)
    times = [0.0, 1e-3, 4e-3]
    assert sum(signal.at(times) for signal in signals.values()) == pytest.approx([0, 0, 0], abs=1e-9)
    assert signals["U"].frequency_hz == pytest.approx(4000 / 60)
    assert driving.imbalance(car) == pytest.approx(0.0, abs=1e-9)


def test_with_a_phase_open_the_other_two_carry_one_current():
    car = running(to(READY, "drive.stator.phases.V.ohm", math.inf), 1000, 43.6)
    signals = driving.phase_signals(car)
    # Two phases in series on the line voltage: √3/2 of the current, opposite in sign.
    assert rms(signals["V"]) == 0.0
    assert rms(signals["U"]) == rms(signals["W"]) == pytest.approx(100 * math.sqrt(3) / 2 / math.sqrt(2), rel=2e-3)
    assert signals["U"].at([1e-3]) == pytest.approx(-signals["W"].at([1e-3]))
    # (largest − least)/mean = I/(2I/3).
    assert driving.imbalance(car) == pytest.approx(1.5)


def test_a_hot_drive_does_less_and_then_nothing():
    def torque(motor_c=25.0, inverter_c=25.0):
        temperatures_c = {**PARKED.temperatures_c, "motor": motor_c, "inverter": inverter_c}
        return driving.load(running(READY.standing(temperatures_c=temperatures_c), 1000, 100))

    # In a straight line from all to nothing: 120 … 160 °C in the windings, 90 … 110 °C in the inverter.
    for at, nm in (
        (torque(120), 100),
        (torque(140), 50),
        (torque(150), 25),
        (torque(25, 95), 75),
        (torque(140, 95), 50),
    ):
        assert float(at.point.torque_nm) == pytest.approx(nm, abs=0.3)
    assert torque(160).stopped_by == torque(25, 110).stopped_by == "hot"


def test_the_losses_warm_the_car_and_nothing_is_lost():
    car = running(READY, 2000, 100)
    point, seconds = driving.load(car).point, 60.0
    warm = driving.warmed(car, seconds)
    rise = {name: warm.temperatures_c[name] - car.temperatures_c[name] for name in warm.temperatures_c}
    loop = car.climate.cooling
    coolant_j_per_k = loop.coolant_m3 * loop.coolant.density_kg_m3 * loop.coolant.heat_j_per_kg_k
    kept_j = (
        sum(part.heat_capacity_j_per_k * rise[part.name] for part in loop.parts) + coolant_j_per_k * rise["coolant"]
    )
    made_w = float(point.copper_w + point.iron_w + point.inverter_w)
    made_w += car.pack_ohm * float(point.link_current_a) ** 2
    # Not more than was made; what is missing went to the air, by radiator and surfaces.
    assert 0.8 * made_w * seconds < kept_j < made_w * seconds
    # In the first second nearly nothing goes to the air.
    start = driving.warmed(car, 1.0)
    motor_k = start.temperatures_c["motor"] - 25.0
    assert motor_k == pytest.approx(float(point.copper_w + point.iron_w) / 20e3, rel=0.02)


def test_warming_in_steps_is_warming_at_once():
    car = running(READY, 2000, 60)
    at_once, in_steps = driving.warmed(car, 60.0), car
    for _ in range(6):
        in_steps = driving.warmed(in_steps, 10.0)
    assert dict(in_steps.temperatures_c) == pytest.approx(dict(at_once.temperatures_c), abs=1e-6)


def test_a_car_that_stands_cools_down_to_the_workshop():
    hot = after(READY, [["run", 2000, 120, 300], ["run", 0, 0], ["turn_key", "off"]])
    assert hot.temperatures_c["motor"] > 30
    cooled = [after(hot, [["wait", seconds]]).temperatures_c["motor"] for seconds in (0, 60, 600, 86_400)]
    assert cooled == sorted(cooled, reverse=True) and cooled[-1] == pytest.approx(25.0, abs=0.1)
    assert after(hot, [["wait", 600]]).state.time_s == hot.state.time_s + 600


def test_the_cells_sensor_follows_the_battery_s_warmth():
    warm = after(READY, [["run", 2000, 120, 600]])
    rise_k = warm.temperatures_c["battery"] - 25.0
    assert rise_k > 0.5 and quantities(warm)["cell_mean_c"] == pytest.approx(25.0 + rise_k, abs=0.01)


def test_running_takes_its_time_on_the_car_s_clock():
    assert after(READY, [["run", 1000, 20]]).state.time_s == READY.state.time_s + 10
    assert after(READY, [["run", 1000, 20, 45.0]]).state.time_s == READY.state.time_s + 45


@pytest.mark.parametrize(
    "asked", [(math.nan, 0), (1000, math.nan), (20_000, 0), (0, 1000), (0, 0, -1), (0, 0, math.inf)]
)
def test_what_a_dynamometer_cannot_do_is_refused_with_words(asked):
    with pytest.raises(WorkshopError, match=r"is .*(nan|20000|1000|-1|inf)"):
        after(READY, [["run", *asked]])


def test_with_a_dead_pump_the_drive_protects_itself_even_with_a_lying_sensor():
    # With 20 kΩ in series the winding's sensor reads cold at any heat; the inverter's own is left.
    car = to(to(READY, "climate.cooling.pump.speed", 0.0), "drive.stator.sensor.series_ohm", 20e3)
    assert car.reported_motor_c < 40
    hot = after(car, [["run", 1500, 150, 3600]])
    assert 90 < hot.temperatures_c["inverter"] < 112 and hot.temperatures_c["motor"] < 200
    # Not at the torque asked for, or not at all.
    point = driving.load(hot).point
    assert point is None or float(point.torque_nm) < 100


def test_weak_magnets_give_less_torque_and_less_emf():
    weak = to(READY, "drive.magnet_share", 0.8)
    assert quantities(running(weak, 1500, 0))["emf_share"] == pytest.approx(0.8)
    sound, less = (float(driving.load(running(car, 1000, 43.6)).point.torque_nm) for car in (READY, weak))
    # At 100 A: T = 1.5·4·(0.8·0.07·96.8 + 0.2 mH·25·96.8) = 35.4 Nm of 43.6 Nm.
    assert (sound, less) == pytest.approx((43.6, 35.4), abs=0.1)


def test_the_currents_of_the_clamp():
    car = running(READY, 2000, 80)
    point = driving.load(car).point
    dcdc_w = car.supply.voltage("DC-DC +", "DC-DC -", math.inf) * car.supply.dcdc_a / 0.93
    assert pack_current_a(car) == pytest.approx(float(point.link_current_a) + dcdc_w / car.open_circuit_v, rel=1e-6)
    assert current(car, "hv:pack +").mean == pack_current_a(car)
    # Kirchhoff at the fuse box, 200 W … of loads between battery and converter.
    into = current(car, "12v:DC-DC +").mean + current(car, "12v:battery -").mean
    loads = sum(
        abs(car.signal(f"12v:{name} +", f"12v:{name} -", METER_OHM).mean) / ohm
        for name, ohm in (("low beam", 1.66), ("blower", 0.76), ("control units", 0.91))
    )
    assert into == pytest.approx(loads, rel=1e-4)
    assert [current(PARKED, conductor).mean for conductor in CONDUCTORS] == pytest.approx([0.0] * len(CONDUCTORS))


def test_the_battery_reports_charge_and_braking_as_negative():
    charging = after(PARKED, [["plug_in", "ac"]])
    # min(31.8 A, 32 A, 32 A) of 220 V at 92 % into the pack (S17).
    into_a = 220 * 31.8 * 0.92 / PARKED.open_circuit_v
    assert quantities(charging)["pack_current_a"] == pytest.approx(-into_a)
    assert quantities(charging)["charge_current_a"] == pytest.approx(into_a)
    assert quantities(charging)["pack_voltage_v"] > PARKED.open_circuit_v
    assert pack_current_a(running(READY, 3000, -60)) < 0


@pytest.mark.parametrize(
    ("path", "value", "stopped_at"),
    [
        ("charging.duty", 0.53, ""),
        ("charging.duty", 0.05, "duty"),
        ("charging.connection.rc_ohm", math.inf, "connection"),
        ("charging.pilot.r2_ohm", math.inf, "ready"),
        ("charging.pilot.line_ohm", math.inf, "pilot"),
        ("charging.pilot.diode_leak_ohm", 1.0, "diode"),
        ("interlock.contacts.heater.ohm", math.inf, "interlock"),
        ("low_voltage.strap_ohm", math.inf, "asleep"),
        ("high_voltage.fuse_ohm", math.inf, "high_voltage"),
        ("high_voltage.branches.charger.fuse_ohm", math.inf, "high_voltage"),
        ("high_voltage.contactors.k_minus.stuck_open", True, "high_voltage"),
    ],
)
def test_what_stops_an_ac_charge(path, value, stopped_at):
    car = after(to(PARKED, path, value), [["plug_in", "ac"]])
    found = charge.ac_charge(car)
    assert (found.stopped_at, found.current_a > 0) == (stopped_at, stopped_at == "")
    assert (pack_current_a(car) < 0) == (stopped_at == "")
    assert charge.ac_charge(to(PARKED, path, value)).stopped_at == "connection"


def test_a_dc_charge_needs_a_car_that_is_there():
    plugged = after(PARKED, [["plug_in", "dc"]])
    assert charge.dc_session(plugged).completed
    assert charge.dc_session(PARKED) is None
    # Without its 12 V the car hears nothing, and the charger gives up.
    for car in (after(plugged, [["clamp", False]]), to(plugged, "charging.dc.cc2_line_ohm", math.inf)):
        session = charge.dc_session(car)
        assert not session.completed and {event.sender for event in session.events} == {"charger"}


def test_the_pack_sags_by_its_resistance_under_load():
    car = running(READY, 3000, 100)
    found = quantities(car)
    assert found["pack_voltage_v"] == pytest.approx(
        car.open_circuit_v - car.pack_ohm * found["pack_current_a"], rel=1e-5
    )
    assert found["pack_voltage_share"] == pytest.approx(1.0, rel=1e-5)
