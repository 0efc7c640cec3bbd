"""Equipotential bonding: the joints through which housings of high-voltage components lie on the body.

If a rail touches a housing, the bond keeps it at the body's potential; with a second fault it must carry the current
until a fuse blows. Resistances are values of our own; the limit is an example, to be confirmed against GB 18384.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from nevlab.labels import label
from nevlab.vehicle.draws import draws, pick, within
from nevlab.vehicle.network import Network, Resistor
from nevlab.vehicle.ranges import one_of
from nevlab.vehicle.signals import OnBench

BONDS = ("pack housing", "inverter housing", "charger housing")
MOST_OHM = 0.1
"""Most that the training card allows from a housing to the body [Ω]."""


def drawn_bonds(seed: int) -> Mapping[str, float]:
    """Draw the resistance of each bond [Ω]; one was bolted onto paint."""
    draw = draws(seed, "bonds")
    bonds = {place: round(within(draw, 5e-3, 25e-3), 4) for place in BONDS}
    bonds[pick(draw, BONDS)] = round(within(draw, 0.15, 0.6), 3)
    return MappingProxyType(bonds)


def cleaned(bonds_ohm: Mapping[str, float], place: str) -> Mapping[str, float]:
    """Give the bonds after one was cleaned to bright metal and tightened: 8 mΩ, or what it had where that is less."""
    ohm = bonds_ohm[one_of(label("bond", "等电位连接点"), place, bonds_ohm)]
    return MappingProxyType({**bonds_ohm, place: min(ohm, 8e-3)})


def bond(bonds_ohm: Mapping[str, float], place: str) -> OnBench:
    """Give the bond of a housing as a circuit between ``housing`` and ``body``."""
    ohm = bonds_ohm[one_of(label("bond", "等电位连接点"), place, bonds_ohm)]
    return OnBench(Network((Resistor("housing", "body", ohm),)))
