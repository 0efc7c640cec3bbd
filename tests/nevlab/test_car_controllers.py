"""The car's controllers through the scan tool: learning, actuator tests, codes over key cycles."""

import math
from dataclasses import replace

import pytest

from nevlab.instruments.scan_tool import ScanTool
from nevlab.vehicle.can_bus import Break
from nevlab.vehicle.car import driving, teaching_car
from nevlab.vehicle.car.controllers import Controllers
from nevlab.vehicle.car.dashboard import lamps
from nevlab.vehicle.car.operation import after
from nevlab.vehicle.car.parameters import changed
from nevlab.vehicle.ecu.codes import Session
from nevlab.vehicle.ecu.motor_controller import LEARN_OFFSET
from nevlab.vehicle.ecu.state import Progress
from nevlab.vehicle.ecu.trouble import Bit
from nevlab.vehicle.network import METER_OHM

SEED = 5
SOUND = teaching_car(SEED, 0.7)
K_MINUS_AND_PRECHARGE, K_PLUS = 0xF032, 0xF038


def to(car, path, value):
    return changed(car, path, lambda _: value)


def scan(controllers, function, *asked):
    """Give the controllers after one function of the scan tool, and what it found."""
    moved, answer = controllers.asked(lambda ecus, silent: getattr(ScanTool(ecus, silent), function)(*asked))
    return moved, answer


def steps(controllers, *told):
    for step in told:
        controllers = controllers.beside(after(controllers.car, [step]))
    return controllers


def codes(controllers, ecu):
    return {code.code: code.status for code in scan(controllers, "read_codes", ecu)[1].found}


ON, OFF, START = ["turn_key", "on"], ["turn_key", "off"], ["press_start"]


def test_learning_the_resolver_offset_from_end_to_end():
    car = Controllers.of(to(SOUND, "drive.stored_deg", math.nan), SEED)
    car = steps(car, ON, START, ["run", 1000, 50])
    assert "P0C1700" in codes(car, "motor_controller") and driving.load(car.car).stopped_by == "angle"
    # Without a session, then without the key, then at the wrong speed it refuses.
    assert scan(car, "start_routine", "motor_controller", LEARN_OFFSET)[1].found is None
    car, answer = scan(car, "enter_session", "motor_controller", Session.EXTENDED)
    assert answer.found is Session.EXTENDED
    refused = scan(car, "start_routine", "motor_controller", LEARN_OFFSET)[1]
    assert refused.found is None and refused.exchanges[-1].response.hex() == "7f3133"
    car, answer = scan(car, "unlock", "motor_controller")
    assert answer.found is True
    still = car.beside(car.car.standing(motor_rpm=0.0, torque_nm=0.0))
    assert scan(still, "start_routine", "motor_controller", LEARN_OFFSET)[1].exchanges[-1].response.hex() == "7f3122"
    car = car.beside(car.car.standing(motor_rpm=1000.0, torque_nm=0.0))
    car, answer = scan(car, "start_routine", "motor_controller", LEARN_OFFSET)
    assert answer.found is Progress.RUNNING and math.isnan(car.car.drive.stored_deg)
    car, answer = scan(steps(car, ["wait", 2.0]), "routine_results", "motor_controller", LEARN_OFFSET)
    assert answer.found is Progress.RUNNING
    car, answer = scan(steps(car, ["wait", 1.5]), "routine_results", "motor_controller", LEARN_OFFSET)
    assert answer.found is Progress.DONE
    # The car has it, and drives.
    assert car.car.drive.stored_deg == SOUND.drive.offset_deg and driving.angle_error_deg(car.car) == 0.0
    car = steps(car, ["run", 1000, 43.6])
    assert float(driving.load(car.car).point.torque_nm) == pytest.approx(43.6, abs=0.1)
    status = codes(car, "motor_controller")["P0C1700"]
    assert Bit.CONFIRMED in status and Bit.TEST_FAILED not in status
    car, _ = scan(steps(car, ["run", 0, 0]), "clear_codes", "motor_controller")
    assert codes(steps(car, OFF, ON, START), "motor_controller") == {}


