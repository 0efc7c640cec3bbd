"""The works that a notebook cites: numbered as they come, and listed at its end."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

#: The works of the book.
BIBLIOGRAPHY = "book/references.bib"


class Works:
    """The works that one text cites."""

    def __init__(self, root: Path) -> None:
        self._file = root / BIBLIOGRAPHY
        self._cited: dict[str, int] = {}

    def cite(self, keys: list[str]) -> str:
        """Give what stands in the text: the numbers of the works."""
        numbers = [self._cited.setdefault(key, len(self._cited) + 1) for key in keys]
        return f"[{', '.join(map(str, numbers))}]"

    def listed(self) -> str:
        """Give the works that were cited, as Markdown; empty where none was."""
        entries = _entries(self._file) if self._cited else {}
        return "\n\n".join(f"[{number}] {_told(entries.get(key))}" for key, number in self._cited.items())


@cache
def _entries(file: Path) -> Any:
    from pybtex.database import parse_file

    return parse_file(str(file), "bibtex").entries


def _told(entry: Any) -> str:
    if entry is None:
        return "–"
    from pybtex.richtext import Text

    authors = "; ".join(str(person) for person in entry.persons.get("author", ()))
    fields = [authors, *(entry.fields.get(name, "") for name in ("title", "journal", "year", "note"))]
    return ". ".join(str(Text.from_latex(field)).rstrip(".") for field in fields if field)
