"""Small changes to files of facts that people wrote: a number, an item of a list; not a sign beside them is touched."""

from __future__ import annotations

import re
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from nevbook.curriculum.documents import front_matter_end
from nevbook.curriculum.facts import Hours

_NUMBER = re.compile(r"\d+(\.\d+)?")


def add_hours(text: str, more: Hours) -> str:
    """Add hours to those of a course.

    Parameters
    ----------
    text : str
        A ``course.yml`` whose facts are right.
    more : Hours
        What is added to ``hours:``.
    """
    hours = _load(text)["hours"]
    rows = text.split("\n")
    places = [(*hours.lc.value(part), hours[part] + getattr(more, part)) for part in ("theory", "practice")]
    for row, column, value in sorted(places, reverse=True):
        old = rows[row]
        rows[row] = old[:column] + _NUMBER.sub(f"{value:g}", old[column:], count=1)
    return "\n".join(rows)


def list_exercise(text: str, id_: str) -> str | None:
    """Add an exercise to the ``exercises:`` of a chapter.

    Parameters
    ----------
    text : str
        A chapter whose facts are right.
    id_ : str
        The exercise.

    Returns
    -------
    str or None
        The new text; None where the list is written in a way that this cannot add to.
    """
    rows = text.split("\n")
    end = front_matter_end(rows)
    before = _load("\n".join(rows[1:end]))
    listed = list(before["nev"].get("exercises") or [])
    if id_ in listed:
        return text
    changed = _with_item(rows[1:end], before["nev"], id_)
    try:
        after = _load("\n".join(changed))
    except YAMLError:
        return None
    before["nev"]["exercises"] = [*listed, id_]
    return "\n".join([rows[0], *changed, *rows[end:]]) if after == before else None


def _with_item(rows: list[str], block: Any, id_: str) -> list[str]:
    """Give the rows of the front matter with one more exercise."""
    rows = list(rows)
    if "exercises" not in block:
        row, column = block.lc.key("id")
        return [*rows[: row + 1], f"{' ' * column}exercises: [{id_}]", *rows[row + 1 :]]
    listed = block["exercises"]
    if not listed and "[" not in rows[block.lc.key("exercises")[0]]:
        row = block.lc.key("exercises")[0]
        rows[row] = re.sub(r"(exercises:)", rf"\1 [{id_}]", rows[row], count=1)
    elif listed and not listed.fa.flow_style():
        row, column = listed.lc.item(len(listed) - 1)
        rows.insert(row + 1, f"{rows[row][:column]}{id_}")
    else:
        row, column = block.lc.value("exercises")
        while "]" not in rows[row][column:]:
            row, column = row + 1, 0
        at = rows[row].index("]", column)
        rows[row] = f"{rows[row][:at]}{', ' if listed else ''}{id_}{rows[row][at:]}"
    return rows


def _load(text: str) -> Any:
    return YAML(typ="rt").load(text)
