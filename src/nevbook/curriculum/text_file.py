"""Text files as people save them: UTF-8, and if not, what they look like instead."""

from __future__ import annotations

from pathlib import Path

from nevbook.problems import Problem, problem


def read_text(path: Path, shown: str) -> str | Problem:
    r"""Read a UTF-8 file, with or without a byte order mark.

    Parameters
    ----------
    path : Path
        The file.
    shown : str
        Its name in a problem.

    Returns
    -------
    str or Problem
        The text with line ends as ``\n``, or why there is none.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        return problem("unreadable-file", shown, reason=error.strerror or type(error).__name__)
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return problem("not-utf8", shown, line, encoding=guess_encoding(raw))


def guess_encoding(raw: bytes) -> str:
    """Name the encoding that bytes look like, among those that editors in a Chinese or Western school save."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in raw:
        return "UTF-16"
    for encoding, name in (("gbk", "GBK"), ("gb18030", "GB18030"), ("big5", "Big5")):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if any("\u4e00" <= sign <= "\u9fff" or "\u3000" <= sign <= "\u303f" for sign in text):
            return name
    return "Windows-1252"
