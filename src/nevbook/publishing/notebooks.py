"""Chapters as notebooks: one file a chapter, which holds its pictures and needs nothing but nevlab."""

from __future__ import annotations

import base64
import mimetypes
import shutil
from os.path import normpath, relpath
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from nevbook import __version__
from nevbook.curriculum.notebook_file import folding, new_notebook, notebook_bytes
from nevbook.curriculum.plain_markdown import Elsewhere, plain
from nevbook.publishing.languages import docname, words
from nevbook.publishing.works import Works

if TYPE_CHECKING:
    from nevbook.curriculum import Chapter, Curriculum, Document
    from nevbook.publishing.paths import BookPaths

_COURSES = "courses"


def name(chapter: Chapter, curriculum: Curriculum, code: str) -> str:
    """Give the file of a chapter's notebook in one language, as seen from the folder of all notebooks."""
    return f"{code}/{chapter.folder.relative_to(curriculum.root / _COURSES).as_posix()}.ipynb"


def of_page(curriculum: Curriculum, pagename: str, code: str) -> str:
    """Give the file of the notebook of a page of the book, or an empty text for a page that is no chapter."""
    pages = {
        docname(chapter.pages[code].path, curriculum.root): chapter
        for chapter in curriculum.chapters
        if code in chapter.pages
    }
    return name(pages[pagename], curriculum, code) if pagename in pages else ""


def write(curriculum: Curriculum, paths: BookPaths, code: str, first: str) -> None:
    """Write the notebooks of one language beside the built book, in place of those that were there.

    Parameters
    ----------
    curriculum : Curriculum
        What was read from the repository.
    paths : BookPaths
        Where the book is.
    code : str
        ``en`` or ``zh``.
    first : str
        Code that must run before a chapter's own.
    """
    shutil.rmtree(paths.notebooks / code, ignore_errors=True)
    for chapter in curriculum.chapters:
        if code in chapter.pages:
            file = paths.notebooks / name(chapter, curriculum, code)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(notebook_bytes(notebook(chapter, curriculum, code, first)))


def notebook(chapter: Chapter, curriculum: Curriculum, code: str, first: str = "") -> Any:
    """Make the notebook of a chapter.

    Its text is plain Markdown. Facts of the front matter are not in it. Before the first cell of code stands one that
    prepares for it: `first`, and the language of labels.
    """
    import nbformat

    page = chapter.pages[code]
    outside = _Outside(page, curriculum, code)
    texts = iter(plain((cell.source for cell in page.cells if cell.kind == "markdown"), code, outside.elsewhere()))
    says = words(code)["live"]
    cells = [nbformat.v4.new_markdown_cell(says["hint"], id="hint")]
    prepare = f'{first}from nevlab.labels import use_language\n\nuse_language("{code}")'
    prepared = nbformat.v4.new_code_cell(prepare, id="prepare", metadata={"jupyter": {"source_hidden": True}})
    for position, cell in enumerate(page.cells, start=1):
        own_id = f"cell-{position:02d}"
        if cell.kind == "code":
            cells += [prepared] if prepared not in cells else []
            cells.append(nbformat.v4.new_code_cell(cell.source, id=own_id, metadata=folding(cell)))
        else:
            text = next(texts)
            cells.append(nbformat.v4.new_markdown_cell(text, id=own_id, **outside.attached(text)))
    if listed := outside.works.listed():
        cells.append(nbformat.v4.new_markdown_cell(f"## {says['works']}\n\n{listed}", id="works"))
    return new_notebook(cells, {"chapter": chapter.id, "language": code, "version": __version__})


class _Outside:
    """What a chapter's text names outside itself, for its notebook."""

    def __init__(self, page: Document, curriculum: Curriculum, code: str) -> None:
        self.works = Works(curriculum.root)
        self._page = page
        self._notebooks = {
            chapter.pages[code].path: curriculum.root / name(chapter, curriculum, code)
            for chapter in curriculum.chapters
            if code in chapter.pages
        }
        self._pictures: dict[str, Path] = {}

    def elsewhere(self) -> Elsewhere:
        return Elsewhere(self._link, self._image, self.works.cite)

    def attached(self, text: str) -> dict[str, Any]:
        """Give the pictures that a text shows, as a cell of a notebook holds them."""
        held = {
            shown: {mimetypes.guess_type(file.name)[0] or "": base64.b64encode(file.read_bytes()).decode("ascii")}
            for shown, file in self._pictures.items()
            if f"attachment:{shown}" in text
        }
        return {"attachments": held} if held else {}

    def _file(self, target: str) -> Path | None:
        """Give the file that a target names, as seen from the page; nothing where it names no file."""
        parts = urlsplit(target)
        if parts.scheme or parts.netloc or not parts.path:
            return None
        return Path(normpath(self._page.path.parent / unquote(parts.path)))

    def _link(self, target: str) -> str:
        """Lead to another chapter's notebook, or to another server; other pages of the book are not beside it."""
        if urlsplit(target).scheme:
            return target
        there = self._notebooks.get(self._file(target) or Path())
        return relpath(there, self._notebooks[self._page.path].parent).replace("\\", "/") if there else ""

    def _image(self, target: str) -> str:
        file = self._file(target)
        if file is None or not file.is_file():
            return target
        shown = file.name
        self._pictures[shown] = file
        return f"attachment:{shown}"
