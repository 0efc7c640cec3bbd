"""The links of the built pages: what leads nowhere is a problem, what leads to other servers is listed, not followed.

Sphinx complains of references in the text that it cannot resolve. This looks at the pages as readers get them, so that
links and images typed as HTML, and those that themes and templates write, are held to the same.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from os.path import normpath
from pathlib import Path
from urllib.parse import unquote, urlsplit

from nevbook.problems import LANGUAGES, Problem, problem
from nevbook.publishing.languages import language
from nevbook.publishing.paths import BookPaths

_LINKS = {"a": "href", "area": "href", "link": "href", "img": "src", "script": "src", "source": "src", "iframe": "src"}
#: Addresses that name no place: what a script does, what stands in the address itself.
_NO_PLACE = ("javascript", "data", "blob", "about")


class _Page(HTMLParser):
    """The places inside a page that can be linked to, and what the page links to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.places: set[str] = set()
        self.targets: dict[str, None] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.places.update(name for name in (told.get("id"), told.get("name") if tag == "a" else None) if name)
        if target := told.get(_LINKS.get(tag, "")):
            self.targets[target.strip()] = None


@dataclass(frozen=True)
class _Link:
    """A link of a page of one language: the page's file, and the address as it stands there."""

    code: str
    page: Path
    target: str

    @property
    def is_external(self) -> bool:
        parts = urlsplit(self.target)
        return bool(parts.scheme or parts.netloc)


def check(paths: BookPaths, codes: Iterable[str], complained: Iterable[Problem]) -> Iterator[Problem]:
    """Find links and images of the built pages that lead nowhere.

    Parameters
    ----------
    paths : BookPaths
        Where the book is.
    codes : iterable of str
        The languages whose pages are looked at.
    complained : iterable of Problem
        What Sphinx said: pages that it complained of are left out, for it names the line.
    """
    known = {found.path for found in complained}
    for link in (link for code in codes for link in _links(paths, code)):
        source = _source(paths, link)
        if link.is_external or source in known:
            continue
        parts = urlsplit(link.target)
        target = Path(normpath(link.page.parent / unquote(parts.path))) if parts.path else link.page
        if target.is_dir():
            target /= "index.html"
        other = next((code for code in LANGUAGES if target.is_relative_to(paths.html(code))), None)
        if other and not paths.home(other).is_file():
            continue  # the book in that language is not made yet
        place = unquote(parts.fragment)
        there = target.is_file() and target.is_relative_to(paths.book)
        if not there or (place and target.suffix == ".html" and place not in _page(target).places):
            yield problem("link-broken", source, _line(paths.root / source, link.target), target=link.target)


def write_external(paths: BookPaths, codes: Iterable[str]) -> None:
    """List the links to other servers in a file beside the book: language, page, address."""
    rows = {
        (link.code, link.page.relative_to(paths.html(link.code)).as_posix(), link.target)
        for code in codes
        for link in _links(paths, code)
        if link.is_external and urlsplit(link.target).scheme not in _NO_PLACE
    }
    with paths.links.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["language", "page", "address"])
        table.writerows(sorted(rows))


def targets(page: Path) -> list[str]:
    """Give the addresses of everything that a page of the book links to, shows and loads."""
    return list(_page(page).targets)


def _links(paths: BookPaths, code: str) -> Iterator[_Link]:
    folder = paths.html(code)
    for page in sorted(folder.rglob("*.html")):
        if page.relative_to(folder).parts[0] != "_static":
            for target in targets(page):
                yield _Link(code, page, target)


def _page(path: Path) -> _Page:
    """Read a page that was not read before as it is now; a preview looks at the same pages again and again."""
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=2000)
def _read(path: Path, _changed: int) -> _Page:
    return _Page(path.read_text(encoding="utf-8"))


def _source(paths: BookPaths, link: _Link) -> str:
    """Give the text that a page was made from, or the page itself where it comes from no text."""
    name = link.page.relative_to(paths.html(link.code)).with_suffix("").as_posix()
    text = f"{name}{language(link.code).suffix}"
    return text if (paths.root / text).is_file() else link.page.relative_to(paths.root).as_posix()


def _line(source: Path, target: str) -> int:
    """Find the line of a text on which a link stands as it was typed; 0 where it was made."""
    rows = source.read_text(encoding="utf-8", errors="replace").splitlines()
    return next((number for number, row in enumerate(rows, 1) if target in row), 0)
