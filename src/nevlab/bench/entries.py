"""The widgets with which a job card's fields are filled in: each saves at once and says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from html import escape
from typing import Any

import ipywidgets as widgets

from nevlab.jobcard import Choice, Field, JobCard, Number, Order, Text
from nevlab.jobcard.fields import Value, plain_digits
from nevlab.labels import label
from nevlab.messages import WorkshopError

# More options than this fold into a list, so that a long card stays short.
_MANY = 4
_WIDE = widgets.Layout(width="auto", max_width="42em")


def entry(card: JobCard, field: Field) -> widgets.Widget:
    """Give the widget of `field`, which shows what the card holds and enters what is typed or chosen."""
    return _Entry(card, field).widget


class _Entry:
    def __init__(self, card: JobCard, field: Field) -> None:
        self._card = card
        self._field = field
        self._known = card.entered(field.id)
        self._sign = widgets.HTML(_saved(self._known))
        self._showing = False
        control, self._show = _control(field, self._enter)
        self._show_known()
        self.widget = widgets.VBox([control, self._sign])
        self.widget.add_class("nevlab-field")
        if isinstance(field, Order | Text):
            self.widget.add_class("nevlab-wide")
        card.when_changed(self._refresh)

    def _enter(self, value: object) -> None:
        if self._showing:
            return
        try:
            self._known = self._card.enter(self._field.id, value)
        except WorkshopError as error:
            self._sign.value = f'<span class="nevlab-bad" role="alert">✗ {escape(str(error))}</span>'
        else:
            self._sign.value = _saved(self._known, f"{datetime.now():%H:%M}")
            self._show_known()

    def _refresh(self) -> None:
        # A bench may have entered a reading; what is being typed elsewhere stays.
        held = self._card.entered(self._field.id)
        if held != self._known:
            self._known = held
            self._sign.value = _saved(held, f"{datetime.now():%H:%M}")
            self._show_known()

    def _show_known(self) -> None:
        self._showing = True
        self._show(self._known)
        self._showing = False


def _saved(value: Value, time: str = "") -> str:
    if value is None:
        return ""
    return f'<span class="nevlab-good" role="status">✓ {label("saved", "已保存")} {time}</span>'


_Enter = Callable[[object], None]
_Show = Callable[[Any], None]


def _control(field: Field, enter: _Enter) -> tuple[widgets.Widget, _Show]:
    match field:
        case Number():
            return _number(field, enter)
        case Choice():
            return _choice(field, enter)
        case Order():
            return _order(field, enter)
        case Text():
            return _typed(
                widgets.Textarea(description=field.label, rows=4, continuous_update=False, layout=_WIDE), enter
            )
    raise TypeError(f"no widget for a field of type {type(field).__name__}")


def _number(field: Number, enter: _Enter) -> tuple[widgets.Widget, _Show]:
    unit = f" ({field.unit})" if field.unit else ""
    box = widgets.Text(description=field.label + unit, placeholder=field.range(), continuous_update=False, layout=_WIDE)
    control, _ = _typed(box, enter)

    def show(value: float | None) -> None:
        box.value = "" if value is None else plain_digits(value)

    return control, show


def _typed(box: widgets.Widget, enter: _Enter) -> tuple[widgets.Widget, _Show]:
    box.observe(lambda change: enter(change["new"]), names="value")

    def show(value: str | None) -> None:
        box.value = value or ""

    return box, show


def _choice(field: Choice, enter: _Enter) -> tuple[widgets.Widget, _Show]:
    options: list[tuple[str, str | None]] = [(words, key) for key, words in field.options.items()]
    if len(options) > _MANY:
        options.insert(0, (label("– choose –", "– 选择 –"), None))
        box = widgets.Dropdown(options=options, index=0, description=field.label, layout=_WIDE)
    else:
        box = widgets.RadioButtons(options=options, value=None, description=field.label, layout=_WIDE)
    box.observe(lambda change: enter(change["new"]), names="value")

    def show(value: str | None) -> None:
        box.value = value

    return box, show


def _order(field: Order, enter: _Enter) -> tuple[widgets.Widget, _Show]:
    chosen: list[str] = []
    shown = widgets.HTML()
    steps = {
        key: widgets.Button(description=words, layout=widgets.Layout(width="auto"))
        for key, words in field.steps.items()
    }
    back = widgets.Button(
        description=label("Take back the last step", "撤回最后一步"),
        icon="undo",
        layout={"width": "auto", "align_self": "flex-start"},
    )

    def add(key: str) -> None:
        enter([*chosen, key])

    def take_back(_button: object) -> None:
        enter(chosen[:-1])

    def show(value: list[str] | None) -> None:
        chosen[:] = value or []
        for key, button in steps.items():
            button.disabled = key in chosen
        back.disabled = not chosen
        rows = "".join(f"<li>{escape(field.steps[key])}</li>" for key in chosen)
        hint = label("Press the steps in the order in which you would do them.", "按作业的先后顺序点击各步骤。")
        shown.value = f"<b>{escape(field.label)}</b><br>" + (f"<ol>{rows}</ol>" if rows else hint)

    for key, button in steps.items():
        button.on_click(lambda _button, key=key: add(key))
    back.on_click(take_back)
    flow = widgets.Layout(flex_flow="row wrap")
    return widgets.VBox([shown, widgets.HBox(list(steps.values()), layout=flow), back]), show
