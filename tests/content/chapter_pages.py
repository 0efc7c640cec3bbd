"""A chapter's two pages as a test reads them: prose, what the code cells show, and what both must have in common."""

from __future__ import annotations

import re

from exercise_runs import ROOT

from nevbook.curriculum import Chapter, read_curriculum

CURRICULUM, _ = read_curriculum(ROOT)
LANGUAGES = ("en", "zh")
NOTICE = {"en": "Simulation does not authorise", "zh": "仿真练习不等于高压作业授权"}
#: Sections of a chapter in the workshop's rhythm.
SECTIONS = 13
_ALT = re.compile(
    r'(?:<img [^>]*alt|<figure class="nevlab-heat" aria-label|<svg class="nevlab-plot"[^>]*aria-label)="([^"]+)"'
)
_QUANTITY = re.compile(r"\d+(?:\.\d+)? (?:Ω|mΩ|mV|V|A|Ah|Wh|h|s|°C|%)(?![A-Za-z])")


def chapter(name: str) -> Chapter:
    """Give a chapter by its id."""
    return next(one for one in CURRICULUM.chapters if one.id == name)


def prose(of: Chapter, language: str) -> str:
    """Give the text of a page."""
    return "\n".join(cell.source for cell in of.pages[language].cells if cell.kind == "markdown")


def shown(of: Chapter, language: str) -> list[str]:
    """Give what each code cell of a page shows while it is being made; each ends in a line that shows a bench."""
    space: dict[str, object] = {}
    found = []
    for cell in of.pages[language].code_cells:
        *body, last = cell.source.strip().split("\n")
        exec(compile("\n".join(body) + "\n", "<page>", "exec"), space)
        found.append(eval(last, space)._repr_mimebundle_()["text/html"])
    return found


def descriptions(html: list[str]) -> list[str]:
    """Give the descriptions of all figures."""
    return _ALT.findall("".join(html))


def check_pages(of: Chapter) -> None:
    """Check what both pages owe: same code and quantities, every section, five questions, the notice, good Chinese."""
    code = {language: [cell.source for cell in of.pages[language].code_cells] for language in LANGUAGES}
    assert code["en"] == code["zh"]
    quantities = {language: set(_QUANTITY.findall(prose(of, language))) for language in LANGUAGES}
    assert quantities["en"] ^ quantities["zh"] == set()
    for language in LANGUAGES:
        text = prose(of, language)
        assert len(re.findall(r"^## ", text, re.M)) == SECTIONS
        assert text.count(":::{dropdown}") == 5
        assert NOTICE[language] in text
    assert not re.search("[请您]", prose(of, "zh"))


def check_figures(of: Chapter, language: str, count: int) -> None:
    """Check that the page shows so many figures, each described in its language."""
    found = descriptions(shown(of, language))
    assert len(found) == count
    assert all(bool(re.search("[\u4e00-\u9fff]", words)) == (language == "zh") for words in found)