def test_the_routine_breaks_off_when_the_motor_no_longer_coasts():
    car = steps(Controllers.of(to(SOUND, "drive.stored_deg", math.nan), SEED), ON, START)
    car = car.beside(car.car.standing(motor_rpm=1000.0))
    car, _ = scan(car, "enter_session", "motor_controller", Session.EXTENDED)
    car, _ = scan(car, "unlock", "motor_controller")
    car, _ = scan(car, "start_routine", "motor_controller", LEARN_OFFSET)
    car = car.beside(car.car.standing(motor_rpm=0.0))
    assert scan(steps(car, ["wait", 3.0]), "routine_results", "motor_controller", LEARN_OFFSET)[1].found is (
        Progress.BROKEN_OFF
    )
    assert math.isnan(car.car.drive.stored_deg)


def link_to_pack_minus(controllers):
    return controllers.car.signal("hv:link +", "hv:pack -", METER_OHM).mean


def driven(controllers, *outputs):
    controllers, _ = scan(controllers, "enter_session", "battery", Session.EXTENDED)
    controllers, _ = scan(controllers, "unlock", "battery")
    for output in outputs:
        controllers, answer = scan(controllers, "drive_output", "battery", output)
        assert answer.found
    return controllers


def test_an_actuator_test_closes_the_contactor_until_the_session_is_over():
    car = steps(Controllers.of(SOUND, SEED), ON)
    pack_v = SOUND.open_circuit_v
    assert link_to_pack_minus(car) < 0.5 * pack_v
    car = driven(car, K_PLUS)
    assert car.car.state.closed == {"k_plus"} and link_to_pack_minus(car) == pytest.approx(pack_v, rel=1e-4)
    # A session lasts 5 s without a request.
    car = steps(car, ["wait", 4.0])
    assert car.car.state.closed == {"k_plus"}
    car = steps(car, ["wait", 2.0])
    assert car.car.state.closed == frozenset() and link_to_pack_minus(car) < 0.5 * pack_v


@pytest.mark.parametrize("ended", ["released", "default session", "key off"])
def test_an_actuator_test_ends(ended):
    car = driven(steps(Controllers.of(SOUND, SEED), ON), K_MINUS_AND_PRECHARGE)
    assert car.car.state.closed == {"k_minus", "precharge"}
    assert car.car.signal("hv:link +", "hv:link -", METER_OHM).mean == pytest.approx(SOUND.open_circuit_v, rel=0.01)
    if ended == "released":
        car, _ = scan(car, "release_output", "battery", K_MINUS_AND_PRECHARGE)
    elif ended == "default session":
        car, _ = scan(car, "enter_session", "battery", Session.DEFAULT)
    else:
        car = steps(car, OFF)
        # A controller without its supply forgets the session: the key alone closes nothing.
        car, _ = scan(steps(car, ON), "read_codes", "battery")
    assert car.car.state.closed == frozenset()
    # Opened, the link is discharged: 383 V·exp(−3/0.488).
    assert abs(car.car.signal("hv:link +", "hv:link -", METER_OHM).mean) < 1.0


def test_a_welded_contactor_shows_in_the_actuator_test_as_no_change():
    car = steps(Controllers.of(to(SOUND, "high_voltage.contactors.k_plus.welded", True), SEED), ON)
    before = link_to_pack_minus(car)
    assert (
        before
        == pytest.approx(link_to_pack_minus(driven(car, K_PLUS)))
        == pytest.approx(SOUND.open_circuit_v, rel=1e-4)
    )


def test_asking_changes_the_controllers_of_the_answer_alone():
    car = steps(Controllers.of(SOUND, SEED), ON)
    driven(car, K_PLUS)
    assert car.ecus["battery"].session is Session.DEFAULT and car.ecus["battery"].forced == frozenset()


