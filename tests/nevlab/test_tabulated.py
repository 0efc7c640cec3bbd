"""Tables for pages without a kernel: every explorer of the library compared with its model; texts, templates, room."""

import json
import random
import re

import numpy as np
import pytest
from tables import library, reading_is_true, somewhere, spreads, strays

from nevlab import bench
from nevlab.bench.tabulated.choices import choices
from nevlab.bench.tabulated.leaves import facts, leaves, text
from nevlab.bench.tabulated.reader import Reader
from nevlab.bench.tabulated.table import unpack

#: Off the axis by 1 %, and by what was left out of the curves.
CURVE = 0.0145
#: Many controls, or a model that takes milliseconds: their tables take five seconds and more.
LONG = {
    "braking.explorer", "can_bus.explorer", "cells.explorer", "charging.pilot", "cooling.explorer",
    "insulation.explorer", "insulation.tester", "interlock.explorer", "inverter.currents.currents",
    "inverter.diodes.diodes", "inverter.link.discharge", "operating_point.explorer", "precharge.explorer",
    "soc.explorers.counting", "work_bay.explorer.body_current",
}  # fmt: skip

#: With too many controls for a fine table: a page shows these.
FEWER = {"operating_point.explorer": ("torque_nm", "speed_rpm", "link_voltage_v", "current_limit_a")}


def table_on_page(explorer, monkeypatch):
    monkeypatch.setenv("NEVLAB_STATIC", "1")
    html = explorer._repr_mimebundle_()["text/html"]
    return html, unpack(re.search(r'class="nevlab-table"[^>]*>([^<]+)<', html)[1])


def ask(told, explorer, values):
    """Set the controls of a page as near to `values` as they go; give what is shown, and at which values."""
    setting = []
    for control, there in zip(explorer.controls, told["controls"], strict=True):
        place = choices(control).index(values[control.name])
        setting.append(min(there["offered"], key=lambda one, place=place: abs(one - place)))
    shown, at = Reader(told["table"]).at(tuple(setting))
    names = [control.name for control in explorer.controls]
    at_values = [choices(control)[place] for control, place in zip(explorer.controls, at, strict=True)]
    return facts(shown), dict(zip(names, at_values, strict=True))


def curves(picture, scales):
    for curve in picture.get("curves", []):
        yield curve, scales.x, scales.y
    for curve in picture.get("beside", {}).get("curves", []):
        yield curve, *scales.beside


def agree(shown, true, scales, ranges):
    if "error" in true or "error" in shown:
        assert shown == true
        return
    assert [name for name, _ in shown["numbers"]] == [name for name, _ in true["numbers"]]
    for (name, one), (_, other) in zip(shown["numbers"], true["numbers"], strict=True):
        assert reading_is_true(one, other, ranges.get(name, 0.0)), (name, one, other)
    for key in ("table", "grid"):
        assert (key in shown) == (key in true)
    if "table" in true:
        for row, other in zip(shown["table"]["rows"], true["table"]["rows"], strict=True):
            assert all(reading_is_true(one, two) for one, two in zip(row, other, strict=True)), (row, other)
    if "grid" in true:
        assert shown["grid"]["marked"] == true["grid"]["marked"]
        assert all(map(reading_is_true, shown["grid"]["cells"], true["grid"]["cells"]))
    for (curve, x, y), (other, _, _) in zip(curves(shown, scales), curves(true, scales), strict=True):
        assert (curve["label"], curve["style"]) == (other["label"], other["style"])
        near = [(a, b) for a, b in zip(other["x"], other["y"], strict=True) if visible(x, a) and visible(y, b)]
        if near:
            off = strays((curve["x"], curve["y"]), tuple(zip(*near, strict=True)), x.span, y.span)
            assert off < CURVE, (curve["label"], off)


def visible(scale, value):
    return value is not None and scale.low - 0.02 * scale.span <= value <= scale.high + 0.02 * scale.span


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.slow if name in LONG else ()) for name in sorted(library())]
)
def test_the_table_of_every_explorer_shows_what_its_model_gives(name, monkeypatch):
    monkeypatch.setenv("NEVLAB_LANG", "en")
    explorer = library()[name]()
    if name in FEWER:
        explorer = explorer.with_controls(*FEWER[name])
    html, told = table_on_page(explorer, monkeypatch)
    assert len(html) < 100_000
    assert "Simulation does not authorise" in html
    drawn = random.Random(7)
    ranges = spreads(explorer, drawn)
    for _ in range(40 if explorer.controls else 1):
        shown, values = ask(told, explorer, somewhere(explorer, drawn))
        agree(shown, explorer.facts(**values), explorer.scales, ranges)
    # What is shown first is exact, and is what stands there without a script.
    shown, values = ask(told, explorer, {control.name: control.value for control in explorer.controls})
    assert values == {control.name: control.value for control in explorer.controls}
    assert shown["numbers"] == explorer.facts()["numbers"]


