"""Text that somebody sent: what a stock Markdown parser still takes for HTML afterwards, and what must be kept."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.colon_fence import colon_fence_plugin

from nevbook.curriculum.foreign_text import as_text

HARMFUL = [
    "hello <script>alert(1)</script> world",
    "<script>\nalert(1)\n</script>\n\nafter",
    "<script src=x",
    "<div onclick='x()'>hi</div>",
    "<b onmouseover=x>q</b>",
    "<img src='a.png' alt='k' onerror=x>",
    "| a | b |\n|---|---|\n| <script>x</script> | 1 |",
    "> <script>q</script>",
    "- <iframe src=x></iframe>",
    "<!-- --!><script>x</script> -->",
    "# H <script>x</script>",
    "<style>p{}</style>",
]
RUNNING = [
    "```{raw} html\n<script>x</script>\n```",
    ":::{raw} html\n<script>x</script>\n:::",
    "````{note}\n```{raw} html\n<i onclick=x>\n```\n````",
    "```{code-cell}\nimport os\n```",
    "1. ```{include} /etc/passwd\n   ```",
    "- ~~~{eval-rst}\n  .. raw:: html\n  ~~~",
]
KEPT = [
    "a <b>bold</b>, H<sub>2</sub>O <br> x",
    "`<script>` stays",
    "```python\nx = '<script>'\n```",
    "    <script>indented code</script>",
    "$a<b$ and 1 < 2 and x<y",
    "<https://example.org> <me@example.org>",
    "```{note}\nwords\n```",
    "```{math}\na<b\n```",
]


def html_in(source: str) -> list[str]:
    """Give the tags of a text, but for the harmless ones, as a stock parser finds them."""
    found = []
    stock = MarkdownIt("commonmark").enable("table")
    with_colons = MarkdownIt("commonmark").enable("table").use(colon_fence_plugin)
    for token in [*stock.parse(source), *with_colons.parse(source)]:
        found += [token.content] if token.type == "html_block" else []
        found += [child.content for child in token.children or () if child.type == "html_inline"]
    return [html for html in found if html.strip(" \n") not in ("<b>", "</b>", "<br>", "<sub>", "</sub>")]


@pytest.mark.parametrize("source", HARMFUL)
def test_harmful_tags_become_text(source):
    assert html_in(source)
    assert html_in(as_text(source)) == []


@pytest.mark.parametrize("source", RUNNING)
def test_directives_that_run_or_include_become_text(source):
    text = as_text(source)
    opened = [token.info for token in MarkdownIt("commonmark").parse(text) if token.type == "fence"]
    assert not any(info.startswith(("{raw", "{code", "{include", "{eval")) for info in opened)
    assert not any(row.startswith(":::{raw") for row in text.split("\n"))


@pytest.mark.parametrize("source", KEPT)
def test_what_does_no_harm_is_kept_as_it_is(source):
    assert as_text(source) == source


def test_words_of_a_tag_can_still_be_read():
    assert as_text("x <script>alert(1)</script>") == "x &lt;script>alert(1)&lt;/script>"


def test_pictures_become_markdown():
    assert as_text('<img src="a.png" alt="a curve" width=30>').strip() == "![a curve](a.png)"
    assert "\n\n![](x.png)\n\n" in as_text('<center>\n<img src="x.png">\n</center>')


# fmt: off
PIECES = (
    "<script>", "</script>", "<b\tx=1>", "<img\tsrc=x>", "<!--", "-->", "<", ">", "`", "```", "~~~", ":::", "{raw}",
    "{note}", "$", "'", '"', "a", "[", "](", ")", "|", "\\", "\n", "\n\n", "    ", " ", "> ", "- ",
)
# fmt: on


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_nothing_slips_through(source):
    text = as_text(source)
    assert html_in(text) == []
    assert as_text(text) == text
