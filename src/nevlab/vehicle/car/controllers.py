"""The four controllers of the car that a scan tool talks to, kept in step with it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeVar

from nevlab.vehicle.car import power
from nevlab.vehicle.car.car import Car
from nevlab.vehicle.car.messages import reached
from nevlab.vehicle.car.quantities import quantities
from nevlab.vehicle.ecu import BATTERY, CHARGER, MOTOR_CONTROLLER, VEHICLE_CONTROLLER, Ecu, EcuFacts

T = TypeVar("T")

FACTS: Mapping[str, EcuFacts] = MappingProxyType(
    {facts.name: facts for facts in (VEHICLE_CONTROLLER, BATTERY, MOTOR_CONTROLLER, CHARGER)}
)


_DRIVES = {
    "main_relay_plus": "k_plus", "main_relay_minus": "k_minus", "precharge_relay": "precharge",
    "quick_charge_relay_plus": "qc_plus", "quick_charge_relay_minus": "qc_minus",
}  # fmt: skip
"""Output of the battery's controller → the contactor that it closes."""


@dataclass(frozen=True)
class Controllers:
    """The controllers of one car in one state; another state is another object.

    Parameters
    ----------
    car
        The car.
    ecus
        The controllers, by name.
    """

    car: Car
    ecus: Mapping[str, Ecu]

    @classmethod
    def of(cls, car: Car, seed: int = 0) -> Controllers:
        """Give the controllers of a car whose key was not turned yet."""
        learned = not math.isnan(car.drive.stored_deg)
        known = {"resolver_learned": float(learned), "resolver_offset_deg": car.drive.stored_deg if learned else 0.0}
        measured, time_s = quantities(car), car.state.time_s
        ecus = {}
        for name, facts in FACTS.items():
            if name == "motor_controller":
                facts = replace(facts, memory=MappingProxyType({**facts.memory, **known}))
            ecus[name] = Ecu(facts, measured, lambda: time_s, seed)
        return cls(car, MappingProxyType(ecus))._tested()

    def beside(self, car: Car) -> Controllers:
        """Give the controllers beside the car in a later state: they measured it, and ran their tests."""
        measured, time_s = quantities(car), car.state.time_s
        ecus = {name: ecu.copied(measured, lambda: time_s) for name, ecu in self.ecus.items()}
        if self.car.state.key == "off" and car.state.key == "on":
            for ecu in ecus.values():
                ecu.next_cycle()
        return Controllers(car, MappingProxyType(ecus))._tested()

    @property
    def silent(self) -> frozenset[str]:
        """Give the controllers that no request reaches: without supply, or off the bus."""
        return frozenset(name for name in self.ecus if not reached(self.car, name))

    def asked(self, ask: Callable[[tuple[Ecu, ...], frozenset[str]], T]) -> tuple[Controllers, T]:
        """Give the controllers after somebody talked to them, and what they were told.

        What a controller learned, stored, or drives, shows in the car.

        Parameters
        ----------
        ask
            Takes the controllers and the names of the silent ones, as a scan tool does.
        """
        spoken = self.beside(self.car)
        answer = ask(tuple(spoken.ecus.values()), self.silent)
        return spoken.beside(spoken._followed()), answer

    def _followed(self) -> Car:
        memory = self.ecus["motor_controller"].memory
        car = self.car
        if memory.get("resolver_learned"):
            car = replace(car, drive=replace(car.drive, stored_deg=float(memory["resolver_offset_deg"])))
        driven = frozenset(_DRIVES[name] for name in self.ecus["battery"].forced)
        if car.state.ready or driven == car.state.closed:
            return car
        return car.standing(closed=driven, link_v=0.0) if driven else power.switched_off(car)

    def _tested(self) -> Controllers:
        if self.car.awake or self.car.state.plug != "none":
            for ecu in self.ecus.values():
                ecu.run_tests()
        return self
