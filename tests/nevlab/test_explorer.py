"""An explorer: declared once, a figure with numbers on a page, widgets in a notebook."""

import asyncio
import html
import math
import re

import numpy as np
import pytest

from nevlab import bench
from nevlab.bench import style
from nevlab.bench.drawn import drawn
from nevlab.bench.latest import Latest
from nevlab.messages import WorkshopError

CALLS = []


def line(slope_v_ms, sign):
    CALLS.append((slope_v_ms, sign))
    if slope_v_ms == 7:
        raise ValueError("seven is out of order")
    y = [(-1 if sign == "down" else 1) * slope_v_ms * x for x in range(10)]
    return bench.Picture(
        [bench.Curve("U <line>", range(10), y)],
        [bench.Number("End", y[-1], "V"), bench.Number("Slope", slope_v_ms, "V/ms", digits=3)],
        [bench.Level("limit", 20), bench.Level("cursor", 5, axis="x")],
    )


def explorer(**more):
    return bench.Explorer(
        line,
        sliders=[bench.Slider("slope_v_ms", "Slope", "V/ms", low=0, high=10, step=0.5, value=2)],
        switches=[bench.Switch("sign", "Direction", {"up": "upwards", "down": "downwards"}, "up")],
        x=bench.Axis("Time", "ms"),
        y=bench.Axis("Voltage", "V", low=-100, high=100),
        reference=[bench.Curve("measured", [0, 9], [0, 18], "points")],
        caption="A line.",
        alt='A line that rises to 18 V, "steeply" & <straight>',
        **more,
    )


@pytest.fixture(autouse=True)
def no_calls():
    CALLS.clear()


def page_of(bundle: dict) -> str:
    return bundle["text/html"]


def lines_of(page: str) -> list[str]:
    return re.findall(r'<path class="nevlab-line[^"]*" d="([^"]+)"', page)


def test_a_page_has_the_figure_its_description_and_the_numbers(monkeypatch):
    monkeypatch.setenv("NEVLAB_STATIC", "1")
    page = page_of(explorer()._repr_mimebundle_())
    alt = re.search(r'<svg class="nevlab-plot"[^>]* aria-label="([^"]*)"', page)[1]
    assert html.unescape(alt) == 'At the first settings: A line that rises to 18 V, "steeply" & <straight>'
    assert "<figure>" in page
    assert "<figcaption>A line.</figcaption>" in page
    rows = re.findall(r'<tr><th scope="row">(.*?)</th><td>(.*?)</td></tr>', page)
    assert rows == [("End", "18.0 V"), ("Slope", "2.000 V/ms")]
    assert "Slope = 2 V/ms; Direction = upwards" in page
    assert "Simulation does not authorise high-voltage work" in page
    assert re.findall(r"<script ([^>]*)>", page) == ['type="text/plain" class="nevlab-table" data-letters=""']
    assert "http" not in page and "<style" not in page


def test_a_page_is_the_same_bytes_each_time():
    assert explorer().still() == explorer().still()


def test_the_picture_follows_the_controls():
    assert explorer().picture(sign="down").numbers[0].value == -18
    assert lines_of(explorer().html(slope_v_ms=5)) != lines_of(explorer().html())


def test_a_notebook_has_a_labelled_control_each_and_redraws():
    widget = explorer().widget()
    slider, switch, again, shown = widget.children
    assert (slider.description, slider.min, slider.max, slider.step) == ("Slope (V/ms)", 0, 10, 0.5)
    assert switch.description == "Direction"
    assert "18.0 V" in shown.value
    slider.value = 4
    assert "36.0 V" in shown.value
    switch.value = "down"
    assert "-36.0 V" in shown.value
    again.click()
    assert (slider.value, switch.value) == (2, "up")
    assert "18.0 V" in shown.value


def test_the_longest_label_has_room_and_the_controls_stand_in_line():
    slider, switch, *_ = explorer().widget().children
    # "Slope (V/ms)" has 12 letters of 0.56 em, and 1 em is left free
    assert slider.style.description_width == switch.style.description_width == "7.7em"


def test_a_model_that_refuses_says_why_in_the_notebook():
    slider, _switch, _again, shown = explorer().widget().children
    slider.value = 7
    assert "seven is out of order" in shown.value
    slider.value = 2
    assert "18.0 V" in shown.value


def test_a_dragged_slider_redraws_for_its_last_value():
    async def drag():
        slider = explorer().widget().children[0]
        CALLS.clear()
        for value in (3, 4, 5, 6):
            slider.value = value
        await asyncio.sleep(0.2)

    asyncio.run(drag())
    assert CALLS == [(6, "up")]


def test_latest_acts_again_for_a_later_burst():
    done = []

    async def bursts():
        latest = Latest(lambda: done.append(1))
        for _ in range(2):
            latest.ask()
            latest.ask()
            await asyncio.sleep(0.1)

    asyncio.run(bursts())
    assert done == [1, 1]


def many(level):
    return bench.Picture(
        [bench.Curve("path", [0, 1], [0, level])],
        [bench.Words("Verdict", "in <order>")],
        table=bench.Table(("Point", "Reading"), [("A", "1 V"), ("B", "OL")]),
        beside=bench.Beside(
            [bench.Curve("circle", [0, 1, 0, -1, 0], [1, 0, -1, 0, 1])],
            x=bench.Axis("re", "A", -2, 2), y=bench.Axis("im", "A", -2, 2), alt=f"A circle at {level}", equal=True,
        ),
    )  # fmt: skip


