"""The whole car, composed of the models of this room."""

from nevlab.vehicle.car.car import Car
from nevlab.vehicle.car.state import CONNECTORS, State
from nevlab.vehicle.car.teaching import teaching_car

__all__ = ["CONNECTORS", "Car", "State", "teaching_car"]
