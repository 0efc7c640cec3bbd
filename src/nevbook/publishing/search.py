"""What the book's own search looks through: the text of every section, and what else people call the book's terms.

Sphinx's search finds a page only where every word of a query is a word of its index, cut out of Chinese by guess. The
book's search is the script ``book/_theme/search.js`` over the text itself; it needs no server.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinxcontrib.bibtex.nodes import bibliography

from nevbook.publishing import glossary
from nevbook.publishing.languages import language, words

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PAGE = "search"
#: The file beside the search page, a script, so that it can be read from a folder too.
TEXTS = "search-texts.js"

#: Pages that list what other pages explain, for reviewers and of courses: found, but behind those.
LISTS = {r"book/(coverage|to-confirm)": 0.5, r"courses/[^/]+/index": 0.7}

#: The facts under a chapter's title are alike in all chapters: authors, sign-off, equipment.
_FACTS = "nev-facts"
_UNREAD = (
    addnodes.glossary,
    nodes.raw,
    nodes.literal_block,
    nodes.math_block,
    nodes.comment,
    nodes.substitution_definition,
)


def replace_sphinx(app: Sphinx) -> None:
    """Have Sphinx make neither its index nor its page of search."""
    if app.builder.format == "html":
        app.builder.search = False


def page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Give the search page; called by Sphinx."""
    code = language(app.config.language).code
    says = words(code)["search"]
    (Path(app.outdir) / TEXTS).write_text(f"window.nevbookTexts = {_texts(app, code)};\n", encoding="utf-8")
    yield PAGE, {"title": says["title"], "says": says, "texts": TEXTS}, "search-page.html"


def _texts(app: Sphinx, code: str) -> str:
    pages = [
        {
            "page": docname,
            "title": app.env.titles[docname].astext(),
            "weight": next((weight for pages, weight in LISTS.items() if re.fullmatch(pages, docname)), 1),
            "sections": [list(told) for told in _sections(_doctree(app, docname))],
        }
        for docname in sorted(app.env.found_docs)
    ]
    names = (term.names(code) for term in glossary.read(Path(app.srcdir)))
    also = {word: others for word, *others in names if others}
    # `<` could end the script where somebody puts the text into a page.
    text = json.dumps({"pages": pages, "also": also}, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def _doctree(app: Sphinx, docname: str) -> nodes.document:
    """Give a page as it was read; with its list of works, where it has one, which is made when it is written."""
    doctree = app.env.get_doctree(docname)
    if next(doctree.findall(bibliography), None):
        doctree = app.env.get_and_resolve_doctree(docname, app.builder)
    return doctree


def _sections(doctree: nodes.document) -> Iterator[tuple[str, str, str]]:
    """Go through a page's sections: id, title, text without that of the sections inside; a term is one of its own."""
    for section in doctree.findall(nodes.section):
        title = next((child.astext() for child in section if isinstance(child, nodes.title)), "")
        text = " ".join(piece for child in section for piece in _pieces(child))
        yield section["ids"][0], title, " ".join(text.split())
    for item in (
        item for terms in doctree.findall(addnodes.glossary) for item in terms.findall(nodes.definition_list_item)
    ):
        term, *foreign = item.findall(nodes.term)
        meaning = " ".join(child.astext() for child in item.findall(nodes.definition))
        yield term["ids"][0], term.astext(), " ".join([*(one.astext() for one in foreign), *meaning.split()])


def _pieces(node: nodes.Node) -> Iterator[str]:
    """Go through the text of a node block by block, so that the last word of one does not run into the next."""
    if isinstance(node, (nodes.section, nodes.title, *_UNREAD)) or _FACTS in node.get("classes", ()):
        return
    if isinstance(node, nodes.TextElement):
        yield node.astext()
        return
    for child in node.children:
        yield from _pieces(child)
