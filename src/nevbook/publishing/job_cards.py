"""The job cards of a book: each has a page of its own beside the page that shows it, to be printed on one sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from docutils import nodes

from nevbook.publishing.languages import language, words

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: What a bench's still form writes: the card, and where in it the order stands that the page tells before it.
_CARD = 'class="nevlab-card"'
_ORDER_PLACE = "<!--order-->"


def offer(env: Any, doctree: nodes.document, code: str) -> None:
    """Give the page that is being read the link that prints its job card, and mark the tables that tell the order."""
    env.nevbook_job_cards = getattr(env, "nevbook_job_cards", set()) - {env.docname}
    card = next(_cards(doctree), None)
    if card is None:
        return
    env.nevbook_job_cards |= {env.docname}
    for table in _orders(card):
        table["classes"].append("nev-order")
    address = f"{_page_of(env.docname).rpartition('/')[2]}.html"
    words_of_link = words(code)["job-card"]["print"]
    link = f'<p><a class="nev-print" href="{address}#print" target="_blank">{words_of_link}</a></p>'
    place = _cell(card)
    place.parent.insert(place.parent.index(place), nodes.raw("", link, format="html"))


def names(env: Any) -> list[str]:
    """Name the pages of job cards."""
    return [_page_of(docname) for docname in _shown_on(env)]


def pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Make the pages of job cards: called by Sphinx when all other pages stand."""
    says = words(language(app.config.language).code)["job-card"]
    for docname in _shown_on(app.env):
        card = next(_cards(app.env.get_and_resolve_doctree(docname, app.builder)))
        ordered = "".join(app.builder.render_partial(_as_words(table))["fragment"] for table in _orders(card))
        filled = card.astext().replace(_ORDER_PLACE, ordered)
        context = {"title": app.env.titles[docname].astext(), "says": says, "page": docname, "card": filled}
        yield _page_of(docname), context, "job-card.html"


def _shown_on(env: Any) -> list[str]:
    return sorted(getattr(env, "nevbook_job_cards", set()) & env.found_docs)


def _page_of(docname: str) -> str:
    return f"{docname}-job-card"


def _cards(doctree: nodes.document) -> Iterator[nodes.raw]:
    return (raw for raw in doctree.findall(nodes.raw) if _CARD in raw.astext())


def _orders(card: nodes.raw) -> list[nodes.table]:
    """Give the tables of the card's section that stand before it."""
    place = _cell(card)
    before = place.parent.children[: place.parent.index(place)]
    return [table for node in before for table in node.findall(nodes.table)]


def _as_words(table: nodes.table) -> nodes.table:
    """Give a table without its links: on paper they lead nowhere."""
    for link in list(table.findall(nodes.reference)):
        link.replace_self(link.children)
    return table


def _cell(card: nodes.raw) -> nodes.Element:
    """Give what stands for the card's code cell directly in its section."""
    node: nodes.Element = card
    while not isinstance(node.parent, (nodes.section, nodes.document)):
        node = node.parent
    return node
