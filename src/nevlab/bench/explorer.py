"""An explorer: sliders, curves and numbers, declared once for the notebook and for the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from nevlab.bench import page, shown
from nevlab.bench.controls import Slider, Switch
from nevlab.bench.facts import Facts, Scales, of_axis, of_curve, of_picture
from nevlab.bench.grid import colours
from nevlab.bench.latest import Latest
from nevlab.bench.picture import Axis, Curve, GridPicture, Picture
from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.surroundings import is_being_graded, page_is_being_made
from nevlab.vehicle.ranges import one_of

if TYPE_CHECKING:
    from ipywidgets import Widget


class Explorer:
    """A model to explore: the last line of a cell shows it.

    With a kernel it has sliders and redraws from the model; on a page without one its sliders show what a table holds
    that was worked out when the page was made. Nothing has to be declared for that.

    Parameters
    ----------
    model
        ``model(**values) -> Picture``; its parameters are the names of the controls. It may raise ValueError where the
        controls ask for something impossible; its words are shown then.
    sliders, switches
        The controls.
    x, y
        The axes.
    reference
        Curves that do not depend on the controls, such as a measured one.
    caption
        What stands below the figure.
    alt
        What the figure shows at the controls' first values, for readers who do not see it.

    Raises
    ------
    WorkshopError
        If two controls have the same name.
    """

    def __init__(
        self,
        model: Callable[..., Picture],
        *,
        sliders: Sequence[Slider] = (),
        switches: Sequence[Switch] = (),
        x: Axis,
        y: Axis,
        reference: Sequence[Curve] = (),
        caption: str = "",
        alt: str,
    ) -> None:
        self.model = model
        self.controls: tuple[Slider | Switch, ...] = (*sliders, *switches)
        self.x, self.y = x, y
        self.reference = tuple(reference)
        self.caption, self.alt = caption, alt
        names = [control.name for control in self.controls]
        if len(set(names)) != len(names):
            raise WorkshopError("controls-twice", names=", ".join(names))

    def with_controls(self, *names: str) -> Explorer:
        """Give the explorer with some of its controls, in this order; the others stand at their first values.

        A page needs a table of all settings: four controls make a fine one, seven a coarse one.

        Raises
        ------
        WorkshopError
            If there is no such control.
        """
        controls = {control.name: control for control in self.controls}
        for name in names:
            one_of(label("control", "控件"), name, controls)
        fixed = {name: control.value for name, control in controls.items()}
        fewer = copy(self)
        fewer.model = lambda **values: self.model(**fixed | values)
        fewer.controls = tuple(controls[name] for name in names)
        return fewer

    def picture(self, **values: float | str) -> Picture:
        """Give what the model shows for `values`; controls that are not named stand at their first value."""
        return self.model(**{control.name: control.value for control in self.controls} | values)

    @cached_property
    def scales(self) -> Scales:
        """How the coordinates of its pictures are rounded."""
        return Scales.of(self.x, self.y, self.picture(), self.reference)

    @cached_property
    def head(self) -> Facts:
        """What its pictures have in common: axes, reference curves, caption, description, colours of a grid."""
        grid = isinstance(self.picture(), GridPicture)
        return {
            "x": of_axis(self.x),
            "y": of_axis(self.y),
            "reference": [of_curve(curve, self.scales.x, self.scales.y) for curve in self.reference],
            "caption": self.caption,
            "alt": (label("At the first settings: ", "初始设定时：") if self.controls else "") + self.alt,
            **({"colours": colours()} if grid else {}),
        }

    def facts(self, **values: float | str) -> Facts:
        """Give what the model shows for `values` as JSON values, or the ``error`` that it raises."""
        try:
            return of_picture(self.picture(**values), self.scales)
        except ValueError as error:
            return {"error": str(error)}

    def html(self, **values: float | str) -> str:
        """Give figure and numbers for `values` as HTML."""
        return shown.body(self.head, self.facts(**values))

    def still(self) -> str:
        """Give the page's form: what is shown first, and the table with which the page's script goes on."""
        from nevlab.bench.tabulated.page import explorer

        return page.wrap(explorer(self), page.notice())

    def widget(self) -> Widget:
        """Give the notebook's form: controls, figure, numbers."""
        import ipywidgets as widgets

        width_em = max((_width_em(_title(control)) for control in self.controls), default=0)
        knobs = {control.name: _knob(control, width_em) for control in self.controls}
        drawn = widgets.HTML()

        def redraw() -> None:
            values = {name: knob.value for name, knob in knobs.items()}
            drawn.value = page.wrap(self.html(**values), page.notice())

        latest = Latest(redraw)
        for knob in knobs.values():
            knob.observe(latest.ask, names="value")
        again = widgets.Button(description=label("Reset", "复位"), icon="undo")

        def reset(_button: object) -> None:
            for control in self.controls:
                knobs[control.name].value = control.value

        again.on_click(reset)
        redraw()
        return widgets.VBox([*knobs.values(), *([again] if knobs else []), drawn])

    def _repr_mimebundle_(self, **_options: object) -> dict[str, Any]:
        if is_being_graded():
            return {"text/plain": self.alt}
        if page_is_being_made():
            return {"text/html": self.still(), "text/plain": self.alt}
        bundle: dict[str, Any] = self.widget()._repr_mimebundle_()
        return bundle


def _knob(control: Slider | Switch, label_em: float) -> Widget:
    import ipywidgets as widgets

    wide = {
        "description": _title(control),
        "style": {"description_width": f"{label_em:.1f}em"},
        "layout": {"width": "auto", "max_width": "42em"},
    }
    if isinstance(control, Switch):
        options = [(words, key) for key, words in control.options.items()]
        return widgets.Dropdown(options=options, value=control.value, **wide)
    digits = max(0, -int(Decimal(str(control.step)).normalize().as_tuple().exponent))
    return widgets.FloatSlider(
        value=control.value, min=control.low, max=control.high, step=control.step, readout_format=f".{digits}f", **wide
    )


def _title(control: Slider | Switch) -> str:
    return f"{control.label} ({control.unit})" if isinstance(control, Slider) and control.unit else control.label


def _width_em(words: str) -> float:
    """Give how wide `words` are about: a Chinese character is one em, a letter a little more than half."""
    return 1 + sum(1.0 if character >= "\u2e80" else 0.56 for character in words)
