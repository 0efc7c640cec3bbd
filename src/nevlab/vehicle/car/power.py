"""Going to READY: the checks of the controllers in their order, each made with what the circuit really gives.

1. The control units are supplied, and the vehicle controller hears the battery's and the motor's.
2. The interlock loop is closed.
3. The insulation of the pack alone is enough.
4. The pack gives its voltage: main fuse and service plug are whole.
5. K+ is not welded: with everything open, link + has no voltage against pack −.
6. K− is not welded: with everything open, link − has no voltage against pack +.
7. Pre-charge: the link reaches its share of the pack voltage in time; then K+ closes and the relay opens.
8. K+ has closed: the link keeps the pack voltage.
9. The insulation of everything that is now connected is enough.

The order is an example; makers differ. With K− welded a charged link reads like a welded K+, so 5 and 6 wait until it
is discharged. A welded pre-charge relay reads like a welded K+.
"""

from __future__ import annotations

import math

from nevlab.messages import WorkshopError
from nevlab.vehicle.car.bus import heard
from nevlab.vehicle.car.car import Car
from nevlab.vehicle.car.circuits import BODY
from nevlab.vehicle.car.state import Attempt
from nevlab.vehicle.network import METER_OHM

PACK, LINK, INLET = ((f"hv:{place} +", f"hv:{place} -") for place in ("pack", "link", "inlet"))
PART_OF_PACK = 0.5
"""From this part of a full voltage on, it counts as being there."""
MAIN = frozenset({"k_plus", "k_minus"})
DISCHARGE_S = 3.0
"""Time that active discharge is given [s]: GB/T 18488.1-2015 asks for 60 V within it (2024 to be confirmed)."""


def started(car: Car) -> Car:
    """Give the car after brake and start button were pressed: READY, or stopped at a check.

    Raises
    ------
    WorkshopError
        If the key is off or a charging plug is in: the button then does nothing.
    """
    if car.state.key == "off":
        raise WorkshopError("start-key-off")
    if car.state.plug != "none":
        raise WorkshopError("start-plugged-in")
    if car.state.ready:
        return car
    car = switched_off(car) if car.state.closed else car
    if not car.awake:
        return _stopped(car, "asleep")
    if not (heard(car, "battery") and heard(car, "motor_controller")):
        return _stopped(car, "silent")
    if car.loop.state() != "closed":
        return _stopped(car, "interlock")
    # The insulation of the pack alone is watched before anything closes.
    if insulation_ohm(car) < car.high_voltage.least_insulation_ohm:
        return _stopped(car, "insulation")
    car = discharged(car)
    if _volts(car, *PACK) < PART_OF_PACK * car.open_circuit_v:
        return _stopped(car, "pack")
    measured = {
        "k_plus_open_share": 1 - _share(car, LINK[0], PACK[1]),
        "k_minus_open_share": 1 - _share(car, PACK[0], LINK[1]),
    }
    for contactor in ("k_plus", "k_minus"):
        if measured[f"{contactor}_open_share"] < PART_OF_PACK:
            return _stopped(car, contactor, measured)
    reached, time_s = precharge(car)
    measured |= {"precharge_reached": reached}
    if not math.isfinite(time_s):
        return _stopped(car, "precharge", measured)
    measured |= {"precharge_time_s": time_s}
    live = car.standing(closed=MAIN, ready=True)
    measured |= {
        "link_held": _share(live, *LINK),
        "inlet_share": max(_share(live, INLET[0], LINK[1]), _share(live, LINK[0], INLET[1])),
    }
    if measured["link_held"] < PART_OF_PACK:
        return _stopped(switched_off(live), "k_plus_open", measured)
    live = live.standing(link_v=live.network(*LINK).voltage(*LINK))
    insulation = insulation_ohm(live)
    if insulation < car.high_voltage.least_insulation_ohm:
        return _stopped(switched_off(live), "insulation", measured | {"insulation_ohm": insulation})
    return live.standing(attempt=Attempt("", measured))


