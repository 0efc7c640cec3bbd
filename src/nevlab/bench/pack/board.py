"""The student's own pack: what may be done to it, and what the record of it proves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from nevlab.bench.cell_map import view
from nevlab.bench.deed_board import DeedBoard
from nevlab.bench.example import Step
from nevlab.bench.pack import words
from nevlab.jobcard import own_seed
from nevlab.jobcard.replay import Replay
from nevlab.labels import label
from nevlab.stations.pack_bench import PackBench, pack_bench
from nevlab.vehicle.battery.used_pack import CARD, COUNT, Odd, drawn_used_pack

if TYPE_CHECKING:
    from ipywidgets import Widget

_REPAIRS = frozenset({"mend_line", "tighten_joint", "replace_module", "balance"})


class PackWork(Replay[PackBench]):
    """What the recorded actions on a pack show. Only genuine readings are in it."""

    @property
    def as_it_came(self) -> tuple[Mapping[str, Any], ...]:
        """Give the readings of all cells before anything was repaired, in order."""
        return self.until(*_REPAIRS).details("read_cells")

    def compared_ah(self) -> float:
        """Give how much charge lay between two readings at rest before any repair, at most [Ah]."""
        at_rest_ah, moved_ah = [], 0.0
        for told in self.until(*_REPAIRS).done:
            if told.action == "shift":
                moved_ah += told.details["moved_ah"]
            elif told.action == "read_cells" and not told.details["current_a"]:
                at_rest_ah.append(moved_ah)
        return float(np.ptp(at_rest_ah)) if at_rest_ah else 0.0

    def probed(self, action: str) -> frozenset[int]:
        """Give the numbers at which the meter was used: ``probe_cell`` or ``probe_joint``."""
        return frozenset(int(told["number"]) for told in self.details(action))

    def verified(self) -> bool:
        """Tell whether all cells were read at rest and under the card's load after the last repair, within the card."""
        last = {
            bool(told["current_a"]): told
            for told in self.since(*_REPAIRS).details("read_cells")
            if told["current_a"] in (0, CARD.load_a)
        }
        limits = {False: CARD.rest_spread_v, True: CARD.load_spread_v}
        return any(map(self.did, _REPAIRS)) and all(
            loaded in last and _spread_v(last[loaded]) <= limit + 1e-9 for loaded, limit in limits.items()
        )


def _spread_v(details: Mapping[str, Any]) -> float:
    volts = details["cells_v"].values()
    return float(max(volts) - min(volts))


def own_work(exercise: str) -> tuple[PackBench, Odd, PackWork]:
    """Give the bench as this folder's record found it, what is odd in its pack, and what the record shows."""
    seed = own_seed(exercise)
    fresh = pack_bench(seed)
    return fresh, drawn_used_pack(seed)[1], PackWork.recorded(fresh, exercise)


class PackBoard(DeedBoard[PackWork]):
    """The bench with the student's own pack; on a page it is a worked example on the page's specimen."""

    WORDS = words

    def fresh(self) -> PackWork:
        """Give the bench with the pack as it came in; NoStudentNumber before the number is known."""
        return PackWork(pack_bench(self.card.seed))

    def picture(self, station: PackBench, action: str, details: Mapping[str, Any]) -> str:
        """Give the map of the cells after they were read."""
        if action != "read_cells":
            return ""
        return view({int(number): volt for number, volt in details["cells_v"].items()}, COUNT)

    def above(self) -> str:
        """Give the maker's card and the shelf."""
        return words.card_table(self.fresh().station.spares)

    def title(self) -> str:
        """Name the bench."""
        return label("Inspection bench: whole pack", "电池包检测工位")

    def usual_example(self) -> tuple[Step, ...]:
        """Give the whole job on the page's specimen."""
        from nevlab.bench.pack.example import whole_job

        return whole_job(self.card.seed)

    def parts(self) -> tuple[Widget, ...]:
        """Give the card, the tools, the map of the cells and the log."""
        from nevlab.bench.pack.panel import parts

        return parts(self)
