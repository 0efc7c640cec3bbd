"""The headings of a printed page: what they say, and on which sheet they stand."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdf import PdfReader, PdfWriter

_HEADING = re.compile(r"<h[1-6][^>]*>(.*?)(?:<a class=\"headerlink\"|</h[1-6]>)", re.DOTALL)
_MARKUP = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Heading:
    """A heading of a print, its level counted from 1, and the sheet on which it stands, counted from 1."""

    text: str
    level: int
    sheet: int


def read(page: Path, pdf: Path) -> list[Heading]:
    """Give the headings of a page in the order of its print."""
    from pypdf import PdfReader

    reader = PdfReader(pdf)
    written = _written(page)
    return list(_headings(reader, reader.outline, 1, written))


def _headings(reader: PdfReader, outline: list[Any], level: int, written: Mapping[str, str]) -> Iterator[Heading]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _headings(reader, entry, level + 1, written)
        else:
            number = reader.get_destination_page_number(entry)
            yield Heading(_title(str(entry.title), written), level, (number or 0) + 1)


def _written(page: Path) -> dict[str, str]:
    """Give the headings of a page as they are written: text without blanks → text."""
    found = _HEADING.findall(page.read_text(encoding="utf-8"))
    texts = (" ".join(html.unescape(_MARKUP.sub("", text)).split()) for text in found)
    return {"".join(text.split()): text for text in texts}


def _title(told: str, written: Mapping[str, str]) -> str:
    """Give a heading as the page has it: Chromium tells it twice where it moved to the next sheet, and joins lines."""
    bare = "".join(told.split())
    half = bare[: len(bare) // 2]
    return written.get(bare) or (written.get(half) if half * 2 == bare else None) or told


def settle(writer: PdfWriter, page: Path) -> None:
    """Give the outline of a print the headings of its page."""
    from pypdf.generic import NameObject, TextStringObject

    written = _written(page)
    waiting = [writer.root_object["/Outlines"]] if "/Outlines" in writer.root_object else []
    while waiting:
        entry: Any = waiting.pop().get_object()
        if "/Title" in entry:
            entry[NameObject("/Title")] = TextStringObject(_title(str(entry["/Title"]), written))
        waiting += [entry[key] for key in ("/First", "/Next") if key in entry]
