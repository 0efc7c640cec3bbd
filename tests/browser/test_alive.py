"""Pages without a kernel in a real browser: each explorer of the book compared with its model, the examples played."""

from __future__ import annotations

import ast
import random
import re
import sys
from functools import cache

import pytest
from real_book import ROOT

from nevbook.curriculum import read_curriculum
from nevbook.publishing.languages import docname
from nevlab.bench import Explorer, Switch, shown
from nevlab.bench import page as bench_page
from nevlab.bench.tabulated.choices import choices

sys.path.insert(0, str(ROOT / "tests/nevlab"))
from tables import reading_is_true, spreads, strays

pytestmark = pytest.mark.browser

#: As in the tests of the tables, and half a pixel that a coordinate on the page is rounded by.
CURVE = 0.018


def with_explorers(code, course=""):
    """Give the chapters of one language, those of one course or all: address → document."""
    curriculum, _ = read_curriculum(ROOT)
    found = {}
    for chapter in curriculum.chapters:
        if code in chapter.pages and course in ("", chapter.course_id):
            document = chapter.pages[code]
            found[f"{code}/{docname(document.path, ROOT)}.html"] = document
    return found


@cache
def explorers(code, course):
    """Give the explorers of a course's chapters in the language that is set, made once: address → explorers."""
    return {address: explorers_of(document) for address, document in with_explorers(code, course).items()}


def explorers_of(document):
    """Run the cells of a chapter and give the explorers that are their last lines."""
    names, made = {}, []
    for cell in document.code_cells:
        tree = ast.parse(cell.source)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, "cell", "exec"), names)
        if last is not None:
            value = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
            if isinstance(value, Explorer):
                made.append(value)
    return made


COURSES = [course.id for course in read_curriculum(ROOT)[0].courses]
FIRST, *OTHERS = [pytest.param((code, course), id=f"{code}-{course}") for code in ("en", "zh") for course in COURSES]
PARTS = [FIRST, *(pytest.param(*one.values, id=one.id, marks=pytest.mark.slow) for one in OTHERS)]


@pytest.fixture(params=PARTS)
def part(request, monkeypatch, tmp_path):
    """Give a part of the book, a language and a course, with the language set."""
    monkeypatch.setenv("NEVLAB_STATIC", "1")
    monkeypatch.setenv("NEVLAB_LANG", request.param[0])
    monkeypatch.chdir(tmp_path)
    return request.param


@pytest.fixture
def quiet(page):
    """Give the page; a script error or a request past its folder fails the test."""
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: said.type != "error" or wrong.append(said.text))
    page.on("request", lambda ask: ask.url.startswith(("file:", "http://127.0.0.1", "data:")) or wrong.append(ask.url))
    yield page
    assert wrong == []


READ = """place => ({
  setting: JSON.parse(place.dataset.setting),
  numbers: [...place.querySelectorAll('.nevlab-shown .nevlab-side > table:not(:has(thead)) tr')]
    .map(row => [...row.children].map(cell => cell.textContent)),
  wrong: place.querySelector('.nevlab-bad')?.textContent || '',
  said: place.querySelector('.nevlab-settings')?.textContent || '',
  cells: [...place.querySelectorAll('.nevlab-grid td')].map(cell => cell.textContent.replace('–', '')),
  lines: [...place.querySelectorAll('.nevlab-plot')].map(plot => {
    const inside = plot.querySelector('svg');
    return {
      wide: Number(inside.getAttribute('width')), high: Number(inside.getAttribute('height')),
      paths: [...inside.querySelectorAll('path.nevlab-line:not(.nevlab-ref)')].map(path => path.getAttribute('d')),
    };
  }),
})"""


