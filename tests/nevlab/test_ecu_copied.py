"""A copy of an ECU stands where the original stands, and goes its own way; further trouble codes by their limits."""

import math

import pytest

from nevlab.vehicle.ecu import BATTERY, CHARGER, MOTOR_CONTROLLER, VEHICLE_CONTROLLER, Ecu, Session, key_from_seed

COASTING = {"motor_speed_rpm": 900.0, "motor_torque_nm": 0.0, "measured_offset_deg": 12.0, "resolver_amplitude": 1.0}


def ask(ecu, request):
    return ecu.handle(bytes.fromhex(request)).hex(" ")


def seed_of(ecu):
    return bytes.fromhex(ask(ecu, "27 01"))[2:]


def unlock(ecu):
    return ask(ecu, "27 02" + key_from_seed(seed_of(ecu), ecu.facts.secret).hex())


@pytest.fixture
def original():
    ecu = Ecu(MOTOR_CONTROLLER, COASTING, lambda: 0.0, seed=7)
    ask(ecu, "10 03")
    return ecu


def test_wrong_keys_at_a_copy_do_not_lock_the_original(original):
    copy = original.copied(COASTING, lambda: 0.0)
    for answer in ("7f 27 35", "7f 27 35", "7f 27 36"):
        wrong = bytes([seed_of(copy)[0] ^ 1, 0, 0, 0])
        assert ask(copy, "27 02" + wrong.hex()) == answer
    assert ask(copy, "27 01") == "7f 27 37"
    assert unlock(original) == "67 02"
    # and the copy stays locked although the original is open
    assert ask(copy, "27 01") == "7f 27 37"


def test_a_copy_takes_over_session_lock_seeds_and_what_was_found(original):
    original.run_tests()
    copy = original.copied(COASTING, lambda: 0.0)
    assert copy.session is Session.EXTENDED
    assert copy.entry("P0C1700") == original.entry("P0C1700")
    assert int(copy.entry("P0C1700").status) == 0xAF
    # both are asked for the same seed next, whichever is asked first
    assert seed_of(copy) == seed_of(original)
    assert unlock(original) == "67 02"
    # a copy made now is open as well
    assert ask(original.copied(COASTING, lambda: 0.0), "27 01") == "67 01 00 00 00 00"
    # seeds differ from one another and from those of another car
    assert unlock(copy) == "67 02"
    ask(copy, "10 03")
    assert seed_of(copy) != seed_of(Ecu(MOTOR_CONTROLLER, {}, lambda: 0.0, seed=8))


def test_memory_codes_and_outputs_are_each_ones_own(original):
    unlock(original)
    assert ask(original, "2e 02 05 46 b4") == "6e 02 05"
    copy = original.copied(COASTING | {"motor_speed_rpm": 0.0}, lambda: 0.0)
    # 0x46B4 = 18100: 1.00°
    assert copy.memory["resolver_offset_deg"] == pytest.approx(1.0)
    assert ask(copy, "22 02 05") == "62 02 05 46 b4"
    assert ask(copy, "2e 02 05 46 50") == "6e 02 05"
    assert original.memory["resolver_offset_deg"] == pytest.approx(1.0)
    # the copy stands, so it may clear; the original coasts
    copy.report("P0A3F00", failed=True)
    original.report("P0A3F00", failed=True)
    assert ask(copy, "14 ff ff ff") == "54"
    assert ask(original, "14 ff ff ff") == "7f 14 22"
    assert int(copy.entry("P0A3F00").status) == 0x50
    assert int(original.entry("P0A3F00").status) == 0xAF

    battery = Ecu(BATTERY, {"vehicle_speed_mps": 0.0}, lambda: 0.0)
    ask(battery, "10 03")
    forcing = battery.copied({"vehicle_speed_mps": 0.0}, lambda: 0.0)
    assert ask(forcing, "2f f0 38 03") == "6f f0 38 03"
    assert forcing.forced == {"main_relay_plus"} and battery.forced == frozenset()


def test_a_routine_runs_on_in_the_copys_time(original):
    unlock(original)
    assert ask(original, "31 01 03 01") == "71 01 03 01 01"
    later = original.copied(COASTING, lambda: 3.0)
    assert ask(later, "31 03 03 01") == "71 03 03 01 02"
    assert later.memory["resolver_offset_deg"] == pytest.approx(12.0)
    assert ask(original, "31 03 03 01") == "71 03 03 01 01"
    assert original.memory["resolver_offset_deg"] == 0
    # 5 s without a request end the session (S3 of ISO 14229-2), in the copy's time alone
    assert original.copied(COASTING, lambda: 6.0).session is Session.DEFAULT
    assert original.session is Session.EXTENDED


@pytest.mark.parametrize(
    ("facts", "code", "quantity", "sound", "faulty"),
    [
        (BATTERY, "P0AA100", "k_plus_open_share", 1.0, 0.0),
        (BATTERY, "P0AC000", "pack_current_at_rest_a", 0.3, -5.0),
        (BATTERY, "P0A9B00", "cell_sensor_ohm", 10e3, math.inf),
        (BATTERY, "P0A9500", "pack_voltage_share", 1.0, 0.0),
        (BATTERY, "P1B0100", "cell_spread_v", 0.012, 0.3),
        (BATTERY, "P1B0200", "precharge_time_s", 0.18, 0.01),
        (MOTOR_CONTROLLER, "P0BE600", "phase_current_at_rest_a", -1.0, 25.0),
        (MOTOR_CONTROLLER, "P0A7800", "bridge_short", 0, 1),
        (MOTOR_CONTROLLER, "P0A2A00", "stator_sensor_ohm", 12e3, 1.0),
        (MOTOR_CONTROLLER, "P1C0100", "phase_imbalance", 0.02, 0.4),
        (MOTOR_CONTROLLER, "P1C0200", "emf_share", 0.98, 0.85),
        (VEHICLE_CONTROLLER, "P056200", "low_voltage_v", 12.6, 9.8),
        (VEHICLE_CONTROLLER, "P0A9400", "dcdc_voltage_v", 14.0, 12.4),
        (VEHICLE_CONTROLLER, "P1A5100", "crash_line_duty", 0.5, 1.0),
        (VEHICLE_CONTROLLER, "P1E0100", "coolant_pump_rpm_share", 1.0, 0.0),
        # D = 53 %, the trough without a diode: −12 V over 1 kΩ and 2.74 kΩ give −8.8 V
        (CHARGER, "P1D0300", "pilot_trough_v", -12.0, -8.8),
        (CHARGER, "P1D0400", "pilot_ready_v", 6.0, 9.0),
        (CHARGER, "P1D0500", "inlet_sensor_ohm", 10e3, math.inf),
        (CHARGER, "P1D0600", "cc2_v", 6.0, 12.0),
    ],
)
def test_a_faulty_quantity_sets_its_code_and_no_other(facts, code, quantity, sound, faulty):
    for value, failed in ((sound, set()), (faulty, {code}), (math.nan, set())):
        ecu = Ecu(facts, {quantity: value}, lambda: 0.0)
        ecu.run_tests()
        found = {trouble.code for trouble in facts.troubles if int(ecu.entry(trouble.code).status) & 1}
        # a new motor controller has not learned its offset
        assert found - {"P0C1700"} == failed


def test_every_code_of_the_car_belongs_to_one_ecu():
    ecus = (BATTERY, MOTOR_CONTROLLER, VEHICLE_CONTROLLER, CHARGER)
    codes = [trouble.code for facts in ecus for trouble in facts.troubles]
    assert len(set(codes)) == len(codes)
