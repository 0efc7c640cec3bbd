"""The student's own tools and cover: what may be done, and what the record of it proves."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

from nevlab.bench.deed_board import DeedBoard
from nevlab.bench.example import Step
from nevlab.bench.kit.card import card_table
from nevlab.bench.kit.work import KitWork
from nevlab.bench.tool_bench import words
from nevlab.jobcard import own_seed
from nevlab.labels import label
from nevlab.stations.kit.tool_bench import KIT, ToolBench, tool_bench

if TYPE_CHECKING:
    from ipywidgets import Widget


class ToolBenchWork(KitWork[ToolBench]):
    """What the recorded actions at a bench show. Only genuine readings are in it."""

    def references_mohm(self, wires: int) -> tuple[float, ...]:
        """Give what was read of the reference resistor with two or four wires, in order [mΩ]."""
        return tuple(told["value"] * 1e3 for told in self.details("measure_reference") if told["wires"] == wires)

    def wrench_pct(self, count: int = 3) -> float | None:
        """Give the mean deviation of the first `count` clicks at the final torque, as found [%]; None for fewer."""
        final_nm, clicks = self.station.cover.final_nm, []
        for told in self.done:
            if told.action == "replace" and told.details["item"] == "wrench":
                break
            if told.action == "check_wrench" and told.details["set_nm"] == final_nm:
                clicks.append(told.details["value"])
        return 100 * (statistics.mean(clicks[:count]) / final_nm - 1) if len(clicks) >= count else None

    def dial_mm(self) -> float | None:
        """Give the largest error of coming back to zero of the dial gauge as found [mm]; None where not checked."""
        checks = self.details("check_dial")
        return max(abs(one["value"]) for one in checks[0]["returns"].values()) * 1e3 if checks else None


def own_work(exercise: str) -> tuple[ToolBench, ToolBenchWork]:
    """Give the bench as this folder's record found it, and what the record shows: for test cells."""
    fresh = tool_bench(own_seed(exercise))
    return fresh, ToolBenchWork.recorded(fresh, exercise)


class ToolBenchBoard(DeedBoard[ToolBenchWork]):
    """The bench with the student's own kit; on a page it is a worked example on the page's kit."""

    WORDS = words

    def fresh(self) -> ToolBenchWork:
        """Give the bench as the student finds it; NoStudentNumber before the number is known."""
        return ToolBenchWork(tool_bench(self.card.seed))

    def above(self) -> str:
        """Give the card of the kit, and the job."""
        return card_table(KIT) + words.job_table(tool_bench(self.card.seed))

    def title(self) -> str:
        """Name the bench."""
        return label("Tool bench: self-checks, reference, torque", "工具台：自检、标准电阻、力矩")

    def usual_example(self) -> tuple[Step, ...]:
        """Give the whole job on the page's kit."""
        from nevlab.bench.tool_bench.example import whole_job

        return whole_job(self.card.seed)

    def parts(self) -> tuple[Widget, ...]:
        """Give the card, the tools and the log."""
        from nevlab.bench.tool_bench.panel import parts

        return parts(self)
