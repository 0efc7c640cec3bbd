"""Markup that docutils and its extensions write and that screen readers cannot use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode, depart_HideCellInput, visit_HideCellInput

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


def mend(app: Sphinx) -> None:
    """Have Sphinx write it in another way."""
    app.add_node(nodes.citation, override=True, html=(_begin_citation, _end_citation))
    app.add_node(HideCodeCellNode, override=True, html=(_begin_folded_code, depart_HideCellInput))


def _begin_citation(writer: HTML5Translator, node: nodes.citation) -> None:
    # Docutils gives the entries of its list a role that a list cannot hold.
    if not isinstance(node.previous_sibling(), nodes.citation):
        writer.body.append('<div role="list" class="citation-list">\n')
    writer.body.append(writer.starttag(node, "div", classes=[node.tagname], role="listitem"))


def _end_citation(writer: HTML5Translator, node: nodes.citation) -> None:
    type(writer).depart_citation(writer, node)


def _begin_folded_code(writer: HTML5Translator, node: HideCodeCellNode) -> None:
    # The words that show and hide the code are named by themselves, in the page's language.
    before = len(writer.body)
    visit_HideCellInput(writer, node)
    writer.body[before:] = [part.replace(' aria-label="Toggle hidden content"', "") for part in writer.body[before:]]
