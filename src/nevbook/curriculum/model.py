"""What a repository of courses is, once it has been read: courses, chapters, exercises, documents, cells.

Facts that an author types stand in :mod:`nevbook.curriculum.facts`; here they are joined with the files they come from.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nevbook.curriculum.facts import (
    BothWords,
    ChapterFacts,
    Competency,
    ExerciseFacts,
    Hours,
    Organisation,
    Person,
    Source,
    Standard,
)
from nevbook.curriculum.yaml_text import Lines

#: What a file in each language is called after its name: ``chapter.md`` is English, ``chapter.zh.md`` Chinese.
SUFFIXES = {"en": ".md", "zh": ".zh.md"}


@dataclass(frozen=True)
class Cell:
    """One cell of a document.

    Parameters
    ----------
    kind : str
        ``"code"`` or ``"markdown"``.
    source : str
        The text, without its options.
    line : int
        Line of the file, counted from 1, on which `source` starts.
    metadata : dict
        The cell's options, as typed.
    """

    kind: str
    source: str
    line: int
    metadata: dict[str, Any]


@dataclass(frozen=True)
class Document:
    """A MyST file in one language; `title` is its first heading of level 1, empty where it has none."""

    path: Path
    language: str
    title: str
    header: dict[str, Any]
    cells: tuple[Cell, ...]

    @property
    def code_cells(self) -> tuple[Cell, ...]:
        """Give the cells that hold code."""
        return tuple(cell for cell in self.cells if cell.kind == "code")


@dataclass(frozen=True)
class Chapter:
    """A chapter: its pages by language, and its facts, which stand in the page `home`."""

    id: str
    folder: Path
    course_id: str
    pages: Mapping[str, Document]
    home: Document
    facts: ChapterFacts

    def job_task(self, language: str) -> str:
        """Give the job task in a language, or in the first declared one where the page in that language has none."""
        page = self.pages.get(language, self.home)
        block = page.header.get("nev")
        told = block.get("job_task") if isinstance(block, dict) else None
        return told if isinstance(told, str) and told else self.facts.job_task


@dataclass(frozen=True)
class Exercise:
    """An exercise: its pages by language, and its facts, which stand in the page `home`."""

    id: str
    folder: Path
    chapter_id: str
    pages: Mapping[str, Document]
    home: Document
    facts: ExerciseFacts


@dataclass(frozen=True)
class Course:
    """A course; `complete` is false where a chapter of it could not be read.

    `left_out` gives the reasons for competencies that it does not cover; None where it does not answer for all.
    """

    id: str
    folder: Path
    title: Mapping[str, str]
    languages: tuple[str, ...]
    hours: Hours
    practice_minimum: float
    letter: str
    chapters: tuple[Chapter, ...]
    pages: Mapping[str, Document]
    left_out: Mapping[str, BothWords] | None = None
    complete: bool = True

    @property
    def path(self) -> Path:
        """Give the file of its facts."""
        return self.folder / "course.yml"


@dataclass(frozen=True)
class Curriculum:
    """Everything in a repository that could be read.

    Parameters
    ----------
    root : Path
        The repository's folder.
    today : date
        The day on which standards must be in force.
    unreadable : frozenset of str
        Ids of courses, chapters, exercises and register entries that exist but could not be read: nothing that
        names one of them is reported as unknown.
    notes : tuple of Document
        The other MyST files under ``courses/`` (teaching notes) and the pages under ``book/``.
    lines : mapping
        File → where its keys stand.
    """

    root: Path
    today: datetime.date
    courses: tuple[Course, ...] = ()
    exercises: Mapping[str, Exercise] = field(default_factory=dict)
    organisations: Mapping[str, Organisation] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    competencies: Mapping[str, Competency] = field(default_factory=dict)
    standards: Mapping[str, Standard] = field(default_factory=dict)
    notes: tuple[Document, ...] = ()
    unreadable: frozenset[str] = frozenset()
    lines: Mapping[Path, Lines] = field(default_factory=dict)

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """Give the chapters of all courses, in the order of the courses."""
        return tuple(chapter for course in self.courses for chapter in course.chapters)

    def course(self, id_: str) -> Course | None:
        """Give the course with an id."""
        return next((course for course in self.courses if course.id == id_), None)

    def chapter(self, id_: str) -> Chapter | None:
        """Give the chapter with an id; the first one where two share it."""
        return next((chapter for chapter in self.chapters if chapter.id == id_), None)

    def documents(self) -> Iterator[Document]:
        """Go through every document: pages of courses, chapters, exercises, then the notes."""
        for course in self.courses:
            yield from course.pages.values()
            for chapter in course.chapters:
                yield from chapter.pages.values()
        for exercise in self.exercises.values():
            yield from exercise.pages.values()
        yield from self.notes

    def relative(self, path: Path) -> str:
        """Name a file as seen from the repository's folder."""
        return path.relative_to(self.root).as_posix()

    def at(self, path: Path, *keys: str | int) -> tuple[str, int]:
        """Give file and line of a fact, for :func:`nevbook.problems.problem`.

        Parameters
        ----------
        path : Path
            The YAML file or the document.
        *keys : str or int
            The way to the fact from the top of the file; the nearest parent stands in for a key that is not there.
        """
        lines = self.lines.get(path)
        return self.relative(path), lines.line(*keys) if lines else 1
