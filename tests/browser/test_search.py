"""The real book's search, by what people type: the right page is among the first three, with and without a server."""

from __future__ import annotations

from pathlib import Path

import pytest
from real_book import ROOT
from ruamel.yaml import YAML

from nevbook.curriculum import read_curriculum
from nevbook.publishing import toc
from nevbook.publishing.languages import docname

pytestmark = pytest.mark.browser

QUERIES = YAML(typ="safe").load((Path(__file__).parent / "search_queries.yml").read_text(encoding="utf-8"))
CURRICULUM, _ = read_curriculum(ROOT)
LINKS = "#nev-search-results li > a"


def page_of(name, code):
    """Give the page that a line of the queries means: a chapter by its id, any other by its name."""
    chapter = CURRICULUM.chapter(name)
    return docname(chapter.pages[code].path, ROOT) if chapter else name


def type_in(page, query):
    page.fill("#nev-query", query)
    page.press("#nev-query", "Enter")


def found(page):
    addresses = [link.get_attribute("href") for link in page.locator(LINKS).all()]
    return [address.partition("#")[0].removesuffix(".html") for address in addresses]


@pytest.mark.parametrize("code", ["en", "zh"])
def test_each_chapter_has_a_query_and_each_query_a_page(code):
    lacking = [one.id for one in CURRICULUM.chapters if code in one.pages and not QUERIES[code].get(one.id)]
    assert lacking == [], f"search_queries.yml has no query in {code} for these chapters"
    pages = toc.docnames(CURRICULUM, code)
    assert [name for name in QUERIES[code] if page_of(name, code) not in pages] == []
    assert sum(map(len, QUERIES[code].values())) >= 30


@pytest.mark.parametrize("way", [pytest.param("http", marks=pytest.mark.slow), "file"])
@pytest.mark.parametrize("code", [pytest.param("en", marks=pytest.mark.slow), "zh"])
def test_search_finds_what_a_person_types(addresses, page, way, code):
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: said.type != "error" or wrong.append(said.text))
    page.goto(f"{addresses[way]}{code}/search.html")
    for name, queries in QUERIES[code].items():
        for query in queries:
            type_in(page, query)
            first = found(page)[:3]
            if page_of(name, code) not in first:
                wrong.append(f"{query!r}: {name} is not among {first}")
    assert wrong == []


@pytest.mark.parametrize("way", ["http", "file"])
def test_a_result_has_its_title_and_an_excerpt_and_leads_to_its_section(addresses, page, way):
    page.goto(f"{addresses[way]}zh/search.html?q=预充失败")
    assert page.locator("#nev-search-status").inner_text().startswith("找到 ")
    first = page.locator("#nev-search-results li").first
    assert first.locator("a").inner_text() == "预充电与接触器 › 作业任务"
    assert "预充失败" in first.locator("mark").all_inner_texts()
    first.locator("a").click()
    page.wait_for_url("**/05-precharge-contactors/chapter.html#*")
    assert page.evaluate("document.querySelector(location.hash).querySelector('h2').innerText").startswith("作业任务")


def test_what_is_nowhere_is_said_in_the_pages_language(addresses, page):
    for code, words in (("en", "Nothing found for “qqqq”."), ("zh", "没有找到“qqqq”。")):
        page.goto(f"{addresses['file']}{code}/search.html")
        type_in(page, "qqqq")
        assert page.locator("#nev-search-status").inner_text().startswith(words)
        assert found(page) == []


def test_what_is_typed_is_shown_as_text(addresses, page):
    page.goto(f"{addresses['file']}en/search.html")
    type_in(page, "<img src=x onerror=alert(1)> resolver")
    assert page.locator("#nev-search-results img, #nev-search-status img").count() == 0
    assert found(page)


def test_the_field_on_every_page_leads_to_the_results(addresses, page):
    page.goto(f"{addresses['http']}zh/book/safety.html")
    page.keyboard.press("Control+k")
    page.keyboard.type("旋变")
    page.keyboard.press("Enter")
    page.wait_for_url("**/zh/search.html?q=*")
    assert "resolver-zero-offset" in found(page)[0]
