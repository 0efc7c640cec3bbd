"""What lies in a kit, what is asked of each item, and the defects of one student's kit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from types import MappingProxyType

from nevlab.vehicle.draws import draws, pick, within

TODAY = date(2026, 12, 1)
"""The day of the job."""
KINDS = ("overdue", "rating", "damage", "check")
"""Why an item is not fit: its test date, its rating, a damage that is seen, or a check that it fails."""
DAYS_A_MONTH = 30.44


@dataclass(frozen=True)
class Item:
    """What is asked of one item.

    Parameters
    ----------
    rating, wrong_rating
        What must stand on it, and what stands on one of the wrong rating; keys of words.
    interval_months
        How often it is tested or calibrated [months]; 0 where there is no date on it.
    damage
        What is seen of a damaged one; a key of words.
    needs
        Everything that has to be checked of it: ``look``, and what its own check takes.
    """

    rating: str = ""
    wrong_rating: str = ""
    interval_months: int = 0
    damage: str = ""
    needs: tuple[str, ...] = ("look",)


ITEMS: Mapping[str, Item] = MappingProxyType(
    {
        "gloves": Item("class 0", "class 00", 6, needs=("look", "left", "right")),
        "shield": Item(damage="crack"),
        "shoes": Item(interval_months=6, damage="sole"),
        "mat": Item(needs=("look", "1", "2", "3", "4", "5")),
        "hook": Item(interval_months=12, damage="crack"),
        "extinguisher": Item(interval_months=12, damage="pressure"),
        "multimeter": Item("CAT III 1000 V", "CAT III 600 V", needs=("look", "source")),
        "leads": Item("CAT III 1000 V", "CAT II 600 V", damage="insulation", needs=("look", "together")),
        "tester": Item(interval_months=12, needs=("look", "apart", "together")),
        "milliohm": Item(interval_months=12, needs=("look", "zero")),
        "sling": Item("500 kg", "100 kg", 12, "cut"),
        "tools": Item("1000 V", "no mark", damage="insulation"),
        "dial": Item("0.01 mm", interval_months=12, needs=("look", "press")),
        "wrench": Item("5…60 Nm", interval_months=12, needs=("look", "low", "high")),
    }
)


@dataclass(frozen=True)
class Kit:
    """One student's items.

    Parameters
    ----------
    seed
        Whose kit it is.
    items
        What lies in it.
    defects
        Item → one of :data:`KINDS`; hidden.
    replaced
        Items that came from the store, without a defect.
    seen, found
        Item → what was checked of the one that lies there, and of the one that lay there first.
    """

    seed: int
    items: tuple[str, ...]
    defects: Mapping[str, str] = field(default_factory=dict)
    replaced: frozenset[str] = frozenset()
    seen: Mapping[str, frozenset[str]] = field(default_factory=dict)
    found: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def defect(self, item: str) -> str:
        """Give what is wrong with an item as it lies there now; empty for nothing."""
        return "" if item in self.replaced else self.defects.get(item, "")

    def tested_on(self, item: str) -> date | None:
        """Give the date on an item's label: of its last test; None where it bears none."""
        months = ITEMS[item].interval_months
        if not months:
            return None
        draw = draws(self.seed, f"kit date|{item}|{item in self.replaced}")
        allowed_days = months * DAYS_A_MONTH
        # At least ten days from the end of the interval on either side: nobody has to argue about a day.
        low, high = (10, 75) if self.defect(item) == "overdue" else (-0.9 * allowed_days, -10)
        return TODAY - timedelta(days=round(allowed_days + within(draw, low, high)))

    @property
    def complete(self) -> bool:
        """Tell whether every item is sound and wholly checked."""
        return all(self.proven(item) for item in self.items)

    def proven(self, item: str) -> bool:
        """Tell whether an item is sound and wholly checked since it is there."""
        return not self.defect(item) and set(ITEMS[item].needs) <= self.seen.get(item, frozenset())

    def judged(self, item: str) -> bool:
        """Tell whether what was checked of an item as it was found shows what is wrong with it, or that nothing is."""
        needs, defect = set(ITEMS[item].needs), self.defects.get(item, "")
        if defect:
            needs = needs - {"look"} if defect == "check" else {"look"}
        return needs <= self.found.get(item, frozenset())

    def with_checked(self, item: str, what: str) -> Kit:
        """Give the kit after something of an item was checked."""
        seen = _added(self.seen, item, what)
        return replace(self, seen=seen, found=self.found if item in self.replaced else _added(self.found, item, what))

    def with_another(self, item: str) -> Kit:
        """Give the kit with an item from the store in place of one that was taken out of use."""
        return replace(self, replaced=self.replaced | {item}, seen={**self.seen, item: frozenset()})


def _added(checks: Mapping[str, frozenset[str]], item: str, what: str) -> dict[str, frozenset[str]]:
    return {**checks, item: checks.get(item, frozenset()) | {what}}


def drawn_defects(seed: int, groups: Sequence[Mapping[str, Sequence[str]]]) -> dict[str, str]:
    """Draw one defect of each group, a group being item → kinds; the working time is alike whatever is drawn."""
    draw, found = draws(seed, "kit defects"), {}
    for group in groups:
        item = pick(draw, tuple(group))
        found[item] = pick(draw, tuple(group[item]))
    return found
