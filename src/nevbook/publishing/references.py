"""The works that the book cites, in the language of the page: ``title_zh`` stands for ``title`` on Chinese pages."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from nevbook.problems import LANGUAGES

if TYPE_CHECKING:
    from sphinx.config import Config


def in_language(config: Config, root: Path, code: str, kept: Path) -> None:
    """Have the book of one language cite from files of its own, which are written to `kept`.

    Parameters
    ----------
    config : Config
        Sphinx's settings, whose ``bibtex_bibfiles`` are replaced.
    root : Path
        The folder that those are relative to.
    code : str
        ``en`` or ``zh``.
    kept : Path
        A folder within `root`.
    """
    from pybtex.database import parse_file
    from pybtex.exceptions import PybtexError

    files = []
    for name in config.bibtex_bibfiles:
        try:
            works = parse_file(str(root / name), bib_format="bibtex")
        except (PybtexError, OSError):
            return  # Sphinx reads the author's own file then, and says what is wrong with it
        for work in works.entries.values():
            for field in list(work.fields):
                plain, _, suffix = field.rpartition("_")
                if suffix in LANGUAGES:
                    told = work.fields.pop(field)
                    if suffix == code:
                        work.fields[plain] = told
        target = kept / Path(name).name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(works.to_string("bibtex"), encoding="utf-8")
        files.append(Path(os.path.relpath(target, root)).as_posix())
    config.bibtex_bibfiles = files
