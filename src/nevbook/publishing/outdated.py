"""Pages that show what stands in no file of theirs: who signed a chapter, and when it was changed last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nevbook.curriculum import Chapter, Curriculum
from nevbook.curriculum.signing import signed_sides
from nevbook.publishing import last_change

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def remember(env: Any, chapter: Chapter, curriculum: Curriculum) -> None:
    """Note what the page that is being read shows."""
    env.nevbook_shown = {**getattr(env, "nevbook_shown", {}), env.docname: _shown(chapter, curriculum)}


def outdated(app: Sphinx, env: Any, *_: Any) -> list[str]:
    """Name the pages that show something else than is so now: any file of a chapter may have changed, or come."""
    curriculum: Curriculum = env.nevbook_curriculum
    before = getattr(env, "nevbook_shown", {})
    named = [
        (env.path2doc(str(page.path)), chapter) for chapter in curriculum.chapters for page in chapter.pages.values()
    ]
    return [name for name, chapter in named if name in before and before[name] != _shown(chapter, curriculum)]


def _shown(chapter: Chapter, curriculum: Curriculum) -> str:
    signed = [(one.side, one.state.value, one.signed) for one in signed_sides(curriculum, chapter)]
    return repr((signed, last_change.of_chapter(chapter, curriculum)))
