"""What pages get from facts: a chapter's header, a course's table of chapters, the list of courses, the glossary."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.domains.std import Glossary
from sphinx.util.docutils import SphinxDirective

from nevbook.curriculum import Chapter, Course, Curriculum
from nevbook.publishing import build_nodes as build
from nevbook.publishing import glossary, last_change, sign_off, toc
from nevbook.publishing.languages import HOME, docname, either, language, words

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def add_to(app: Sphinx, doctree: nodes.document) -> None:
    """Put the facts of a chapter or of a course under the title of its page; other pages stay as they are."""
    block, title = _header(app, app.env.docname), next(doctree.findall(nodes.title), None)
    told = _told(app, app.env.docname, block)
    app.env.nevbook_shown = {**getattr(app.env, "nevbook_shown", {}), app.env.docname: told}
    if block and title:
        title.parent.insert(title.parent.index(title) + 1, block)


def outdated(app: Sphinx, env: Any, *_: Any) -> list[str]:
    """Name the pages whose facts are others now: they stand in many files, and in the repository's history."""
    before = getattr(env, "nevbook_shown", {})
    known = sorted(env.found_docs & env.all_docs.keys())
    return [name for name in known if before.get(name) != _told(app, name, _header(app, name))]


def _told(app: Sphinx, name: str, block: nodes.Node | None) -> str | None:
    """Give what a page says of facts that change while its own text does not; of the home page, the courses' state."""
    if name == HOME:
        curriculum: Curriculum = app.env.nevbook_curriculum
        code = language(app.config.language).code
        return "\n".join(sign_off.course_line(course, curriculum, code) for course in curriculum.courses)
    return block.pformat() if block else None


def _header(app: Sphinx, name: str) -> nodes.Node | None:
    """Give the block of facts that a page has; None for a page that has none."""
    curriculum: Curriculum = app.env.nevbook_curriculum
    code = language(app.config.language).code
    path = Path(app.env.doc2path(name))
    for course in curriculum.courses:
        if any(page.path == path for page in course.pages.values()):
            return _course_header(course, curriculum, code)
        for chapter in course.chapters:
            if any(page.path == path for page in chapter.pages.values()):
                return _chapter_header(chapter, course, curriculum, code)
    return None


def _depend(env: Any, curriculum: Curriculum) -> None:
    for path in (curriculum.root / "courses").rglob("*.yml"):
        env.note_dependency(str(path))
    for chapter in curriculum.chapters:
        for page in chapter.pages.values():
            env.note_dependency(str(page.path))
    for exercise in curriculum.exercises.values():
        env.note_dependency(str(exercise.home.path))


def _chapter_header(chapter: Chapter, course: Course, curriculum: Curriculum, code: str) -> nodes.Node:
    says = words(code)
    facts = chapter.facts
    shown = {
        "task": [nodes.Text(chapter.job_task(code))],
        "course": [build.text(course_name(course, code))],
        "hours": [build.text(says["hours"]["line"].format(**build.hours(facts.hours)))],
        "place": [build.text(says["place"][facts.place])],
        "risk": [build.text(says["risk"][facts.risk], f"nev-risk nev-risk-{facts.risk}")],
        "equipment": [build.text(either(item, code)) for item in facts.equipment],
        "competencies": list(_competencies(chapter, curriculum, code)),
        "standards": list(_standards(chapter, curriculum, code)),
        "prerequisites": [_link(other, curriculum, code) for other in _prerequisites(chapter, curriculum, code)],
        "exercises": list(_exercises(chapter, curriculum, code)),
        "authors": list(_authors(chapter, curriculum, code)),
        "signed": list(sign_off.shown(chapter, curriculum, code)),
        "changed": list(_last_change(chapter, curriculum, code)),
    }
    return build.fields([(name, says["chapter"][name], items) for name, items in shown.items() if items], "nev-facts")


def _course_header(course: Course, curriculum: Curriculum, code: str) -> nodes.Node:
    says = words(code)
    head = [says["chapter"]["chapter"], says["chapter"]["task"], says["chapter"]["hours"], says["chapter"]["place"]]
    rows = [
        [
            _link(chapter, curriculum, code),
            build.text(chapter.job_task(code)),
            build.text(build.number(chapter.facts.hours.total)),
            build.text(says["place"][chapter.facts.place]),
        ]
        for chapter in course.chapters
        if code in chapter.pages
    ]
    block = nodes.container(classes=["nev-course"])
    block += nodes.paragraph("", says["course"]["hours"].format(**build.hours(course.hours)))
    block += [nodes.paragraph("", "", line) for line in sign_off.of_course(course, curriculum, code)]
    block += build.table(head, rows)
    return block


def _competencies(chapter: Chapter, curriculum: Curriculum, code: str) -> Iterator[nodes.Node]:
    says = words(code)["competency"]
    done = {way: getattr(chapter.facts.competencies, way) for way in says}
    for name in dict.fromkeys(name for names in done.values() for name in names):
        known = curriculum.competencies.get(name)
        ways = " · ".join(says[way] for way, names in done.items() if name in names)
        yield build.text(f"{name} {getattr(known, code, '')} ", "", build.text(ways, "nev-ways"))


