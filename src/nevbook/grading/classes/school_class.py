"""A class: its facts (``class.yml``) and its students (``roster.csv``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator
from pydantic import Field as Fact
from ruamel.yaml import YAML

from nevbook.curriculum.facts import Facts, Language, Name, Text
from nevbook.curriculum.registers import read_mapping
from nevbook.curriculum.validating import validate
from nevbook.curriculum.yaml_text import Lines
from nevbook.grading.classes.files import write_whole
from nevbook.grading.classes.paths import ClassPaths, classes_folder
from nevbook.grading.classes.roster import Student, read_roster
from nevbook.grading.classes.terms import DeadlineFacts, LatePolicy, PlatformFacts, Terms, in_utc
from nevbook.problems import Problem, ProblemsFound, nearest, problem


def _is_timezone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(name)
    return name


#: Facts that a class holds in another form, or leaves to the gradebook.
_ELSEWHERE = ("deadlines", "late", "gradebook")


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
    gradebook: str = Fact("", examples=["postgresql://NAME@HOST/DATABASE"])
    deadlines: dict[str, DeadlineFacts] = Fact(default={}, examples=["{precharge: {due: 2026-11-21 22:00}}"])
    late: LatePolicy = Fact(default=LatePolicy(), examples=["{per_day: 0.1, at_most: 0.5}"])
    platforms: dict[Name, PlatformFacts] = Fact(default={}, examples=["{moodle: {times: export}}"])


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
    terms : Terms
        Deadlines and late policy.
    platforms : Mapping of str to PlatformFacts
        The learning platforms that the school uses, by the name that the class gives them.
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
    terms: Terms
    platforms: Mapping[str, PlatformFacts]

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
        if facts is not None and not found:
            wrong = (*wrong, *_strangers(facts, roster, paths, lines))
        if facts is None or wrong or found:
            raise ProblemsFound([*wrong, *found])
        told = {name: getattr(facts, name) for name in ClassFacts.model_fields if name not in _ELSEWHERE}
        terms = Terms(facts.timezone, facts.deadlines, facts.late)
        return cls(paths=paths, roster=roster, terms=terms, **told | {"repository": facts.repository.expanduser()})

    def student(self, number: str) -> Student | None:
        """Give the student of a number, or None where the roster holds none."""
        return next((student for student in self.roster if student.number == number), None)

    def with_exercise(self, exercise: str) -> SchoolClass:
        """Note in ``class.yml`` that an exercise was handed out; the file's comments stay."""
        if exercise in self.exercises:
            return self
        with self._rewritten() as facts:
            facts["exercises"] = [*self.exercises, exercise]
        return SchoolClass.open(self.paths.folder)

    def with_deadline(self, exercise: str, due: datetime | None, students: tuple[str, ...] = ()) -> SchoolClass:
        """Note in ``class.yml`` when an exercise is due.

        Parameters
        ----------
        exercise : str
            Which.
        due : datetime or None
            When, in the class's time zone where it has none of its own; None takes what is noted away.
        students : tuple of str
            The numbers of those whom it is for; the whole class by default.

        Raises
        ------
        ProblemsFound
            Where single students would get a deadline, and the class has none.
        """
        if students and exercise not in self.terms.deadlines:
            raise ProblemsFound([problem("deadline-none", self.paths.facts, exercise=exercise)])
        with self._rewritten() as facts:
            deadlines = facts.setdefault("deadlines", {})
            noted = deadlines.setdefault(exercise, {})
            place = noted.setdefault("extensions", {}) if students else noted
            for key in students or ("due",):
                for there in [there for there in place if str(there) == key]:
                    del place[there]  # a number may stand there without quotes
                if due is not None:
                    local = in_utc(due, self.timezone).astimezone(ZoneInfo(self.timezone))
                    place[key] = f"{local:%Y-%m-%d %H:%M:%S}".removesuffix(":00")
            if "due" not in noted:
                del deadlines[exercise]
        return SchoolClass.open(self.paths.folder)

    @contextmanager
    def _rewritten(self) -> Iterator[Any]:
        """Give ``class.yml`` to be changed, and write it again; its comments stay."""
        yaml = YAML()
        facts = yaml.load(self.paths.facts.read_text(encoding="utf-8"))
        yield facts
        text = StringIO()
        yaml.dump(facts, text)
        write_whole(self.paths.facts, text.getvalue().encode("utf-8"))


def _strangers(facts: ClassFacts, roster: tuple[Student, ...], paths: ClassPaths, lines: Lines) -> Iterator[Problem]:
    """Give the extensions of students who are not in the roster."""
    known = [student.number for student in roster]
    for exercise, deadline in facts.deadlines.items():
        for number in deadline.extensions:
            if number not in known:
                line = lines.line("deadlines", exercise, "extensions", number)
                near = nearest(number, known) or "–"
                yield problem("extension-stranger", paths.facts, line, number=number, exercise=exercise, near=near)


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
