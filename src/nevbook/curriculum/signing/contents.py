"""What a signature stands for: a chapter's files, its exercises and its data, each with a digest."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from nevbook.curriculum.markdown import images
from nevbook.curriculum.model import Chapter, Curriculum, Document
from nevlab.data.registry import FILES

#: What editors and file managers leave in a folder.
_STRAY = re.compile(r"[._].*|.*~|Thumbs\.db|desktop\.ini", re.IGNORECASE)
_INCLUDED = re.compile(r"^[`:]{3,}\{(?:include|literalinclude)\}\s*(\S+)", re.MULTILINE)
#: The key of the measured files that a chapter's or an exercise's code names.
_MEASURED = "measured-files"


def contents(curriculum: Curriculum, chapter: Chapter) -> dict[str, str]:
    """Give the parts of a chapter with the digest of each.

    Parameters
    ----------
    curriculum : Curriculum
        As read.
    chapter : Chapter
        One of its chapters.

    Returns
    -------
    dict
        Name → SHA-256, hexadecimal. The files of the chapter's folder by name, those of a folder inside it together
        (``images/``), each exercise that it lists as a whole (``exercises/precharge``), pictures and texts that its
        pages take from elsewhere by their path, and the measured files that code names. Marks of byte order and
        kinds of line ends do not count, because editors change them; every other sign does.
    """
    parts: dict[str, list[tuple[str, bytes]]] = {}
    pages = list(chapter.pages.values())
    for path in _files(chapter.folder):
        inner = path.relative_to(chapter.folder).parts
        parts.setdefault(inner[0] if len(inner) == 1 else f"{inner[0]}/", []).append(("/".join(inner), _bytes(path)))
    for name in chapter.facts.exercises:
        if exercise := curriculum.exercises.get(name):
            pages += exercise.pages.values()
            of_exercise = [
                (path.relative_to(exercise.folder).as_posix(), _bytes(path)) for path in _files(exercise.folder)
            ]
            parts[f"exercises/{name}"] = of_exercise
    own = [chapter.folder, *(curriculum.root / "exercises" / name for name in chapter.facts.exercises)]
    for path in sorted({taken for page in pages for taken in _taken_from_elsewhere(curriculum, page)}):
        if not any(path.is_relative_to(folder) for folder in own):
            parts[curriculum.relative(path)] = [("", _bytes(path))]
    code = "\n".join(cell.source for page in pages for cell in page.code_cells)
    if measured := [name for name in sorted(FILES) if name in code]:
        parts[_MEASURED] = [(name, FILES[name].sha256.encode()) for name in measured]
    return {name: _digest(parts[name]) for name in sorted(parts)}


def digest_of(parts: Mapping[str, str]) -> str:
    """Give the one digest that stands for all parts."""
    return hashlib.sha256(json.dumps(sorted(parts.items())).encode()).hexdigest()


def _files(folder: Path) -> list[Path]:
    """Give the files of a folder and of those inside it, in an order that is the same on every system."""
    found = (path for path in folder.rglob("*") if path.is_file())
    kept = (path for path in found if not any(map(_STRAY.fullmatch, path.relative_to(folder).parts)))
    return sorted(kept, key=lambda path: path.relative_to(folder).as_posix())


def _taken_from_elsewhere(curriculum: Curriculum, page: Document) -> Iterator[Path]:
    """Give the files in the repository that a page shows or takes in."""
    for cell in page.cells:
        if cell.kind != "markdown":
            continue
        for target in [*(image.target for image in images(cell.source)), *_INCLUDED.findall(cell.source)]:
            told = urlsplit(target)
            if told.scheme or told.netloc:
                continue
            name = unquote(told.path)
            base = curriculum.root / name.lstrip("/") if name.startswith("/") else page.path.parent / name
            found = sorted(base.parent.glob(base.name)) if "*" in base.name else [base]
            for path in (one.resolve() for one in found if one.is_file()):
                if path.is_relative_to(curriculum.root):
                    yield path


def _bytes(path: Path) -> bytes:
    """Read a file; a text as every system and editor would have saved it."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").encode()


def _digest(files: list[tuple[str, bytes]]) -> str:
    told = hashlib.sha256()
    for name, content in files:
        told.update(f"{len(name.encode())}:{len(content)}:{name}".encode() + content)
    return told.hexdigest()
