"""The whole book on paper: each chapter, and each course with its cover, as PDF."""

from __future__ import annotations

import datetime
import hashlib
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import unquote, urlsplit

from nevbook.curriculum import Course, Curriculum
from nevbook.problems import Problem
from nevbook.publishing import links, teacher
from nevbook.publishing.book import Progress
from nevbook.publishing.facts import course_name
from nevbook.publishing.languages import docname, titles
from nevbook.publishing.paper import chromium, cover, sheets
from nevbook.publishing.paper.binding import Print, bind
from nevbook.publishing.paths import BookPaths
from nevbook.publishing.turns import alone

#: What stands in the PDF of a course before and behind what the course owns.
FRONT = ("book/safety",)
BACK = ("book/glossary", "book/references")


def print_book(
    curriculum: Curriculum,
    codes: Iterable[str],
    progress: Progress,
    edition: str = "book",
    released: datetime.date | None = None,
) -> tuple[Problem, ...]:
    """Print an edition that was built into the folder ``pdf`` beside its pages.

    The student's edition has a file for each chapter and one for each course; the teacher edition one for each course.

    Parameters
    ----------
    curriculum : Curriculum
        What was read from the repository.
    codes : iterable of str
        The languages to print.
    progress : callable
        Told of each page that is printed.
    edition : str
        ``book`` or ``teacher``; with a stated day it is a ``release``.
    released : date, optional
        The day that a release states.

    Returns
    -------
    tuple of Problem
        The pages that could not be printed.

    Raises
    ------
    ProblemsFound
        Where there is no Chromium.
    """
    browser = chromium.find()
    paths = BookPaths(curriculum.root, "release" if released else edition)
    with alone(paths.turn):
        return tuple(
            found for code in codes for found in _Press(curriculum, paths, code, browser, released).run(progress)
        )


class _Press:
    """Prints one language of one edition."""

    def __init__(
        self, curriculum: Curriculum, paths: BookPaths, code: str, browser: str, released: datetime.date | None
    ) -> None:
        self.curriculum, self.paths, self.code = curriculum, paths, code
        self.browser, self.released = browser, released
        self.marks = sheets.marks(curriculum, code)

    def run(self, progress: Progress) -> Iterator[Problem]:
        courses = [course for course in self.curriculum.courses if self.code in course.languages]
        books = {course.id: [self.print_of(page) for page in self.pages(course)] for course in courses}
        prints = list({one.page: one for book in books.values() for one in book}.values())
        yield from self.print_all(prints, progress)
        if any(not one.pdf.is_file() for one in prints):
            return
        made = []
        for course in courses:
            yield from self.bind_course(course, books[course.id])
            made.append(self.paths.pdf(self.code) / f"{course.id}.pdf")
            made += self.bind_chapters(course) if self.paths.edition != "teacher" else []
        for left in set(self.paths.pdf(self.code).rglob("*.pdf")) - set(made):
            left.unlink()

    def pages(self, course: Course) -> Iterator[str]:
        """Go through the pages of a course's PDF."""
        root, code = self.curriculum.root, self.code
        yield from (page for page in FRONT if self.is_built(page))
        if about := course.pages.get(code):
            yield docname(about.path, root)
        for chapter in course.chapters:
            if code in chapter.pages:
                yield docname(chapter.pages[code].path, root)
                if self.paths.edition == "teacher":
                    for paths in teacher.pages(chapter, self.curriculum, code).values():
                        yield from (docname(path, root) for path in paths)
        yield from (page for page in BACK if self.is_built(page))

    def is_built(self, page: str) -> bool:
        return self.html(page).is_file()

    def html(self, page: str) -> Path:
        return self.paths.html(self.code) / f"{page}.html"

    def print_of(self, page: str) -> Print:
        return Print(self.html(page), self.paths.work(self.code) / "paper" / f"{page}.pdf", self.marks.get(page, ""))

    def print_all(self, prints: list[Print], progress: Progress) -> Iterator[Problem]:
        """Print what changed since it was printed last, several pages at a time."""
        done = 0
        with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
            for one, found in zip(prints, pool.map(self.print_page, prints), strict=True):
                done += 1
                progress(self.code, 100 * done // len(prints), one.page.name)
                yield from (found,) if found else ()

    def print_page(self, one: Print) -> Problem | None:
        stamp, made_of = one.pdf.with_suffix(".digest"), _digest(one.page)
        if one.pdf.is_file() and stamp.is_file() and stamp.read_text(encoding="utf-8") == made_of:
            return None
        found = chromium.print_page(self.browser, one.page, one.pdf)
        if found is None:
            stamp.write_text(made_of, encoding="utf-8")
        return found

    def bind_course(self, course: Course, prints: list[Print]) -> Iterator[Problem]:
        day = str(self.released or "")
        page = cover.write(self.paths, self.curriculum, course, self.code, prints, day)
        first = Print(page, page.with_suffix(".pdf"), "")
        if found := chromium.print_page(self.browser, page, first.pdf):
            yield found
            return
        to = self.paths.pdf(self.code) / f"{course.id}.pdf"
        bind([first, *prints], to, self.facts(course_name(course, self.code)), self.released)

    def bind_chapters(self, course: Course) -> Iterator[Path]:
        for chapter in course.chapters:
            if page := chapter.pages.get(self.code):
                to = self.paths.pdf(self.code) / course.id / f"{chapter.folder.name}.pdf"
                bind(
                    [self.print_of(docname(page.path, self.curriculum.root))], to, self.facts(page.title), self.released
                )
                yield to

    def facts(self, title: str) -> dict[str, str]:
        return {"/Title": f"{title} · {titles(self.curriculum.root)[self.code][1]}"}


def _digest(page: Path) -> str:
    """Give a digest of a page and of the files that it shows and loads; the pages that it links to are none of it."""
    told = hashlib.sha256(page.read_bytes())
    for parts in map(urlsplit, links.targets(page)):
        if not (parts.scheme or parts.netloc) and not parts.path.endswith(".html"):
            file = page.parent / unquote(parts.path)
            told.update(file.read_bytes() if file.is_file() else b"")
    return told.hexdigest()
