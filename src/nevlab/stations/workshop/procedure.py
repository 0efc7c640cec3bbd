"""The way through the car: key, start, plugs, clamp, service plug, waiting, the dynamometer; and proving dead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Self

from nevlab.messages import WorkshopError
from nevlab.stations.station import Doing, UnsafeAct
from nevlab.stations.workshop.base import CLASS_A_V, TO_PROVE, CarStation
from nevlab.vehicle.car import operation
from nevlab.vehicle.network import METER_OHM

ACTIONS: Mapping[str, Doing] = MappingProxyType(
    {
        "protect": Doing(minutes=5.0),
        "turn_key": Doing(("position",), minutes=0.5),
        "press_start": Doing(minutes=0.5),
        "plug_in": Doing(("plug",), minutes=1.0),
        "clamp": Doing(("on",), minutes=2.0),
        "take_apart": Doing(("connector",), minutes=3.0),
        "put_together": Doing(("connector",), minutes=3.0),
        "wait": Doing(("minutes",)),
        "run": Doing(("speed_rpm", "torque_nm"), minutes=1.0),
        "heat": Doing(("on",), minutes=0.5),
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

    def _run(self, speed_rpm: float, torque_nm: float) -> tuple[Self, dict[str, Any]]:
        if self.car.state.apart:
            # An uncovered high-voltage plug beside a turning motor: nobody runs a car like that.
            raise UnsafeAct("run-apart", connectors=", ".join(sorted(self.car.state.apart)))
        return self._moved(operation.run(self.car, speed_rpm, torque_nm), speed_rpm=speed_rpm, torque_nm=torque_nm)

    def _clamp(self, on: bool) -> tuple[Self, dict[str, Any]]:
        if not on and self.car.state.key == "on":
            raise WorkshopError("clamp-key-on")
        return self._moved(operation.clamp(self.car, on), on=bool(on))

    def _take_apart(self, connector: str) -> tuple[Self, dict[str, Any]]:
        self._must_be_protected()
        if connector == "service plug":
            return self._pull_service_plug()
        if not self.dead:
            raise UnsafeAct("connector-live", connector=connector, voltage=f"{self.car.open_circuit_v:.0f}")
        return self._later(operation.take_apart(self.car, connector)), {"connector": connector}

    def _pull_service_plug(self) -> tuple[Self, dict[str, Any]]:
        state = self.car.state
        if state.closed:
            raise UnsafeAct("service-plug-live", voltage=f"{self.car.open_circuit_v:.0f}")
        if state.key == "on" or state.plug != "none" or not state.battery_off:
            raise UnsafeAct("service-plug-order")
        after, details = self._moved(operation.take_apart(self.car, "service plug"), connector="service plug")
        return replace(after, unplugged_s=state.time_s), details

    def _put_together(self, connector: str) -> tuple[Self, dict[str, Any]]:
        self._must_be_protected()
        if connector != "service plug":
            if not self.dead:
                raise UnsafeAct("connector-live", connector=connector, voltage=f"{self.car.open_circuit_v:.0f}")
            return self._later(operation.put_together(self.car, connector)), {"connector": connector}
        if not self.car.state.battery_off:
            raise WorkshopError("service-plug-before-clamp")
        after, details = self._moved(operation.put_together(self.car, connector), connector=connector)
        return replace(after, unplugged_s=None), details

    def _wait(self, minutes: float) -> tuple[Self, dict[str, Any]]:
        return self._later(operation.wait(self.car, 60.0 * float(minutes))), {"minutes": minutes}

    # Proving dead: the meter on a known source, three measurements, the meter on the known source again

    def _check_meter(self) -> tuple[Self, dict[str, Any]]:
        reading = self.meter.read("dc_v", self.car, "12v:battery +", "12v:battery -")
        after = replace(self, proof=(*self.proof, "checked"))
        return after._judged(), reading.as_details()

    def _noted(self, red: str, black: str) -> Self:
        """Give the station after a voltage was measured there, as far as that belongs to a proof."""
        pair = frozenset({red, black})
        if pair not in TO_PROVE:
            return self
        volts = abs(self.car.signal(red, black, METER_OHM).mean)
        proof = (*self.proof, pair) if volts <= CLASS_A_V / 10 else ()
        return replace(self, proof=proof)._judged()

    def _judged(self) -> Self:
        """Give the station, dead when the proof is complete: check, three measurements, check."""
        if not self._is_powered_down() or self.proof[-1:] != ("checked",) or "checked" not in self.proof[:-1]:
            return self
        since = self.proof[self.proof.index("checked") :]
        return replace(self, dead=True) if set(TO_PROVE) <= set(since) else self
