"""Every page of the book for everybody: axe-core's judgement, words for every figure, all of it by keyboard."""

from __future__ import annotations

import pytest
from real_book import all_pages, chapters, settled

from nevbook.publishing import npm

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = "run => axe.run({runOnly: run, resultTypes: ['violations']}).then(result => result.violations)"


def grave(page, kind, values):
    """Give what axe-core calls serious or critical, with the first place of each."""
    found = page.evaluate(RUN, {"type": kind, "values": values})
    return [
        f"{one['impact']} {one['id']}: {one['nodes'][0]['html'][:200]} {one['nodes'][0]['failureSummary']}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


def test_axe_finds_nothing_serious_on_any_page(built, addresses, chromium):
    axe = (npm.folder("axe-core") / "axe.min.js").read_text(encoding="utf-8")
    context = chromium.new_context()
    page, wrong = context.new_page(), {}
    for name in all_pages(built):
        # One load: the layout follows the window's width, the theme the system's colours.
        page.set_viewport_size({"width": 390, "height": 844})
        page.emulate_media(color_scheme="light")
        settled(page, addresses["http"] + name)
        page.add_style_tag(content="* { transition: none !important; }")
        page.evaluate(axe)
        found = grave(page, "rule", ["aria-hidden-focus", "scrollable-region-focusable", "target-size"])
        page.set_viewport_size({"width": 1280, "height": 900})
        found += grave(page, "tag", TAGS)
        page.emulate_media(color_scheme="dark")
        found += grave(page, "rule", ["color-contrast", "link-in-text-block"])
        if found:
            wrong[name] = found
    context.close()
    assert wrong == {}


def test_every_figure_has_words_for_those_who_do_not_see_it(built, addresses, page):
    named = """figure => figure.querySelector(':scope > title') !== null
        || figure.closest('[aria-hidden=true], [role=img][aria-label]') !== null
        || (figure.getAttribute('alt') || figure.getAttribute('aria-label') || '').trim() !== ''
        || document.getElementById(figure.getAttribute('aria-labelledby') || '') !== null"""
    for name in all_pages(built):
        page.goto(addresses["http"] + name, wait_until="domcontentloaded")
        for figure in page.locator("article :is(img, svg), main.nev-sheet :is(img, svg)").all():
            assert figure.evaluate(named), (name, figure.evaluate("figure => figure.outerHTML")[:200])


#: Give every visible control a number, and tell how many there are.
NUMBER = """() => {
    const controls = 'a[href], button, summary, input, select, textarea, iframe, [tabindex]';
    const reached = [...document.querySelectorAll(controls)].filter(one =>
        one.tabIndex >= 0 && !one.disabled && one.type !== 'hidden'
        && one.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true}) && one.getClientRects().length);
    reached.forEach((one, at) => { one.dataset.at = at; });
    return reached.length;
}"""
#: The control that has the focus: its number, whether one sees that it has it, and what it is.
FOCUSED = """() => {
    const one = document.activeElement, style = getComputedStyle(one);
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    return {at: one.dataset.at, seen: outlined || style.boxShadow !== 'none', what: one.outerHTML.slice(0, 200)};
}"""


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("code", ["en", "zh"])
def test_everything_is_reached_by_keyboard_and_shows_it(addresses, page, code, width):
    chapter = chapters(code)[0]
    page.set_viewport_size({"width": width, "height": 900})
    for name in (chapter, chapter.replace(".html", "-job-card.html"), f"{code}/book/index.html", f"{code}/search.html"):
        settled(page, addresses["http"] + name)
        count, reached = page.evaluate(NUMBER), set()
        assert count > 1
        for _ in range(count + 5):
            page.keyboard.press("Tab")
            focused = page.evaluate(FOCUSED)
            if focused["at"] is None:
                continue
            assert focused["seen"], (name, focused["what"])
            reached.add(int(focused["at"]))
        missed = [
            page.locator(f"[data-at='{at}']").evaluate("one => one.outerHTML")[:200]
            for at in range(count)
            if at not in reached
        ]
        assert missed == [], name


@pytest.mark.parametrize("code", ["en", "zh"])
def test_the_first_key_skips_to_the_text(addresses, page, code):
    settled(page, addresses["http"] + chapters(code)[0])
    page.keyboard.press("Tab")
    link = page.locator("#pst-skip-link a")
    assert link.evaluate("link => link === document.activeElement")
    page.wait_for_function("document.querySelector('#pst-skip-link a').getBoundingClientRect().top >= 0")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('main-content').contains(document.activeElement)")
