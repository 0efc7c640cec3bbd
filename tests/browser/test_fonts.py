"""The fonts of the book: Chinese pages bring theirs and it has every character, English pages ask for none."""

from __future__ import annotations

import re

import pytest
from fontTools.ttLib import TTFont
from real_book import all_pages, chapters, settled

pytestmark = pytest.mark.browser

CHINESE = re.compile("[\u3000-\u9fff\uff00-\uffef]")
#: What a page shows or can show: folded parts and words in drawings too.
SHOWN = "document.documentElement.textContent"


@pytest.fixture(scope="module")
def characters(built):
    """Give the characters of the font that the book in Chinese brings."""
    with TTFont(built / "zh/_static/fonts/han.woff") as font:
        return {chr(code) for code in font.getBestCmap()}


@pytest.mark.slow
def test_every_chinese_character_of_a_page_is_in_the_font(built, addresses, page, characters):
    for name in all_pages(built):
        if name.startswith("zh/"):
            page.goto(addresses["http"] + name)
            assert set(CHINESE.findall(page.evaluate(SHOWN))) - characters == set(), name


def test_the_font_is_small_and_its_licence_lies_beside_it(built, characters):
    assert len(characters) > 500
    assert (built / "zh/_static/fonts/han.woff").stat().st_size < 450 * len(characters)
    assert "SIL OPEN FONT LICENSE" in (built / "zh/_static/fonts/OFL.txt").read_text(encoding="utf-8")
    assert not (built / "en/_static/fonts/han.woff").exists()


@pytest.mark.parametrize("code", ["en", "zh"])
def test_a_page_asks_for_the_fonts_that_it_needs(addresses, page, code):
    asked = []
    page.on("request", lambda ask: asked.append(ask.url.rpartition("/")[2]))
    settled(page, addresses["http"] + chapters(code)[0])
    page.evaluate("document.fonts.ready.then(() => true)")
    assert "icons.woff" in asked
    assert ("han.woff" in asked) == (code == "zh")


def test_every_icon_has_its_shape(built, addresses, page):
    """Icons are signs of a private range: one that the font lacks would be an empty box."""
    with TTFont(built / "en/_static/fonts/icons.woff") as font:
        shapes = {chr(code) for code in font.getBestCmap()}
    content = """() => [...document.querySelectorAll('*')].flatMap(one => ['::before', '::after'].map(
        which => getComputedStyle(one, which).content)).join('')"""
    for name in ("en/book/index.html", chapters("en")[0], "en/book/authoring/2-first-chapter.html"):
        settled(page, addresses["http"] + name)
        assert set(re.findall("[\ue000-\uf8ff]", page.evaluate(content))) - shapes == set(), name
