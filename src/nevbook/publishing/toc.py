"""The table of contents of each language's book, derived from the courses.

A course stands in the books of the languages that it declares, and in no other: there, the home page's list of
courses names it and its language. A chapter without a page in a declared language is a problem of its course; here it
is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from nevbook.curriculum import Course, Curriculum
from nevbook.publishing import teacher
from nevbook.publishing.languages import HOME, either, language, of_file, words

#: Pages that no course owns, before and after the courses.
FRONT = ("book/how-to-use", "book/safety")
REFERENCE = ("book/glossary", "book/coverage", "book/to-confirm", "book/references")
AUTHORING = "book/authoring"

_HEADER = "# Derived from the courses by `nevbook build`. Change the courses, not this file.\n"


def derive(curriculum: Curriculum, code: str, for_teachers: bool = False) -> dict[str, Any]:
    """Derive the table of contents of one language's book.

    Parameters
    ----------
    curriculum : Curriculum
        What was read from the repository.
    code : str
        ``en`` or ``zh``.
    for_teachers : bool
        Whether teaching notes and exercises stand below their chapters: the teacher edition.

    Returns
    -------
    dict
        In the form of ``sphinx-external-toc``. Files are named with their suffix, so that a notebook of the same name
        beside a page is never taken for it.
    """
    suffix = language(code).suffix
    captions = words(code)["parts"]
    parts = [_part(curriculum.root, captions["start"], (f"{page}{suffix}" for page in FRONT))]
    for course in in_order(curriculum):
        if code in course.languages:
            pages = (chapter.pages[code].path for chapter in course.chapters if code in chapter.pages)
            part = _part(curriculum.root, either(course.title, code), pages)
            if about := course.pages.get(code):
                # Under another title: the course's name stands above it already.
                part["chapters"].insert(0, _entry(curriculum.root, about.path) | {"title": captions["about"]})
            if for_teachers:
                _add_teachers_pages(part, course, curriculum, code)
            parts.append(part)
    parts.append(_part(curriculum.root, captions["reference"], (f"{page}{suffix}" for page in REFERENCE)))
    parts.append(_part(curriculum.root, captions["authoring"], _guide(curriculum.root, code)))
    return {
        "format": "jb-book",
        "root": f"{HOME}{suffix}",
        "defaults": {"titlesonly": True},
        "parts": [part for part in parts if part["chapters"]],
    }


def in_order(curriculum: Curriculum) -> list[Course]:
    """Give the courses in the order in which readers know them, A before B."""
    return sorted(curriculum.courses, key=lambda course: course.letter)


def text(toc: dict[str, Any]) -> str:
    """Give a table of contents as the text of its file, with a line that says where it comes from."""
    from io import StringIO

    from ruamel.yaml import YAML

    stream = StringIO()
    yaml = YAML()
    yaml.width = 1000
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.dump(toc, stream)
    return _HEADER + stream.getvalue()


def write(curriculum: Curriculum) -> bool:
    """Bring the repository's own ``_toc.yml`` (English) up to date; tell whether it changed."""
    path = curriculum.root / "_toc.yml"
    derived = text(derive(curriculum, "en"))
    if path.is_file() and path.read_text(encoding="utf-8") == derived:
        return False
    path.write_text(derived, encoding="utf-8", newline="\n")
    return True


def _part(root: Path, caption: str, pages: Iterable[str | Path]) -> dict[str, Any]:
    present = (root / page for page in pages if (root / page).is_file())
    return {"caption": caption, "chapters": [_entry(root, page) for page in present]}


def _entry(root: Path, page: Path) -> dict[str, Any]:
    return {"file": page.relative_to(root).as_posix()}


def _add_teachers_pages(part: dict[str, Any], course: Course, curriculum: Curriculum, code: str) -> None:
    entries = {entry["file"]: entry for entry in part["chapters"]}
    for chapter in course.chapters:
        below = [path for paths in teacher.pages(chapter, curriculum, code).values() for path in paths]
        if code in chapter.pages and below:
            entry = entries[curriculum.relative(chapter.pages[code].path)]
            entry["sections"] = [_entry(curriculum.root, path) for path in below]


def _guide(root: Path, code: str) -> list[Path]:
    """Give the pages of the teachers' guide in this language: its index, then the others by name."""
    first = f"index{language(code).suffix}"
    pages = [page for page in (root / AUTHORING).glob("*.md") if of_file(page) == code]
    return sorted(pages, key=lambda page: (page.name != first, page.name))


def docnames(curriculum: Curriculum, code: str, for_teachers: bool = False) -> frozenset[str]:
    """Give the names, in every language the same, of the pages that one language's book has."""
    toc = derive(curriculum, code, for_teachers)
    listed = [entry for part in toc["parts"] for entry in part["chapters"]]
    listed += [entry for chapter in listed for entry in chapter.get("sections", ())]
    entries = [toc["root"], *(entry["file"] for entry in listed)]
    return frozenset(entry.removesuffix(language(code).suffix) for entry in entries)
