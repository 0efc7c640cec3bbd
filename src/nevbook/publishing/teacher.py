"""The teacher edition: the book with, behind each chapter, its teaching notes and its exercises with what they hide.

It is a build of its own, under ``build/teacher``; nothing of it is in the student's.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from nevbook.curriculum import Chapter, Curriculum, Document
from nevbook.curriculum.exercise_text import REGION_MARK, ROLES
from nevbook.curriculum.model import SUFFIXES
from nevbook.publishing.languages import language, words

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: The name of the teaching notes in a chapter's folder.
NOTES = "teaching-notes"
#: Longer than any fence inside.
_FENCE = ":::::::"


def pages(chapter: Chapter, curriculum: Curriculum, code: str) -> dict[str, list[Path]]:
    """Give what the teacher edition has behind a chapter: ``N`` its teaching notes, ``E`` its exercises."""
    notes = chapter.folder / f"{NOTES}{SUFFIXES[code]}"
    exercises = (curriculum.exercises.get(name) for name in chapter.facts.exercises)
    return {
        "N": [notes] if notes.is_file() else [],
        "E": [one.pages[code].path for one in exercises if one and code in one.pages],
    }


def configure(app: Sphinx, config: Any) -> None:
    """Make the book that is being built the teacher edition; its exercises are shown, not run."""
    says = words(language(config.language).code)["teacher"]
    config.html_title = f"{config.html_title} · {says['edition']}"
    config.html_theme_options["announcement"] = f'<p class="nev-notice"><strong>{says["notice"]}</strong></p>'
    config.nb_execution_excludepatterns = ["exercises/*/*"]
    app.connect("source-read", open_regions)
    app.connect("doctree-read", open_cells)


def open_regions(app: Sphinx, docname: str, source: list[str]) -> None:
    """Turn the regions in an exercise's text into boxes, line by line, so that complaints keep their lines."""
    document = _exercise(app, docname)
    if document is None:
        return
    code = language(app.config.language).code
    rows = source[0].split("\n")
    for cell in document.cells:
        if cell.kind == "markdown":
            for at in range(cell.line - 1, cell.line - 1 + cell.source.count("\n") + 1):
                if mark := REGION_MARK.search(rows[at]):
                    title = _title(mark[2], cell.metadata, code)
                    rows[at] = f"{_FENCE}{{admonition}} {title}" if mark[1] == "BEGIN" else _FENCE
    source[0] = "\n".join(rows)


def open_cells(app: Sphinx, doctree: nodes.document) -> None:
    """Show what an exercise's code cells hide in boxes, and over each cell what it earns."""
    if _exercise(app, app.env.docname) is None:
        return
    code = language(app.config.language).code
    for cell in list(doctree.findall(nodes.container)):
        if cell.get("nb_element") == "cell_code":
            for block in list(cell.findall(nodes.literal_block)):
                block.parent.replace(block, list(_parts(block, code)))
            if caption := _caption(cell["cell_metadata"], code):
                cell.insert(0, nodes.paragraph("", "", nodes.strong("", caption), classes=["nev-caption"]))


def _exercise(app: Sphinx, docname: str) -> Document | None:
    curriculum: Curriculum = app.env.nevbook_curriculum
    path = Path(app.env.doc2path(docname))
    documents = (page for exercise in curriculum.exercises.values() for page in exercise.pages.values())
    return next((page for page in documents if page.path == path), None)


def _parts(block: nodes.literal_block, code: str) -> Iterator[nodes.Node]:
    """Take a block of code apart: what students see, and each region in a box of its own."""
    kind, lines = "", []
    for line in [*block.astext().split("\n"), ""]:
        mark = REGION_MARK.search(line)
        if not mark:
            lines.append(line)
            continue
        yield from _boxed(block, lines, kind, code)
        kind, lines = (mark[2], []) if mark[1] == "BEGIN" else ("", [])
    yield from _boxed(block, lines, kind, code)


def _boxed(block: nodes.literal_block, lines: list[str], kind: str, code: str) -> Iterator[nodes.Node]:
    text = "\n".join(lines).strip("\n")
    if not text:
        return
    piece = nodes.literal_block(text, text, **{name: block[name] for name in ("language", "classes") if name in block})
    if kind:
        title = nodes.title("", _title(kind, {}, code))
        yield nodes.admonition("", title, piece, classes=["nev-region"])
    else:
        yield piece


def _title(kind: str, metadata: dict[str, Any], code: str) -> str:
    says = words(code)["teacher"]
    title = str(says["regions"][kind])
    return f"{title} · {_caption(metadata, code)}" if metadata else title


def _caption(metadata: dict[str, Any], code: str) -> str:
    """Say what a cell is graded as: its role and name, its points, what it tells of."""
    says = words(code)["teacher"]
    role = next((role for role in ROLES if role in metadata), "")
    if not role:
        return ""
    points = [says["points"].format(points=metadata["points"])] if "points" in metadata else []
    competency = [str(metadata["competency"])] if "competency" in metadata else []
    return " · ".join([f"{says['roles'][role]} {metadata[role]}", *points, *competency])
