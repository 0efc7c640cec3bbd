"""Images: the file is there, and words stand for it where it cannot be seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from nevbook.curriculum.markdown import Image, images
from nevbook.curriculum.model import Curriculum, Document
from nevbook.problems import Problem, nearest, problem


def check(curriculum: Curriculum) -> Iterator[Problem]:
    """Find images that are missing, that come from another server, or that have no words."""
    for document in curriculum.documents():
        path = curriculum.relative(document.path)
        for cell in document.cells:
            for image in images(cell.source) if cell.kind == "markdown" else ():
                line = cell.line + image.line
                yield from _file(curriculum, document, image, path, line)
                if not image.alt.strip():
                    yield problem("image-without-words", path, line, image=image.target[:80])


def _file(curriculum: Curriculum, document: Document, image: Image, path: str, line: int) -> Iterator[Problem]:
    parts = urlsplit(image.target)
    if parts.scheme == "data":
        return
    if parts.scheme or parts.netloc:
        yield problem("image-elsewhere", path, line, image=image.target)
        return
    name = unquote(parts.path)
    target = curriculum.root / name.lstrip("/") if name.startswith("/") else document.path.parent / name
    if not _exists(target):
        beside = [other.name for other in target.parent.iterdir()] if target.parent.is_dir() else []
        yield problem("image-missing", path, line, image=image.target, nearest=nearest(target.name, beside) or "—")


def _exists(target: Path) -> bool:
    """Tell whether a file is there under exactly this name: some systems do not tell ``A.png`` from ``a.png``."""
    if "*" in target.name:
        return any(target.parent.glob(target.name))
    return target.is_file() and target.name in {other.name for other in target.parent.iterdir()}
