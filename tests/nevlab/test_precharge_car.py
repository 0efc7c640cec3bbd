"""The training cars: the same from the same seed, all equally hard, and what their instruments show."""

import math
from collections import Counter

import pytest

from nevlab.bench.precharge_board import PrechargeBoard, Seen
from nevlab.jobcard import JobCard
from nevlab.jobcard.record import Action
from nevlab.messages import WorkshopError
from nevlab.stations.bay import Bay
from nevlab.vehicle.first_order import fit_time_constant
from nevlab.vehicle.precharge_car import CAR_FAULTS, CASE_FAULTS, POINTS, cases, training_car

CARS = [training_car(seed) for seed in range(400)]


def test_a_car_follows_from_its_seed_for_good():
    # Drawn once and written down: a change here gives every student of a running class another car.
    car = training_car(2026)
    assert (car.fault, car.card.pack_nominal_v, car.card.resistance_ohm) == ("capacitance_low", 370.0, 56.0)
    assert (car.circuit.pack_voltage_v, car.circuit.resistance_ohm, car.circuit.initial_v) == (374.3, 55.4, 89.0)
    assert training_car(2026) == car


def test_every_fault_is_about_as_frequent():
    counts = Counter(car.fault for car in CARS)
    assert set(counts) == set(CAR_FAULTS)
    assert all(50 < count < 110 for count in counts.values())


def test_cars_are_within_their_card_or_clearly_outside():
    for car in CARS:
        made, real = car.card, car.circuit
        resistance = real.resistance_ohm / made.resistance_ohm - 1
        capacitance = real.capacitance_f / made.capacitance_f - 1
        tau = real.time_constant_s / made.time_constant_s - 1
        assert abs(resistance) < 0.05 or (abs(resistance) > 0.4 and car.fault.startswith("resistor"))
        assert abs(capacitance) < 0.10 or (capacitance < -0.4 and car.fault == "capacitance_low")
        assert abs(tau) < 0.10 if car.fault in ("none", "k_minus_welded") else abs(tau) > 0.4
        in_time = car.time_to_criterion_s <= made.criterion.time_out_s
        assert in_time == (car.fault != "resistor_high")
        # Each has a curve that can be read: at least 15 steps of the logger to τ, and settled before it ends.
        assert 0.015 < real.time_constant_s < 2.0 / 6


def test_neighbours_have_different_cars():
    assert len({(car.circuit.pack_voltage_v, car.circuit.initial_v, car.card.time_constant_s) for car in CARS}) > 380


def test_the_recording_holds_the_cars_time_constant():
    for car in CARS[:30]:
        times_ms, volts = car.recording()
        risen = slice(times_ms.index(0), None)
        fit = fit_time_constant([t / 1e3 for t in times_ms[risen]], volts[risen])
        assert fit.tau_s == pytest.approx(car.circuit.time_constant_s, rel=0.02)
        assert car.cursor_reading_v(-50) == pytest.approx(car.circuit.initial_v, abs=1.5)


def test_instruments_show_what_is_there():
    for car in CARS:
        assert car.pack_reading_v() == pytest.approx(car.circuit.pack_voltage_v, rel=0.0025)
        ohm = car.circuit.resistance_ohm
        assert car.resistance_reading_ohm("resistor") == pytest.approx(ohm + 0.1, abs=0.005 * ohm + 0.05)
        assert car.resistance_reading_ohm("k_plus") == car.resistance_reading_ohm("precharge_relay") == math.inf
        assert (car.resistance_reading_ohm("k_minus") < 1) == (car.fault == "k_minus_welded")
    with pytest.raises(WorkshopError, match="there is no “bonnet”"):
        CARS[0].resistance_reading_ohm("bonnet")
    with pytest.raises(WorkshopError, match="from -100 to 2000 ms"):
        CARS[0].cursor_reading_v(2500)


