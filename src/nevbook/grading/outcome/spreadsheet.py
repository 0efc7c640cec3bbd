"""Tables as csv and xlsx. Text from students is shown there as it is, and never taken as a formula."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Sequence
from io import BytesIO, StringIO
from typing import Any, TypeAlias

Cell: TypeAlias = str | float | None

#: A spreadsheet takes such a beginning as a formula, in some languages the full-width and small forms as well.
_FORMULA = ("=", "+", "-", "@")
#: Blanks, marks that are not seen, and control characters; a spreadsheet passes over them before it looks.
_UNSEEN = ("Z", "C")
#: Where a spreadsheet that is set to another delimiter begins a new cell, whatever stands around it.
_CELL_BEGINS = re.compile(r"(?<=[;\t\r\n])")
#: What an xlsx file cannot hold.
_NOT_IN_XLSX = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST = 32_000


def looks_like_formula(text: str) -> bool:
    """Tell whether a spreadsheet might take a text as a formula, or as the end of the cell before it."""
    first = next((mark for mark in text if not unicodedata.category(mark).startswith(_UNSEEN)), "")
    return unicodedata.normalize("NFKC", first).startswith(_FORMULA) or text[:1] in ("\t", "\r", "\n")


def csv_cell(value: Cell) -> Cell:
    """Give a value for a csv file: what looks like a formula, within a text too, begins with an apostrophe there."""
    if not isinstance(value, str):
        return value
    return "".join(f"'{part}" if looks_like_formula(part) else part for part in _CELL_BEGINS.split(value))


def csv_bytes(titles: Sequence[str], rows: Sequence[Sequence[Cell]], coding: str = "utf-8-sig") -> bytes:
    """Give a table as a csv file: every text in quotes, by default with a BOM (a spreadsheet would read GBK)."""
    text = StringIO()
    table = csv.writer(text, lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)
    table.writerows([csv_cell(value) for value in row] for row in (titles, *rows))
    return text.getvalue().encode(coding, "replace")


def xlsx_bytes(name: str, titles: Sequence[str], rows: Sequence[Sequence[Cell]], widths: Sequence[float]) -> bytes:
    """Give a table as an xlsx file of one sheet."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment

    book = Workbook()
    sheet = book.active
    sheet.title = name[:31]
    head(sheet, list(titles), list(widths))
    for line, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            put(sheet, line, column, value).alignment = Alignment(wrap_text=True, vertical="top")
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def put(sheet: Any, row: int, column: int, value: object) -> Any:
    """Put a value into a cell of an openpyxl sheet, text always as text, and give the cell."""
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        text = _NOT_IN_XLSX.sub("�", value)
        cell.value = text if len(text) <= _LONGEST else text[:_LONGEST] + " …"
        cell.data_type = "s"
        cell.quotePrefix = looks_like_formula(text)
    else:
        cell.value = value
    return cell


def head(sheet: Any, titles: list[str], widths: list[float]) -> None:
    """Write the header row, which stays in sight."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for column, (title, width) in enumerate(zip(titles, widths, strict=True), start=1):
        cell = put(sheet, 1, column, title)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DDE6F0")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
