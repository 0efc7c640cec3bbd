"""Links that lead nowhere fail the build; links to other servers are listed."""

from __future__ import annotations

import pytest

from nevbook.problems import problem
from nevbook.publishing import links
from nevbook.publishing.paths import BookPaths
from tiny_book import build, replace

FIRST = "courses/tiny/01-first/chapter.md"
SECOND = "courses/tiny/02-second/chapter.md"


def add(root, path, text):
    """Add a block to the end of a page, and give the line on which it stands."""
    page = root / path
    before = page.read_text(encoding="utf-8")
    page.write_text(f"{before}\n{text}\n", encoding="utf-8")
    return before.count("\n") + 2


def write(paths, name, body):
    page = paths.html("en") / name
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(f"<html><body>{body}</body></html>", encoding="utf-8")


@pytest.fixture
def paths(tmp_path):
    """Give the places of a book of two pages made by hand."""
    paths = BookPaths(tmp_path)
    write(paths, "book/index.html", '<h1 id="top">Home</h1><a href="../a/page.html#there">a page</a>')
    write(paths, "a/page.html", '<p id="there"></p><a name="old"></a>')
    return paths


@pytest.mark.parametrize(
    "good",
    [
        "../book/index.html",
        "../book/index.html#top",
        "../book/",
        "#old",
        "#",
        "page.html?x=1#there",
        "../../zh/book/index.html",
        "https://example.org/x",
        "mailto:a@example.org",
        "data:image/png;base64,AA",
        "javascript:void(0)",
    ],
)
def test_a_link_that_leads_somewhere(paths, good):
    write(paths, "a/page.html", f'<p id="there"></p><a name="old"></a><a href="{good}">x</a>')
    assert list(links.check(paths, ["en"], [])) == []


@pytest.mark.parametrize(
    "bad",
    [
        '<a href="gone.html">x</a>',
        '<a href="../book/index.html#gone">x</a>',
        '<a href="#gone">x</a>',
        '<img src="gone.png">',
        '<script src="../_static/gone.js"></script>',
        '<a href="../../../../outside.html">x</a>',
    ],
)
def test_a_link_that_leads_nowhere(paths, bad):
    write(paths, "a/page.html", f'<p id="there"></p>{bad}')
    (found,) = links.check(paths, ["en"], [])
    assert (found.code, found.path) == ("link-broken", "build/book/en/a/page.html")
    assert dict(found.values)["target"] in bad


def test_a_page_that_sphinx_complained_of_is_left_to_it(paths):
    (paths.root / "a").mkdir()
    (paths.root / "a/page.md").write_text("# A\n\nwords <a href='gone.html'>x</a>\n", encoding="utf-8")
    write(paths, "a/page.html", '<p id="there"></p><a href="gone.html">x</a>')
    (found,) = links.check(paths, ["en"], [])
    assert found.place() == "a/page.md:3"
    assert list(links.check(paths, ["en"], [problem("book-warning", "a/page.md", 3, message="x")])) == []


def test_what_leads_nowhere_or_is_there_twice_fails_the_build(tiny):
    line = add(tiny, SECOND, '<a href="nowhere.html">there</a>')
    (found,) = build(tiny, "en")
    assert (found.code, found.path, found.line) == ("link-broken", SECOND, line)
    again = build(tiny, "en")
    assert again == (found,)
    replace(
        tiny / SECOND, '<a href="nowhere.html">there</a>', "See <https://example.org/a> and [b](https://example.org/b)."
    )
    wrong = {
        "a page": "See [nothing](../03-gone/chapter.md).",
        "a label": "See {ref}`no-such-label`.",
        "a heading": "See [nothing](#no-such-heading).",
        "a document": "See {doc}`gone`.",
        "an image": "![The car](images/gone.png)",
        "a figure": ":::{figure} images/gone-too.png\n:alt: The car\n:::",
        "a term": "{term}`no such term`",
        "a source": "{cite}`nobody2020`",
        "an equation": "{eq}`no-such-equation`",
        "a number": "{numref}`no-such-figure`",
        "a file": "{download}`gone.csv`",
        "a footnote": "Words[^gone].",
        "an include": ":::{include} gone.txt\n:::",
        "a label twice": "(the-curve)=\n## Again",
        "a name twice": ":::{note}\n:name: same-name\nOne.\n:::\n\n:::{note}\n:name: same-name\nTwo.\n:::",
        "an equation twice": "$$\na = b\n$$ (same)\n\n$$\nb = a\n$$ (same)",
    }
    for text in wrong.values():
        add(tiny, SECOND, text)
    found = build(tiny, "en")
    assert {one.path for one in found} <= {FIRST, SECOND}
    said = "\n".join(one.show("en") for one in found)
    missed = [name for name, word in _WORDS.items() if word not in said]
    assert missed == [], said
    table = (tiny / "build/book-links.csv").read_text(encoding="utf-8")
    page = "courses/tiny/02-second/chapter.html"
    assert table == f"language,page,address\nen,{page},https://example.org/a\nen,{page},https://example.org/b\n"


_WORDS = {
    "a page": "03-gone",
    "a label": "no-such-label",
    "a heading": "no-such-heading",
    "a document": "'gone'",
    "an image": "images/gone.png",
    "a figure": "images/gone-too.png",
    "a term": "no such term",
    "a source": "nobody2020",
    "an equation": "no-such-equation",
    "a number": "no-such-figure",
    "a file": "gone.csv",
    "a footnote": "[^gone]",
    "an include": "gone.txt",
    "a label twice": "the-curve",
    "a name twice": "same-name",
    "an equation twice": "same",
}
