"""Where the book's derived files stand, all under ``build/``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from nevbook.publishing.languages import HOME


@dataclass(frozen=True)
class BookPaths:
    """The places of one repository's book; `root` is the repository's folder.

    A release has places of its own: it is made from nothing, and what an author looks at stays as it is.
    """

    root: Path
    release: bool = False

    @property
    def book(self) -> Path:
        """Give the folder that is published: a folder for each language, and the page that chooses."""
        return self.root / "build" / ("release" if self.release else "book")

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
        return self.root / "build" / "cache" / f"{self.book.name}-lite"

    def work(self, code: str) -> Path:
        """Give the folder of what a build in one language keeps for the next one."""
        return self.root / "build" / "cache" / (f"release-{code}" if self.release else code)

    def trees(self, code: str) -> Path:
        """Give the folder of Sphinx's page trees."""
        return self.work(code) / "doctrees"

    @property
    def links(self) -> Path:
        """Give the file that lists the links of the pages to other servers."""
        return self.root / "build" / f"{self.book.name}-links.csv"

    def toc(self, code: str) -> Path:
        """Give the file of the table of contents that the build in one language reads."""
        return self.work(code) / "toc.yml"

    def log(self, code: str) -> Path:
        """Give the file of everything that the last build in one language said."""
        return self.work(code) / "build.log"
