"""The terms of the book, ``book/glossary.yml``: words, meanings, symbols and units, and what else people call them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import Field

from nevbook.curriculum.facts import BothWords, Facts, Text
from nevbook.curriculum.text_file import read_text
from nevbook.curriculum.validating import validate
from nevbook.curriculum.yaml_text import BrokenYamlError, Lines, read_yaml
from nevbook.problems import LANGUAGES, Problem, problem

FILE = "book/glossary.yml"


class OtherWords(Facts):
    """Other words for a term, in each language."""

    en: tuple[Text, ...] = Field((), examples=["[precharge]"])
    zh: tuple[Text, ...] = Field((), examples=["[预充]"])


class Term(Facts):
    """One term: its word and its meaning in both languages, with symbol and unit where it is a quantity.

    `also` holds what a person may type who looks for the term; `avoid`, in the file ``not``, the words that no page
    uses for it. Search finds the term by either.
    """

    term: BothWords = Field(examples=["{en: pre-charge, zh: 预充电}"])
    meaning: BothWords = Field(examples=["{en: Its meaning., zh: 含义。}"])
    symbol: Text | None = Field(None, examples=[r"$\tau$"])
    unit: Text | None = Field(None, examples=["mΩ"])
    also: OtherWords = Field(OtherWords(en=(), zh=()), examples=["{en: [precharge], zh: [预充]}"])
    avoid: OtherWords = Field(OtherWords(en=(), zh=()), alias="not", examples=["{en: [megger], zh: [摇表]}"])

    def names(self, code: str) -> tuple[str, ...]:
        """Give all words for the term in a language, its own first."""
        return getattr(self.term, code), *getattr(self.also, code), *getattr(self.avoid, code)


def read(root: Path) -> tuple[Term, ...]:
    """Read the terms of the book at `root`; what cannot be read is left to :func:`check`."""
    return tuple(found for found in _walk(root) if isinstance(found, Term))


def check(root: Path) -> Iterator[Problem]:
    """Find entries that cannot be read, and words that two entries claim."""
    owners: dict[tuple[str, str], int] = {}
    for number, found in enumerate(_walk(root), 1):
        if isinstance(found, Problem):
            yield found
            continue
        for code in LANGUAGES:
            for word in dict.fromkeys(found.names(code)):
                first = owners.setdefault((code, word.lower()), number)
                if first != number:
                    term = getattr(found.term, code)
                    yield problem("glossary-twice", FILE, word=word, term=term, number=number, first=first)


def _walk(root: Path) -> Iterator[Term | Problem]:
    path = root / FILE
    if not path.is_file():
        return
    text = read_text(path, FILE)
    if isinstance(text, Problem):
        yield text
        return
    try:
        entries, lines = read_yaml(text)
    except BrokenYamlError as broken:
        yield broken.problem(FILE, text)
        return
    if not isinstance(entries, list):
        yield problem("wrong-value", FILE, 1, key="—", value=type(entries).__name__, example="- term: {en: …, zh: …}")
        return
    for at, entry in enumerate(entries):
        yield from _term(entry, lines, at)


def _term(entry: object, lines: Lines, at: int) -> Iterator[Term | Problem]:
    term, problems = validate(Term, entry, FILE, lines, (at,))
    yield from problems
    if term:
        yield term
