"""What can be wrong, said to the person who can mend it.

A :class:`Problem` carries a code and values; its words stand once, in ``problems.yml``, in English and Chinese, with
the remedy. Every room reports problems of its own; none of them writes the sentences.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("en", "zh")


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong.

    Parameters
    ----------
    code : str
        Its key in ``problems.yml``.
    path : str
        The file, relative to the folder that was looked at; empty where there is none.
    line : int
        Counted from 1; 0 stands for the whole file.
    values : tuple of (str, str)
        What the sentence's placeholders stand for.
    """

    code: str
    path: str = ""
    line: int = 0
    values: tuple[tuple[str, str], ...] = ()

    def what(self, language: str) -> str:
        """Say what is wrong."""
        return self._say("what", language)

    def remedy(self, language: str) -> str:
        """Say what to write or do instead."""
        return self._say("do", language)

    def place(self) -> str:
        """Name the place as ``file:line``, as far as it is known."""
        return f"{self.path}:{self.line}" if self.line else self.path

    def show(self, language: str) -> str:
        """Give the whole problem as two lines of text."""
        place = f"{self.place()}: " if self.path else ""
        return f"{place}[{self.code}] {self.what(language)}\n    → {self.remedy(language)}"

    def as_json(self) -> dict[str, Any]:
        """Give the problem for a program, with its words in both languages."""
        return {
            "code": self.code,
            "path": self.path,
            "line": self.line,
            "values": dict(self.values),
            "what": {language: self.what(language) for language in LANGUAGES},
            "do": {language: self.remedy(language) for language in LANGUAGES},
        }

    def _say(self, part: str, language: str) -> str:
        return table()[self.code][part][language].format_map(dict(self.values))


def problem(code: str, path: str | os.PathLike[str] = "", line: int = 0, **values: object) -> Problem:
    """Make a problem; a code that the table does not hold is an error of ours and raises ``KeyError`` at once."""
    if code not in table():
        raise KeyError(f"no such problem in problems.yml: {code}")
    said = tuple(sorted((name, str(value)) for name, value in values.items()))
    return Problem(code, os.fspath(path).replace(os.sep, "/"), line, said)


class ProblemsFound(Exception):  # noqa: N818 - what is found is not always an error of the program
    """Raised where work cannot go on; the command line shows the problems and ends with exit code 1."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(found.show("en") for found in self.problems))


def nearest(name: str, known: Iterable[str]) -> str:
    """Give the known name most like `name`, or an empty text where none is near."""
    return next(iter(difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)), "")


@cache
def table() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Read ``problems.yml``: code → what/do → language → sentence."""
    from nevbook.yaml12 import load

    return load(files(__package__).joinpath("problems.yml").read_text(encoding="utf-8"))
