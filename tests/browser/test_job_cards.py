"""The job card of each chapter on one sheet of A4, printed by a real browser."""

from __future__ import annotations

import io
import unicodedata

import pytest
from pypdf import PdfReader
from real_book import chapters, settled

pytestmark = pytest.mark.browser

A4_PT = (595, 842)
#: All that a card says below its title, in its smallest pieces.
PIECES = """card => [...card.querySelectorAll('th, td, li, p:not(.nevlab-card-title)')]
    .map(one => one.textContent).filter(words => words.trim())"""


def card_of(chapter):
    return chapter.replace(".html", "-job-card.html")


def printed(page):
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))


def plain(words):
    """Give words without blanks, and without the ligatures of print."""
    return "".join(unicodedata.normalize("NFKC", words).split())


@pytest.mark.slow
@pytest.mark.parametrize("code", ["en", "zh"])
def test_each_chapters_card_is_one_sheet_with_every_field(addresses, page, code):
    for chapter in chapters(code):
        settled(page, addresses["http"] + chapter)
        pieces = page.locator(".nevlab-card").evaluate(PIECES)
        pieces += page.locator("table.nev-order tbody").evaluate(PIECES)
        settled(page, addresses["http"] + card_of(chapter))
        pdf = printed(page)
        assert len(pdf.pages) == 1, chapter
        assert all(abs(is_ - wanted) < 2 for is_, wanted in zip(pdf.pages[0].mediabox[2:], A4_PT, strict=True))
        text = plain(pdf.pages[0].extract_text())
        assert len(pieces) > 25
        assert [words for words in pieces if plain(words) not in text] == [], chapter
        assert plain({"en": "Supervisor, date", "zh": "监护人签字、日期"}[code]) in text


def test_chinese_on_the_sheet_is_in_the_books_own_font(addresses, page):
    settled(page, addresses["http"] + card_of(chapters("zh")[0]))
    fonts = [font.get_object() for font in printed(page).pages[0]["/Resources"]["/Font"].values()]
    # Not the system's "Noto Sans CJK SC", which this machine may have.
    assert "Noto Sans SC" in [font["/FontDescriptor"].get("/FontFamily") for font in fonts if "/FontDescriptor" in font]


def test_a_long_card_is_made_smaller_until_it_fits(addresses, page):
    settled(page, addresses["http"] + card_of(chapters("zh")[0]))
    page.evaluate("""() => {
        const rows = document.querySelector('.nevlab-card-numbers tbody');
        for (const row of [...rows.children, ...rows.children, ...rows.children]) rows.append(row.cloneNode(true));
        fit();
    }""")
    pdf = printed(page)
    assert len(pdf.pages) == 1
    assert plain("监护人签字、日期") in plain(pdf.pages[0].extract_text())


@pytest.mark.parametrize("way", ["http", "file"])
def test_a_chapter_prints_its_card_with_one_click(addresses, chromium, way):
    context = chromium.new_context()
    context.add_init_script("window.print = () => { window.wasPrinted = true; }")
    page = context.new_page()
    settled(page, addresses[way] + chapters("zh")[0])
    with context.expect_page() as opened:
        page.locator("a.nev-print").click()
    card = opened.value
    card.wait_for_function("window.wasPrinted === true")
    assert card.locator("h1").inner_text().startswith("工单")
    context.close()
