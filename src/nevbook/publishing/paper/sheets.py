"""What stands around a page on paper: the running lines, and the mark that page numbers begin with.

Sheets are numbered as in a workshop manual, by chapter: ``A5-3`` is the third sheet of chapter 5 of course A. A chapter
keeps its numbers whether it is printed alone or in its course, and can be replaced in a folder by a newer print.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING, Any

from nevbook.curriculum import Chapter, Curriculum
from nevbook.publishing import teacher
from nevbook.publishing.facts import course_name
from nevbook.publishing.languages import docname, language, words

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: The marks of the pages that no course owns.
_MARKS = {
    "book/how-to-use": "H",
    "book/safety": "S",
    "book/glossary": "G",
    "book/coverage": "C",
    "book/to-confirm": "T",
    "book/references": "R",
}
_TAGS = re.compile(r"<[^>]*>")


def marks(curriculum: Curriculum, code: str) -> dict[str, str]:
    """Give the mark of each page that has one: page → ``A5-``."""
    found = {page: f"{mark}-" for page, mark in _MARKS.items()}
    for course in curriculum.courses:
        if about := course.pages.get(code):
            found[docname(about.path, curriculum.root)] = f"{course.letter}0-"
        for chapter in course.chapters:
            mark = f"{course.letter}{_number(chapter)}"
            if code in chapter.pages:
                found[docname(chapter.pages[code].path, curriculum.root)] = f"{mark}-"
            for kind, paths in teacher.pages(chapter, curriculum, code).items():
                for at, path in enumerate(paths, 1):
                    which = f"{kind}{at}" if len(paths) > 1 else kind
                    found[docname(path, curriculum.root)] = f"{mark}{which}-"
    return found


def _number(chapter: Chapter) -> str:
    """Give the number with which a chapter's folder begins."""
    told = re.match(r"0*(\d+)", chapter.folder.name)
    return told[1] if told else ""


def tell(app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _tree: Any) -> None:
    """Put the running lines of a page into its head, where ``print.css`` and ``print.js`` find them."""
    code = language(app.config.language).code
    curriculum: Curriculum = app.env.nevbook_curriculum
    says = words(code)
    owner = next((one for one in curriculum.courses if pagename.startswith(f"courses/{one.id}/")), None)
    lines = {
        "part": course_name(owner, code) if owner else app.config.html_title,
        "title": _TAGS.sub("", str(context.get("title", ""))),
        "notice": says["teacher"]["notice"] if app.config.nevbook_edition == "teacher" else says["notice"],
        "": marks(curriculum, code).get(pagename, ""),
    }
    style = "".join(f"--nev-sheet{f'-{name}' if name else ''}:{css_string(text)};" for name, text in lines.items())
    answer = {"answer": says["answer"]["one"], "answers": says["answer"]["all"]}
    metas = "".join(f'<meta name="nevbook-{name}" content="{escape(told)}" />' for name, told in answer.items())
    context["metatags"] = f"{context.get('metatags', '')}\n    {metas}<style>:root{{{style}}}</style>"


def css_string(text: str) -> str:
    """Write a text as a string of CSS that may stand in HTML."""
    plain = " ".join(unescape(text).split())
    return '"' + re.sub(r'["\\<>&]', lambda sign: f"\\{ord(sign[0]):x} ", plain) + '"'