def precharge(car: Car) -> tuple[float, float]:
    """Give the part of the pack voltage that the link reaches within the time-out, and after what time K+ may close.

    The link sees the pack through a Thévenin source of the network with K− and the pre-charge relay closed, so it is a
    first-order circuit: ``u(t) = u∞ + (u0 − u∞)·exp(−t/(R·C))``. The time [s] is infinite when the criterion is missed.
    """
    closing = car.standing(closed=frozenset({"k_minus", "precharge"}), link_v=0.0)
    network = closing.network(*LINK)
    pack_v = network.voltage(*PACK, METER_OHM)
    final_v = network.voltage(*LINK, METER_OHM)
    criterion = car.high_voltage.criterion
    if not pack_v > 1.0:
        return 0.0, math.inf
    # Behind a blown fuse the capacitor is not there: the link follows at once.
    fuse_ohm = car.high_voltage.branches["inverter"].fuse_ohm
    tau_s = car.inverter.link.capacitance_f * network.resistance(*LINK) if math.isfinite(fuse_ohm) else 0.0
    fade = math.exp(-criterion.time_out_s / tau_s) if tau_s > 0 else 0.0
    reached = (final_v + (car.state.link_v - final_v) * fade) / pack_v
    if reached < criterion.ratio:
        return reached, math.inf
    if car.state.link_v >= criterion.ratio * pack_v:
        return reached, 0.0
    return reached, tau_s * math.log((final_v - car.state.link_v) / (final_v - criterion.ratio * pack_v))


def insulation_ohm(car: Car) -> float:
    """Give the insulation of the weaker side [Ω] of what is connected to the pack's terminals.

    With R the resistance from the rails to the body and V+ and V− their voltages to it (no meter connected),
    ``R− = R·U/V+`` and ``R+ = R·U/|V−|``, because R+ and R− in parallel are R and divide U between them.
    """
    network = car.network(PACK[0], BODY)
    plus_v, minus_v = (abs(network.voltage(rail, BODY)) for rail in PACK)
    parallel_ohm = min(network.resistance(rail, BODY) for rail in PACK)
    larger_v = max(plus_v, minus_v)
    return parallel_ohm * (plus_v + minus_v) / larger_v if larger_v > 0 else parallel_ohm


def discharged(car: Car) -> Car:
    """Give the car with its link discharged by the inverter, where nothing keeps it charged.

    Active discharge runs as long as the control units are supplied.
    """
    if not car.link_alone:
        return car
    left_v = float(car.inverter.link.voltage_after(DISCHARGE_S, car.state.link_v, car.supplied))
    return car.standing(link_v=left_v, time_s=car.state.time_s + DISCHARGE_S)


def switched_off(car: Car) -> Car:
    """Give the car with its contactors opened; the link keeps its voltage at first, then is discharged actively."""
    link_v = car.network(*LINK).voltage("hv:inverter +", "hv:inverter -", METER_OHM)
    opened = car.standing(closed=frozenset(), ready=False, torque_nm=0.0, link_v=max(0.0, link_v))
    return discharged(opened.standing(heating=False, cooling=False))


def waited(car: Car, duration_s: float) -> Car:
    """Give the car after `duration_s` [s]: a link without the pack discharges through its resistor.

    A turning motor charges it through the diodes of the bridge up to the peak of its line EMF, their drop left out.
    """
    spun_v = 0.0 if "motor" in car.state.apart else math.sqrt(2) * float(car.machine.line_emf(car.state.motor_rpm))
    car = car.standing(time_s=car.state.time_s + duration_s, link_v=max(car.state.link_v, spun_v))
    if not car.link_alone:
        return car
    left_v = float(car.inverter.link.voltage_after(duration_s, car.state.link_v, active=False))
    return car.standing(link_v=max(left_v, spun_v))


def _share(car: Car, a: str, b: str) -> float:
    return _volts(car, a, b) / _volts(car, *PACK)


def _volts(car: Car, a: str, b: str) -> float:
    return abs(car.network(a, b).voltage(a, b, METER_OHM))


def _stopped(car: Car, check: str, measured: dict[str, float] | None = None) -> Car:
    return car.standing(closed=frozenset(), ready=False, attempt=Attempt(check, measured or {}))
