"""Tables of words that lie in the packages as YAML: nested keys whose leaves are ``{en: …, zh: …}``.

What is wrong, and its remedy, stands in ``problems.yml`` instead.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from nevbook.problems import LANGUAGES


@cache
def words(package: str, name: str, language: str) -> Any:
    """Give one language of the table `name` within `package`, nested as the table is."""
    from nevbook.yaml12 import load

    text = files(package).joinpath(name).read_text(encoding="utf-8")
    return _in(language, load(text))


def _in(language: str, entry: Any) -> Any:
    if set(entry) == set(LANGUAGES):
        return entry[language]
    return {key: _in(language, value) for key, value in entry.items()}
