"""A chapter's pages, read and run as the book runs them: cell by cell, each ending in a line that shows a bench."""

from __future__ import annotations

import re

from exercise_runs import ROOT

from nevbook.curriculum import read_curriculum

CURRICULUM, _ = read_curriculum(ROOT)


class ChapterPages:
    """The pages of one chapter."""

    def __init__(self, chapter_id: str) -> None:
        self.pages = next(chapter.pages for chapter in CURRICULUM.chapters if chapter.id == chapter_id)

    def prose(self, language: str) -> str:
        """Give all text of a page."""
        return "\n".join(cell.source for cell in self.pages[language].cells if cell.kind == "markdown")

    def shown(self, language: str) -> list[str]:
        """Give what the code cells of a page show, as HTML."""
        space, found = {}, []
        for cell in self.pages[language].code_cells:
            *body, last = cell.source.strip().split("\n")
            exec(compile("\n".join(body) + "\n", "<page>", "exec"), space)
            found.append(eval(last, space)._repr_mimebundle_()["text/html"])
        return found

    def descriptions(self, language: str) -> list[str]:
        """Give the descriptions of the figures that a page shows."""
        return re.findall(r'<img [^>]*alt="([^"]+)"', "".join(self.shown(language)))


def is_chinese(text: str) -> bool:
    """Tell whether a text has Chinese characters."""
    return bool(re.search("[\u4e00-\u9fff]", text))
