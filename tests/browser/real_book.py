"""The pages of the real book, for the tests that walk through them."""

from __future__ import annotations

from pathlib import Path

from nevbook.curriculum import read_curriculum
from nevbook.publishing.languages import docname

ROOT = Path(__file__).parents[2]


def chapters(code):
    """Give the addresses of all chapters of one language, from its root."""
    curriculum, _ = read_curriculum(ROOT)
    pages = (chapter.pages[code].path for chapter in curriculum.chapters if code in chapter.pages)
    return [f"{code}/{docname(path, ROOT)}.html" for path in pages]


#: Pages that only lead to another one.
DOORS = {"index.html", "en/index.html", "zh/index.html"}


def all_pages(built):
    pages = (path for path in built.rglob("*.html") if "_static" not in path.parts)
    return sorted({path.relative_to(built).as_posix() for path in pages} - DOORS)


def settled(page, address):
    """Open a page and wait until its formulas stand."""
    page.goto(address)
    if page.locator(".math").count():
        page.wait_for_function("MathJax.startup && MathJax.startup.promise !== undefined")
        page.evaluate("MathJax.startup.promise.then(() => true)")
