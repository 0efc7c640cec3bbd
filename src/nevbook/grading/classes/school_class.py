"""A class: its facts (``class.yml``) and its students (``roster.csv``)."""

from __future__ import annotations

from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator
from pydantic import Field as Fact
from ruamel.yaml import YAML

from nevbook.curriculum.facts import Facts, Language, Text
from nevbook.curriculum.registers import read_mapping
from nevbook.curriculum.validating import validate
from nevbook.grading.classes.files import write_whole
from nevbook.grading.classes.paths import ClassPaths, classes_folder
from nevbook.grading.classes.roster import Student, read_roster
from nevbook.problems import Problem, ProblemsFound, nearest, problem


def _is_timezone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(name)
    return name


class ClassFacts(Facts):
    """``class.yml``."""

    code: Annotated[str, Fact(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$", examples=["nev24-1"])]
    title: Text = Fact(examples=["NEV 2024-1"])
    language: Language = Fact(examples=["zh"])
    timezone: Annotated[str, AfterValidator(_is_timezone)] = Fact(examples=["Asia/Shanghai"])
    exercises: tuple[Text, ...] = Fact(examples=["[precharge]"])
    cell_timeout_s: Annotated[int, Fact(gt=0, le=3600, strict=True)] = Fact(examples=[30])
    file_patterns: tuple[Text, ...] = Fact(examples=["[]"])
    repository: Path = Fact(examples=["~/nevbook"])


@dataclass(frozen=True)
class SchoolClass:
    """One class, as its folder says.

    Parameters
    ----------
    paths : ClassPaths
        Where everything lies.
    code : str
        What the class is called in file names, in records and in every car's seed.
    title : str
        What the class is called to a person.
    language : str
        ``"en"`` or ``"zh"``: what is handed out, and the language of feedback and reports.
    timezone : str
        An IANA name; times are stored in UTC and shown in this zone.
    exercises : tuple of str
        What was handed out, in that order.
    cell_timeout_s : int
        How long a cell of a submission may run.
    file_patterns : tuple of str
        The class's own patterns for the names of files that come in.
    repository : Path
        Where the exercises' text is.
    roster : tuple of Student
        The students, in the order of the roster.
    """

    paths: ClassPaths
    code: str
    title: str
    language: str
    timezone: str
    exercises: tuple[str, ...]
    cell_timeout_s: int
    file_patterns: tuple[str, ...]
    repository: Path
    roster: tuple[Student, ...]

    @classmethod
    def open(cls, folder: Path) -> SchoolClass:
        """Read a class's folder.

        Raises
        ------
        ProblemsFound
            With everything that is wrong in ``class.yml`` and ``roster.csv``.
        """
        paths = ClassPaths(folder.resolve())
        if not paths.facts.is_file():
            raise ProblemsFound([problem("no-class-folder", folder=folder)])
        roster, found = read_roster(paths.roster)
        typed, lines, wrong = read_mapping(paths.facts, str(paths.facts))
        facts = None
        if typed is not None:
            facts, wrong = validate(ClassFacts, typed, str(paths.facts), lines)
        if facts is None or wrong or found:
            raise ProblemsFound([*wrong, *found])
        told = {name: getattr(facts, name) for name in ClassFacts.model_fields}
        return cls(paths=paths, roster=roster, **told | {"repository": facts.repository.expanduser()})

    def student(self, number: str) -> Student | None:
        """Give the student of a number, or None where the roster holds none."""
        return next((student for student in self.roster if student.number == number), None)

    def with_exercise(self, exercise: str) -> SchoolClass:
        """Note in ``class.yml`` that an exercise was handed out; the file's comments stay."""
        if exercise in self.exercises:
            return self
        yaml = YAML()
        facts = yaml.load(self.paths.facts.read_text(encoding="utf-8"))
        facts["exercises"] = [*self.exercises, exercise]
        text = StringIO()
        yaml.dump(facts, text)
        write_whole(self.paths.facts, text.getvalue().encode("utf-8"))
        return SchoolClass.open(self.paths.folder)


def find_class(named: str | None) -> SchoolClass:
    """Find the class that a person means.

    Parameters
    ----------
    named : str or None
        A class's code, or its folder; None stands for the class around the working folder or, failing that, the only
        class there is.

    Raises
    ------
    ProblemsFound
        Where no class, or more than one, is meant, or its files cannot be read.
    """
    if named is not None:
        folder = Path(named).expanduser()
        if not (folder / "class.yml").is_file():
            folder = classes_folder() / named
        if not (folder / "class.yml").is_file():
            raise ProblemsFound([_unknown_class(named)])
        return SchoolClass.open(folder)
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "class.yml").is_file():
            return SchoolClass.open(folder)
    known = _known_classes()
    if len(known) != 1:
        names = ", ".join(known) or "–"
        raise ProblemsFound([problem("which-class", folder=classes_folder(), known=names)])
    return SchoolClass.open(classes_folder() / known[0])


def _known_classes() -> list[str]:
    return sorted(facts.parent.name for facts in classes_folder().glob("*/class.yml"))


def _unknown_class(named: str) -> Problem:
    known = _known_classes()
    near = nearest(named, known) or ", ".join(known) or "–"
    return problem("unknown-class", name=named, folder=classes_folder(), near=near)
