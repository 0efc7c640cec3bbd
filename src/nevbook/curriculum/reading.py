"""A repository's folders into a :class:`~nevbook.curriculum.model.Curriculum`; bad input becomes problems."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from nevbook.curriculum.documents import read_document
from nevbook.curriculum.facts import ChapterFacts, CourseFacts, ExerciseFacts
from nevbook.curriculum.model import SUFFIXES, Chapter, Course, Curriculum, Document, Exercise
from nevbook.curriculum.registers import read_mapping, read_registers
from nevbook.curriculum.validating import validate
from nevbook.curriculum.yaml_text import Lines
from nevbook.problems import Problem, problem

F = TypeVar("F", ChapterFacts, ExerciseFacts)

_SKIPPED = ("_", ".")


def read_curriculum(root: Path, today: datetime.date | None = None) -> tuple[Curriculum, tuple[Problem, ...]]:
    """Read every course, exercise and register of a repository.

    Parameters
    ----------
    root : Path
        The repository's folder.
    today : date, optional
        The day on which standards must be in force; the present day by default.

    Returns
    -------
    tuple of (Curriculum, tuple of Problem)
        What could be read, and why the rest could not. What the facts say is judged by
        :func:`nevbook.curriculum.checks.check`.
    """
    reader = _Reader(root.resolve())
    curriculum = reader.read(today or datetime.date.today())
    return curriculum, tuple(reader.problems)


class _Reader:
    """Collects while it walks: problems, lines, ids that exist but cannot be read, files already read as pages."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.registers = read_registers(root)
        self.problems = self.registers.problems
        self.lines: dict[Path, Lines] = self.registers.lines
        self.unreadable = self.registers.unreadable
        self.seen: set[Path] = set()

    def read(self, today: datetime.date) -> Curriculum:
        found = (self.course(folder) for folder in _folders(self.root / "courses"))
        courses = tuple(sorted(filter(None, found), key=lambda course: (course.letter, course.id)))
        languages = {chapter.id: course.languages for course in courses for chapter in course.chapters}
        exercises = {
            folder.name: exercise
            for folder in _folders(self.root / "exercises")
            if (exercise := self.exercise(folder, languages))
        }
        notes = tuple(self.notes())
        return Curriculum(
            root=self.root,
            today=today,
            courses=courses,
            exercises=exercises,
            notes=notes,
            unreadable=frozenset(self.unreadable),
            lines=self.lines,
            **self.registers.entries,
        )

    def course(self, folder: Path) -> Course | None:
        """Read a course's folder; None where it is none or cannot be read."""
        chapters = [inner for inner in _folders(folder) if _has_page(inner, "chapter")]
        path = folder / "course.yml"
        if not (chapters or path.is_file() or _has_page(folder, "index")):
            return None
        value, self.lines[path], problems = read_mapping(path, self.shown(path))
        self.problems += problems
        facts = None
        if value is not None:
            facts, problems = validate(CourseFacts, value, self.shown(path), self.lines[path])
            self.problems += problems
        languages = facts.languages if facts else tuple(SUFFIXES)
        pages = self.pages(folder, "index", languages if facts else ())
        read = [self.chapter(inner, folder.name, languages, declared=facts is not None) for inner in chapters]
        if facts is None:
            self.unreadable.add(folder.name)
            self.unreadable.update(chapter.id for chapter in read if chapter)
            return None
        self.same_as_folder(facts.id, folder, path, "id")
        return Course(
            id=folder.name,
            folder=folder,
            title=facts.title,
            languages=languages,
            hours=facts.hours,
            practice_minimum=facts.practice_minimum,
            letter=facts.letter,
            chapters=tuple(chapter for chapter in read if chapter),
            pages=pages,
            left_out=facts.left_out,
            complete=all(read),
        )

    def chapter(self, folder: Path, course_id: str, languages: tuple[str, ...], declared: bool) -> Chapter | None:
        """Read a chapter's folder; where its course's languages are not known, siblings are not asked for."""
        pages = self.pages(folder, "chapter", languages if declared else ())
        typed = next((page for page in pages.values() if "id" in _block(page)), None)
        home = pages.get(languages[0]) if declared else typed
        facts = self.facts(ChapterFacts, home) if home else None
        if facts is None or home is None:
            self.unreadable.update(_typed_ids(pages), {folder.name.lstrip("0123456789-")})
            return None
        return Chapter(facts.id, folder, course_id, pages, home, facts)

    def exercise(self, folder: Path, languages: Mapping[str, tuple[str, ...]]) -> Exercise | None:
        """Read an exercise's folder; its chapter's course says which languages it owes."""
        if not _has_page(folder, "exercise"):
            self.problems.append(problem("missing-file", self.shown(folder / "exercise.md")))
            self.unreadable.add(folder.name)
            return None
        pages = self.pages(folder, "exercise", ())
        chapters = [str(_block(page).get("chapter")) for page in pages.values()]
        owed = next((languages[chapter] for chapter in chapters if chapter in languages), ())
        self.problems += self.missing(folder, "exercise", owed)
        # Where the chapter is not known, the page that names one holds the facts.
        typed = next((page for page in pages.values() if "chapter" in _block(page)), None)
        home = pages.get(owed[0]) if owed else typed or next(iter(pages.values()), None)
        facts = self.facts(ExerciseFacts, home) if home else None
        if facts is None or home is None:
            self.unreadable.update(_typed_ids(pages), {folder.name})
            return None
        self.same_as_folder(facts.id, folder, home.path, "nev", "id")
        return Exercise(folder.name, folder, facts.chapter, pages, home, facts)

    def pages(self, folder: Path, name: str, owed: tuple[str, ...]) -> dict[str, Document]:
        """Read a document's pages, the owed languages first; say which ones are missing or owed to nobody."""
        self.problems += self.missing(folder, name, owed)
        order = (*owed, *(language for language in SUFFIXES if language not in owed))
        read = {language: self.page(folder / f"{name}{SUFFIXES[language]}", language) for language in order}
        return {language: page for language, page in read.items() if page}

    def missing(self, folder: Path, name: str, owed: tuple[str, ...]) -> Iterator[Problem]:
        """Compare the files of a folder with the languages that it owes."""
        for language, suffix in SUFFIXES.items() if owed else ():
            path, home = folder / f"{name}{suffix}", f"{name}{SUFFIXES[owed[0]]}"
            if language in owed and not path.is_file():
                yield problem("missing-sibling", self.shown(path), language=language, home=home)
            if language not in owed and path.is_file():
                yield problem("undeclared-language", self.shown(path), 1, language=language, declared=", ".join(owed))

    def page(self, path: Path, language: str) -> Document | None:
        """Read one file where it exists."""
        if not path.is_file():
            return None
        self.seen.add(path)
        reading = read_document(path, self.shown(path), language)
        self.lines[path] = reading.lines
        self.problems += reading.problems
        return reading.document

    def facts(self, model: type[F], home: Document) -> F | None:
        """Read the ``nev:`` block of a document."""
        shown, lines = self.shown(home.path), self.lines[home.path]
        if "nev" not in home.header:
            example = "nev: {id: …}"
            self.problems.append(problem("missing-key", shown, 1, key="nev", example=example))
            return None
        facts, problems = validate(model, home.header["nev"], shown, lines, ("nev",))
        self.problems += problems
        return facts

    def same_as_folder(self, typed: str, folder: Path, path: Path, *keys: str) -> None:
        """Hold an id against the name of its folder: other files name it by either."""
        if typed != folder.name:
            line = self.lines[path].line(*keys)
            self.problems.append(problem("id-not-folder", self.shown(path), line, id=typed, folder=folder.name))

    def notes(self) -> Iterator[Document]:
        """Read the documents that no course lists: teaching notes, and the pages of the book."""
        for top in ("book", "courses"):
            for path in sorted((self.root / top).rglob("*.md")):
                inner = path.relative_to(self.root).parts
                if path in self.seen or any(part.startswith(_SKIPPED) for part in inner):
                    continue
                if page := self.page(path, "zh" if path.name.endswith(SUFFIXES["zh"]) else "en"):
                    yield page

    def shown(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()


def _folders(folder: Path) -> list[Path]:
    """Give the folders inside a folder, in the order of their names."""
    if not folder.is_dir():
        return []
    return sorted(inner for inner in folder.iterdir() if inner.is_dir() and not inner.name.startswith(_SKIPPED))


def _has_page(folder: Path, name: str) -> bool:
    return any((folder / f"{name}{suffix}").is_file() for suffix in SUFFIXES.values())


def _block(page: Document) -> dict[str, object]:
    block = page.header.get("nev")
    return block if isinstance(block, dict) else {}


def _typed_ids(pages: Mapping[str, Document]) -> set[str]:
    return {id_ for page in pages.values() if isinstance(id_ := _block(page).get("id"), str)}