def test_words_a_table_and_a_second_drawing_with_its_own_description():
    shown = bench.Explorer(
        many, sliders=[bench.Slider("level", "Level", value=1)], x=bench.Axis("t"), y=bench.Axis("U"), alt="A line"
    )
    page = shown.html(level=0.5)
    assert re.findall(r'<svg class="nevlab-plot"[^>]* aria-label="([^"]*)"', page) == [
        "At the first settings: A line", "A circle at 0.5",
    ]  # fmt: skip
    assert '<tr><th scope="row">Verdict</th><td>in &lt;order&gt;</td></tr>' in page
    assert "<thead><tr><th>Point</th><th>Reading</th></tr></thead>" in page
    assert '<tr><th scope="row">B</th><td>OL</td></tr>' in page


def extent(page, first=1):
    """Give how wide and how high [pixels] the first line is."""
    x, y = np.array([point.split() for point in re.split("[ML]", lines_of(page)[0])[first:]], dtype=float).T
    return np.ptp(x), np.ptp(y)


def test_equal_axes_draw_a_circle_round():
    turn = [2 * math.pi * step / 90 for step in range(91)]
    circle = [bench.Curve("", [math.cos(t) for t in turn], [math.sin(t) for t in turn])]
    axes = bench.Axis("re", "A", -2, 2), bench.Axis("im", "A", -2, 2)

    def shown(equal):
        second = bench.Beside(circle, *axes, alt="circle", equal=equal)
        return bench.Explorer(lambda: bench.Picture([], beside=second), x=axes[0], y=axes[1], alt="").html()

    wide, high = extent(shown(True))
    assert wide == pytest.approx(high, abs=0.5)
    wide, high = extent(shown(False))
    assert wide > 1.2 * high


def test_marks_stand_along_the_axis():
    curve = bench.Picture([bench.Curve("", [1, 2], [0, 1])])
    page = drawn(curve, bench.Axis("n", "", 0, 3, {1: "一", 2: "二", 4: "四"}), bench.Axis("U"), "alt")
    assert re.findall(r'text-anchor="middle">([^<]+)<', page) == ["一", "二"]


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 400, ["0", "100", "200", "300", "400"]),
        (-0.35, 0.61, ["−0.2", "0.0", "0.2", "0.4", "0.6"]),
        (86.3, 86.6, ["86.30", "86.35", "86.40", "86.45", "86.50", "86.55", "86.60"]),
    ],
)
def test_an_axis_is_numbered_in_round_steps(low, high, ticks):
    page = drawn(bench.Picture([]), bench.Axis("t"), bench.Axis("U", "", low, high), "alt")
    assert re.findall(r'text-anchor="end">([^<]+)<', page)[:-1] == ticks


def test_a_curve_has_gaps_where_it_is_not_known():
    curve = bench.Curve("", [0, 1, 2, 3, 4], [0, 1, math.nan, 1, math.inf])
    assert (
        lines_of(drawn(bench.Picture([curve]), bench.Axis("t", "", 0, 4), bench.Axis("U", "", 0, 1), "alt"))[0].count(
            "M"
        )
        == 2
    )


def test_the_grader_draws_nothing(monkeypatch):
    monkeypatch.setenv("NEVLAB_STUDENT", "20240001")
    assert list(explorer()._repr_mimebundle_()) == ["text/plain"]
    assert CALLS == []


def test_latin_labels_do_not_load_the_chinese_font():
    with style.context("Voltage (V)", "τ in Ω·µF"):
        import matplotlib as mpl

        assert mpl.rcParams["font.family"] == ["DejaVu Sans"]


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: bench.Slider("r_ohm", "R", "Ω", low=5, high=5, step=1, value=5), "low 5 < high 5"),
        (lambda: bench.Slider("r_ohm", "R", "Ω", low=0, high=5, step=0, value=1), "step 0 > 0"),
        (lambda: bench.Slider("r_ohm", "R", "Ω", low=0, high=5, step=1, value=6), "value 6"),
        (lambda: bench.Slider("r_ohm", "R", "Ω", low=0, high=float("nan"), step=1, value=1), "r_ohm"),
        (lambda: bench.Switch("fault", "Fault", {"none": "none"}, "open"), "open is not one of its options: none"),
        (lambda: bench.Curve("U", [1, 2], [1]), "2 x values and 1 y values"),
        (lambda: bench.Explorer(line, switches=[bench.Switch("a", "A", {"x": "x"}, "x")] * 2, x=bench.Axis("t"),
                                y=bench.Axis("U"), alt=""), "a name of its own; given: a, a"),
    ],
)  # fmt: skip
def test_an_authors_slip_is_named(make, words):
    with pytest.raises(WorkshopError, match=re.escape(words)):
        make()


def test_some_controls_are_shown_and_the_others_stand_at_their_first_values():
    whole = bench.cooling.explorer()
    some = whole.with_controls("fan", "clogged")
    assert [control.name for control in some.controls] == ["fan", "clogged"]
    assert some.facts(clogged=4, fan="dead") == whole.facts(clogged=4, fan="dead")
    assert some.facts() == whole.facts()
    assert len(whole.controls) == 6
    with pytest.raises(WorkshopError, match="flow_rate"):
        whole.with_controls("flow_rate")
