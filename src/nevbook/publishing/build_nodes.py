"""Small pieces of pages as docutils nodes: they are searched, linked and printed like the rest of a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes
from sphinx import addnodes

from nevbook.curriculum.facts import Hours


def text(words: str, classes: str = "", *inside: nodes.Node) -> nodes.inline:
    """Give a run of text, with classes and with what stands behind it inside the run."""
    run = nodes.inline(classes=classes.split())
    run += [nodes.Text(words), *inside]
    return run


def link(words: str, docname: str) -> nodes.Node:
    """Give a link to a page of the book, which Sphinx resolves and checks."""
    inner = nodes.inline("", words)
    where = {"refdomain": "std", "reftype": "doc", "reftarget": f"/{docname}"}
    return addnodes.pending_xref("", inner, **where, refexplicit=True, refwarn=True)


def listing(items: Iterable[nodes.Node]) -> nodes.bullet_list:
    """Give a list with one line for each item."""
    return nodes.bullet_list("", *(nodes.list_item("", nodes.paragraph("", "", item)) for item in items))


def fields(rows: Sequence[tuple[str, str, Sequence[nodes.Node]]], classes: str) -> nodes.container:
    """Give named fields, each a box of its own as on a form; a field of several items is a list.

    Parameters
    ----------
    rows : sequence
        What the field is (the end of its class), its name, its items.
    classes : str
        The class of the whole; with what the field is behind it, that of a box.
    """
    block = nodes.container(classes=[classes])
    for what, name, items in rows:
        body = listing(items) if len(items) > 1 else nodes.paragraph("", "", *items)
        field = nodes.field("", nodes.field_name("", name), nodes.field_body("", body))
        block += nodes.container("", nodes.field_list("", field), classes=[f"{classes}-{what}"])
    return block


def table(head: Sequence[str], rows: Sequence[Sequence[nodes.Node]]) -> nodes.table:
    """Give a table with one row of headings."""
    group = nodes.tgroup(cols=len(head))
    group += [nodes.colspec(colwidth=1) for _ in head]
    group += nodes.thead("", _row([nodes.Text(word) for word in head]))
    group += nodes.tbody("", *(_row(row) for row in rows))
    return nodes.table("", group, classes=["colwidths-auto"])


def hours(facts: Hours) -> dict[str, str]:
    """Give the hours for a sentence of the interface."""
    return {"total": number(facts.total), "theory": number(facts.theory), "practice": number(facts.practice)}


def number(value: float) -> str:
    """Give a count of hours without a needless ``.0``."""
    return f"{value:g}"


def _row(cells: Sequence[nodes.Node]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", cell)) for cell in cells))
