"""What is done with every item of a kit: look at it, take it out of use and fetch another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Self

from nevlab.labels import label
from nevlab.stations.kit.items import ITEMS, Kit
from nevlab.stations.station import Doing, Station
from nevlab.vehicle.ranges import one_of

ACTIONS: Mapping[str, Doing] = MappingProxyType(
    {"look": Doing(("item",), minutes=1.0), "replace": Doing(("item",), minutes=3.0)}
)


@dataclass(frozen=True, kw_only=True)
class KitStation(Station):
    """A place of work with a kit, in one state.

    Parameters
    ----------
    kit
        The items with what was checked of them.
    """

    kit: Kit

    def _look(self, item: str) -> tuple[Self, dict[str, Any]]:
        """Read the label, and look at the item from all sides."""
        self._must_lie_here(item)
        asked, defect = ITEMS[item], self.kit.defect(item)
        tested_on = self.kit.tested_on(item)
        details = {
            "item": item,
            "rating": asked.wrong_rating if defect == "rating" else asked.rating,
            "tested": tested_on.isoformat() if tested_on else "",
            "seen": asked.damage if defect == "damage" else "",
        }
        return self._checked(item, "look"), details

    def _replace(self, item: str) -> tuple[Self, dict[str, Any]]:
        """Hang a tag on it, put it aside, and fetch another from the store; that one has to be checked, too."""
        self._must_lie_here(item)
        return replace(self, kit=self.kit.with_another(item)), {"item": item}

    def _checked(self, item: str, what: str) -> Self:
        """Give the station after something of an item was checked."""
        return replace(self, kit=self.kit.with_checked(item, what))

    def _must_lie_here(self, item: str) -> None:
        one_of(label("item", "器具"), item, self.kit.items)
