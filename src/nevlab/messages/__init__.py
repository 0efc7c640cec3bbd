"""Every error that the workshop shows to a person, in both languages: one table, one way to use it.

The table is in five parts; a key stands in one of them.
"""

from __future__ import annotations

from collections.abc import Mapping

from nevlab.labels import language
from nevlab.messages import instruments, job_card, kits, models, stations

WORDS: Mapping[str, Mapping[str, str]] = {
    **job_card.WORDS,
    **models.WORDS,
    **instruments.WORDS,
    **stations.WORDS,
    **kits.WORDS,
}


def message(key: str, **values: object) -> str:
    """Give the words of `key` in the language shown, filled with `values`.

    Raises
    ------
    KeyError
        If the table has no such key, or a placeholder has no value.
    """
    return WORDS[key][language()].format(**values)


class WorkshopError(ValueError):
    """An error whose text is meant for the student: a notebook shows the words alone, without a traceback.

    Parameters
    ----------
    key
        Entry of the table :data:`WORDS`.
    **values
        What its placeholders stand for.
    """

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(message(key, **values))
        self.key = key

    def _render_traceback_(self) -> list[str]:
        # IPython asks an exception for this before it draws a traceback.
        return [str(self)]
