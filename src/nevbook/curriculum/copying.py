"""Code cells from a page's first language into its siblings: their prose stays, and so does the page as it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nevbook.curriculum import asked
from nevbook.curriculum.checks.siblings import differing
from nevbook.curriculum.documents import parse_document
from nevbook.curriculum.model import Chapter, Curriculum, Document, Exercise
from nevbook.curriculum.text_file import read_text
from nevbook.problems import Problem, ProblemsFound, problem


@dataclass(frozen=True)
class Copied:
    """What was done to one page: its file, how many cells changed, where the page as it was is kept."""

    file: str
    cells: int
    kept: str


def copy_code(curriculum: Curriculum, id_: str) -> tuple[Copied, ...]:
    """Copy the code of a chapter or an exercise from its first language into the others.

    Parameters
    ----------
    curriculum : Curriculum
        As read.
    id_ : str
        The chapter's or the exercise's id.

    Returns
    -------
    tuple of Copied
        The pages that changed; the options of their cells and their prose did not.

    Raises
    ------
    ProblemsFound
        Where nothing has this id, or where the pages do not have the same number of code cells. Nothing is written.
    """
    named: dict[str, Chapter | Exercise] = {
        **{chapter.id: chapter for chapter in curriculum.chapters},
        **curriculum.exercises,
    }
    wanted = asked.known(curriculum, "--copy-code", id_, named, "courses/, exercises/")
    home = wanted.home
    siblings = [page for page in wanted.pages.values() if page is not home]
    odd = [_odd(curriculum, home, page) for page in siblings if len(page.code_cells) != len(home.code_cells)]
    if odd:
        raise ProblemsFound(odd)
    texts = {page.path: _with_code_of(home, page, curriculum) for page in siblings}
    return tuple(
        _replace(curriculum, page, texts[page.path], sum(1 for _ in differing(home, page)))
        for page in siblings
        if any(differing(home, page))
    )


def _odd(curriculum: Curriculum, home: Document, page: Document) -> Problem:
    return problem(
        "code-not-copied",
        curriculum.relative(page.path),
        home=curriculum.relative(home.path),
        expected=len(home.code_cells),
        found=len(page.code_cells),
    )


def _with_code_of(home: Document, page: Document, curriculum: Curriculum) -> str:
    """Give the page's text with the other's code."""
    shown = curriculum.relative(page.path)
    text = read_text(page.path, shown)
    if isinstance(text, Problem):
        raise ProblemsFound([text])
    rows = text.split("\n")
    # From the end, so that the lines of the cells above stay where they are.
    for _, one, other in reversed(list(differing(home, page))):
        start = other.line - 1
        length = len(other.source.split("\n")) if other.source else 0
        rows[start : start + length] = one.source.split("\n") if one.source else []
    written = "\n".join(rows)
    again = parse_document(written, page.path, shown, page.language).document
    if again is None or len(again.code_cells) != len(home.code_cells) or any(differing(home, again)):
        # For instance a fence of three backticks around code that holds three of them.
        raise ProblemsFound([problem("code-does-not-fit", shown, home=curriculum.relative(home.path))])
    return written


def _replace(curriculum: Curriculum, page: Document, text: str, cells: int) -> Copied:
    kept = next(_free(curriculum.root / "build" / "kept", page.path.relative_to(curriculum.root)))
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(page.path.read_bytes())
    page.path.write_text(text, encoding="utf-8", newline="\n")
    return Copied(curriculum.relative(page.path), cells, curriculum.relative(kept))


def _free(folder: Path, name: Path) -> Iterator[Path]:
    """Go through names under which a page can be kept without touching one that was kept before."""
    number = 1
    while True:
        path = folder / name.with_name(f"{name.name}.{number}")
        if not path.exists():
            yield path
        number += 1
