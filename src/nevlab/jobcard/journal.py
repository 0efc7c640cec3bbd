"""Write the record of a job card: append, flush, fsync."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nevlab
from nevlab.jobcard.record import FORMAT, MAX_BYTES, MAX_LINES, Record
from nevlab.labels import language
from nevlab.messages import WorkshopError

# The longest text twice (as entered and as shown), four bytes a character at most, fits in.
_MAX_LINE = 40_000
PRACTICE = "practice"
"""Class code of a record that no teacher handed out."""


def new_record(exercise: str, class_code: str, in_language: str) -> bytes:
    """Give the record that a student starts from: it tells the job card its exercise, class and language."""
    facts = {
        "format": FORMAT, "nevlab": nevlab.__version__,
        "exercise": exercise, "class": class_code, "language": in_language,
    }  # fmt: skip
    return _line(1, "opened", facts)


class Journal:
    """The record of one exercise, as it grows.

    Parameters
    ----------
    path
        The record's file; it may lie there already.
    exercise
        Its exercise, for the `opened` event of a new record.
    writes
        False where nothing may be written (a page is being made, the grader runs): events then live in memory.
    """

    def __init__(self, path: Path, exercise: str, *, writes: bool = True) -> None:
        self._path = path
        self._exercise = exercise
        self._writes = writes
        self._data = self._on_disk()
        self._record = Record.from_bytes(self._data)

    @property
    def record(self) -> Record:
        """What the record says now."""
        return self._record

    def append(self, event: str, **facts: Any) -> None:
        """Append one event; it is on the disk when this returns.

        Raises
        ------
        WorkshopError
            If the event holds other than plain values, the record is full, or the disk refuses.
        """
        if self._writes:
            # Another tab may have written meanwhile.
            self._data = self._on_disk()
        lines = b""
        if not self._data.strip():
            lines += new_record(self._exercise, PRACTICE, language())
        elif not self._data.endswith(b"\n"):
            lines += b"\n"
        if self._data.strip() and self._record.nevlab != nevlab.__version__:
            # Handed out, or begun, with another version than the one that writes now.
            facts = {"nevlab": nevlab.__version__, **facts}
        lines += _line((self._data + lines).count(b"\n") + 1, event, facts)
        if len(self._data) + len(lines) > MAX_BYTES or self._data.count(b"\n") + 2 > MAX_LINES:
            raise WorkshopError("record-full", name=self._path.name)
        if self._writes:
            self._write(lines)
        self._data += lines
        self._record = Record.from_bytes(self._data)

    def _on_disk(self) -> bytes:
        try:
            with self._path.open("rb") as file:
                return file.read(MAX_BYTES + 1)
        except OSError:
            return b""

    def _write(self, lines: bytes) -> None:
        try:
            with self._path.open("ab") as file:
                file.write(lines)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise WorkshopError("record-not-written", path=self._path, why=error.strerror or error) from None


def _line(n: int, event: str, facts: dict[str, Any]) -> bytes:
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    told = {"n": n, "at": at, "event": event, **facts}
    try:
        text = json.dumps(told, ensure_ascii=False, allow_nan=False, default=_plain)
    except (TypeError, ValueError):
        raise WorkshopError("event-not-plain", event=str(told)[:200]) from None
    line = text.encode() + b"\n"
    if len(line) > _MAX_LINE:
        raise WorkshopError("event-too-long", length=len(line), longest=_MAX_LINE)
    return line


def _plain(value: Any) -> Any:
    # NumPy scalars and arrays know how to become plain, without this module importing NumPy.
    if hasattr(value, "tolist"):
        return value.tolist()
    raise TypeError
