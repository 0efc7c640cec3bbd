"""Render the book in one language: what runs in a process of its own, one for each language."""

from __future__ import annotations

import gc
import os

from nevbook.curriculum import Curriculum
from nevbook.publishing.languages import language
from nevbook.publishing.paths import BookPaths

_NEEDED = (
    "jupyter_book.sphinx", "myst_nb.sphinx_ext", "nevbook.publishing.extension", "sphinx.builders.html",
    "sphinx_book_theme", "sphinx_comments", "sphinx_copybutton", "sphinx_design",
    "sphinx_external_toc", "sphinx_togglebutton", "sphinxcontrib.bibtex",
)  # fmt: skip


def warm_up() -> None:
    """Import what :func:`render` needs."""
    from importlib import import_module

    for name in _NEEDED:
        import_module(name)
    gc.set_threshold(50_000, 20, 20)  # page trees are many small things that live long


def render(curriculum: Curriculum, code: str, edition: str, released: str, siblings: tuple[str, ...]) -> bool:
    """Run Jupyter Book on the source tree itself, so that a complaint names the author's own file.

    Parameters
    ----------
    curriculum : Curriculum
        What was read from the repository.
    code : str
        The language.
    edition : str
        ``book``, ``release`` or ``teacher``.
    released : str
        The day that a release states, empty for any other edition.
    siblings : tuple of str
        The other languages of the book.

    Returns
    -------
    bool
        Whether Sphinx came to its end, whatever it complained of.
    """
    from jupyter_book.sphinx import build_sphinx

    root = curriculum.root
    os.chdir(root)
    paths = BookPaths(root, edition)
    outcome = build_sphinx(
        root,
        paths.html(code),
        noconfig=True,
        path_config=root / "_config.yml",
        doctreedir=paths.trees(code),
        confoverrides={
            "external_toc_path": str(paths.toc(code)),
            "language": language(code).sphinx,
            "source_suffix": {language(code).suffix: "myst-nb"},
            "nevbook_curriculum": curriculum,
            "nevbook_siblings": {other: f"../{other}" for other in siblings},
            "nevbook_edition": edition,
            "nevbook_released": released,
            "latex_individualpages": False,
        },
        keep_going=True,
    )
    return not isinstance(outcome, BaseException)