def test_a_code_of_one_trip_is_confirmed_at_once_and_one_of_two_in_the_second_cycle():
    car = Controllers.of(to(SOUND, "high_voltage.pack_minus_iso_ohm", 20e3), SEED)
    car = steps(car, ON)
    # P0AA6 takes two operation cycles in a row.
    first = codes(car, "battery")["P0AA600"]
    assert Bit.PENDING in first and Bit.CONFIRMED not in first and "insulation" not in lamps(car)
    car = steps(car, OFF, ON)
    second = codes(car, "battery")["P0AA600"]
    assert Bit.CONFIRMED in second and {"system", "insulation"} <= set(lamps(car))
    stuck = steps(Controllers.of(to(SOUND, "high_voltage.precharge_ohm", math.inf), SEED), ON, START)
    assert Bit.CONFIRMED in codes(stuck, "battery")["P1A3400"] and "system" in lamps(stuck)


def test_a_cleared_code_comes_back_while_the_fault_is_there():
    car = steps(Controllers.of(to(SOUND, "high_voltage.precharge_ohm", math.inf), SEED), ON, START)
    assert set(codes(car, "battery")) == {"P1A3400"}
    # Without another attempt the test is not run again …
    car, answer = scan(steps(car, OFF, ON), "clear_codes", "battery")
    assert answer.found is True and codes(car, "battery") == {}
    # … and with one it fails again.
    car = steps(car, START)
    assert set(codes(car, "battery")) == {"P1A3400"}
    # Mended, cleared and tried: it stays away.
    mended = replace(SOUND, state=car.car.state)
    car, _ = scan(steps(car.beside(mended), OFF, ON), "clear_codes", "battery")
    assert codes(steps(car, START), "battery") == {} and car.car.state.attempt is None


def test_a_sound_car_has_no_codes_whatever_is_done_with_it():
    car = steps(Controllers.of(SOUND, SEED), ON, START, ["run", 3000, 80], ["run", 1000, 0], ["run", 0, 0], OFF)
    # Charging wakes the controllers without a key: they hear each other and find the interlock closed.
    car = steps(car, ["plug_in", "ac"], ["wait", 60.0], ["plug_in", "none"], ["plug_in", "dc"], ["plug_in", "none"])
    car = steps(car, ["clamp", False], ["wait", 600.0], ["clamp", True], ON)
    for ecu in car.ecus:
        assert codes(car, ecu) == {}, ecu
    assert lamps(car) == ()
    assert lamps(steps(car, START)) == ("ready",)


def test_the_charger_can_be_read_with_the_plug_in_and_the_key_on():
    car = steps(Controllers.of(to(SOUND, "charging.pilot.r2_ohm", math.inf), SEED), ["plug_in", "ac"])
    assert lamps(car) == ("plugged",)
    assert car.silent == frozenset(car.ecus)
    car = steps(car, ON)
    assert car.silent == frozenset() and "P1D0400" in codes(car, "charger")
    sound = steps(Controllers.of(SOUND, SEED), ["plug_in", "ac"])
    assert lamps(sound) == ("charging", "plugged")


def test_without_supply_nobody_answers_and_no_test_is_run():
    car = steps(Controllers.of(SOUND, SEED), ["clamp", False], ["plug_in", "ac"], ON)
    assert car.silent == frozenset(car.ecus) and lamps(car) == ()
    assert scan(car, "read_codes", "battery")[1].found is None
    car = steps(car, OFF, ["plug_in", "none"], ["clamp", True], ON)
    assert [codes(car, ecu) for ecu in car.ecus] == [{}] * 4


def test_a_controller_off_the_bus_is_silent_and_missed():
    breaks = (Break("H", "motor_controller"), Break("L", "motor_controller"))
    car = steps(Controllers.of(to(SOUND, "can.breaks", breaks), SEED), ON)
    assert car.silent == {"motor_controller"}
    assert set(codes(car, "vehicle_controller")) == {"U011000"}
