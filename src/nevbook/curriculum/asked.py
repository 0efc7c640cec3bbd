"""Ids that a person types on the command line: those that must be there, those that must be new."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from nevbook.curriculum.model import Curriculum
from nevbook.problems import ProblemsFound, nearest, problem

T = TypeVar("T")


def known(curriculum: Curriculum, key: str, id_: str, there: Mapping[str, T], where: str) -> T:
    """Give what an id names.

    Parameters
    ----------
    curriculum : Curriculum
        As read.
    key, id_ : str
        What the id was typed for, and the id.
    there : mapping
        Id → what it names.
    where : str
        The folder in which such things stand, for the message.

    Raises
    ------
    ProblemsFound
        Where it names nothing, or something that cannot be read.
    """
    if id_ in there:
        return there[id_]
    if id_ in curriculum.unreadable:
        raise ProblemsFound([problem("not-readable-yet", key=key, id=id_)])
    near = nearest(id_, there) or ", ".join(there) or "—"
    raise ProblemsFound([problem("unknown-id", key=key, id=id_, nearest=near, where=where)])


def new(curriculum: Curriculum, key: str, id_: str, taken: Mapping[str, Path]) -> None:
    """Make sure that an id can be given to something new; `taken` tells where the others stand.

    Raises
    ------
    ProblemsFound
        Where it is taken, or is no id.
    """
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id_) or len(id_) > 60:
        example = re.sub(r"[^a-z0-9]+", "-", id_.lower()).strip("-")[:60] or "insulation-check"
        raise ProblemsFound([problem("wrong-value", key=key, value=id_, example=example)])
    if id_ in taken:
        raise ProblemsFound([problem("duplicate-id", id=id_, first=curriculum.relative(taken[id_]))])
