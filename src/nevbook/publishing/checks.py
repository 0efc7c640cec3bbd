"""What is wrong with the book that can be seen without building it."""

from __future__ import annotations

from collections.abc import Iterator

from nevbook.curriculum import Curriculum
from nevbook.problems import Problem, problem
from nevbook.publishing import glossary, live, term_use, toc


def check(curriculum: Curriculum) -> Iterator[Problem]:
    """Find what is wrong with the table of contents, with the glossary and its use, and a setting that says nothing."""
    yield from glossary.check(curriculum.root)
    yield from term_use.check(curriculum)
    path = curriculum.root / "_toc.yml"
    derived = toc.text(toc.derive(curriculum, "en"))
    committed = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    if committed != derived:
        pairs = zip(committed.splitlines(), derived.splitlines(), strict=False)
        line = next((at for at, (old, new) in enumerate(pairs, 1) if old != new), 0)
        yield problem("toc-out-of-step", "_toc.yml", line)
    yield from live.check(curriculum.root)
