"""How pages use the words of the glossary: what they name, what they avoid, and that both languages agree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from nevbook.curriculum import Curriculum, Document
from nevbook.curriculum.text_file import read_text
from nevbook.problems import LANGUAGES, Problem, nearest, problem
from nevbook.publishing.glossary import Term, read
from nevbook.publishing.languages import language

#: For each language, a term's word → its place in the glossary.
_Places = dict[str, dict[str, int]]

#: Not where it is shown as code.
_ROLE = re.compile(r"(?<!`)\{term\}`(?:[^`<]*<)?([^`<>]+)>?`")


@dataclass
class _Page:
    """A page: its text, and the lines on which it first names each term, by the term's place in the glossary."""

    path: str
    code: str
    text: str
    named: dict[int, int] = field(default_factory=dict)


def check(curriculum: Curriculum) -> Iterator[Problem]:
    """Find roles that name no term of their language, words to be replaced, and terms named in one language only."""
    terms = read(curriculum.root)
    if not terms:
        return
    known = {code: {_plain(getattr(one.term, code)): at for at, one in enumerate(terms)} for code in LANGUAGES}
    avoided = {code: _Avoided(terms, code) for code in LANGUAGES}
    pages: dict[Path, dict[str, _Page]] = {}
    for document in curriculum.documents():
        path = curriculum.relative(document.path)
        text = read_text(document.path, path)
        if isinstance(text, Problem):
            continue
        page = _Page(path, document.language, text)
        pages.setdefault(_name(document), {})[document.language] = page
        yield from _roles(page, known, terms)
        # Facts and labels of an English page hold Chinese words too; English ones are names in everybody's code.
        for code in dict.fromkeys((document.language, "zh")):
            yield from avoided[code].found_in(page)
    for siblings in pages.values():
        yield from _alike(siblings, terms)


def _name(document: Document) -> Path:
    """Give what a page and its sibling share."""
    return document.path.with_name(document.path.name.removesuffix(language(document.language).suffix))


def _plain(word: str) -> str:
    return " ".join(word.split()).lower()


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _roles(page: _Page, known: _Places, terms: Sequence[Term]) -> Iterator[Problem]:
    """Note the terms that a page names, and find roles that name none in its language."""
    here = known[page.code]
    for role in _ROLE.finditer(page.text):
        word, line = _plain(role[1]), _line(page.text, role.start())
        if word in here:
            page.named.setdefault(here[word], line)
            continue
        other = next((places[word] for places in known.values() if word in places), None)
        meant = here.get(nearest(word, here)) if other is None else other
        instead = "—" if meant is None else getattr(terms[meant].term, page.code)
        yield problem("unknown-term", page.path, line, word=role[1], nearest=instead)


def _alike(siblings: dict[str, _Page], terms: Sequence[Term]) -> Iterator[Problem]:
    """Find the terms that a page names and its sibling does not."""
    for code, page in siblings.items():
        for other, sibling in siblings.items():
            for at in page.named.keys() - sibling.named.keys() if other != code else ():
                word, wanted = (getattr(terms[at].term, one) for one in (code, other))
                yield problem(
                    "term-in-one-language", page.path, page.named[at], word=word, wanted=wanted, sibling=sibling.path
                )


class _Avoided:
    """The words of a language that no page uses, each with what is written instead."""

    def __init__(self, terms: Sequence[Term], code: str) -> None:
        pairs = [(word, getattr(one.term, code)) for one in terms for word in getattr(one.avoid, code)]
        self.instead = {_joined(word): term for word, term in pairs}
        # A line may end between English words, and anywhere within Chinese.
        edge, gap, split = (r"\b", r"\s+", str.split) if code == "en" else ("", r"\s*", _joined)
        longest_first = sorted((word for word, _ in pairs), key=len, reverse=True)
        either = "|".join(gap.join(map(re.escape, split(word))) for word in longest_first)
        self.pattern = re.compile(f"{edge}(?:{either}){edge}", re.IGNORECASE) if either else None

    def found_in(self, page: _Page) -> Iterator[Problem]:
        """Find these words in a page."""
        compact = _joined(page.text)
        if not self.pattern or not any(word in compact for word in self.instead):
            return
        for found in self.pattern.finditer(page.text):
            word, line = " ".join(found[0].split()), _line(page.text, found.start())
            yield problem("word-avoided", page.path, line, word=word, instead=self.instead[_joined(word)])


def _joined(word: str) -> str:
    return "".join(word.split()).lower()
