"""Tables as schools keep them: csv of any usual coding and delimiter, or xlsx; every cell as the text that is shown."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from zipfile import BadZipFile

#: A delimiter is found in the first lines.
_HEAD = 10


class UnreadableTableError(ValueError):
    """A file that is neither a spreadsheet nor text in a coding that is known."""


@dataclass(frozen=True)
class Row:
    """One row: its line in the file (or its row in the sheet), counted from 1, and its cells."""

    line: int
    cells: tuple[str, ...]


def read_rows(path: Path) -> tuple[Row, ...]:
    """Read the rows of a table that hold anything.

    Parameters
    ----------
    path : Path
        A csv file (UTF-8 with or without BOM, UTF-16, GBK or GB18030; comma, semicolon or tab), or an xlsx file, of
        which the first sheet that holds anything counts.

    Raises
    ------
    UnreadableTableError
        Where it is neither.
    """
    try:
        rows = tuple(_rows_of_xlsx(path) if path.suffix.lower() == ".xlsx" else _rows_of_csv(path))
    except (UnicodeDecodeError, BadZipFile, KeyError, csv.Error, ValueError) as error:
        raise UnreadableTableError(str(error)) from error
    return tuple(row for row in rows if any(row.cells))


def _rows_of_csv(path: Path) -> Iterator[Row]:
    text = _decoded(path.read_bytes())
    head = text[:4000].splitlines()[:_HEAD]
    delimiter = max(",;\t", key=lambda mark: max((line.count(mark) for line in head), default=0))
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    for cells in reader:
        yield Row(reader.line_num, tuple(_clean(cell) for cell in cells))


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")  # holds GBK and GB 2312


def _rows_of_xlsx(path: Path) -> Iterator[Row]:
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True)
    try:
        for sheet in book.worksheets:
            rows = [Row(line, tuple(map(_shown, row))) for line, row in enumerate(sheet.iter_rows(), start=1)]
            if any(any(row.cells) for row in rows):
                yield from rows
                return
    finally:
        book.close()


def _shown(cell: object) -> str:
    """Give a cell as the spreadsheet shows it: a number format of zeros pads with zeros."""
    value = getattr(cell, "value", None)
    if isinstance(value, int | float) and not isinstance(value, bool) and value == int(value):
        zeros = str(getattr(cell, "number_format", "") or "")
        return str(int(value)).zfill(len(zeros) if set(zeros) == {"0"} else 0)
    return "" if value is None else _clean(str(value))


def _clean(cell: str) -> str:
    """Take away blanks and what spreadsheets put around numbers kept as text: ``="0012"`` and a leading apostrophe."""
    text = cell.strip().lstrip("\ufeff")
    as_text = re.fullmatch(r'="(.*)"', text)
    return (as_text.group(1) if as_text else text.removeprefix("'")).strip()
