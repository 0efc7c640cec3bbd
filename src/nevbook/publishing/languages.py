"""The two languages of the book: how their files, Sphinx's settings and the words of the interface are named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nevbook import words as tables
from nevbook.curriculum.model import SUFFIXES
from nevbook.problems import LANGUAGES
from nevbook.yaml12 import load

#: The home page; the book has a language when it has this page in it.
HOME = "book/index"


@dataclass(frozen=True)
class Language:
    """One language of the book.

    Parameters
    ----------
    code : str
        ``en`` or ``zh``; also the name of its folder in the built book.
    name : str
        What its readers call it.
    suffix : str
        How its sources end. Sphinx is given this as the source suffix, so a page has one name, and one address, in
        every language.
    sphinx : str
        Sphinx's own code for it.
    """

    code: str
    name: str
    suffix: str
    sphinx: str


_ALL = {
    "en": Language("en", "English", SUFFIXES["en"], "en"),
    "zh": Language("zh", "中文", SUFFIXES["zh"], "zh_CN"),
}


def language(code: str) -> Language:
    """Give the language of a code, ours (``zh``) or Sphinx's (``zh_CN``)."""
    return _ALL[code.partition("_")[0]]


def of_book(root: Path) -> tuple[str, ...]:
    """Give the codes of the languages in which the book at `root` has a home page."""
    return tuple(code for code in LANGUAGES if (root / f"{HOME}{_ALL[code].suffix}").is_file())


def of_file(path: Path) -> str:
    """Give the code of the language that a page's source is written in."""
    return "zh" if path.name.endswith(_ALL["zh"].suffix) else "en"


def docname(path: Path, root: Path) -> str:
    """Give the name of a page, the same in every language, from its source."""
    return path.relative_to(root).as_posix().removesuffix(_ALL[of_file(path)].suffix)


def words(code: str) -> Mapping[str, Any]:
    """Give the interface's words in one language, from ``words.yml``."""
    table: Mapping[str, Any] = tables.words(__package__, "words.yml", code)
    return table


def either(said: Mapping[str, str], code: str) -> str:
    """Give words in a language, or in the one that there is."""
    return said.get(code) or next(iter(said.values()))


def read_yaml(path: Path) -> Any:
    """Read a YAML file of the book; an absent one is empty."""
    return load(path.read_text(encoding="utf-8")) if path.is_file() else None


def titles(root: Path) -> dict[str, tuple[str, str]]:
    """Give, for each language of the book at `root`, its name and the book's title in it, from the book's settings."""
    settings = read_yaml(root / "_config.yml")
    told = {"en": settings["title"], **settings["sphinx"]["config"].get("nevbook_titles", {})}
    return {code: (language(code).name, told.get(code, settings["title"])) for code in of_book(root)}
