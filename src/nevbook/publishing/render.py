"""Render the book in one language: what runs in a process of its own, one for each language.

Run as ``python -m nevbook.publishing.render ROOT LANGUAGE EDITION RELEASED SIBLING…``; :mod:`nevbook.publishing.book`
does. RELEASED is the day that a release states, and empty for any other edition.
"""

from __future__ import annotations

import sys
from pathlib import Path

from nevbook.publishing.languages import language
from nevbook.publishing.paths import BookPaths


def main(root: Path, code: str, edition: str, released: str, siblings: list[str]) -> int:
    """Run Jupyter Book on the source tree itself, so that a complaint names the author's own file.

    Returns
    -------
    int
        0 where Sphinx came to its end, whatever it complained of.
    """
    from jupyter_book.sphinx import build_sphinx

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
            "nevbook_siblings": {other: f"../{other}" for other in siblings},
            "nevbook_edition": edition,
            "nevbook_released": released,
            "latex_individualpages": False,
        },
        keep_going=True,
    )
    return int(isinstance(outcome, BaseException))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4], sys.argv[5:]))
