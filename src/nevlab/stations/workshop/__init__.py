"""The work bay with the whole car in it; each module adds a group of actions to the one before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from nevlab.faults import with_faults
from nevlab.instruments.multimeter import Multimeter
from nevlab.stations.station import Doing
from nevlab.stations.workshop import measuring, procedure, service
from nevlab.vehicle.car import teaching_car
from nevlab.vehicle.car.controllers import Controllers
from nevlab.vehicle.car.parameters import varied

__all__ = ["Workshop", "workshop"]


@dataclass(frozen=True, kw_only=True)
class Workshop(service.Service):
    """The whole car in the bay with every tool."""

    ACTIONS: ClassVar[Mapping[str, Doing]] = MappingProxyType(
        {**procedure.ACTIONS, **measuring.ACTIONS, **service.ACTIONS}
    )


def workshop(
    seed: int,
    faults: Sequence[str] = (),
    soc: float | None = None,
    values: Mapping[str, Sequence[float]] = MappingProxyType({}),
) -> Workshop:
    """Give the bay with the car of a seed, parked with the key off, and with faults of the library.

    Parameters
    ----------
    seed
        Whose car it is; the instruments' errors come from it too.
    faults
        Ids of the fault library.
    soc
        Mean state of charge; drawn from the seed if not said.
    values
        Path of a parameter (see :mod:`nevlab.vehicle.car.parameters`) → values, one of which this car has for good: no
        repair changes it.
    """
    sound = varied(teaching_car(seed, soc), seed, values)
    car = with_faults(sound, *faults)
    return Workshop(controllers=Controllers.of(car, seed), sound=sound, faults=tuple(faults), meter=Multimeter(seed))
