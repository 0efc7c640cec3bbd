"""Run the code of one page in this process, and keep what it shows in Jupyter's cache, where the renderer looks first.

Pages are read by the renderer's own reader and run by the cache's own function, with a kernel that is warm.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from nevbook.publishing.execution import package_folder
from nevbook.publishing.languages import read_yaml

#: What code asks in order to show its texts in the page's language.
LANGUAGE = "NEVLAB_LANG"
#: Where the languages of a page share what takes long to work out.
TABLES = "NEVLAB_TABLES"
#: What begins another process. What it writes to the terminal is not caught here, and it may ask for the language.
_PROCESSES = {"subprocess.Popen", "os.system", "os.fork", "os.forkpty", "os.exec", "os.posix_spawn", "os.spawn"}

_SETTINGS = "{execute: {execute_notebooks: cache}, parse: {myst_enable_extensions: []}}"
_PAGE = """\
---
jupytext: {text_representation: {extension: .md, format_name: myst}}
kernelspec: {display_name: Python 3, language: python, name: python3}
---

# A page

```{code-cell} ipython3
import ipywidgets, scipy.integrate, scipy.optimize
import matplotlib.pyplot as plt
import pandas as pd

plt.plot([1, 2])
plt.title("$x$")
plt.show()
print(1)
pd.DataFrame({"a": [1]})
```
"""


@dataclass(frozen=True)
class Page:
    """A page whose code is to be run.

    Parameters
    ----------
    code : str
        The language.
    name : str
        The page's name in the book, the same in every language.
    path : Path
        Its source.
    cache : Path
        The folder of its language's cache.
    """

    code: str
    name: str
    path: Path
    cache: Path


@dataclass(frozen=True)
class Ran:
    """A page whose code ran to its end: how long it took, and in which other language it ran where it did so there."""

    page: Page
    seconds: float
    shared_with: str = ""


def warm_up() -> None:
    """Import what pages import, and rehearse all that :func:`run` does on a page that is thrown away."""
    from importlib import import_module
    from pkgutil import walk_packages

    from nevbook.publishing import kernels

    for module in walk_packages([str(package_folder("nevlab"))], "nevlab."):
        import_module(module.name)
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "_config.yml").write_text(_SETTINGS, encoding="utf-8")
        (folder / "page.md").write_text(_PAGE, encoding="utf-8")
        source = _Source.read(Page("en", "page", folder / "page.md", folder / "outputs"), folder)
        assert source
        kernels.rehearse(source.notebook)
        source.keep(0.0)


def find_waiting(root: Path, pages: tuple[Page, ...]) -> list[tuple[Page, ...]]:
    """Give the pages whose outputs are in no cache; a page's languages stand together where their code is the same."""
    from jupyter_cache import get_cache

    caches = {folder: get_cache(folder) for folder in {page.cache for page in pages}}
    waiting: dict[tuple[str, str], list[Page]] = {}
    for page in pages:
        if source := _Source.read(page, root):
            try:
                caches[page.cache].match_cache_notebook(source.notebook)
            except KeyError:
                waiting.setdefault((page.name, source.code()), []).append(page)
    return [tuple(alike) for alike in waiting.values()]


def run(root: Path, alike: tuple[Page, ...], tables: str) -> tuple[Ran, ...]:
    """Run the first of some pages with the same code, for all of them where it never asks for the language.

    Parameters
    ----------
    root : Path
        The repository.
    alike : tuple of Page
        The pages.
    tables : str
        The folder in which pages with this code find the tables that one of them has worked out.

    Returns
    -------
    tuple of Ran
        The pages whose outputs stand in their caches now; none where a cell failed, or began another process.
    """
    from jupyter_cache.executors.utils import single_nb_execution

    from nevbook.publishing import kernels

    sources = [source for page in alike if (source := _Source.read(page, root))]
    first = sources[0]
    os.chdir(first.page.path.parent)
    os.environ[LANGUAGE], os.environ[TABLES] = first.page.code, tables
    noted = _watch()
    ran = single_nb_execution(
        first.notebook,
        cwd=None,
        timeout=None,
        allow_errors=first.settings.execution_allow_errors,
        km=kernels.begin(first.settings.execution_timeout),
    )
    if ran.err is not None or not noted <= {LANGUAGE}:
        return ()
    kept = [Ran(first.page, ran.time)]
    first.keep(ran.time)
    for sibling in () if noted else sources[1:]:
        sibling.show_as(first.notebook)
        sibling.keep(ran.time)
        kept.append(Ran(sibling.page, ran.time, first.page.code))
    return tuple(kept)


