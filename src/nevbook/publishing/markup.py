"""Markup that docutils writes and that screen readers cannot use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


def mend(app: Sphinx) -> None:
    """Have Sphinx write it in another way."""
    app.add_node(nodes.citation, override=True, html=(_begin_citation, _end_citation))


def _begin_citation(writer: HTML5Translator, node: nodes.citation) -> None:
    # Docutils gives the entries of its list a role that a list cannot hold.
    if not isinstance(node.previous_sibling(), nodes.citation):
        writer.body.append('<div role="list" class="citation-list">\n')
    writer.body.append(writer.starttag(node, "div", classes=[node.tagname], role="listitem"))


def _end_citation(writer: HTML5Translator, node: nodes.citation) -> None:
    type(writer).depart_citation(writer, node)
