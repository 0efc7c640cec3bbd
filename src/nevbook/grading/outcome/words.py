"""The words of feedback pages, sheets and reports, in the class's language."""

from __future__ import annotations

from collections.abc import Mapping

from nevbook import words as tables


def words(language: str) -> Mapping[str, str]:
    """Give every word of ``templates/words.yml`` in one language, ``"en"`` or ``"zh"``."""
    table: Mapping[str, str] = tables.words(__package__, "templates/words.yml", language)
    return table


def plain_points(points: float | None) -> str:
    """Give points as a person writes them: ``3``, ``2.5``; an en dash where there are none."""
    return "–" if points is None else f"{points:.2f}".rstrip("0").rstrip(".")
