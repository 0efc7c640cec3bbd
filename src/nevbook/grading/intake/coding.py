"""The text of a file, whatever coding a student's computer saved it in."""

from __future__ import annotations

import codecs
import json

_MOST_DAMAGED = 0.05
"""Of the characters beyond ASCII: a file with fewer unreadable ones is UTF-8 that was damaged, not another coding."""
_MARKED = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


def decoded(data: bytes) -> tuple[str | None, str]:
    """Give a notebook's text, and the coding it was in; no text where it is in none.

    Parameters
    ----------
    data : bytes
        A file's contents.

    Returns
    -------
    text : str or None
        Where a few characters of UTF-8 are damaged, with U+FFFD in their place.
    coding : str
        In Python's words.
    """
    coding = json.detect_encoding(data)  # by a byte order mark, or by where the zero bytes of ``{"`` are
    try:
        text = data.decode(coding)
    except UnicodeDecodeError:
        return _guessed(data) if coding == "utf-8" else (None, "")
    # Zero bytes alone prove nothing: only a beginning that fits does.
    is_sure = coding.startswith("utf-8") or data.startswith(_MARKED) or text.lstrip()[:1] == "{"
    return (text, coding) if is_sure else (None, "")


def _guessed(data: bytes) -> tuple[str | None, str]:
    text = data.decode("utf-8", "replace")
    beyond_ascii = len(data.translate(None, bytes(range(128))))
    if text.count("�") <= max(1, _MOST_DAMAGED * beyond_ascii) and beyond_ascii > 1:
        return text, "utf-8"
    for coding in ("gb18030", "latin-1"):
        try:
            text = data.decode(coding)
        except UnicodeDecodeError:
            continue
        if coding == "gb18030" or text.lstrip()[:1] == "{":
            return text, coding
    return None, ""
