"""The four controllers of the car that a scan tool talks to, kept in step with it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeVar

from nevlab.vehicle.car import power
from nevlab.vehicle.car.bus import reached
from nevlab.vehicle.car.car import Car
from nevlab.vehicle.car.quantities import quantities
from nevlab.vehicle.ecu import BATTERY, CHARGER, MOTOR_CONTROLLER, VEHICLE_CONTROLLER, Ecu, EcuFacts
from nevlab.vehicle.ecu.codes import Session

T = TypeVar("T")

FACTS: Mapping[str, EcuFacts] = MappingProxyType(
    {facts.name: facts for facts in (VEHICLE_CONTROLLER, BATTERY, MOTOR_CONTROLLER, CHARGER)}
)


_DRIVES = {
    "main_relay_plus": "k_plus", "main_relay_minus": "k_minus", "precharge_relay": "precharge",
    "quick_charge_relay_plus": "qc_plus", "quick_charge_relay_minus": "qc_minus",
}  # fmt: skip
"""Output of the battery's controller → the contactor that it closes."""


_DEFAULT_SESSION = bytes((0x10, Session.DEFAULT))


@dataclass(frozen=True)
class Controllers:
    """The controllers of one car in one state; another state is another object.

    Parameters
    ----------
    car
        The car.
    ecus
        The controllers, by name.
    seed
        Whose car it is.
    """

    car: Car
    ecus: Mapping[str, Ecu]
    seed: int = 0

    @classmethod
    def of(cls, car: Car, seed: int = 0) -> Controllers:
        """Give the controllers of a car whose key was not turned yet."""
        measured, time_s = quantities(car), car.state.time_s
        ecus = {name: Ecu(facts, measured, lambda: time_s, seed) for name, facts in _facts(car).items()}
        return cls(car, MappingProxyType(ecus), seed)._tested()

    def beside(self, car: Car) -> Controllers:
        """Give the controllers beside the car in a later state: they measured it, and ran their tests.

        What a controller learned, drives or drives no more, shows in the car. A motor controller with another stored
        offset than before is another one: it has no trouble codes yet.
        """
        moved = self._at(car)
        if car.drive is not self.car.drive and not _same(car.drive.stored_deg, self.car.drive.stored_deg):
            new = Controllers.of(car, self.seed).ecus["motor_controller"]
            moved = replace(moved, ecus=MappingProxyType({**moved.ecus, "motor_controller": new}))
        followed = moved._followed(self._driven)
        return (moved if followed is car else moved._at(followed))._tested()

    @property
    def silent(self) -> frozenset[str]:
        """Give the controllers that no request reaches: without supply, or off the bus."""
        return frozenset(name for name in self.ecus if not reached(self.car, name))

    def asked(self, ask: Callable[[tuple[Ecu, ...], frozenset[str]], T]) -> tuple[Controllers, T]:
        """Give the controllers after somebody talked to them, and what they were told.

        Parameters
        ----------
        ask
            Takes the controllers and the names of the silent ones, as a scan tool does.
        """
        spoken = self._at(self.car)
        answer = ask(tuple(spoken.ecus.values()), self.silent)
        followed = spoken._followed(self._driven)
        return (spoken if followed is self.car else spoken._at(followed))._tested(), answer

    @property
    def _driven(self) -> frozenset[str]:
        """Give the contactors that the scan tool has closed."""
        return frozenset(_DRIVES[name] for name in self.ecus["battery"].forced)

    def _at(self, car: Car) -> Controllers:
        """Give the controllers as they are, beside another car; without key or supply they forget their sessions."""
        measured, time_s = quantities(car), car.state.time_s
        ecus = {name: ecu.copied(measured, lambda: time_s) for name, ecu in self.ecus.items()}
        for ecu in ecus.values():
            if self.car.state.key == "off" and car.state.key == "on":
                ecu.next_cycle()
            if not car.awake:
                ecu.handle(_DEFAULT_SESSION)
        return replace(self, car=car, ecus=MappingProxyType(ecus))

    def _followed(self, driven: frozenset[str]) -> Car:
        """Give the car with the offset that was learned; contactors move where others than `driven` are driven now."""
        memory, car = self.ecus["motor_controller"].memory, self.car
        if memory["resolver_learned"] and memory["resolver_offset_deg"] != car.drive.stored_deg:
            car = replace(car, drive=replace(car.drive, stored_deg=float(memory["resolver_offset_deg"])))
        if car.state.ready or self._driven == driven:
            return car
        return car.standing(closed=self._driven, link_v=0.0) if self._driven else power.switched_off(car)

    def _tested(self) -> Controllers:
        if self.car.woken:
            for ecu in self.ecus.values():
                ecu.run_tests()
        return self


def _facts(car: Car) -> dict[str, EcuFacts]:
    """Give what the controllers are, the car's stored offset in the memory of the motor's."""
    learned = not math.isnan(car.drive.stored_deg)
    known = {"resolver_learned": float(learned), "resolver_offset_deg": car.drive.stored_deg if learned else 0.0}
    motor = FACTS["motor_controller"]
    return {**FACTS, "motor_controller": replace(motor, memory=MappingProxyType({**motor.memory, **known}))}


def _same(one: float, other: float) -> bool:
    return one == other or (math.isnan(one) and math.isnan(other))