@pytest.mark.parametrize("name", sorted(library()))
def test_what_is_drawn_is_what_the_model_gives(name, monkeypatch):
    """Wherever a curve goes within the axes; an axis with an open end goes as far as the curve."""
    monkeypatch.setenv("NEVLAB_LANG", "en")
    explorer, drawn = library()[name](), random.Random(5)
    for _ in range(6 if explorer.controls else 1):
        values = somewhere(explorer, drawn)
        told = explorer.facts(**values)
        if "error" in told or "grid" in told:
            continue
        for key, axis in (("x", explorer.x), ("y", explorer.y)):
            true = [np.array(getattr(curve, key), dtype=float) for curve in explorer.picture(**values).curves]
            every = np.concatenate([*true, [np.nan]])
            low, high = (
                end if end is not None else most(every, initial=0.0, where=np.isfinite(every))
                for end, most in ((axis.low, np.min), (axis.high, np.max))
            )
            allowed = max(0.01 * (high - low), getattr(explorer.scales, key).span / 1000)
            for one, curve in zip(true, told["curves"], strict=True):
                shown = np.array(curve[key], dtype=float)
                inside = (one >= low) & (one <= high)
                assert np.abs(shown - one)[inside].max(initial=0.0) <= allowed, (values, key, curve["label"])


def test_every_control_moves_on_the_page(monkeypatch):
    """A slider offers its first value and both ends at least, a switch all its options."""
    explorer = library()["precharge.explorer"]()
    _, told = table_on_page(explorer, monkeypatch)
    for control, there in zip(explorer.controls, told["controls"], strict=True):
        offered = [choices(control)[place] for place in there["offered"]]
        wanted = (
            list(control.options) if isinstance(control, bench.Switch) else [control.low, control.value, control.high]
        )
        assert set(wanted) <= set(offered)


@pytest.mark.parametrize(
    ("words", "template", "numbers"),
    [
        ("K+ closes after 300 ms", "K+ closes after {0} ms", (300.0,)),
        ("-12.50 V", "{2} V", (-12.5,)),
        ("60.0 kΩ to 1.5 MΩ", "{1} kΩ to {1} MΩ", (60.0, 1.5)),
        ("OL", "OL", ()),
        ("007", "007", ()),
    ],
)
def test_a_text_is_a_template_with_numbers(words, template, numbers):
    assert text(words) == (("text", template), numbers)


def test_a_picture_comes_back_from_its_pieces():
    told = {
        "curves": [{"label": "a {0} b", "style": "line", "x": [0.0, 1.5], "y": [None, 2.0]}],
        "numbers": [["U", "3.25 V"], ["verdict", "in order"]],
        "levels": [], "equal": False, "low": None,
    }  # fmt: skip
    assert json.loads(json.dumps(facts(leaves(told)))) == told


def stepped(level_v, kind):
    """A model with everything that cannot be interpolated: a jump, words, a failure, curves of two lengths."""
    if level_v > 9 and kind == "hard":
        raise ValueError(f"{level_v:.1f} V is too much")
    count = 3 if level_v < 5 else 4
    return bench.Picture(
        [bench.Curve("U", list(range(count)), [level_v] * count)],
        [
            bench.Number("U", level_v + (100 if level_v >= 5 else 0), "V"),
            bench.Words("so", "low" if level_v < 5 else "high"),
        ],
    )


def test_between_two_kinds_of_picture_the_nearest_known_one_is_shown(monkeypatch):
    explorer = bench.Explorer(
        stepped,
        sliders=[bench.Slider("level_v", "level", "V", 0, 10, 0.001, 2)],
        switches=[bench.Switch("kind", "kind", {"soft": "soft", "hard": "hard"}, "soft")],
        x=bench.Axis("n"), y=bench.Axis("U", "V", 0, 10), alt="U",
    )  # fmt: skip
    html, told = table_on_page(explorer, monkeypatch)
    assert "interpolated" in html
    moved = 0
    for kind in ("soft", "hard"):
        for level in (0, 1.234, 2, 4.999, 5, 5.001, 8.7, 8.999, 9.001, 10):
            shown, values = ask(told, explorer, {"level_v": level, "kind": kind})
            agree(shown, explorer.facts(**values), explorer.scales, {})
            moved += values["level_v"] != level
    assert 0 < moved < 12


@pytest.mark.slow
def test_a_model_that_bends_too_much_is_offered_at_the_values_of_the_table_alone(monkeypatch):
    from math import sin

    explorer = bench.Explorer(
        lambda phase: bench.Picture([], [bench.Number("wave", sin(37 * phase), "", 3)]),
        sliders=[bench.Slider("phase", "phase", "", 0, 100, 0.001, 0)], x=bench.Axis("x"), y=bench.Axis("y"), alt="w",
    )  # fmt: skip
    html, told = table_on_page(explorer, monkeypatch)
    assert "values of the table" in html and "interpolated" not in html
    (control,) = told["controls"]
    assert 3 <= len(control["offered"]) < 1000
    for place in control["offered"]:
        phase = choices(explorer.controls[0])[place]
        shown, values = ask(told, explorer, {"phase": phase})
        assert values == {"phase": phase} and shown["numbers"] == [["wave", f"{sin(37 * phase) + 0.0:.3f}"]]
