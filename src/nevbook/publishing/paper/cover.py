"""The first sheets of a course on paper: who wrote it and signed it, and its contents with the number of each sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from nevbook.curriculum import Course, Curriculum
from nevbook.publishing import build_nodes, sign_off
from nevbook.publishing.facts import course_name
from nevbook.publishing.languages import language, titles, words
from nevbook.publishing.paper import headings
from nevbook.publishing.paper.binding import Print
from nevbook.publishing.paper.sheets import css_string
from nevbook.publishing.paths import BookPaths

#: Headings deeper than this are not in the contents.
_DEEPEST = 2


def write(
    paths: BookPaths, curriculum: Curriculum, course: Course, code: str, prints: Sequence[Print], day: str
) -> Path:
    """Write the page that Chromium prints as the first sheets of a course, and give its file."""
    from jinja2 import Environment

    says = words(code)
    warning = says["teacher"]["notice"] if paths.edition == "teacher" else ""
    title = f"{titles(curriculum.root)[code][1]} · {course_name(course, code)}"
    template = Environment(autoescape=True).from_string(
        files("nevbook.publishing").joinpath("templates/cover.html.j2").read_text(encoding="utf-8")
    )
    text = template.render(
        lang=language(code).sphinx.replace("_", "-"),
        looks=(paths.html(code) / "_static").as_uri(),
        title=title,
        book=titles(curriculum.root)[code][1],
        name=course_name(course, code),
        hours=says["course"]["hours"].format(**build_nodes.hours(course.hours)),
        warning=warning,
        notice_css=css_string(warning or says["notice"]),
        says=says["paper"],
        organisations=_organisations(curriculum, course, code),
        released=says["released"].format(day=day) if day else says["paper"]["draft"],
        licence=says["licence"],
        signed=[
            (chapter.pages[code].title, [line for line, _ in sign_off.lines(chapter, curriculum, code)])
            for chapter in course.chapters
            if code in chapter.pages
        ],
        contents=list(_contents(prints)),
    )
    page = paths.work(code) / "paper" / f"{course.id}-cover.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(text, encoding="utf-8", newline="\n")
    return page


def _organisations(curriculum: Curriculum, course: Course, code: str) -> list[str]:
    """Name the organisations whose people wrote the course's chapters."""
    authors = (author.person for chapter in course.chapters for author in chapter.facts.authors)
    people = (curriculum.people[name] for name in authors if name in curriculum.people)
    known = (curriculum.organisations.get(person.organisation or "") for person in people)
    return list(dict.fromkeys(str(getattr(one.name, code)) for one in known if one))


def _contents(prints: Sequence[Print]) -> Iterator[dict[str, Any]]:
    for one in prints:
        for heading in headings.read(one.page, one.pdf):
            if heading.level <= _DEEPEST:
                sheet = f"{one.mark}{heading.sheet}"
                yield {"text": heading.text, "level": heading.level, "sheet": sheet, "address": one.page.as_uri()}
