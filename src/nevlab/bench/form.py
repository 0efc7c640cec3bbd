"""The job card as a form: student number, fields, Check, Hand in."""

from __future__ import annotations

import base64
import sys
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nevlab.bench import page, paper
from nevlab.jobcard import JobCard, hand_in
from nevlab.jobcard.checks import Outcome, run_checks
from nevlab.jobcard.journal import PRACTICE
from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.surroundings import is_being_graded, page_is_being_made

if TYPE_CHECKING:
    from ipywidgets import Widget

_LARGEST_LINK = 3_000_000
_STYLE = """<style>
.nevlab-field{margin:.6em 0}.nevlab-wide{grid-column:1/-1}
.nevlab-field .widget-text,.nevlab-field .widget-textarea,
.nevlab-field .widget-radio,.nevlab-field .widget-dropdown{flex-direction:column;height:auto;align-items:stretch}
.nevlab-field .widget-label{
 width:auto;max-width:none;white-space:normal;text-align:left;font-weight:600;
 height:auto;line-height:1.5}
.nevlab-field .widget-text input{max-width:14em}
.nevlab-field select{flex:none;height:2.2em;max-width:28em}
.nevlab-field button{max-width:100%;height:auto;white-space:normal}
.nevlab-field ol{margin:.2em 0}
.nevlab-receipt{white-space:pre-wrap;overflow-wrap:anywhere}
</style>"""


class Form:
    """The form of a job card; the last line of a cell shows it."""

    def __init__(self, card: JobCard) -> None:
        self.card = card

    def still(self) -> str:
        """Give the form to be printed and filled in by hand."""
        return paper.sheet(self.card)

    def widget(self) -> Widget:
        """Give the form to be filled in."""
        import ipywidgets as widgets

        from nevlab.bench.entries import entry

        head = f"{_STYLE}<h3>{escape(_title(self.card))}</h3>{page.notice()}" + "".join(
            f'<p class="nevlab-bad">{escape(remark)}</p>' for remark in self.card.remarks
        )
        columns = widgets.Layout(
            grid_template_columns="repeat(auto-fill, minmax(19em, 1fr))", grid_gap="0 1.2em", align_items="flex-start"
        )
        fields = widgets.GridBox([entry(self.card, field) for field in self.card.fields.values()], layout=columns)
        return widgets.VBox([widgets.HTML(page.wrap(head)), _who(self.card), fields, _end(self.card)])

    def _repr_mimebundle_(self, **_options: object) -> dict[str, Any]:
        if is_being_graded():
            return {"text/plain": _title(self.card)}
        if page_is_being_made():
            return {"text/html": self.still(), "text/plain": _title(self.card)}
        _errors_in_one_line()
        bundle: dict[str, Any] = self.widget()._repr_mimebundle_()
        return bundle


def job_card(card: JobCard) -> Form:
    """Give the form of `card`; the last line of a cell shows it."""
    return Form(card)


def _errors_in_one_line() -> None:
    # "Run All Cells" runs the tests of an exercise that nobody has worked yet: their words help, a traceback frightens.
    shell = _shell()
    if shell is not None:
        shell.InteractiveTB.set_mode("Minimal")


def _shell() -> Any:
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython else None


def _title(card: JobCard) -> str:
    return f"{label('Job card', '工单')} · {card.exercise}"


def _who(card: JobCard) -> Widget:
    import ipywidgets as widgets

    box = widgets.Text(
        description=label("Student number", "学号"), continuous_update=False, style={"description_width": "initial"}
    )
    confirm = widgets.Button(description=label("Confirm", "确定"), button_style="primary")
    correct = widgets.Button(description=label("Correct the number", "改正学号"))
    said = widgets.HTML()
    asking = widgets.HBox([box, confirm], layout=widgets.Layout(flex_flow="row wrap"))

    def enter(_event: object) -> None:
        if not box.value.strip():
            return
        said.value = _trying(lambda: card.identify(box.value)) or ""
        if not said.value:
            refresh()

    def ask(_event: object = None) -> None:
        asking.layout.display, correct.layout.display, said.value = "flex", "none", _practice(card)

    def refresh() -> None:
        if not card.student_number:
            ask()
            return
        asking.layout.display = "none"
        correct.layout.display = "none" if card.number_is_fixed else "inline-flex"
        said.value = _whose(card) + _practice(card) + _done(card)

    box.observe(enter, names="value")
    confirm.on_click(enter)
    correct.on_click(ask)
    card.when_changed(refresh)
    refresh()
    return widgets.VBox([asking, said, correct])