def agrees(read, explorer):
    """Compare what stands on the page with what the model gives at the setting that is named there."""
    names = [control.name for control in explorer.controls]
    values = [choices(control)[place] for control, place in zip(explorer.controls, read["setting"], strict=True)]
    picture = explorer.facts(**dict(zip(names, values, strict=True)))
    if "error" in picture:
        assert read["wrong"] == picture["error"]
        return
    ranges = ranges_of(explorer)
    assert len(read["numbers"]) == len(picture["numbers"])
    for (name, one), (true_name, other) in zip(read["numbers"], picture["numbers"], strict=True):
        assert name == true_name
        assert reading_is_true(one, other, ranges.get(name, 0.0)), (values, name, one, other)
    if "grid" in picture:
        assert all(map(reading_is_true, read["cells"], picture["grid"]["cells"])) and read["cells"]
        return
    drawn = [(picture, explorer.scales.x, explorer.scales.y, explorer.x, explorer.y)]
    if "beside" in picture:
        second = explorer.picture(**dict(zip(names, values, strict=True))).beside
        drawn.append((picture["beside"], *explorer.scales.beside, second.x, second.y))
    for plot, (told, _, _, x_axis, y_axis) in zip(read["lines"], drawn, strict=True):
        ends = [
            ends_of(axis, name, told, explorer if told is picture else None)
            for axis, name in ((x_axis, "x"), (y_axis, "y"))
        ]
        lines = [curve for curve in told["curves"] if curve["style"] != "points"]
        for path, curve in zip(plot["paths"], lines, strict=True):
            here = [[float(one) for one in point.split()] for point in re.split("[ML]", path)[1:]]
            line = [(ends[0][0] + x / plot["wide"] * (ends[0][1] - ends[0][0]),
                     ends[1][1] - y / plot["high"] * (ends[1][1] - ends[1][0])) for x, y in here]  # fmt: skip
            near = [
                (x, y) for x, y in zip(curve["x"], curve["y"], strict=True)
                if x is not None and y is not None and inside(ends[0], x) and inside(ends[1], y)
            ]  # fmt: skip
            if near:
                off = strays(tuple(zip(*line, strict=True)), tuple(zip(*near, strict=True)), *(b - a for a, b in ends))
                assert off < CURVE, (values, curve["label"], off)


@cache
def ranges_of(explorer):
    return spreads(explorer, random.Random(3))


def ends_of(axis, name, told, explorer):
    """Give the ends of an axis of the page's plot: declared, or 5 % beyond what is drawn."""
    curves = [*told["curves"], *(explorer.head["reference"] if explorer else [])]
    known = [value for curve in curves for value in curve[name] if value is not None]
    known += [level[name] for level in told["levels"] if level.get(name) is not None]
    low = min(known) if axis.low is None else axis.low
    high = max(known) if axis.high is None else axis.high
    if not high > low:
        low, high = low - 0.5, low + 0.5
    margin = 0.05 * (high - low)
    return low - margin * (axis.low is None), high + margin * (axis.high is None)


def inside(ends, value):
    return ends[0] <= value <= ends[1]


def test_every_explorer_of_the_book_answers_to_its_controls(addresses, quiet, part):
    language, _ = part
    way = {"en": "file", "zh": "http"}[language]
    moved = between = 0
    for address, made in explorers(*part).items():
        quiet.goto(addresses[way] + address)
        places = quiet.locator(".nevlab-explorer")
        assert places.count() == len(made), address
        for place, explorer in zip(places.all(), made, strict=True):
            quiet.wait_for_function("place => 'alive' in place.dataset", arg=place.element_handle())
            agrees(place.evaluate(READ), explorer)
            knots = place.evaluate("place => place.nevlab.table.knots")
            drawn = random.Random(address)
            for _ in range(5 if explorer.controls else 0):
                for number, (control, field) in enumerate(
                    zip(explorer.controls, place.locator(".nevlab-controls :is(input, select)").all(), strict=True)
                ):
                    if isinstance(control, Switch):
                        field.select_option(index=drawn.randrange(len(control.options)))
                    elif number % 2:
                        field.fill(str(drawn.randint(0, int(field.get_attribute("max")))))
                    else:
                        field.focus()
                        quiet.keyboard.press(drawn.choice(["Home", "End", "PageUp", "PageDown"]))
                        for _ in range(drawn.randrange(4)):
                            quiet.keyboard.press(drawn.choice(["ArrowRight", "ArrowLeft"]))
                read = place.evaluate(READ)
                between += any(one not in known for one, known in zip(read["setting"], knots, strict=True))
                moved += 1
                agrees(read, explorer)
            if explorer.controls:
                place.get_by_role("button", name={"en": "Reset", "zh": "复位"}[language]).click()
                assert place.evaluate(READ)["setting"] == [
                    choices(control).index(control.value) for control in explorer.controls
                ]
    assert moved > 20 and between > 2


def test_a_slider_follows_the_mouse_and_is_said(addresses, quiet):
    address = next(address for address in with_explorers("en") if "resolver" in address)
    quiet.goto(addresses["file"] + address)
    place = quiet.locator(".nevlab-explorer[data-alive]").first
    slider = place.locator("input[type=range]").first
    slider.scroll_into_view_if_needed()
    before, box = place.evaluate(READ), slider.bounding_box()
    quiet.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + box["height"] / 2)
    quiet.mouse.down()
    quiet.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + box["height"] / 2, steps=5)
    quiet.mouse.up()
    after = place.evaluate(READ)
    assert after["setting"] != before["setting"] and after["numbers"] != before["numbers"]
    # By name: the label, the value with its unit; and, once it stands, the readings in a live region.
    label = place.locator("label").first.inner_text()
    assert quiet.get_by_label(label).first.get_attribute("aria-valuetext").endswith("°")
    said = place.locator("[role=status]")
    quiet.wait_for_function("said => said.textContent", arg=said.element_handle())
    assert after["numbers"][0][1] in said.text_content()


