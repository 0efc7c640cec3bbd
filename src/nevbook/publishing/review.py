"""Pages for those who review the courses: what a partner still has to confirm, and what each course covers."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from nevbook.curriculum import Chapter, Course, Curriculum, Document
from nevbook.curriculum.coverage import WAYS, Coverage, coverage
from nevbook.curriculum.to_confirm import Statement, statements
from nevbook.publishing import build_nodes as build
from nevbook.publishing import toc
from nevbook.publishing.languages import docname, either, language, words

#: Links, citations and names of terms lead nowhere from another page: their words stay.
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_CITED = re.compile(r"\s?\{cite:\w+\}`[^`]*`")
_ROLE = re.compile(r"\{[\w:.-]+\}`([^`<]*?)\s*(?:<[^`]*>)?`")


class _OfCourses(SphinxDirective, ABC):
    """A block for each course that has chapters in the page's language; made anew when a course changes."""

    @property
    def curriculum(self) -> Curriculum:
        """Give what was read from the repository."""
        found: Curriculum = self.env.nevbook_curriculum
        return found

    @property
    def code(self) -> str:
        """Give the page's language."""
        return language(self.config.language).code

    def run(self) -> list[nodes.Node]:
        """Build the blocks."""
        for path in sorted((self.curriculum.root / "courses").rglob("*.yml")):
            self.env.note_dependency(str(path))
        for document in self.curriculum.documents():
            self.env.note_dependency(str(document.path))
        return [
            self._section(course)
            for course in toc.in_order(self.curriculum)
            if any(self.code in chapter.pages for chapter in course.chapters)
        ]

    def _section(self, course: Course) -> nodes.Node:
        name = words(self.code)["course"]["name"].format(letter=course.letter)
        section = nodes.section(ids=[f"{self.name}-{course.id}"])
        section += nodes.title("", f"{name} · {either(course.title, self.code)}")
        section += self.block(course)
        return section

    @abstractmethod
    def block(self, course: Course) -> list[nodes.Node]:
        """Build what stands under a course's name."""

    def link(self, chapter: Chapter) -> nodes.Node:
        """Give a link to a chapter, or its name where it has no page in this language."""
        page = chapter.pages.get(self.code)
        if page is None:
            return build.text(chapter.home.title)
        return build.link(page.title, docname(page.path, self.curriculum.root))


class ToConfirm(_OfCourses):
    """``{nev-to-confirm}``: every statement that a partner still has to confirm, with room for a signature."""

    def block(self, course: Course) -> list[nodes.Node]:
        """Build a table: number, where it stands, what it says, and an empty column for the partner."""
        says = words(self.code)["to-confirm"]
        rows = [
            [nodes.Text(str(number)), where, self._said(statement), nodes.Text("")]
            for number, (where, statement) in enumerate(self._found(course), start=1)
        ]
        count = nodes.paragraph("", says["count"].format(count=len(rows)))
        head = [says["number"], says["where"], says["what"], says["by"]]
        return [count, build.table(head, rows)] if rows else [count]

    def _found(self, course: Course) -> Iterator[tuple[nodes.Node, Statement]]:
        for chapter in course.chapters:
            yield from ((self.link(chapter), one) for one in self._of(chapter.pages.get(self.code)))
            for name in chapter.facts.exercises:
                if (exercise := self.curriculum.exercises.get(name)) and (page := exercise.pages.get(self.code)):
                    yield from ((build.text(page.title), one) for one in self._of(page))

    def _of(self, page: Document | None) -> Iterator[Statement]:
        return statements(page) if page else iter(())

    def _said(self, statement: Statement) -> nodes.Node:
        plain = _ROLE.sub(r"\1", _CITED.sub("", _LINK.sub(r"\1", " · ".join(statement.cells))))
        inner, messages = self.parse_inline(plain, lineno=self.lineno)
        return build.text("", "nev-to-confirm", *inner, *messages)


class CoverageOfCourses(_OfCourses):
    """``{nev-coverage}``: each competency of a course, and the chapters that teach, practise and assess it."""

    def block(self, course: Course) -> list[nodes.Node]:
        """Build a table of competencies; where a course leaves one out, its reason."""
        says = words(self.code)
        rows = [self._row(one) for one in coverage(course, self.curriculum)]
        head = [says["chapter"]["competencies"], *(says["competency"][way] for way in WAYS)]
        return [build.table(head, rows)]

    def _row(self, one: Coverage) -> list[nodes.Node]:
        known = self.curriculum.competencies[one.id]
        told = build.text(f"{one.id} {getattr(known, self.code)}")
        if one.reason:
            reason = words(self.code)["left-out"].format(reason=getattr(one.reason, self.code))
            told += build.text(f" {reason}", "nev-left-out")
        return [told, *(self._links(one.chapters[way]) for way in WAYS)]

    def _links(self, chapters: tuple[Chapter, ...]) -> nodes.Node:
        run = build.text("")
        for chapter in chapters:
            run += [nodes.Text(" · ")] if len(run) > 1 else []
            run += self.link(chapter)
        return run if chapters else nodes.Text("–")
