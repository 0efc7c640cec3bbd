"""The way through the car: key, start, plugs, clamp, service plug, waiting, the dynamometer; and proving dead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Self

from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.stations.station import Doing, UnsafeAct
from nevlab.stations.workshop.base import CLASS_A_V, TO_PROVE, CarStation
from nevlab.vehicle.car import operation
from nevlab.vehicle.car.state import CONNECTORS, connector_words
from nevlab.vehicle.network import METER_OHM
from nevlab.vehicle.ranges import in_range, one_of

ACTIONS: Mapping[str, Doing] = MappingProxyType(
    {
        "protect": Doing(minutes=5.0),
        "turn_key": Doing(("position",), minutes=0.5),
        "press_start": Doing(minutes=0.5),
        "plug_in": Doing(("plug",), minutes=1.0),
        "clamp": Doing(("on",), minutes=2.0),
        "take_apart": Doing(("connector",), minutes=3.0),
        "put_together": Doing(("connector",), minutes=3.0),
        "lock_out": Doing(minutes=1.0),
        "unlock": Doing(minutes=0.5),
        "wait": Doing(("minutes",), takes="minutes"),
        "run": Doing(("speed_rpm", "torque_nm"), minutes=1.0),
        "heat": Doing(("on",), minutes=0.5),
        "cool": Doing(("on",), minutes=0.5),
        "check_meter": Doing(minutes=0.5),
    }
)


class Procedure(CarStation):
    """What is done with the hands, without an instrument but the meter that proves dead."""

    def _turn_key(self, position: str) -> tuple[Self, dict[str, Any]]:
        return self._moved(operation.turn_key(self.car, position), position=position)

    def _press_start(self) -> tuple[Self, dict[str, Any]]:
        return self._moved(operation.press_start(self.car))

    def _plug_in(self, plug: str) -> tuple[Self, dict[str, Any]]:
        return self._moved(operation.plug_in(self.car, plug), plug=plug)

    def _heat(self, on: bool) -> tuple[Self, dict[str, Any]]:
        return self._moved(operation.heat(self.car, on), on=bool(on))

    def _cool(self, on: bool) -> tuple[Self, dict[str, Any]]:
        return self._moved(operation.cool(self.car, on), on=bool(on))

    def _run(self, speed_rpm: float, torque_nm: float) -> tuple[Self, dict[str, Any]]:
        if self.car.state.apart and not self._may_be_spun(torque_nm):
            # An uncovered high-voltage plug beside a turning motor: nobody runs a car like that.
            apart = [words for name, words in connector_words().items() if name in self.car.state.apart]
            raise UnsafeAct("run-apart", connectors=", ".join(apart))
        return self._moved(operation.run(self.car, speed_rpm, torque_nm), speed_rpm=speed_rpm, torque_nm=torque_nm)

    def _may_be_spun(self, torque_nm: float) -> bool:
        """Tell whether the rollers may turn the motor with its cable off, to measure its EMF: permitted live work.

        Nothing but its terminals is live then; above 30 V AC they are voltage class B (GB 18384).
        """
        state = self.car.state
        return self.protected and "motor" in state.apart and state.key == "off" and torque_nm == 0

    def _clamp(self, on: bool) -> tuple[Self, dict[str, Any]]:
        if not on and self.car.state.key == "on":
            raise WorkshopError("clamp-key-on")
        return self._moved(operation.clamp(self.car, on), on=bool(on))

    def _take_apart(self, connector: str) -> tuple[Self, dict[str, Any]]:
        one_of(label("connector", "插接器"), connector, CONNECTORS)
        self._must_be_protected()
        if connector == "service plug":
            return self._pull_service_plug()
        if not self.dead:
            raise self._live(connector)
        return self._later(operation.take_apart(self.car, connector)), {"connector": connector}

    def _live(self, connector: str) -> UnsafeAct:
        named, voltage = connector_words()[connector], f"{self.car.open_circuit_v:.0f}"
        return UnsafeAct("connector-live", connector=named, voltage=voltage)

    def _pull_service_plug(self) -> tuple[Self, dict[str, Any]]:
        state = self.car.state
        if "service plug" in state.apart:
            return self, {"connector": "service plug"}
        if state.closed:
            raise UnsafeAct("service-plug-live", voltage=f"{self.car.open_circuit_v:.0f}")
        if state.key == "on" or state.plug != "none" or not state.battery_off:
            raise UnsafeAct("service-plug-order")
        after, details = self._moved(operation.take_apart(self.car, "service plug"), connector="service plug")
        return replace(after, unplugged_s=state.time_s), details

    def _put_together(self, connector: str) -> tuple[Self, dict[str, Any]]:
        one_of(label("connector", "插接器"), connector, CONNECTORS)
        self._must_be_protected()
        if connector != "service plug":
            if not self.dead:
                raise self._live(connector)
            return self._later(operation.put_together(self.car, connector)), {"connector": connector}
        if self.locked:
            raise WorkshopError("socket-locked")
        if not self.car.state.battery_off:
            raise WorkshopError("service-plug-before-clamp")
        after, details = self._moved(operation.put_together(self.car, connector), connector=connector)
        return replace(after, unplugged_s=None), details

    def _lock_out(self) -> tuple[Self, dict[str, Any]]:
        """Close the socket with a lock of one's own, hang the tag on it, and keep key and plug."""
        if "service plug" not in self.car.state.apart:
            raise WorkshopError("nothing-to-lock")
        return replace(self, locked=True), {}

    def _unlock(self) -> tuple[Self, dict[str, Any]]:
        return replace(self, locked=False), {}

    def _wait(self, minutes: float) -> tuple[Self, dict[str, Any]]:
        minutes = in_range(label("waiting time", "等待时间"), minutes, 0.0, 1440.0, "min")
        return self._later(operation.wait(self.car, 60.0 * minutes)), {"minutes": minutes}

    # Proving dead: the meter on a known source, three measurements, the meter on the known source again

    def _check_meter(self) -> tuple[Self, dict[str, Any]]:
        reading = self.meter.read("dc_v", self.car, "12v:battery +", "12v:battery -")
        after = replace(self, meter=self.meter.after(reading))
        return after._proving("checked") if self.meter.jack == "V" else after, reading.as_details()

    def _noted(self, red: str, black: str) -> Self:
        """Give the station after a voltage was measured there, as far as that belongs to a proof."""
        pair = frozenset({red, black})
        if pair not in TO_PROVE:
            return self
        volts = abs(self.car.signal(red, black, METER_OHM).mean)
        return self._proving(pair) if volts <= CLASS_A_V / 10 else replace(self, proof=())

    def _proving(self, step: frozenset[str] | str) -> Self:
        """Give the station after a step of the proof, dead when that is complete: check, three measurements, check.

        It only counts once the maker's route has been gone to its end, the waiting included.
        """
        if not self._is_powered_down():
            return self
        proof = (*self.proof, step) if self.proof or step == "checked" else ()
        dead = self.dead or (step == "checked" and set(TO_PROVE) <= set(proof))
        return replace(self, proof=proof, dead=dead)
