"""Make a class from a roster, or add students to one that is there."""

from __future__ import annotations

import re
import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ruamel.yaml import YAML

from nevbook.curriculum.validating import validate
from nevbook.curriculum.yaml_text import Lines
from nevbook.grading.classes.nbgrader_app import open_gradebook, write_config
from nevbook.grading.classes.paths import ClassPaths, classes_folder
from nevbook.grading.classes.roster import Student, read_roster, roster_bytes, write_roster
from nevbook.grading.classes.school_class import ClassFacts, SchoolClass
from nevbook.problems import ProblemsFound, problem

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")


@dataclass(frozen=True)
class Enrolment:
    """What making a class, or adding to it, did.

    Parameters
    ----------
    school_class : SchoolClass
        The class as it is now.
    made : bool
        Whether it is new.
    added : tuple of Student
        Who was not in it before.
    kept : tuple of Student
        Who is in it and not in the roster that was given; nobody is ever taken out.
    renamed : tuple of (Student, Student)
        Whose name differs: as the class has it (and keeps it), and as the roster that was given has it.
    """

    school_class: SchoolClass
    made: bool
    added: tuple[Student, ...]
    kept: tuple[Student, ...]
    renamed: tuple[tuple[Student, Student], ...]


def enrol(
    code: str,
    roster: Path,
    repository: Path,
    *,
    language: str,
    title: str | None = None,
    timezone: str = "Asia/Shanghai",
    folder: Path | None = None,
    cell_timeout_s: int = 30,
    gradebook: str = "",
) -> Enrolment:
    """Make the class `code` with the students of a roster file; where it is there, add those who are new.

    Parameters
    ----------
    code : str
        Latin letters, digits, ``-`` and ``_``.
    roster : Path
        A csv or xlsx file.
    repository : Path
        Where the exercises' text is.
    language : str
        ``"en"`` or ``"zh"``.
    title : str, optional
        What the class is called to a person; its code where it is left out.
    timezone : str
        An IANA name, in which times are shown.
    folder : Path, optional
        The class's folder; by default ``<classes>/<code>``.
    cell_timeout_s : int
        How long a cell of a submission may run.
    gradebook : str
        The URL of the PostgreSQL database that is to be the gradebook; a file in the class's folder by default.

    Raises
    ------
    ProblemsFound
        Everything that is wrong with the code, the roster or the folder; nothing was written then.
    """
    students, found = read_roster(roster)
    if not _CODE.fullmatch(code):
        found.insert(0, problem("class-code-unsafe", name=code))
    paths = ClassPaths((folder or classes_folder() / code).expanduser().resolve())
    there = paths.facts.is_file()
    if not there and paths.folder.exists() and any(paths.folder.iterdir()):
        found.append(problem("folder-not-empty", folder=paths.folder))
    facts = {
        "code": code,
        "title": title or code,
        "language": language,
        "timezone": timezone,
        "exercises": [],
        "cell_timeout_s": cell_timeout_s,
        "file_patterns": [],
        "repository": str(repository.resolve()),
    }
    if gradebook:
        facts["gradebook"] = gradebook
    if not found:
        found += validate(ClassFacts, facts, str(paths.facts), Lines())[1]
    if found:
        raise ProblemsFound(found)
    if there:
        return _add(SchoolClass.open(paths.folder), code, students)
    _make(paths, facts, students)
    return Enrolment(SchoolClass.open(paths.folder), True, students, (), ())


def _make(paths: ClassPaths, facts: dict[str, object], students: tuple[Student, ...]) -> None:
    """Make the folder aside and move it to its place, so that there is never half a class."""
    paths.folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=paths.folder.parent, prefix=".new-class-") as aside:
        fresh = ClassPaths(Path(aside) / "class")
        fresh.folder.mkdir()
        with fresh.facts.open("w", encoding="utf-8") as file:
            YAML().dump(facts, file)
        write_roster(fresh.roster, students)
        write_config(fresh, str(facts["code"]), str(facts["language"]), int(str(facts["cell_timeout_s"])))
        _enter(fresh, students)
        if paths.folder.exists():
            paths.folder.rmdir()
        fresh.folder.rename(paths.folder)


def _add(school_class: SchoolClass, code: str, students: tuple[Student, ...]) -> Enrolment:
    if school_class.code != code:
        there = school_class.code
        raise ProblemsFound([problem("class-differs", folder=school_class.paths.folder, there=there, asked=code)])
    known = {student.number: student for student in school_class.roster}
    asked = {student.number for student in students}
    added = tuple(student for student in students if student.number not in known)
    everyone = (*school_class.roster, *added)
    if added:
        _keep_edited(school_class)
        write_roster(school_class.paths.roster, everyone)
    _enter(school_class.paths, everyone)
    return Enrolment(
        SchoolClass.open(school_class.paths.folder),
        False,
        added,
        tuple(student for student in school_class.roster if student.number not in asked),
        tuple(
            (known[student.number], student)
            for student in students
            if student.number in known and student.name != known[student.number].name
        ),
    )


def _keep_edited(school_class: SchoolClass) -> None:
    """Keep a roster that holds more than what is written again: further columns, remarks."""
    paths = school_class.paths
    if paths.roster.read_bytes() != roster_bytes(school_class.roster):
        kept = paths.earlier_roster(datetime.now(UTC))
        kept.parent.mkdir(exist_ok=True)
        shutil.copyfile(paths.roster, kept)


def _enter(paths: ClassPaths, students: tuple[Student, ...]) -> None:
    """Bring the gradebook in line with the roster; the whole name is one field, for names are not ours to split."""
    with open_gradebook(paths) as gradebook:
        for student in students:
            gradebook.update_or_create_student(
                student.number, last_name=student.name, first_name="", email=student.email or None
            )
