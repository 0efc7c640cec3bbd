"""The whole car in the work bay: its state, and what is safe in it.

Three states, as in a real workshop. *Live*: what carries high voltage is only touched by permitted live work.
*Permitted live work*: proving dead, the two-voltmeter test, the observation of pre-charge and the probing of cells, by
a qualified person with a supervisor, protective equipment and a CAT III 1000 V meter. *Dead*: powered down by the
maker's route and proven by measuring; the pack's side of the contactors stays live all the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Self

from nevlab.faults import fault, with_faults
from nevlab.instruments.excitation import live_v
from nevlab.instruments.multimeter import Multimeter
from nevlab.instruments.trace import Trace
from nevlab.stations.station import Station, UnsafeAct
from nevlab.vehicle.car.car import Car
from nevlab.vehicle.car.controllers import Controllers
from nevlab.vehicle.car.dashboard import lamps

CLASS_A_V = 60.0
"""Up to this direct voltage a circuit is voltage class A (GB 18384) [V]; the aim of powering down is about 0 V."""
WAIT_S = 300.0
"""How long the maker of this car wants to be waited after the service plug was pulled [s]; a value of our own."""
TO_PROVE = (
    frozenset({"hv:link +", "hv:link -"}),
    frozenset({"hv:link +", "body"}),
    frozenset({"hv:link -", "body"}),
)
"""Where absence of voltage is proven: between the rails, and each rail to the body."""


@dataclass(frozen=True, kw_only=True)
class CarStation(Station):
    """A car in the bay, in one state.

    Parameters
    ----------
    controllers
        The car with its controllers.
    sound
        The same car without faults: what is fitted when a part is replaced.
    faults
        What is wrong with it; hidden.
    meter
        The multimeter.
    unplugged_s
        When the service plug was pulled, on the car's clock [s]; None while it is in.
    locked
        The socket of the service plug is closed with the technician's own lock, and a tag hangs on it.
    proof
        What has been done so far to prove absence of voltage, in order.
    screen
        What the scope's screen holds since the last capture.
    """

    controllers: Controllers
    sound: Car
    faults: tuple[str, ...] = ()
    meter: Multimeter
    unplugged_s: float | None = None
    locked: bool = False
    proof: tuple[frozenset[str] | str, ...] = ()
    screen: Trace | None = field(default=None, compare=False)

    @property
    def car(self) -> Car:
        """Give the car as it stands."""
        return self.controllers.car

    def _moved(self, car: Car, **asked: Any) -> tuple[Self, dict[str, Any]]:
        """Give the station with the car after a step, and what the dashboard then shows; a proof begins anew."""
        after = replace(self._later(car), dead=False, proof=())
        return after, {**asked, "lamps": list(lamps(after.controllers))}

    def _later(self, car: Car) -> Self:
        """Give the station with the car after a step that makes nothing live."""
        return self._with(self.controllers.beside(car))

    def _with(self, controllers: Controllers) -> Self:
        """Give the station with its controllers in a later state; an offset that they learned mends the stored one."""
        learned = controllers.car.drive is not self.car.drive
        faults = tuple(key for key in self.faults if not (learned and fault(key).part == "resolver_offset"))
        return replace(self, controllers=controllers, faults=faults)

    def _repaired(self, faults: tuple[str, ...]) -> Self:
        car = replace(with_faults(self.sound, *faults), state=self.car.state)
        return replace(self, controllers=self.controllers.beside(car), faults=faults)

    def _is_powered_down(self) -> bool:
        """Tell whether the maker's route has been gone: key off, no plug, 12 V off, service plug out, and waited."""
        state = self.car.state
        waited = self.unplugged_s is not None and state.time_s - self.unplugged_s >= WAIT_S
        return state.key == "off" and state.plug == "none" and state.battery_off and waited

    def _must_be_dead_at(self, red: str, black: str) -> None:
        """Refuse an instrument that drives a current itself where high voltage stands or may stand."""
        if not any(point.startswith("hv:") for point in (red, black)):
            return
        self._must_be_protected()
        volts = live_v(self.car, red, black)
        if volts > CLASS_A_V / 2:
            raise UnsafeAct("meter-on-live", voltage=f"{volts:.0f}")
        if not self.dead:
            raise UnsafeAct("is-live")

    def _must_be_protected_at(self, *points: str) -> None:
        """Refuse to touch the high-voltage side without protection."""
        if any(point.startswith("hv:") for point in points):
            self._must_be_protected()
