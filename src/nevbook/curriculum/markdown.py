"""What stands in a piece of Markdown: its headings, its images and its passages, with their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

_DIRECTIVE = re.compile(r"\{(?P<name>[\w:.-]+)\}\s*(?P<argument>.*)")
_HTML_IMAGE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_HTML_ATTRIBUTE = re.compile(r"""\b(src|alt)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_IMAGE_DIRECTIVES = ("image", "figure")
_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—]")
#: Directives whose body is shown as it stands.
CODE_DIRECTIVES = ("code-cell", "code", "code-block", "sourcecode")
#: Directives whose content is not Markdown.
_VERBATIM = (*CODE_DIRECTIVES, "math", "image")


@dataclass(frozen=True)
class Image:
    """An image that a text shows: where it comes from, the words that stand for it, its line counted from 0."""

    target: str
    alt: str
    line: int


@dataclass(frozen=True)
class Heading:
    """A heading: its level (1 is the title), its text, its line counted from 0."""

    level: int
    text: str
    line: int


@dataclass(frozen=True)
class Directive:
    """A directive: its name, what stands behind it, its options, its body, the number of lines before the body."""

    name: str
    argument: str
    options: dict[str, str]
    body: str
    skipped: int


def is_chinese_break(before: str, behind: str) -> bool:
    """Tell whether a line that breaks between two texts breaks between Chinese characters, where no blank belongs."""
    return bool(_HAN.match(before[-1:]) and _HAN.match(behind[:1]))


def headings(source: str) -> list[Heading]:
    """Give the headings that stand at the top level of a text."""
    tokens = parser().parse(source)
    return [
        Heading(int(token.tag[1]), following.content.strip(), token.map[0])
        for token, following in pairwise(tokens)
        if token.type == "heading_open" and token.level == 0 and token.map
    ]


def images(source: str) -> Iterator[Image]:
    """Go through the images of a text, nested ones too: ``![alt](target)``, ``{image}``, ``{figure}``, ``<img>``."""
    for token in parser().parse(source):
        line = token.map[0] if token.map else 0
        if token.type == "inline":
            yield from _inline_images(token, line)
        elif token.type == "html_block":
            yield from _html_images(token.content, line)
        elif found := directive(token):
            if found.name in _IMAGE_DIRECTIVES:
                yield Image(found.argument, found.options.get("alt", ""), line)
            if found.name not in _VERBATIM:
                for image in images(found.body):
                    yield Image(image.target, image.alt, line + 1 + found.skipped + image.line)


def directive(fence: Any) -> Directive | None:
    """Take a fence (a token, or a node of a syntax tree) apart, or give nothing where it is no directive."""
    head = _DIRECTIVE.match(fence.info.strip()) if fence.type in ("fence", "colon_fence") else None
    return Directive(head["name"], head["argument"].strip(), *split_options(fence.content)) if head else None


def passages(source: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """Go through what a text says, nested directives too: the cells of each table row, and each paragraph by itself.

    Each comes with its line, counted from 0.
    """
    row: list[str] | None = None
    for token in parser().parse(source):
        line = token.map[0] if token.map else 0
        if token.type == "tr_open":
            row, row_line = [], line
        elif token.type == "tr_close" and row:
            yield tuple(row), row_line
            row = None
        elif token.type == "inline":
            text = token.content.replace("\n", " ").strip()
            if row is not None:
                row.append(text)
            elif text:
                yield (text,), line
        elif (found := directive(token)) and found.name not in _VERBATIM:
            for cells, inner in passages(found.body):
                yield cells, line + 1 + found.skipped + inner


def split_options(content: str) -> tuple[dict[str, str], str, int]:
    """Split a directive's content: its ``:key: value`` options, its body, the number of lines before the body."""
    lines = content.splitlines()
    options: dict[str, str] = {}
    for number, line in enumerate(lines):
        option = re.match(r"\s*:([\w-]+):\s*(.*)", line)
        if not option:
            return options, "\n".join(lines[number:]), number
        options[option[1]] = option[2].strip().strip("\"'")
    return options, "", len(lines)


def _inline_images(token: Any, line: int) -> Iterator[Image]:
    for child in token.children or ():
        if child.type == "image":
            yield Image(str(child.attrs.get("src", "")), child.content, line)
        elif child.type == "html_inline":
            yield from _html_images(child.content, line)
        elif child.type in ("softbreak", "hardbreak"):
            line += 1


def html_images(html: str) -> Iterator[tuple[str, Image]]:
    """Go through the ``<img>`` tags of a piece of HTML: each tag, and the image that it shows."""
    for found in _HTML_IMAGE.finditer(html):
        told = {name.lower(): a or b or c for name, a, b, c in _HTML_ATTRIBUTE.findall(found[0])}
        yield found[0], Image(told.get("src", ""), told.get("alt", ""), html.count("\n", 0, found.start()))


def _html_images(html: str, line: int) -> Iterator[Image]:
    for _, image in html_images(html):
        yield Image(image.target, image.alt, line + image.line)


@cache
def parser(colon_fences: bool = True) -> Any:
    """Make the parser: CommonMark with tables, and with fences of colons, as MyST reads them."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.colon_fence import colon_fence_plugin

    plain = MarkdownIt("commonmark").enable("table")
    return plain.use(colon_fence_plugin) if colon_fences else plain
