"""Where the book's derived files stand, all under ``build/``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from nevbook.publishing.languages import HOME


@dataclass(frozen=True)
class BookPaths:
    """The places of one repository's book; `root` is the repository's folder.

    Each edition has places of its own. A release is made from nothing, and what an author looks at stays as it is; what
    is for teachers alone is never beside what students get.

    Parameters
    ----------
    root : Path
        The repository's folder.
    edition : str
        ``book``, ``release`` or ``teacher``.
    """

    root: Path
    edition: str = "book"

    @property
    def book(self) -> Path:
        """Give the folder that is published: a folder for each language, and the page that chooses."""
        return self.root / "build" / self.edition

    @property
    def turn(self) -> Path:
        """Give the file that the build holds which is running."""
        return self.root / "build" / "cache" / "turn"

    def html(self, code: str) -> Path:
        """Give the folder of the pages in one language."""
        return self.book / code

    def home(self, code: str) -> Path:
        """Give the home page in one language."""
        return self.html(code) / f"{HOME}.html"

    def pdf(self, code: str) -> Path:
        """Give the folder of the book on paper in one language."""
        return self.book / "pdf" / code

    @property
    def notebooks(self) -> Path:
        """Give the folder of the chapters as notebooks, with a folder for each language."""
        return self.book / "notebooks"

    @property
    def lite(self) -> Path:
        """Give the folder of JupyterLite."""
        return self.book / "lite"

    @property
    def work_of_lite(self) -> Path:
        """Give the folder of what JupyterLite is made of."""
        return self.root / "build" / "cache" / f"{self.edition}-lite"

    def work(self, code: str) -> Path:
        """Give the folder of what a build in one language keeps for the next one."""
        return self.root / "build" / "cache" / (code if self.edition == "book" else f"{self.edition}-{code}")

    def outputs(self, code: str) -> Path:
        """Give the folder in which the outputs of pages are kept: chapters are run once for students and teachers."""
        return replace(self, edition="book").work(code) if self.edition == "teacher" else self.work(code)

    def trees(self, code: str) -> Path:
        """Give the folder of Sphinx's page trees."""
        return self.work(code) / "doctrees"

    @property
    def links(self) -> Path:
        """Give the file that lists the links of the pages to other servers."""
        return self.root / "build" / f"{self.edition}-links.csv"

    def toc(self, code: str) -> Path:
        """Give the file of the table of contents that the build in one language reads."""
        return self.work(code) / "toc.yml"

    def log(self, code: str) -> Path:
        """Give the file of everything that the last build in one language said."""
        return self.work(code) / "build.log"
