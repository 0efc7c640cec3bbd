"""The words of feedback pages, sheets and reports, in the class's language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def words(language: str) -> Mapping[str, str]:
    """Give every word of ``templates/words.yml`` in one language, ``"en"`` or ``"zh"``."""
    from ruamel.yaml import YAML

    text = files(__package__).joinpath("templates/words.yml").read_text(encoding="utf-8")
    return {key: said[language] for key, said in YAML(typ="safe").load(text).items()}


def plain_points(points: float | None) -> str:
    """Give points as a person writes them: ``3``, ``2.5``; an en dash where there are none."""
    return "–" if points is None else f"{points:.2f}".rstrip("0").rstrip(".")
