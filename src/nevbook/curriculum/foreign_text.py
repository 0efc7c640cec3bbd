"""Markdown that somebody sent: what a browser would run, or a book would include, is left as text to be read."""

from __future__ import annotations

import re
from typing import Any

from nevbook.curriculum.markdown import html_images, parser

#: Tags that carry no attribute and do nothing but shape text.
_HARMLESS = re.compile(
    r"</?(b|i|em|strong|sub|sup|br|hr|u|s|kbd|p|ul|ol|li|table|thead|tbody|tr|td|th|blockquote|center)\s*/?>",
    re.IGNORECASE,
)
#: Directives that show what stands in them; others run, include, or insert raw HTML.
_SHOWN = {
    "admonition", "attention", "caution", "danger", "dropdown", "error", "figure", "hint", "image", "important",
    "list-table", "margin", "math", "note", "seealso", "table", "tip", "warning",
}  # fmt: skip
_DIRECTIVE = re.compile(r"^(?P<before>(?:\s|[-*+>]|\d+[.)])*)(?P<fence>`{3,}|~{3,}|:{3,})\s*\{(?P<name>[\w:.-]+)\}")
_ROUNDS = 20


def as_text(source: str) -> str:
    """Give Markdown in which nothing is left but text, pictures and harmless tags.

    A tag that could run something stands there to be read, its ``<`` written ``&lt;``; a directive that is not known to
    show just what stands in it becomes a block of code; ``<img>`` becomes ``![alt](src)``. Code is left alone.
    """
    for _ in range(_ROUNDS):
        # Where colons fence, and where they do not: a text must be harmless in both readings.
        changed = _once(_once(source, colon_fences=True), colon_fences=False)
        if changed == source:
            return source
        source = changed
    # Text that is made to slip through: nothing in it is markup any more.
    return source.replace("<", "&lt;")


def _once(source: str, colon_fences: bool) -> str:
    rows = source.split("\n")
    for token in reversed(parser(colon_fences).parse(source)):
        if token.map is None:
            continue
        start, end = token.map
        if token.type == "html_block":
            # Markdown counts again after an empty line.
            rows[start:end] = _without_tags("\n".join(rows[start:end]), around="\n\n").split("\n")
        elif token.type == "inline":
            text = "\n".join(rows[start:end])
            for html in _html(token):
                text = text.replace(html, _without_tags(html))
            rows[start:end] = text.split("\n")
        elif token.type in ("fence", "colon_fence") and (directive := _DIRECTIVE.match(rows[start])):
            if directive["name"] in _SHOWN and not directive["before"]:
                rows[start + 1 : end] = _once("\n".join(rows[start + 1 : end]), colon_fences).split("\n")
            elif directive["name"] not in _SHOWN or _once(token.content, colon_fences) != token.content:
                # One inside a list or a quotation stays only where nothing in it need be changed.
                rows[start] = _as_code(rows[start], directive)
    return "\n".join(rows)


def _html(token: Any) -> list[str]:
    return [child.content for child in token.children or () if child.type == "html_inline"]


def _without_tags(html: str, around: str = "") -> str:
    """Turn images into Markdown, with `around` on both sides, and every tag that is not harmless into text."""
    for tag, image in list(html_images(html)):
        html = html.replace(tag, f"{around}![{image.alt}]({image.target}){around}" if image.target else "")
    return re.sub("<", lambda found: "<" if _HARMLESS.match(html, found.start()) else "&lt;", html)


def _as_code(row: str, directive: re.Match[str]) -> str:
    """Make a directive a block of code that shows what stands in it, the directive's own name included."""
    said = row[directive.end("fence") :].strip()
    if directive["fence"].startswith(":"):
        return f"{directive['before']}\\{directive['fence']}{said}"
    return f"{directive['before']}{directive['fence']}text {said}"
