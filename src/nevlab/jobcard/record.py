"""The record of a job card: one JSON object a line, only ever appended to, readable whatever became of it."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nevlab
from nevlab.jobcard.fields import Value
from nevlab.labels import use_language
from nevlab.messages import message

FORMAT = 1
MAX_BYTES = 4_000_000
"""A record's limit: years of honest work, and read in well under a second."""

MAX_LINES = 40_000
_MAX_REMARKS = 20


@dataclass(frozen=True)
class Action:
    """Something that was done at a bench: its number in the record, the UTC time, what, and its plain details."""

    n: int
    at: str
    action: str
    details: Mapping[str, Any]


@dataclass(frozen=True)
class Record:
    """What a record says.

    Parameters
    ----------
    exercise, class_code, language
        From the `opened` event, empty where there is none.
    nevlab
        The version that wrote last, as far as it is named.
    student_number
        The number last entered, empty where there is none.
    events
        Every readable event in file order.
    remarks
        What a teacher should know: torn, unreadable or strange lines, in words.
    """

    exercise: str = ""
    class_code: str = ""
    student_number: str = ""
    language: str = ""
    nevlab: str = ""
    events: tuple[Mapping[str, Any], ...] = ()
    remarks: tuple[str, ...] = ()

    @classmethod
    def read(cls, path: Path | str) -> Record:
        """Read the record at `path`; never raises for what is in it.

        A torn last line, unreadable lines and events of a strange form are left out and remarked; only the first
        `MAX_BYTES` bytes and `MAX_LINES` lines are read. A missing file is an empty record with a remark.
        """
        try:
            with Path(path).open("rb") as file:
                data = file.read(MAX_BYTES + 1)
        except OSError:
            return cls(remarks=(message("record-missing", name=Path(path).name),))
        return cls.from_bytes(data)

    @classmethod
    def from_bytes(cls, data: bytes) -> Record:
        """Read a record from its bytes, as :meth:`read` does."""
        events: list[Mapping[str, Any]] = []
        remarks = _Remarks()
        for number, line, torn in _lines(data, remarks):
            event = _event(line)
            if event is not None:
                events.append(event)
            elif torn:
                remarks.add("record-torn", line=number)
            else:
                remarks.add("record-strange", line=number)
        return cls._of(events, remarks)

    @classmethod
    def _of(cls, events: list[Mapping[str, Any]], remarks: _Remarks) -> Record:
        opened: Mapping[str, Any] = next((e for e in events if e["event"] == "opened"), {})
        number, measured, version = "", False, ""
        versions: set[str] = set()
        for event in events:
            version = event.get("nevlab") or version
            if event["event"] == "student":
                if measured and number not in ("", event["number"]):
                    remarks.add("record-number-changed", before=number, after=event["number"])
                number = event["number"]
            elif event["event"] == "did":
                measured = True
                versions.add(version)
            elif event["event"] == "opened" and event.get("class") != opened.get("class"):
                remarks.add("record-two-classes", first=opened.get("class"), second=event.get("class"))
        for other in sorted(versions - {"", nevlab.__version__}):
            remarks.add("record-version", found=other, installed=nevlab.__version__)
        if opened.get("format", FORMAT) != FORMAT:
            remarks.add("record-format", format=opened["format"], known=FORMAT)
        return cls(
            exercise=opened.get("exercise", ""),
            class_code=opened.get("class", ""),
            student_number=number,
            language=opened.get("language", ""),
            nevlab=version,
            events=tuple(events),
            remarks=remarks.words(),
        )

    def answers(self) -> dict[str, Value]:
        """Give what was entered last in each field; a field that was emptied again is left out."""
        last = {e["field"]: e["value"] for e in self.events if e["event"] == "entered"}
        return {field: value for field, value in last.items() if value is not None}

    def in_words(self) -> dict[str, tuple[str, str]]:
        """Give what was entered last as a person reads it: field → (label, value in words), as far as it was noted."""
        last = {e["field"]: e for e in self.events if e["event"] == "entered"}
        return {
            field: (_text(last[field].get("label")) or field, _text(last[field].get("shown")) or _plain(value))
            for field, value in self.answers().items()
        }

    def actions(self) -> tuple[Action, ...]:
        """Give what was done, in order."""
        return tuple(
            Action(e.get("n", 0), e.get("at", ""), e["action"], e.get("details", {}))
            for e in self.events
            if e["event"] == "did"
        )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _plain(value: Value) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)


def record_path(folder: Path, exercise: str) -> Path:
    """Give where the record of `exercise` lies in `folder`."""
    return folder / f"{exercise}.jobcard.jsonl"


def speak_as_the_record() -> None:
    """Take over the language of the record in the working folder (the one last written to), if there is one."""
    with contextlib.suppress(OSError):
        records = sorted(Path.cwd().glob("*.jobcard.jsonl"), key=lambda path: path.stat().st_mtime_ns)
        if records:
            _speak(Record.read(records[-1]).language)


def _speak(language: str) -> None:
    if language in ("en", "zh"):
        use_language(language)


class _Remarks:
    def __init__(self) -> None:
        self._words: list[str] = []
        self._more = 0

    def add(self, key: str, **values: object) -> None:
        if len(self._words) < _MAX_REMARKS:
            self._words.append(message(key, **values))
        else:
            self._more += 1

    def words(self) -> tuple[str, ...]:
        more = (message("remarks-more", number=self._more),) if self._more else ()
        return (*self._words, *more)


def _lines(data: bytes, remarks: _Remarks) -> Iterator[tuple[int, bytes, bool]]:
    if len(data) > MAX_BYTES:
        remarks.add("record-too-long", bytes=MAX_BYTES, lines=MAX_LINES)
        data = data[: data.rfind(b"\n", 0, MAX_BYTES) + 1]
    lines = data.split(b"\n", MAX_LINES)
    if len(lines) > MAX_LINES and lines.pop():
        remarks.add("record-too-long", bytes=MAX_BYTES, lines=MAX_LINES)
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield number, line, number == len(lines) and not data.endswith(b"\n")


def _event(line: bytes) -> Mapping[str, Any] | None:
    try:
        event = json.loads(line.decode("utf-8-sig"), parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None
    return event if isinstance(event, dict) and _is_well_formed(event) else None


def _refuse(constant: str) -> None:
    raise ValueError(constant)


_TEXTS = {
    "opened": ("exercise", "class", "language"),
    "student": ("number",),
    "did": ("action",),
    "entered": ("field",),
}


def _is_well_formed(event: dict[str, Any]) -> bool:
    kind = event.get("event")
    if not isinstance(kind, str) or not isinstance(event.get("n", 0), int):
        return False
    wanted = [event.get(key) for key in _TEXTS.get(kind, ())] + [event.get(key, "") for key in ("at", "nevlab")]
    if not all(isinstance(text, str) for text in wanted):
        return False
    if kind == "entered":
        return "value" in event and _is_value(event["value"])
    return kind != "did" or isinstance(event.get("details", {}), dict)


def _is_value(value: object) -> bool:
    if isinstance(value, list):
        return all(isinstance(item, str) for item in value)
    if isinstance(value, int | float):
        return not isinstance(value, bool) and abs(value) <= sys.float_info.max
    return value is None or isinstance(value, str)
