"""Printed pages bound to one PDF: links between them lead to sheets, and nothing of this machine is in it."""

from __future__ import annotations

import datetime
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from nevbook.publishing.paper import headings

if TYPE_CHECKING:
    from pypdf import PdfWriter

_TAG = re.compile(rb"(?<=\()node\d{8}(?=\))")
# Chromium's files count one object less than they have; pypdf reads them all, and says so each time.
logging.getLogger("pypdf").setLevel(logging.ERROR)


@dataclass(frozen=True)
class Print:
    """A page that Chromium has printed.

    Parameters
    ----------
    page : Path
        The page of the built book, to which links of others lead.
    pdf : Path
        What was printed.
    mark : str
        What the numbers of its sheets begin with.
    """

    page: Path
    pdf: Path
    mark: str


def bind(prints: Sequence[Print], to: Path, facts: Mapping[str, str], day: datetime.date | None) -> None:
    """Bind prints to one file.

    Parameters
    ----------
    prints : sequence of Print
        In the order in which they are read. A single one keeps the tags that screen readers go by.
    to : Path
        The file to write.
    facts : mapping
        What the file tells of itself: ``/Title``, ``/Author``.
    day : date, optional
        The day that a release states; any other file states none, so that the same pages give the same file.
    """
    from pypdf import PdfWriter
    from pypdf.constants import PageLabelStyle

    writer = PdfWriter(clone_from=prints[0].pdf)
    _settle_named(writer)
    headings.settle(writer, prints[0].page)
    starts = [0]
    for one in prints[1:]:
        starts.append(len(writer.pages))
        settled = BytesIO()
        inner = PdfWriter(clone_from=one.pdf)
        _settle_named(inner)
        headings.settle(inner, one.page)
        inner.write(settled)
        writer.append(settled, import_outline=True)
    _lead_links(writer, {one.page: start for one, start in zip(prints, starts, strict=True)})
    for one, start, end in zip(prints, starts, [*starts[1:], len(writer.pages)], strict=True):
        writer.set_page_label(
            start, end - 1, PageLabelStyle.DECIMAL if one.mark else PageLabelStyle.LOWERCASE_ROMAN, one.mark or None
        )
    if len(prints) > 1:
        # The tags of one page would stand for all.
        for key in ("/StructTreeRoot", "/MarkInfo"):
            writer.root_object.pop(key, None)
    stated = {"/CreationDate": f"D:{day:%Y%m%d}000000Z", "/ModDate": f"D:{day:%Y%m%d}000000Z"} if day else {}
    writer.metadata = {**facts, "/Creator": "nevbook", **stated}
    to.parent.mkdir(parents=True, exist_ok=True)
    written = BytesIO()
    writer.write(written)
    to.write_bytes(_numbered(written.getvalue()))


def _numbered(content: bytes) -> bytes:
    """Give the tags numbers of their own: Chromium counts them from another number each time. Lengths stay."""
    names = {name: b"node%08d" % at for at, name in enumerate(sorted(set(_TAG.findall(content))))}
    return _TAG.sub(lambda found: names[found[0]], content)


def _settle_named(writer: PdfWriter) -> None:
    """Make links inside a print lead to a sheet, not to a name: other prints have the same names."""
    from pypdf.generic import ArrayObject, NameObject

    names = writer.root_object.get("/Dests", {})
    for link in _links(writer):
        if isinstance(link.get("/Dest"), (str, NameObject)) and link["/Dest"] in names:
            target = names[link["/Dest"]].get_object()
            link[NameObject("/Dest")] = ArrayObject(target.get("/D", target) if hasattr(target, "get") else target)
    writer.root_object.pop("/Dests", None)


def _lead_links(writer: PdfWriter, starts: Mapping[Path, int]) -> None:
    """Lead links to other pages of the book to their sheets; take away those to pages that are not in the file."""
    from pypdf.generic import ArrayObject, NameObject

    for sheet in writer.pages:
        kept = ArrayObject()
        for item in sheet.get("/Annots", ArrayObject()):
            link = item.get_object()
            target = link.get("/A", {}).get("/URI", "")
            if str(target).startswith("file:"):
                start = starts.get(Path(url2pathname(unquote(urlsplit(str(target)).path))))
                if start is None:
                    continue
                del link["/A"]
                first = writer.pages[start].indirect_reference
                link[NameObject("/Dest")] = ArrayObject([first, NameObject("/Fit")])
            kept.append(item)
        if "/Annots" in sheet:
            sheet[NameObject("/Annots")] = kept


def _links(writer: PdfWriter) -> Iterator[Any]:
    for sheet in writer.pages:
        for item in sheet.get("/Annots", ()):
            yield item.get_object()
