"""What Sphinx complains about, kept as problems with file and line, and remembered until it is mended."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nevbook.problems import Problem, problem

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: The file beside the page trees of one language in which the last build's complaints stand.
FILE = "complaints.json"


class Complaints(logging.Filter):
    """Sits behind the filters of Sphinx's own warning handler, so it sees what a person would see, once each."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__()
        self._file = Path(app.doctreedir) / FILE
        self._root = Path(app.srcdir)
        self._last = read(self._file)
        self._found: list[Problem] = []
        for handler in logging.getLogger("sphinx").handlers:
            if handler.level == logging.WARNING:
                handler.addFilter(self)
        app.connect("env-get-outdated", self.look_again)
        app.connect("build-finished", self.keep)

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep a record; never hold it back."""
        path, line = self._place(str(getattr(record, "location", None) or ""))
        if getattr(record, "type", "") == "nevbook":
            # The extension's own: the subtype is the problem's code, and what there is to say the one argument.
            (said,) = record.args if isinstance(record.args, tuple) else ("",)
            self._found.append(problem(str(getattr(record, "subtype", "")), path, line, message=said))
        else:
            self._found.append(problem("book-warning", path, line, message=_said(record)))
        return True

    def look_again(self, app: Sphinx, *_: Any) -> list[str]:
        """Name the pages that the last build complained about: an unchanged page must not pass by being left alone."""
        named = (app.env.path2doc(str(self._root / found.path)) for found in self._last if found.path)
        return [docname for docname in named if docname in app.env.found_docs]

    def keep(self, *_: Any) -> None:
        """Write the complaints of this build down."""
        rows = [[found.code, found.path, found.line, dict(found.values)] for found in self._found]
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")

    def _place(self, location: str) -> tuple[str, int]:
        """Take a location of Sphinx's apart, ``path:line`` with either part missing."""
        path, _, line = location.rpartition(":")
        if not path or not (line == "" or line.isdigit()):
            path, line = location, ""
        where = Path(path)
        if where.is_absolute() and where.is_relative_to(self._root):
            path = where.relative_to(self._root).as_posix()
        return path, int(line or 0)


def _said(record: logging.LogRecord) -> str:
    """Give a record's words without the place and the level that Sphinx's own class puts before them."""
    return logging.LogRecord.getMessage(record).strip()


def read(file: Path) -> tuple[Problem, ...]:
    """Read the complaints of the last build; none where there was none."""
    if not file.is_file():
        return ()
    rows = json.loads(file.read_text(encoding="utf-8"))
    return tuple(problem(code, path, line, **values) for code, path, line, values in rows)
