"""Text from students in spreadsheets: shown as it is, never taken as a formula."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

#: A spreadsheet takes such a beginning as a formula, in some languages the full-width form as well.
_FORMULA = ("=", "+", "-", "@")
#: What an xlsx file cannot hold.
_NOT_IN_XLSX = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST = 32_000


def looks_like_formula(text: str) -> bool:
    """Tell whether a spreadsheet might take a text as a formula."""
    return unicodedata.normalize("NFKC", text.lstrip(" \t\r\n")[:1]).startswith(_FORMULA) or text[:1] in "\t\r"


def csv_cell(value: object) -> object:
    """Give a value for a csv file: text that looks like a formula begins with an apostrophe there."""
    return f"'{value}" if isinstance(value, str) and value and looks_like_formula(value) else value


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
