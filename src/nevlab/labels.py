"""Text that code shows, in the language of the page or of the notebook.

A chapter's code cells are the same in both languages; what they show goes through :func:`label`.
"""

from __future__ import annotations

import locale
import os

_chosen: str | None = None


def language() -> str:
    """Give the language in which text is shown, ``"en"`` or ``"zh"``.

    ``NEVLAB_LANG`` counts first, then what :func:`use_language` chose, then the system's locale.
    """
    told = os.environ.get("NEVLAB_LANG") or _chosen or os.environ.get("LANG") or locale.getlocale()[0] or ""
    return "zh" if told.lower().startswith(("zh", "chinese")) else "en"


def use_language(code: str) -> None:
    """Choose the language for this process; a job card does so from its record.

    Raises
    ------
    ValueError
        If `code` is neither ``"en"`` nor ``"zh"``.
    """
    if code not in ("en", "zh"):
        raise ValueError(f"language must be 'en' or 'zh', not {code!r} / 语言只能是 'en' 或 'zh'，不能是 {code!r}")
    global _chosen
    _chosen = code


def label(en: str, zh: str) -> str:
    """Give `en` or `zh`, whichever :func:`language` asks for."""
    return zh if language() == "zh" else en
