"""Read a notebook as a student's computer left it: any usual coding, any older format, cells with anything missing."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nevbook.grading.intake.coding import decoded
from nevbook.grading.intake.mending import Broken, Reading, readings
from nevbook.problems import Problem, problem

_NEWEST = 4
_PICTURES = ("image/png", "image/jpeg", "image/gif")
_BASE64 = re.compile(r"[A-Za-z0-9+/\s]*={0,2}\s*")


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
    place : str
        Id of the released cell that it is; empty where it is the student's own, or was not looked for yet.
    """

    id: str
    grade: Mapping[str, Any]
    kind: str
    source: str
    attachments: Mapping[str, Mapping[str, str]]
    place: str = ""

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
    is_torn : bool
        Whether only some of its cells could be read.
    """

    name: str
    cells: tuple[StudentCell, ...]
    exercise: str = ""
    remarks: tuple[Problem, ...] = ()
    is_torn: bool = False


def read_notebooks(name: str, data: bytes) -> tuple[StudentNotebook, ...] | Problem:
    """Read a notebook's file.

    Parameters
    ----------
    name : str
        What the file is called, for the problems.
    data : bytes
        Its contents.

    Returns
    -------
    tuple of StudentNotebook, or Problem
        One; several where a merge left both sides in the file, or it holds several. The problem says why it cannot
        be read.
    """
    text, coding = decoded(data)
    if text is None:
        return problem("intake-not-text", name)
    remarks: list[Problem] = []
    if not coding.startswith("utf-8"):
        remarks.append(problem("intake-coding", name, coding=coding))
    elif "�" in text and "�".encode() not in data:
        remarks.append(problem("intake-characters-lost", name, count=text.count("�")))
    try:
        found = readings(text)
    except Broken as broken:
        return problem("intake-json-broken", name, broken.line, reason=broken.reason)
    read = [_notebook(f"{name} ({n})" if len(found) > 1 else name, one, remarks) for n, one in enumerate(found, 1)]
    there = tuple(one for one in read if isinstance(one, StudentNotebook))
    return there or next(one for one in read if isinstance(one, Problem))


def _notebook(name: str, reading: Reading, remarks: list[Problem]) -> StudentNotebook | Problem:
    told, remarks = reading.told, list(remarks)
    if reading.mended in ("marks", "conflict"):
        remarks.append(problem("intake-conflict" if reading.mended == "conflict" else "intake-json-mended", name))
    version = told.get("nbformat") if isinstance(told, dict) else None
    if not isinstance(told, dict) or not any(isinstance(told.get(key), list) for key in ("cells", "worksheets")):
        return problem("intake-no-cells", name)
    if isinstance(version, int) and version > _NEWEST:
        return problem("intake-format-newer", name, format=version, newest=_NEWEST)
    if not isinstance(told.get("cells"), list):
        remarks.append(problem("intake-format-older", name, format=version or "–"))
        told = _upgraded(told)
        if told is None:
            return problem("intake-no-cells", name)
    cells = tuple(_cell(cell) for cell in told["cells"] if isinstance(cell, Mapping))
    return StudentNotebook(name, cells, _exercise(told.get("metadata")), tuple(remarks), reading.mended == "torn")


def _upgraded(told: Mapping[str, Any]) -> Any:
    """Let nbformat turn an older format into today's, without its outputs; None where it cannot."""
    import nbformat

    sheets = [sheet for sheet in told["worksheets"] if isinstance(sheet, dict)]
    for cell in (cell for sheet in sheets if isinstance(sheet.get("cells"), list) for cell in sheet["cells"]):
        if isinstance(cell, dict):
            cell["outputs"] = []
    try:
        return nbformat.reads(json.dumps(told), as_version=_NEWEST)
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
        str(name): {
            kind: data
            for kind, data in found.items()
            if kind in _PICTURES and isinstance(data, str) and _BASE64.fullmatch(data)
        }
        for name, found in attachments.items()
        if isinstance(found, Mapping)
    }


def _text(source: object) -> str:
    text = "".join(map(str, source)) if isinstance(source, list) else str(source or "")
    # Half of a surrogate pair cannot be written to any file.
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text.replace("\r\n", "\n").replace("\r", "\n")
