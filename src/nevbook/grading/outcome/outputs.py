"""What a run said, as far as a student may see it: plain text, and no line of a test's source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from nevbook.grading.outcome.words import words

_ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_FRAME = re.compile(r"^(Cell In\[|File )")
_MOST_CHARACTERS = 4000


def said_by_test(cell: Any, language: str) -> str:
    """Give what a test cell said: what it printed, and the message of the assertion that failed.

    Of an assertion inside a library (``numpy.testing`` puts the wanted values into its message) only that it failed.
    """
    return _shortened(_test_lines(cell, language))


def error_of(cell: Any) -> str:
    """Give the error with which a student's own cell ended, without its traceback; empty where there was none."""
    return _shortened(f"{output.ename}: {output.evalue}" for output in _errors(cell))


def _test_lines(cell: Any, language: str) -> Iterator[str]:
    for output in cell.get("outputs", []):
        if output.output_type == "stream" and output.name == "stdout":
            yield _text(output.text).rstrip()
    for output in _errors(cell):
        if output.ename != "AssertionError":
            yield f"{words(language)['error_in']}{words(language)['colon']}{output.ename}: {output.evalue}"
        elif output.evalue and _raised_in_notebook(output.traceback):
            yield output.evalue
        else:
            yield words(language)["check_failed"]


def _errors(cell: Any) -> list[Any]:
    return [output for output in cell.get("outputs", []) if output.output_type == "error"]


def _raised_in_notebook(traceback: list[str]) -> bool:
    lines = _ANSI.sub("", "\n".join(traceback)).splitlines()
    frames = [line for line in lines if _FRAME.match(line)]
    return bool(frames) and frames[-1].startswith("Cell In[")


def _shortened(lines: Iterator[str]) -> str:
    text = _ANSI.sub("", "\n".join(lines))
    return text if len(text) <= _MOST_CHARACTERS else text[:_MOST_CHARACTERS] + " …"


def _text(text: str | list[str]) -> str:
    return text if isinstance(text, str) else "".join(text)