def _standards(chapter: Chapter, curriculum: Curriculum, code: str) -> Iterator[nodes.Node]:
    says = words(code)["standard"]
    for name in chapter.facts.standards:
        if known := curriculum.standards.get(name):
            way = "dated" if known.in_force else "undated"
            title = getattr(known.title, code)
            yield build.text(says[way].format(number=known.number, title=title, since=known.in_force))


def _prerequisites(chapter: Chapter, curriculum: Curriculum, code: str) -> Iterator[Chapter]:
    by_id = {other.id: other for other in curriculum.chapters}
    yield from (by_id[name] for name in chapter.facts.prerequisites if name in by_id and code in by_id[name].pages)


def _exercises(chapter: Chapter, curriculum: Curriculum, code: str) -> Iterator[nodes.Node]:
    for name in chapter.facts.exercises:
        if exercise := curriculum.exercises.get(name):
            title = exercise.pages.get(code, exercise.home).title
            yield build.text(words(code)["exercise"]["line"].format(title=title, minutes=exercise.facts.minutes))


def _authors(chapter: Chapter, curriculum: Curriculum, code: str) -> Iterator[nodes.Node]:
    for author in chapter.facts.authors:
        if person := curriculum.people.get(author.person):
            organisation = curriculum.organisations.get(person.organisation or "")
            of = f" ({getattr(organisation.name, code)})" if organisation else ""
            of = of.replace(" (", "（").replace(")", "）") if code == "zh" else of
            yield build.text(f"{getattr(person.name, code)}{of} · {words(code)['roles'][author.role]}")


def _last_change(chapter: Chapter, curriculum: Curriculum, code: str) -> Iterator[nodes.Node]:
    if known := last_change.of_chapter(chapter, curriculum):
        yield build.text(words(code)["changed-since"].format(day=known.day) if known.is_open else known.day)


def course_name(course: Course, code: str) -> str:
    """Give what readers call a course: its letter and its title."""
    return f"{words(code)['course']['name'].format(letter=course.letter)} · {either(course.title, code)}"


def _link(chapter: Chapter, curriculum: Curriculum, code: str) -> nodes.Node:
    page = chapter.pages[code]
    return build.link(page.title, docname(page.path, curriculum.root))


class Courses(SphinxDirective):
    """``{nev-courses}``: every course, with its hours and its chapters, or where it can be read."""

    def run(self) -> list[nodes.Node]:
        """Build a card for each course."""
        curriculum: Curriculum = self.env.nevbook_curriculum
        code = language(self.config.language).code
        _depend(self.env, curriculum)
        grid = nodes.container(classes=["nev-courses"])
        grid += [self._card(course, curriculum, code) for course in toc.in_order(curriculum)]
        return [grid]

    def _card(self, course: Course, curriculum: Curriculum, code: str) -> nodes.Node:
        says = words(code)["course"]
        card = nodes.container(classes=["nev-card"])
        name = course_name(course, code)
        page = course.pages.get(code)
        title = build.link(name, docname(page.path, curriculum.root)) if page else build.text(name)
        card += nodes.paragraph("", "", title, classes=["nev-card-title"])
        card += nodes.paragraph("", says["hours"].format(**build.hours(course.hours)))
        card += [nodes.paragraph("", "", line) for line in sign_off.of_course(course, curriculum, code)]
        if not page:
            others = ", ".join(language(other).name for other in course.languages)
            card += nodes.paragraph("", says["elsewhere"].format(name=others))
        chapters = [_link(chapter, curriculum, code) for chapter in course.chapters if code in chapter.pages]
        if chapters:
            card += build.listing(chapters)
        return card


class GlossaryOfBook(Glossary):
    """``{nev-glossary}``: the terms of ``book/glossary.yml``, each with its word in the other language too."""

    has_content = False
    option_spec: ClassVar[dict[str, Any]] = {}

    def run(self) -> list[nodes.Node]:
        """Hand the terms to Sphinx's own glossary, in the order of the page's language."""
        path = Path(self.env.srcdir) / glossary.FILE
        self.env.note_dependency(str(path))
        code = language(self.config.language).code
        other = "en" if code == "zh" else "zh"
        lines: list[str] = []
        # In GBK the common characters stand in the order of their pinyin.
        entries = [
            (getattr(one.term, code), getattr(one.term, other), getattr(one.meaning, code), _quantity(one, code))
            for one in glossary.read(Path(self.env.srcdir))
        ]
        for term, word, *said in sorted(entries, key=lambda entry: entry[0].lower().encode("gbk", "replace")):
            lines += [term, word, *(f"  {line}" for told in said if told for line in (told, "")), ""]
        self.content = StringList(lines, source=str(path))
        made = super().run()
        for item in (item for node in made for item in node.findall(nodes.definition_list_item)):
            _, foreign = item.findall(nodes.term)
            # Docutils makes the attribute `lang` of such a class.
            foreign["classes"].append(f"language-{language(other).sphinx.replace('_', '-')}")
        return made


def _quantity(term: glossary.Term, code: str) -> str:
    """Say symbol and unit of a term, as far as it has them."""
    says = words(code)["glossary"]
    told = [(says["symbol"], term.symbol), (says["unit"], term.unit)]
    return str(says["between"]).join(f"{name}{says['colon']}{value}" for name, value in told if value)