def _whose(card: JobCard) -> str:
    number, class_code = escape(card.student_number), escape(card.class_code)
    return f"<b>{label('Student', '学号')} {number}</b> · {label('class', '班级')} {class_code}"


def _practice(card: JobCard) -> str:
    if card.class_code != PRACTICE:
        return ""
    words = label(
        f"This is a practice car: your class's file {card.record_file.name} does not lie beside the notebook. "
        "For marks, work in the folder that your teacher handed out.",
        f"这是练习车：笔记本旁边没有班级下发的 {card.record_file.name}。要计成绩，在老师下发的文件夹里作业。",
    )
    return f'<p class="nevlab-bad">{escape(words)}</p>'


def _done(card: JobCard) -> str:
    actions = card.history.actions()
    if not actions:
        return ""
    words = label(f"Actions recorded on this car: {len(actions)}.", f"这辆车已记录 {len(actions)} 次操作。")
    return f"<br>{words}"


def _end(card: JobCard) -> Widget:
    import ipywidgets as widgets

    check = widgets.Button(description=label("Check", "检查"), icon="check")
    give = widgets.Button(description=label("Hand in", "提交"), icon="paper-plane", button_style="primary")
    said = widgets.HTML()
    hint = widgets.HTML(label("Before handing in, save the notebook: Ctrl+S.", "提交前先保存笔记本：Ctrl+S。"))

    def press_check(_button: object) -> None:
        said.value = page.wrap(_trying(lambda: _check(card)) or "")

    def press_hand_in(_button: object) -> None:
        said.value = page.wrap(_trying(lambda: _hand_in(card)) or "")

    check.on_click(press_check)
    give.on_click(press_hand_in)
    return widgets.VBox([widgets.HBox([check, give]), hint, said])


def _trying(action: Callable[[], str | None]) -> str | None:
    try:
        return action()
    except WorkshopError as error:
        return f'<p class="nevlab-bad" role="alert">✗ {escape(str(error))}</p>'


def _check(card: JobCard) -> str:
    shell = _shell()
    outcomes = run_checks(card.notebook, shell.user_ns if shell else {})
    passed = sum(outcome.state == "passed" for outcome in outcomes)
    card.checked(passed=passed, failed=len(outcomes) - passed)
    rows = "".join(_outcome(outcome) for outcome in outcomes)
    if passed == len(outcomes):
        end = label(
            "The visible tests passed. The full marking also checks your readings.",
            "可见的检查已通过。正式评分还会核对你的读数。",
        )
    else:
        end = label(
            "Not all visible tests pass yet. You may go on, and check again.",
            "还有可见的检查没有通过。改好以后可以再检查。",
        )
    return f'<ul class="nevlab-tests" role="status">{rows}</ul><p>{end}</p>'


def _outcome(outcome: Outcome) -> str:
    sign, words = {
        "passed": ("✓", label("passed", "通过")),
        "partly": ("◐", label("partly", "部分通过")),
        "not yet": ("✗", label("not yet", "还没有通过")),
    }[outcome.state]
    colour = "nevlab-good" if outcome.state == "passed" else "nevlab-bad"
    said = f": {escape(outcome.words)}" if outcome.words else ""
    return f'<li class="{colour}">{sign} <b>{escape(outcome.test)}</b> – {words}{said}</li>'


def _hand_in(card: JobCard) -> str:
    receipt = hand_in(card)
    said = label("Packed. Keep this receipt:", "已打包。保存好这张回执：")
    where = label("The zip lies beside the notebook. Give it to your teacher.", "压缩包在笔记本旁边，把它交给老师。")
    return (
        f'<p class="nevlab-good" role="status">✓ {said}</p>'
        f'<pre class="nevlab-receipt">{escape(receipt.text)}</pre>{_link(receipt.file)}<p>{where}</p>'
    )


def _link(file: Path) -> str:
    # The data stand in the link itself: a notebook server's own addresses are not known here.
    data = file.read_bytes()
    if len(data) > _LARGEST_LINK:
        return ""
    name, encoded = escape(file.name, quote=True), base64.b64encode(data).decode("ascii")
    words = label("Download", "下载")
    return f'<p><a download="{name}" href="data:application/zip;base64,{encoded}">{words} {name}</a></p>'
