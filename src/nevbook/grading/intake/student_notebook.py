"""Read a notebook as a student's computer left it: any usual coding, any older format, cells with anything missing."""

from __future__ import annotations

import codecs
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nevbook.problems import Problem, problem

_NEWEST = 4
_PICTURES = ("image/png", "image/jpeg", "image/gif")


@dataclass(frozen=True)
class StudentCell:
    """What counts of a cell.

    Parameters
    ----------
    id : str
        The notebook format's own id, empty where there is none.
    grade : Mapping
        nbgrader's metadata, empty where there is none.
    kind : str
        ``"code"``, ``"markdown"`` or another.
    source : str
        With plain line ends.
    attachments : Mapping
        Pictures that were put into a text cell.
    """

    id: str
    grade: Mapping[str, Any]
    kind: str
    source: str
    attachments: Mapping[str, Mapping[str, str]]

    @property
    def grade_id(self) -> str:
        """Give nbgrader's id, empty where there is none."""
        told = self.grade.get("grade_id", "")
        return told if isinstance(told, str) else ""


@dataclass(frozen=True)
class StudentNotebook:
    """A notebook that was handed in.

    Parameters
    ----------
    name : str
        What its file is called.
    cells : tuple of StudentCell
        In its order.
    exercise : str
        Of which exercise it says it is; empty where it says nothing.
    remarks : tuple of Problem
        How it could be read.
    """

    name: str
    cells: tuple[StudentCell, ...]
    exercise: str = ""
    remarks: tuple[Problem, ...] = ()


def read_notebook(name: str, data: bytes) -> StudentNotebook | Problem:
    """Read a notebook's file.

    Parameters
    ----------
    name : str
        What the file is called, for the problems.
    data : bytes
        Its contents.

    Returns
    -------
    StudentNotebook or Problem
        The problem says why it cannot be read.
    """
    remarks: list[Problem] = []
    text, coding = _decoded(data)
    if text is None:
        return problem("intake-not-text", name)
    if coding not in ("utf-8", "utf-8-sig"):
        remarks.append(problem("intake-coding", name, coding=coding))
    try:
        told = json.loads(text)
    except json.JSONDecodeError as error:
        return problem("intake-json-broken", name, error.lineno, reason=error.msg)
    except (RecursionError, ValueError):  # nested too deeply, or a number too long to read
        return problem("intake-json-broken", name, 1, reason="nesting")
    version = told.get("nbformat") if isinstance(told, dict) else None
    if not isinstance(told, dict) or not any(isinstance(told.get(key), list) for key in ("cells", "worksheets")):
        return problem("intake-no-cells", name)
    if isinstance(version, int) and version > _NEWEST:
        return problem("intake-format-newer", name, format=version, newest=_NEWEST)
    if not isinstance(told.get("cells"), list):
        remarks.append(problem("intake-format-older", name, format=version or "–"))
        told = _upgraded(text)
        if told is None:
            return problem("intake-no-cells", name)
    cells = tuple(_cell(cell) for cell in told["cells"] if isinstance(cell, Mapping))
    return StudentNotebook(name, cells, _exercise(told.get("metadata")), tuple(remarks))


def _decoded(data: bytes) -> tuple[str | None, str]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        codings = ["utf-16"]
    else:
        codings = ["utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8", "gb18030"]
    for coding in codings:
        try:
            return data.decode(coding), coding
        except UnicodeDecodeError:
            continue
    return None, ""


def _upgraded(text: str) -> Any:
    """Let nbformat turn an older format into today's; None where it cannot."""
    import nbformat

    try:
        return nbformat.reads(text, as_version=_NEWEST)
    except Exception:  # its converters fail in their own ways on what somebody edited by hand
        return None


def _exercise(metadata: object) -> str:
    ours = metadata.get("nevbook") if isinstance(metadata, Mapping) else None
    told = ours.get("exercise") if isinstance(ours, Mapping) else None
    return told if isinstance(told, str) else ""


def _cell(cell: Mapping[str, Any]) -> StudentCell:
    metadata = cell.get("metadata")
    grade = metadata.get("nbgrader") if isinstance(metadata, Mapping) else None
    cell_id = cell.get("id")
    return StudentCell(
        id=cell_id if isinstance(cell_id, str) else "",
        grade=grade if isinstance(grade, Mapping) else {},
        kind=str(cell.get("cell_type", "")),
        source=_text(cell.get("source", "")),
        attachments=_pictures(cell.get("attachments")),
    )


def _pictures(attachments: object) -> dict[str, dict[str, str]]:
    """Give the attached bitmaps in the form that the notebook format wants."""
    if not isinstance(attachments, Mapping):
        return {}
    return {
        str(name): {kind: data for kind, data in found.items() if kind in _PICTURES and isinstance(data, str)}
        for name, found in attachments.items()
        if isinstance(found, Mapping)
    }


def _text(source: object) -> str:
    text = "".join(map(str, source)) if isinstance(source, list) else str(source or "")
    # Half of a surrogate pair cannot be written to any file.
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text.replace("\r\n", "\n").replace("\r", "\n")
