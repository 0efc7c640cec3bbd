"""Errors as a notebook keeps them: plain and bounded, whatever the error's own methods do."""

from __future__ import annotations

import traceback
from collections.abc import Callable

from nevbook.grading.student.printed import Output

LONGEST_TEXT = 4000
"""How many characters of a line or of an error's text are kept."""
_LONGEST_TRACE = 40


def error_output(error: BaseException, shown: Callable[[str], bool] = lambda file: True) -> Output:
    """Give an error as a notebook keeps it, with a plain and bounded traceback.

    Parameters
    ----------
    error : BaseException
        What was raised.
    shown : callable
        Says whether a file's frames are shown.
    """
    name = type.__dict__["__name__"].__get__(type(error))[:200]
    text = safe_text(error)
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if shown(frame.filename)]
    lines = ["Traceback (most recent call last):\n", *traceback.format_list(frames[-_LONGEST_TRACE:])]
    if isinstance(error, SyntaxError):
        try:
            lines = traceback.format_exception_only(type(error), error)[:-1]
        except Exception:  # a student's own SyntaxError may hold anything
            lines = []
    lines += [f"{note}\n" for note in getattr(error, "__notes__", []) if isinstance(note, str)]
    last = f"{name}: {text}" if text else name
    told = [line.rstrip("\n")[:LONGEST_TEXT] for line in lines]
    return {"output_type": "error", "ename": name, "evalue": text, "traceback": [*told, last]}


def safe_text(value: object) -> str:
    """Give ``str(value)`` as a plain, short text; whatever its own method does."""
    try:
        text = str(value)
        return str.__str__(text)[:LONGEST_TEXT].encode("utf-8", "replace").decode()
    except BaseException:
        return "(no text)"