@dataclass(frozen=True)
class _Source:
    """A page as the renderer reads it: its notebook, and how it is to be run."""

    page: Page
    notebook: Any
    settings: Any

    @classmethod
    def read(cls, page: Page, root: Path) -> _Source | None:
        """Read a page; None where it has no code to be run, or must be run in another way."""
        from myst_nb.core.read import create_nb_reader

        markdown, settings = _settings(root)
        try:
            text = page.path.read_text(encoding="utf-8")
            reader = create_nb_reader(str(page.path), markdown, settings, text)
            if reader is None:
                return None
            notebook = reader.read(text)
            settings = settings.copy(**notebook.metadata.get("mystnb", {}))
        except Exception:  # the renderer meets the same, and says so
            return None
        return cls(page, notebook, settings) if settings.execution_mode == "cache" else None

    def code(self) -> str:
        """Give all that decides what the code shows, besides the language."""
        cells = [(cell.source, cell.metadata.get("tags")) for cell in self._cells(self.notebook)]
        return repr([self.notebook.metadata.get("kernelspec"), self.notebook.metadata.get("mystnb"), *cells])

    def show_as(self, ran: Any) -> None:
        """Take the outputs of another notebook with the same code."""
        for cell, done in zip(self._cells(self.notebook), self._cells(ran), strict=True):
            cell.outputs, cell.execution_count = done.outputs, done.execution_count
        for name in ("language_info", "widgets"):
            if name in ran.metadata:
                self.notebook.metadata[name] = ran.metadata[name]

    def keep(self, seconds: float) -> None:
        """Put the notebook that has run into the cache, as the renderer does."""
        from jupyter_cache import get_cache
        from jupyter_cache.base import CacheBundleIn

        bundle = CacheBundleIn(self.notebook, str(self.page.path), data={"execution_seconds": seconds})
        get_cache(self.page.cache).cache_notebook_bundle(bundle, check_validity=False, overwrite=True)

    @staticmethod
    def _cells(notebook: Any) -> list[Any]:
        return [cell for cell in notebook.cells if cell.cell_type == "code"]


@cache
def _settings(root: Path) -> tuple[Any, Any]:
    """Give how the book's pages are read, and how their code is run where a page says nothing else."""
    from myst_nb.core.config import NbParserConfig
    from myst_parser.config.main import MdParserConfig

    book = read_yaml(root / "_config.yml")
    asked = book["execute"]
    return MdParserConfig(enable_extensions=book["parse"]["myst_enable_extensions"]), NbParserConfig(
        execution_mode=asked["execute_notebooks"],
        execution_timeout=asked.get("timeout", 30),
        execution_allow_errors=asked.get("allow_errors", False),
    )


def _watch() -> set[str]:
    """Give a set in which stands, from now on, whether this process asks for the language, or begins another one."""
    noted: set[str] = set()
    plain = type(os.environ)

    class Watched(plain):  # type: ignore[misc, valid-type]
        def __getitem__(self, name: str) -> str:
            if name == LANGUAGE:
                noted.add(name)
                os.environ.__class__ = plain  # once is enough: a model may ask a million times
            told: str = plain.__getitem__(self, name)
            return told

    os.environ.__class__ = Watched
    sys.addaudithook(lambda event, _: noted.update({event} & _PROCESSES))
    return noted
