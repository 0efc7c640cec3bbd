"""Notebooks that somebody sent, as the text of a chapter: outputs dropped, pictures saved, the rest kept."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from nevbook.curriculum.foreign_text import as_text
from nevbook.curriculum.markdown import headings, images
from nevbook.curriculum.text_file import read_text
from nevbook.problems import Problem, ProblemsFound, problem

_SUFFIXES = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp", "image/svg+xml": "svg"}
_EMBEDDED = re.compile(r"data:(image/[a-z+]+);base64,([A-Za-z0-9+/=\s]+?)(?=[)\"'\s>]|$)")
_NOT_TRANSLATED = {
    "en": "This page is not translated yet: the words are those of the notebook that was sent.",
    "zh": "本页尚未翻译，文字仍为来稿原文。",
}


@dataclass(frozen=True)
class Incoming:
    """What a notebook holds that a chapter keeps.

    Parameters
    ----------
    title : str
        Its first heading of level 1, or its file's name.
    language : str
        ``"en"`` or ``"zh"``: that of its words.
    cells : tuple
        Notebook cells, of Markdown and code.
    images : mapping
        Name of the file in ``images/`` → its bytes.
    """

    title: str
    language: str
    cells: tuple[Any, ...]
    images: Mapping[str, bytes]

    def text(self, language: str, title: str) -> str:
        """Give the MyST text of the page in a language, under a title."""
        import nbformat
        from jupytext.myst import notebook_to_myst

        note = [] if language == self.language else [f"```{{note}}\n{_NOT_TRANSLATED[language]}\n```"]
        head = "\n\n".join([f"# {title}", *note])
        cells = [nbformat.v4.new_markdown_cell(head), *self.cells]
        return str(notebook_to_myst(nbformat.v4.new_notebook(cells=cells), default_lexer="ipython3"))


def read_notebook(path: Path) -> Incoming:
    """Read a notebook of any format that nbformat knows.

    Raises
    ------
    ProblemsFound
        Where it is no notebook, or one in another language than Python.
    """
    notebook = _notebook(path)
    told = notebook.metadata.get("language_info", {}).get("name") or notebook.metadata.get("kernelspec", {}).get(
        "language"
    )
    if told and str(told).lower() not in ("python", "ipython"):
        raise ProblemsFound([problem("notebook-language", path.name, language=told)])
    pictures: dict[str, bytes] = {}
    cells = [made for cell in notebook.cells if (made := _cell(cell, pictures, path.parent))]
    title = _take_title(cells) or path.stem
    words = "".join(cell.source for cell in cells if cell.cell_type == "markdown")
    chinese = sum("\u4e00" <= sign <= "\u9fff" for sign in words)
    letters = sum(sign.isascii() and sign.isalpha() for sign in words)
    language = "zh" if chinese * 4 > letters else "en"
    return Incoming(title, language, tuple(cell for cell in cells if cell.source.strip()), pictures)


def _notebook(path: Path) -> Any:
    import nbformat

    text = read_text(path, path.name)
    if isinstance(text, Problem):
        raise ProblemsFound([text])
    try:
        json.loads(text)
        notebook = nbformat.reads(text, as_version=4)
        cells = [(cell.cell_type, cell.source) for cell in notebook.cells]
    except json.JSONDecodeError as error:
        raise ProblemsFound([problem("notebook-broken", path.name, error.lineno, reason=error.msg)]) from None
    except (nbformat.ValidationError, ValueError, KeyError, AttributeError, TypeError, RecursionError) as error:
        # nbformat lets the errors of plain Python through for JSON that is something else than a notebook.
        raise ProblemsFound([problem("notebook-broken", path.name, reason=type(error).__name__)]) from error
    if not all(isinstance(source, str) for _, source in cells):
        raise ProblemsFound([problem("notebook-broken", path.name, reason="source")])
    return notebook


def _cell(cell: Any, pictures: dict[str, bytes], folder: Path) -> Any:
    """Make a clean cell of a notebook's: its text, and the tags of code; None for an empty one."""
    import nbformat
    from jupytext.cell_to_text import three_backticks_or_more

    if cell.cell_type == "code":
        tags = [str(tag) for tag in cell.metadata.get("tags", [])]
        return nbformat.v4.new_code_cell(cell.source, metadata={"tags": tags} if tags else {}) if cell.source else None
    source = cell.source
    if cell.cell_type == "markdown":
        source = as_text(_with_files(source, cell.get("attachments", {}), pictures, folder))
    elif source.strip():
        fence = three_backticks_or_more(source.splitlines())
        source = f"{fence}text\n{source}\n{fence}"
    return nbformat.v4.new_markdown_cell(source)


def _with_files(source: str, attachments: Any, pictures: dict[str, bytes], folder: Path) -> str:
    """Save the pictures of a text, attached, embedded or beside the notebook, and name their files in it."""
    for name, forms in attachments.items() if isinstance(attachments, dict) else ():
        for kind, content in forms.items():
            saved = _save(kind, str(content), pictures)
            if saved:
                for said in (quote(name), name):
                    source = source.replace(f"attachment:{said}", saved)
    source = _EMBEDDED.sub(lambda found: _save(found[1], found[2], pictures) or found[0], source)
    for image in list(images(source)):
        beside = folder / unquote(image.target)
        suffix = beside.suffix.lower().removeprefix(".").replace("jpeg", "jpg")
        if "://" not in image.target and suffix in _SUFFIXES.values() and beside.is_file():
            saved = _name(beside.read_bytes(), suffix, pictures)
            for said in {image.target, unquote(image.target)}:
                source = re.sub(rf"(?<=[(<\"'=\s]){re.escape(said)}(?=[)>\"'\s])", saved, source)
    return source


def _save(kind: str, content: str, pictures: dict[str, bytes]) -> str:
    """Save one picture; empty for what is none."""
    if kind not in _SUFFIXES:
        return ""
    try:
        return _name(base64.b64decode("".join(content.split()), validate=True), _SUFFIXES[kind], pictures)
    except binascii.Error:
        return ""


def _name(content: bytes, suffix: str, pictures: dict[str, bytes]) -> str:
    """Give the picture's file under ``images/``; the same bytes have the same file."""
    name = f"picture-{hashlib.sha256(content).hexdigest()[:8]}.{suffix}"
    pictures[name] = content
    return f"images/{name}"


def _take_title(cells: list[Any]) -> str:
    """Take the first heading of level 1 out of the cells and give its text."""
    for cell in cells:
        for heading in headings(cell.source) if cell.cell_type == "markdown" else ():
            if heading.level == 1:
                rows = cell.source.split("\n")
                underlined = not rows[heading.line].lstrip().startswith("#")
                del rows[heading.line : heading.line + (2 if underlined else 1)]
                cell.source = "\n".join(rows).strip("\n")
                return heading.text
    return ""
