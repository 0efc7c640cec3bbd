"""The real book in a real browser: both languages, served and from a folder, without anything from outside."""

from __future__ import annotations

from functools import reduce
from operator import or_

import pytest
from real_book import DOORS, ROOT, all_pages, chapters, settled

from leaks import leaks, secrets_of
from nevbook.curriculum import read_curriculum

SHOTS = ROOT / "build/screenshots"

pytestmark = pytest.mark.browser


def test_no_page_and_nothing_it_links_to_holds_a_secret(built):
    curriculum, _ = read_curriculum(ROOT)
    documents = [document for document in curriculum.documents() if "exercises" not in document.path.parts]
    public = [cell.source for document in documents for cell in document.cells]
    secrets = [secrets_of(exercise, public) for exercise in curriculum.exercises.values()]
    assert leaks(reduce(or_, secrets), built) == []


@pytest.mark.parametrize(
    ("way", "code"),
    [
        ("file", "en"),
        pytest.param("file", "zh", marks=pytest.mark.slow),
        pytest.param("http", "en", marks=pytest.mark.slow),
        pytest.param("http", "zh", marks=pytest.mark.slow),
    ],
)
def test_no_page_asks_outside_or_raises_an_error(built, addresses, chromium, way, code):
    base, wrong = addresses[way], []
    context = chromium.new_context()
    page = context.new_page()
    page.on("request", lambda ask: ask.url.startswith((base, "data:")) or wrong.append(f"asks {ask.url}"))
    page.on("response", lambda answer: answer.status < 400 or wrong.append(f"{answer.status} {answer.url}"))
    # Aborted: an icon that the page before asked for when the next one was opened.
    page.on("requestfailed", lambda ask: "ABORTED" in (ask.failure or "") or wrong.append(f"failed {ask.url}"))
    page.on("pageerror", lambda error: wrong.append(f"error {error}"))
    page.on("console", lambda said: said.type != "error" or wrong.append(f"console {said.text}"))
    assert {name.partition("/")[0] for name in all_pages(built)} == {"en", "zh"}
    pages = [name for name in all_pages(built) if name.startswith(f"{code}/")]
    assert len(pages) > 20
    for name in pages:
        settled(page, f"{base}{name}")
        formulas = page.locator("article .math").count()
        assert page.locator("article mjx-container").count() == formulas, name
        assert page.locator("mjx-merror").count() == 0, name
        assert wrong == [], name
    for name in DOORS:
        page.goto(f"{base}{name}")
        page.wait_for_url("**/book/index.html")
        assert wrong == [], name
    context.close()


FIGURES = "article .cell_output :is(img, svg[role=img])"


@pytest.mark.parametrize("code", ["en", pytest.param("zh", marks=pytest.mark.slow)])
def test_a_chapter_shows_its_text_figures_and_formulas(addresses, page, code):
    names = chapters(code)
    assert names
    for name in names:
        settled(page, addresses["http"] + name)
        assert page.locator("html").get_attribute("lang") == {"en": "en", "zh": "zh-CN"}[code]
        assert page.locator("article h1").inner_text()
        assert page.locator(".nev-facts dt").count() >= 8
        assert page.locator("article mjx-container").count() == page.locator("article .math").count()
        assert page.locator(FIGURES).count() > 0
        for figure in page.locator("article .cell_output img").all():
            assert figure.evaluate("image => image.complete && image.naturalWidth") > 300
            assert (figure.get_attribute("alt") or "").strip()
        for plot in page.locator("article .nevlab-plot:visible").all():
            assert plot.bounding_box()["width"] > 250


def test_labels_in_plots_are_in_the_pages_language(addresses, page):
    """Missing glyphs (boxes) fail the build itself: see the complaints' tests."""
    drawn = {}
    for code in ("en", "zh"):
        page.goto(addresses["http"] + chapters(code)[0])
        drawn[code] = [figure.evaluate("figure => figure.outerHTML") for figure in page.locator(FIGURES).all()]
    assert len(drawn["en"]) == len(drawn["zh"])
    assert not set(drawn["en"]) & set(drawn["zh"])


#: Without the scrolling that Playwright's own click may do first.
CLICK = "link => link.click()"


def test_the_switch_keeps_the_readers_place(addresses, page):
    english = chapters("en")[0]
    top = "section => section.getBoundingClientRect().top"
    settled(page, addresses["http"] + english)
    leaf = "article section:not(:has(section))"
    third = page.locator(leaf).nth(3)
    third.evaluate("section => section.scrollIntoView({behavior: 'instant'})")
    page.locator("a.nev-switch").evaluate(CLICK)
    page.wait_for_url(f"**/zh/{english.removeprefix('en/')}**")
    page.wait_for_function("location.hash && !location.hash.includes('~')")
    assert abs(page.locator(leaf).nth(3).evaluate(top)) < 200
    page.locator("a.nev-switch").evaluate(CLICK)
    page.wait_for_url(f"**/{english}**")
    page.wait_for_function("location.hash && !location.hash.includes('~')")
    assert abs(page.locator(leaf).nth(3).evaluate(top)) < 200
    page.goto(addresses["http"] + english)
    page.locator("a.nev-switch").evaluate(CLICK)
    page.wait_for_url(f"**/zh/{english.removeprefix('en/')}")


@pytest.mark.parametrize("way", ["http", "file"])
@pytest.mark.parametrize(("locale", "code"), [("zh-CN", "zh"), ("en-GB", "en"), ("fr-FR", "en")])
def test_the_front_door_goes_by_the_browsers_language(addresses, chromium, way, locale, code):
    context = chromium.new_context(locale=locale)
    page = context.new_page()
    page.goto(f"{addresses[way]}index.html")
    page.wait_for_url(f"**/{code}/book/index.html")
    context.close()


def test_the_front_door_has_plain_links_without_scripts(addresses, chromium):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{addresses['file']}index.html")
    page.get_by_role("link", name="中文").click()
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    context.close()


LOOKS = [("desktop", 1280, "light"), ("phone", 390, "dark")]


@pytest.mark.slow
def test_pages_fit_the_screen_and_have_their_picture_taken(built, addresses, page):
    SHOTS.mkdir(parents=True, exist_ok=True)
    pictured = {*chapters("en"), *chapters("zh"), "en/book/index.html", "zh/book/index.html", "zh/book/safety.html"}
    for name in all_pages(built):
        settled(page, f"{addresses['http']}{name}")
        for device, width, scheme in LOOKS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, device)
            if name in pictured:
                picture = f"book-{name.removesuffix('.html').replace('/', '-')}-{device}-{scheme}.png"
                page.screenshot(path=SHOTS / picture)
