"""What several verbs share: the language of messages, showing problems, finding the repository."""

from __future__ import annotations

import functools
import json
import locale
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from nevbook.problems import Problem, ProblemsFound, problem

#: The optional packages by side; a verb that lacks one says which to install.
EXTRAS = {
    "author": ("jupyter_book", "jupytext", "mathjax", "myst_nb", "pydantic", "pypdf", "sphinx"),
    "instructor": ("nbgrader", "openpyxl"),
    "cluster": ("distributed",),
    "lite": ("jupyterlite_core", "jupyterlite_pyodide_kernel"),
    "postgres": ("psycopg",),
}

F = TypeVar("F", bound=Callable[..., Any])


def message_language() -> str:
    """Give the language of messages: ``NEVBOOK_LANG`` first, then the system's locale; English where neither tells."""
    asked = os.environ.get("NEVBOOK_LANG") or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    told = asked or locale.getlocale()[0] or ""
    return "zh" if told.lower().startswith(("zh", "chinese")) else "en"


def say(en: str, zh: str) -> None:
    """Show one line in the person's language."""
    click.echo(zh if message_language() == "zh" else en)


def show_problems(problems: Iterable[Problem], as_json: bool = False) -> None:
    """Show problems on standard output, for a person or for a program."""
    if as_json:
        click.echo(json.dumps([found.as_json() for found in problems], ensure_ascii=False, indent=1))
        return
    for found in problems:
        click.echo(found.show(message_language()))


def reports_problems(verb: F) -> F:
    """End a verb that found problems, lacks a package or a disk, with words and exit code 1, not a traceback."""

    @functools.wraps(verb)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        try:
            return verb(*args, **kwargs)
        except ProblemsFound as found:
            problems = found.problems
        except ModuleNotFoundError as lacking:
            package = (lacking.name or "").partition(".")[0]
            extra = next((side for side, packages in EXTRAS.items() if package in packages), None)
            if extra is None:
                raise
            problems = (problem("missing-extra", package=package, extra=extra),)
        except OSError as refused:
            reason = refused.strerror or type(refused).__name__
            problems = (problem("disk-refuses", refused.filename or "", reason=reason),)
        show_problems(problems, bool(kwargs.get("as_json")))
        sys.exit(1)

    return wrapped  # type: ignore[return-value]


root_option = click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=None,
    help="The repository's folder; by default the one around the working folder.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Answer for a program.")


def repository(root: Path | None) -> Path:
    """Find the repository's folder.

    Raises
    ------
    ProblemsFound
        Where neither `root` nor a folder above the working folder is one.
    """
    start = (root or Path.cwd()).resolve()
    for folder in (start, *start.parents) if root is None else (start,):
        if (folder / "courses").is_dir() and (folder / "_config.yml").is_file():
            return folder
    raise ProblemsFound([problem("no-repository", folder=start)])