def test_four_cases_of_four_faults_that_their_readings_tell_apart():
    for seed in range(200):
        drawn = cases(seed)
        assert len({case.fault for case in drawn}) == 4 and [case.name for case in drawn] == list("abcd")
        for case in drawn:
            pack_v, closes = case.circuit.pack_voltage_v, case.sequence.k_plus_s < math.inf
            moved = case.sequence.reported_v[-1] != case.sequence.reported_v[0]
            found = {
                "none": closes and case.sequence.k_plus_s > 0.1,
                "k_plus_welded": closes and case.sequence.k_plus_s == 0,
                "resistor_high": not closes and 0.5 < case.meter_v / pack_v < 0.93,
                "link_short": not closes and case.meter_v < 20 and case.current_a > 3,
                "resistor_open": not closes and case.meter_v < 30 and case.current_a == 0,
                "sensor_stuck": not closes and not moved and case.meter_v > 0.97 * pack_v,
            }
            assert [fault for fault in CASE_FAULTS if found[fault]] == [case.fault]


@pytest.fixture
def board(handed_out):
    handed_out("precharge", {"event": "student", "number": "20240001"})
    return PrechargeBoard(JobCard("precharge", []))


def test_live_work_needs_protection_and_the_attempt_is_on_the_record(board):
    for action in (board.measure_pack, board.actuator_test, board.power_down, board.power_up):
        with pytest.raises(WorkshopError, match="protection"):
            action()
    with pytest.raises(WorkshopError, match="no ohmmeter and no hands on live parts"):
        board.measure_resistance("resistor")
    assert board.work().refused == 5 and not board.work().done
    assert [action.action for action in board.card.history.actions()] == ["refused"] * 5


def test_the_job_in_its_order(board):
    with pytest.raises(WorkshopError, match="no recording yet"):
        board.read_cursor(10)
    board.protect()
    pack_v = board.measure_pack()
    board.actuator_test()
    volts = board.read_cursor(20.4)
    board.power_down()
    with pytest.raises(WorkshopError, match="nothing to measure under voltage"):
        board.measure_pack()
    measured = {point: board.measure_resistance(point) for point in POINTS}
    seen = board.work()
    assert (seen.pack_v, seen.cursor, seen.resistance) == ((pack_v,), ((20, volts),), measured)
    assert (seen.station, seen.refused) == (Bay(board.car, recorded=True, protected=True, dead=True), 0)
    board.power_up()
    assert board.measure_pack() == pack_v


def test_the_bay_stands_as_it_was_after_a_restart(board):
    board.protect()
    board.actuator_test()
    board.read_cursor(50)
    assert PrechargeBoard(JobCard("precharge", [])).work() == board.work()


def did(action, **details):
    return Action(0, "", action, details)


@pytest.mark.parametrize(
    "forged",
    [
        [did("measure_pack", voltage_v="right")],
        [did("protect"), did("measure_pack", voltage_v=12.0)],
        [did("protect"), did("actuator_test"), did("read_cursor", time_ms=100, voltage_v=1)],
        [did("protect"), did("actuator_test"), did("read_cursor", time_ms=[1], voltage_v={})],
        [did("protect"), did("read_cursor", time_ms=-50, voltage_v="right")],
        [did("protect"), did("measure_resistance", point="k_plus", resistance_ohm="OL")],
        [did("protect"), did("power_down"), did("measure_resistance", point="k_plus", resistance_ohm=0.2)],
        [did("protect"), did("power_down"), did("measure_resistance", point=["k_plus"], resistance_ohm="OL")],
        [did("protect"), did("power_down"), did("measure_resistance")],
    ],
)
def test_readings_that_the_car_does_not_show_prove_nothing(forged):
    car = CARS[0]
    right = {"measure_pack": car.pack_reading_v(), "read_cursor": car.cursor_reading_v(-50)}
    for action in forged:
        if action.details.get("voltage_v") == "right":
            action.details["voltage_v"] = right[action.action]
    seen = Seen.of(Bay(car), forged)
    assert not (seen.pack_v or seen.cursor or seen.resistance)
