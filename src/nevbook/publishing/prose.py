"""What Chinese text needs that MyST and Sphinx, made for words with spaces, do not give it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docutils import nodes

from nevbook.curriculum.markdown import is_chinese_break

_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]")


def join_lines(doctree: nodes.document) -> None:
    """Join the lines of a paragraph where both sides are Chinese: a browser shows a line break as a blank.

    MyST gives every line break inside a paragraph a text node of its own.
    """
    for parent in list(doctree.findall(nodes.TextElement)):
        # By place: text nodes compare as strings, and one line break equals another.
        if isinstance(parent, (nodes.FixedTextElement, nodes.literal)):
            continue
        breaks = [at for at, child in enumerate(parent) if child == "\n"]
        for at in reversed(breaks):
            before, behind = parent[max(at - 1, 0)].astext(), parent[min(at + 1, len(parent) - 1)].astext()
            if is_chinese_break(before, behind):
                del parent[at]


def left_over(doctree: nodes.document) -> Iterator[tuple[str, nodes.Text]]:
    """Find marks of Markdown that readers would see, with the code of the problem that each is.

    Markdown does not close ``**注意：**`` where a character follows, and leaves ``[^name]`` as it stands where no
    footnote has this name.
    """
    for text in doctree.findall(nodes.Text):
        if isinstance(text.parent, (nodes.FixedTextElement, nodes.raw, nodes.literal, nodes.math)):
            continue
        if "**" in text:
            yield "unread-emphasis", text
        if _FOOTNOTE.search(text):
            yield "footnote-missing", text
