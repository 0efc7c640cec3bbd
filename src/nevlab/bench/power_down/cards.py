"""Cards that are the student's own: three cars to wait for, four proofs to judge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nevlab.bench import page
from nevlab.jobcard import JobCard
from nevlab.labels import label
from nevlab.surroundings import is_being_graded, page_is_being_made
from nevlab.vehicle.power_down_cases import proof_cases, wait_cases

if TYPE_CHECKING:
    from ipywidgets import Widget


class Cards:
    """The cards; the last line of a cell shows them. They wait until the student's number is known.

    Parameters
    ----------
    card
        The job card whose student they belong to.
    """

    def __init__(self, card: JobCard) -> None:
        self.card = card

    def title(self) -> str:
        """Name them."""
        return label("Cards of other cars", "其他车辆的卡片")

    def html(self) -> str:
        """Give the cards as HTML; NoStudentNumber before the number is known."""
        seed = self.card.seed
        waits = [
            (f"{number}", f"{case.voltage_v:g} V", f"{case.tau_s:g} s", f"{case.maker_s / 60:g} min")
            for number, case in enumerate(wait_cases(seed), start=1)
        ]
        heads = (
            label("Car", "车辆"),
            label("link at power-off", "下电时母线电压"),
            label("time constant of the decay", "放电时间常数"),
            label("maker's wait", "厂家规定等待"),
        )
        proofs = [
            (
                letter,
                *(_volts(volts) for volts in (case.before_v, case.across_v, case.plus_v, case.minus_v, case.after_v)),
            )
            for letter, case in zip("ABCD", proof_cases(seed), strict=True)
        ]
        proof_heads = (
            label("Proof", "验电记录"),
            label("known source", "已知电源"),
            label("link + ↔ link −", "母线 + ↔ 母线 −"),
            label("link + ↔ body", "母线 + ↔ 车身"),
            label("link − ↔ body", "母线 − ↔ 车身"),
            label("known source again", "再测已知电源"),
        )
        return page.wrap(f"<h3>{self.title()}</h3>", page.table(waits, heads), page.table(proofs, proof_heads))

    def widget(self) -> Widget:
        """Give the cards in a notebook."""
        import ipywidgets as widgets

        wait = label("First enter your student number in the job card.", "先在工单里填学号。")
        shown = widgets.HTML(page.wrap(f"<p>{wait}</p>"))

        def ready() -> None:
            shown.value = self.html()

        self.card.when_identified(ready)
        return shown

    def _repr_mimebundle_(self, **_options: object) -> dict[str, Any]:
        if is_being_graded():
            return {"text/plain": self.title()}
        if page_is_being_made():
            return {"text/html": self.html(), "text/plain": self.title()}
        bundle: dict[str, Any] = self.widget()._repr_mimebundle_()
        return bundle


def cards(card: JobCard) -> Cards:
    """Give the cards of the student's own."""
    return Cards(card)


def verdict_words() -> dict[str, str]:
    """Give what may be said of a proof, as a job card offers it."""
    return {
        "proven": label("dead, proven", "已证明无电"),
        "voltage": label("not dead: voltage is there", "未断电：仍有电压"),
        "meter": label("not proven: the meter did not work", "未证明：仪表失效"),
        "incomplete": label("not proven: something was left out", "未证明：步骤不全"),
    }


def _volts(volts: float | None) -> str:
    return "–" if volts is None else f"{volts:.1f} V".replace("-", "−")
