"""The words that the theme and its extensions write into pages in English, whatever the page's language."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from nevbook.publishing.languages import language, words

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: What shows such a word: a tooltip, or a name that a screen reader says.
_SHOWING = r'\b(title|aria-label|data-bs-title)="({})"'
#: Beside the pages: scripts that write such words.
_SCRIPTS = ("_static/togglebutton.js",)


def translate(app: Sphinx, failure: Exception | None) -> None:
    """Put the words of the page's language in their place, in every page of a built book."""
    if failure or app.builder.format != "html":
        return
    english, says = words("en")["theme"], words(language(app.config.language).code)["theme"]
    told = {english[name]: says[name] for name in english}
    showing = re.compile(_SHOWING.format("|".join(map(re.escape, told))))
    out = Path(app.outdir)
    for path in [*out.rglob("*.html"), *(out / name for name in _SCRIPTS)]:
        text = path.read_text(encoding="utf-8")
        translated = showing.sub(lambda found: f'{found[1]}="{told[found[2]]}"', text)
        if translated != text:
            path.write_text(translated, encoding="utf-8", newline="\n")