def test_the_script_draws_what_python_draws(addresses, quiet, part):
    for address, made in explorers(*part).items():
        quiet.goto(addresses["file"] + address)
        for place, explorer in zip(quiet.locator(".nevlab-explorer").all(), made, strict=True):
            quiet.wait_for_function("place => 'alive' in place.dataset", arg=place.element_handle())
            told, drawn = place.evaluate(
                "place => [place.nevlab.told, nevlab.body(place.nevlab.head, place.nevlab.told, 500)]"
            )
            assert drawn == shown.body(explorer.head, told, 500)


@pytest.mark.slow
def test_without_a_script_and_in_print_everything_stands_there(addresses, chromium):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    for address in with_explorers("en"):
        page.goto(addresses["file"] + address)
        for place in page.locator(".nevlab-explorer").all():
            assert place.locator(".nevlab-plot, .nevlab-heat").first.bounding_box()["height"] > 150
        for row in page.locator(".nevlab-steps tbody tr").all():
            assert row.is_visible()
    context.close()
    context = chromium.new_context()
    page = context.new_page()
    page.goto(addresses["file"] + next(iter(with_explorers("en"))))
    page.emulate_media(media="print")
    assert all(row.is_visible() for row in page.locator(".nevlab-steps tbody tr").all())
    context.close()


STEP = {"en": re.compile(r"Step (\d+) of (\d+)"), "zh": re.compile(r"第 (\d+) 步，共 (\d+) 步")}


@pytest.mark.slow
def test_every_worked_example_is_played_by_keyboard(addresses, quiet, part):
    language, _ = part
    played = 0
    for address in with_explorers(*part):
        quiet.goto(addresses["file"] + address)
        for place in quiet.locator(".nevlab-steps").all():
            played += 1
            status = place.locator("[role=status]")
            number, count = map(int, STEP[language].search(status.inner_text()).groups())
            rows = place.locator("tr[data-step]")
            assert (number, rows.count()) == (1, count) and count > 5
            assert [row.is_visible() for row in rows.all()] == [True] + [False] * (count - 1)
            place.locator("button").nth(2).focus()
            quiet.keyboard.press("Enter")
            quiet.keyboard.press("ArrowRight")
            assert STEP[language].search(status.inner_text())[1] == "3"
            assert rows.nth(2).get_attribute("aria-current") == "step" and not rows.nth(3).is_visible()
            assert rows.nth(2).locator("th").inner_text() in status.text_content()
            quiet.keyboard.press("End")
            assert rows.nth(count - 1).is_visible()
            quiet.keyboard.press("Home")
            for step in range(count):
                picture = rows.nth(step).locator("xpath=following-sibling::tr[1][contains(@class, 'nevlab-picture')]")
                assert not picture.count() or picture.is_visible()
                quiet.keyboard.press("ArrowRight")
            place.locator("button").nth(4).press("Space")
            assert all(row.is_visible() for row in rows.all())
    assert played >= 3


def test_a_worked_example_plays_by_itself(addresses, quiet):
    quiet.clock.install()
    quiet.goto(addresses["file"] + next(address for address in with_explorers("en") if "precharge" in address))
    place = quiet.locator(".nevlab-steps").first
    button = place.get_by_role("button", name="Play")
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    quiet.clock.run_for(3500)
    assert "Step 2" in place.locator("[role=status]").inner_text()
    button.click()
    quiet.clock.run_for(9000)
    assert "Step 2" in place.locator("[role=status]").inner_text()
    assert button.get_attribute("aria-pressed") == "false"


def test_pages_are_light(built):
    """With what stands in them; the scripts and looks of the benches are loaded once for the whole book."""
    pages = [path for path in built.rglob("*.html") if "_static" not in path.parts]
    sizes = [path.stat().st_size for path in pages]
    assert sum(sizes) / len(sizes) < 300_000
    assert max(sizes) < 600_000
    scripts = built / "en/_static/nevlab"
    assert {path.name for path in scripts.iterdir()} == set(bench_page.STATIC)
    assert sum(path.stat().st_size for path in scripts.iterdir()) < 60_000
