"""The button that opens a chapter as a notebook: in the school's own Jupyter, or in the browser by JupyterLite.

One setting of the book's, ``nevbook_live``, says which of the two; without it there are neither buttons nor notebooks.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from nevbook.problems import Problem, ProblemsFound, problem
from nevbook.publishing import lite, notebooks
from nevbook.publishing.languages import language, read_yaml, words

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from nevbook.curriculum import Curriculum
    from nevbook.publishing.paths import BookPaths

#: The setting's value for JupyterLite.
IN_BROWSER = "browser"
#: What stands in an address for a chapter's notebook.
PLACE = "{notebook}"
_SETTING = "nevbook_live"


@dataclass(frozen=True)
class Live:
    """Where chapters are opened.

    Parameters
    ----------
    address : str
        An address with :data:`PLACE`; one of JupyterLite's is counted from the folder of the built book.
    in_browser : bool
        Whether it is JupyterLite's.
    """

    address: str
    in_browser: bool

    def opens(self, notebook: str) -> str:
        """Give the address that opens a notebook, which is named as seen from the folder of all notebooks."""
        return self.address.replace(PLACE, quote(notebook))


def read(value: str) -> Live | None:
    """Read the setting's value; nothing where it is empty.

    Raises
    ------
    ValueError
        Where it is no address that a notebook has a place in.
    """
    if not value:
        return None
    if value == IN_BROWSER:
        return Live(f"{lite.FOLDER}/{lite.OPENS}{PLACE}", in_browser=True)
    if PLACE not in value or urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).hostname:
        raise ValueError(value)
    return Live(value, in_browser=False)


def of_book(root: Path) -> Live | None:
    """Give where the chapters of the book at `root` are opened.

    Raises
    ------
    ModuleNotFoundError
        Where JupyterLite is to open them and is not installed.
    ProblemsFound
        Where the setting's value says nothing.
    """
    found = list(check(root))
    if found:
        raise ProblemsFound(found)
    opened = read(_value(root))
    if opened and opened.in_browser:
        lite.python()
    return opened


def check(root: Path) -> Iterator[Problem]:
    """Find a setting that says nothing."""
    value = _value(root)
    try:
        read(value)
    except ValueError:
        rows = (root / "_config.yml").read_text(encoding="utf-8").splitlines()
        line = next((at for at, row in enumerate(rows, 1) if row.strip().startswith(_SETTING)), 0)
        yield problem("live-address", "_config.yml", line, value=value)


def _value(root: Path) -> str:
    settings = (read_yaml(root / "_config.yml") or {}).get("sphinx", {}).get("config", {})
    return str(settings.get(_SETTING) or "")


def make(curriculum: Curriculum, paths: BookPaths, codes: Iterable[str], opened: Live | None) -> None:
    """Lay the notebooks of some languages beside the built book, and JupyterLite where it opens them; or neither."""
    if opened:
        for code in codes:
            notebooks.write(curriculum, paths, code, lite.FIRST if opened.in_browser else "")
    else:
        shutil.rmtree(paths.notebooks, ignore_errors=True)
    if opened and opened.in_browser:
        lite.make(paths)
    else:
        shutil.rmtree(paths.lite, ignore_errors=True)


def setup(app: Sphinx) -> None:
    """Give chapters their button."""
    app.add_config_value(_SETTING, "", "html", str)
    app.connect("html-page-context", offer)


def offer(app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _tree: Any) -> None:
    """Tell a chapter's page where its notebook is opened."""
    opened = read(app.config.nevbook_live)
    code = language(app.config.language).code
    notebook = notebooks.of_page(app.env.nevbook_curriculum, pagename, code) if opened else ""
    if opened and notebook:
        up = "../" * (pagename.count("/") + 1) if opened.in_browser else ""
        context["nevbook_live"] = {
            "address": f"{up}{opened.opens(notebook)}",
            "in_browser": opened.in_browser,
            "archive": f"{up}{lite.ARCHIVE}/",
            "needs": " ".join(lite.FROM_ARCHIVE),
            "python": lite.python() if opened.in_browser else "",
            **words(code)["live"],
        }
