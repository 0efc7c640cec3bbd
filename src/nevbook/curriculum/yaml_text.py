"""YAML text, read together with the lines on which its keys stand."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nevbook.problems import Problem, problem

Key = tuple[str | int, ...]


@dataclass(frozen=True)
class Lines:
    """Where keys stand: way from the top of the file → line, counted from 1."""

    known: Mapping[Key, int] = field(default_factory=dict)
    first: int = 1

    def line(self, *keys: str | int) -> int:
        """Give the line of a key, or of its nearest parent that stands in the file."""
        for length in range(len(keys), 0, -1):
            if keys[:length] in self.known:
                return self.known[keys[:length]]
        return self.first


class BrokenYamlError(ValueError):
    """Text that is not YAML: why, on which line (counted from 1), and which key is there twice, if that is why."""

    def __init__(self, reason: str, line: int, duplicate: str = "") -> None:
        self.reason, self.line, self.duplicate = " ".join(reason.split()), line, duplicate
        super().__init__(f"{line}: {reason}")

    def problem(self, path: str, text: str) -> Problem:
        """Say what is wrong with `text`, which stands in the file `path`."""
        if self.duplicate:
            return problem("duplicate-key", path, self.line, key=self.duplicate)
        rows = text.split("\n")
        row = rows[self.line - 1].strip() if 0 < self.line <= len(rows) else ""
        return problem("broken-yaml", path, self.line, reason=self.reason, text=row)


def read_yaml(text: str, first: int = 1) -> tuple[Any, Lines]:
    """Read YAML into plain Python values.

    Parameters
    ----------
    text : str
        The YAML text.
    first : int
        The line of the file on which it starts, counted from 1.

    Returns
    -------
    tuple of (object, Lines)
        The value and where its keys stand.

    Raises
    ------
    BrokenYamlError
        Where the text cannot be read.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.constructor import DuplicateKeyError
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        loaded = YAML(typ="rt").load(text)
        known: dict[Key, int] = {}
        return _plain(loaded, (), known, first), Lines(known, first)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = str(error.problem or error)
        twice = re.search(r'duplicate key "(.*?)"', reason) if isinstance(error, DuplicateKeyError) else None
        line = first + (mark.line if mark else 0)
        raise BrokenYamlError(reason, line, twice[1] if twice else "") from error
    except (YAMLError, ValueError, RecursionError, AttributeError, TypeError) as error:
        # ruamel lets errors of plain Python through for impossible dates, circular anchors and odd keys.
        raise BrokenYamlError(str(error) or type(error).__name__, first) from error


def _plain(value: Any, way: Key, known: dict[Key, int], first: int) -> Any:
    """Turn ruamel's values into plain ones and note where they stand."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    if isinstance(value, CommentedMap):
        for key, position in (value.lc.data or {}).items():
            known[(*way, _name(key))] = first + position[0]
        return {_name(key): _plain(item, (*way, _name(key)), known, first) for key, item in value.items()}
    if isinstance(value, CommentedSeq):
        for index, position in (value.lc.data or {}).items():
            known[(*way, index)] = first + position[0]
        return [_plain(item, (*way, index), known, first) for index, item in enumerate(value)]
    if isinstance(value, datetime.datetime):
        return value
    for plain in (bool, int, float, str):
        if isinstance(value, plain):
            return plain(value)
    return value if value is None or isinstance(value, datetime.date) else str(value)


def _name(key: Any) -> str:
    return key if isinstance(key, str) else str(key)
