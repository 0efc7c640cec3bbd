"""Hand in: notebook and record in one zip, with a receipt that the student keeps."""

from __future__ import annotations

import hashlib
import json
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import nevlab
from nevlab.jobcard.card import JobCard
from nevlab.jobcard.identity import NoStudentNumber
from nevlab.jobcard.saved import is_behind
from nevlab.labels import label
from nevlab.messages import WorkshopError


@dataclass(frozen=True)
class Receipt:
    """What was handed in.

    Parameters
    ----------
    exercise, class_code, student_number
        Whose work it is.
    at
        When, in UTC.
    file
        The zip.
    sha256
        The zip's SHA-256 digest, hexadecimal.
    packed
        File name in the zip → SHA-256 digest.
    empty
        The labels of the fields that held nothing.
    """

    exercise: str
    class_code: str
    student_number: str
    at: datetime
    file: Path
    sha256: str
    packed: dict[str, str]
    empty: tuple[str, ...]

    @property
    def text(self) -> str:
        """The receipt as a student keeps it; the time is the local one and says its zone."""
        local = self.at.astimezone()
        rows = [
            (label("Exercise", "练习"), self.exercise),
            (label("Class", "班级"), self.class_code),
            (label("Student number", "学号"), self.student_number),
            (label("Handed in", "提交时间"), f"{local:%Y-%m-%d %H:%M:%S} (UTC{local:%z})"),
            (label("File", "文件"), self.file.name),
            ("SHA-256", self.sha256),
            (label("Holds", "内含"), ", ".join(self.packed)),
        ]
        if self.empty:
            rows.append((label("Left empty", "未填写"), "; ".join(self.empty)))
        return "\n".join(f"{name}: {value}" for name, value in rows) + "\n"


def hand_in(card: JobCard) -> Receipt:
    """Pack notebook and record into ``<number>-<exercise>.zip`` beside them, and write a receipt as a text file.

    It can be repeated; the last zip stands, and each hand-in is in the record.

    Raises
    ------
    NoStudentNumber
        Before the student's number is entered.
    WorkshopError
        If the notebook is not there under its own name, is not saved since it was run, or the disk refuses.
    """
    if not card.student_number:
        raise NoStudentNumber("no-student-number")
    notebook = _saved_notebook(card)
    record = card.record_file.read_bytes() if card.record_file.exists() else b""
    files = {card.notebook.name: notebook, card.record_file.name: record}
    packed = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    at = datetime.now(UTC).replace(microsecond=0)
    facts = {
        "format": 1, "exercise": card.exercise, "class": card.class_code, "student": card.student_number,
        "at": at.strftime("%Y-%m-%dT%H:%M:%SZ"), "nevlab": nevlab.__version__, "files": packed,
    }  # fmt: skip
    files["receipt.json"] = (json.dumps(facts, ensure_ascii=False, indent=1) + "\n").encode()
    path = card.folder / f"{card.student_number}-{card.exercise}.zip"
    try:
        digest = _write_zip(path, files)
        receipt = Receipt(
            card.exercise, card.class_code, card.student_number, at, path, digest, packed,
            tuple(field.label for field in card.fields.values() if card.entered(field.id) is None),
        )  # fmt: skip
        path.with_name(f"{path.stem}-receipt.txt").write_text(receipt.text, encoding="utf-8")
    except OSError as error:
        raise WorkshopError("hand-in-not-written", path=path, why=error.strerror or error) from None
    card.handed_in(digest)
    return receipt


def _saved_notebook(card: JobCard) -> bytes:
    try:
        behind = is_behind(card.notebook)
        data = card.notebook.read_bytes()
    except (OSError, ValueError):
        others = ", ".join(sorted(path.name for path in card.folder.glob("*.ipynb"))) or "–"
        raise WorkshopError("hand-in-no-notebook", name=card.notebook.name, others=others) from None
    if behind:
        raise WorkshopError("hand-in-not-saved", name=card.notebook.name)
    return data


def _write_zip(path: Path, files: dict[str, bytes]) -> str:
    part = path.with_suffix(".part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    digest = hashlib.sha256(part.read_bytes()).hexdigest()
    part.replace(path)
    return digest
