"""Cars with one fault of the library, and what the library states of them, for the tests."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from nevlab.faults import fault, with_faults
from nevlab.faults.entry import Expected
from nevlab.faults.expected import agrees, reading
from nevlab.instruments.scan_tool import SHOWN, ScanTool
from nevlab.vehicle.car import Car, State, teaching_car
from nevlab.vehicle.car.controllers import Controllers
from nevlab.vehicle.car.operation import after
from nevlab.vehicle.ecu import Ecu, Session
from nevlab.vehicle.ecu.motor_controller import LEARN_OFFSET
from nevlab.vehicle.ecu.state import Progress

ON = ("turn_key", "on")
MOTOR = "motor_controller"


@cache
def sound_car() -> Car:
    """Give the car that the library's numbers are stated for."""
    return teaching_car(seed=0, soc=0.7)


@cache
def faulty_car(*keys: str) -> Car:
    """Give that car with faults."""
    return with_faults(sound_car(), *keys)


def stated(key: str, tool: str, *at: str, last: str = "", apart: str = "") -> Expected:
    """Give the stated reading of a fault: by tool and points, and where that is not enough by its steps."""
    found = [
        asked
        for asked in fault(key).expected
        if (asked.tool, asked.at) == (tool, at)
        and (not last or (asked.after and asked.after[-1][0] == last))
        and (not apart or ("take_apart", apart) in asked.after)
    ]
    assert found, f"{key} states no {tool} at {at}"
    return found[0]


def holds(key: str, asked: Expected, by_hand: float, rel: float = 2e-3) -> bool:
    """Tell whether what was worked out by hand is what the faulty car reads and what the library states."""
    read = reading(faulty_car(key), asked)
    assert isinstance(read, float)
    return abs(read - by_hand) <= rel * abs(by_hand) + 1e-9 and agrees(by_hand, asked.shows, asked.within)


def parked(controllers: Controllers, car: Car) -> Controllers:
    """Give the controllers beside `car`, put together again and parked."""
    return controllers.beside(replace(car, state=State(time_s=controllers.car.state.time_s)))


def gone_through(controllers: Controllers, steps: tuple[tuple[object, ...], ...]) -> Controllers:
    """Give the controllers after steps, having watched each."""
    for step in steps:
        controllers = controllers.beside(after(controllers.car, [step]))
    return controllers


def codes(controllers: Controllers, controller: str) -> set[str]:
    """Give the codes that a scan tool lists, the key being turned on for it."""
    on = controllers.beside(after(controllers.car, [ON]))
    answer = on.asked(lambda ecus, silent: ScanTool(ecus, silent).read_codes(controller, SHOWN))[1]
    return {code.code for code in answer.found or ()}


def cleared(controllers: Controllers, controller: str) -> Controllers:
    """Give the controllers after the codes of one were cleared, the car parked and its key on."""
    on = controllers.beside(after(controllers.car, [ON]))
    told, answer = on.asked(lambda ecus, silent: ScanTool(ecus, silent).clear_codes(controller))
    assert answer.found, f"{controller}: {answer.words}"
    return told


def learned(controllers: Controllers) -> Controllers:
    """Give the controllers, parked again, after the resolver offset was learned where it was not: the motor coasts."""
    if controllers.ecus[MOTOR].memory["resolver_learned"]:
        return controllers
    coasting = gone_through(controllers, (ON, ("press_start",), ("run", 1000, 0, 1)))

    def start(ecus: tuple[Ecu, ...], silent: frozenset[str]) -> Progress | None:
        tool = ScanTool(ecus, silent)
        tool.enter_session(MOTOR, Session.EXTENDED)
        tool.unlock(MOTOR)
        return tool.start_routine(MOTOR, LEARN_OFFSET).found

    running, progress = coasting.asked(start)
    assert progress == Progress.RUNNING
    waited = gone_through(running, (("wait", 4.0),))
    done, answer = waited.asked(lambda ecus, silent: ScanTool(ecus, silent).routine_results(MOTOR, LEARN_OFFSET))
    assert answer.found == Progress.DONE
    return parked(done, done.car)
