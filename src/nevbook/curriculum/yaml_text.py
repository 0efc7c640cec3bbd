"""YAML text, read together with the lines on which its keys stand."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import yaml

from nevbook.problems import Problem, problem
from nevbook.yaml12 import Loader, compose

Key = tuple[str | int, ...]
#: What PyYAML lets through for an impossible date, or a value that its tag does not fit.
_UNFIT = (ValueError, KeyError, AttributeError, TypeError)


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


@lru_cache(maxsize=1024)
def read_yaml(text: str, first: int = 1) -> tuple[Any, Lines]:
    """Read YAML into plain Python values; the same text is read once, and what came of it must not be changed.

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
    known: dict[Key, int] = {}
    try:
        node, loader = compose(text)
        if node is None:
            return None, Lines(known, first)
        _refuse_twice(loader, node, first, set())
        return _plain(loader, node, (), known, first), Lines(known, first)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first + (mark.line if mark else 0)
        raise BrokenYamlError(str(error.problem or error), line) from error
    except (yaml.YAMLError, RecursionError) as error:  # an impossible character, an anchor within itself
        raise BrokenYamlError(str(error) or type(error).__name__, first) from error


def _plain(loader: Loader, node: Any, way: Key, known: dict[Key, int], first: int) -> Any:
    """Turn the nodes of the parser into plain values and note where they stand."""
    if node.tag == loader.DEFAULT_MAPPING_TAG:
        loader.flatten_mapping(node)
        value = {}
        for key_node, inner in node.value:
            key = _name(loader, key_node, first)
            known[(*way, key)] = first + key_node.start_mark.line
            value[key] = _plain(loader, inner, (*way, key), known, first)
        return value
    if node.tag == loader.DEFAULT_SEQUENCE_TAG:
        for index, inner in enumerate(node.value):
            known[(*way, index)] = first + inner.start_mark.line
        return [_plain(loader, inner, (*way, index), known, first) for index, inner in enumerate(node.value)]
    value = _value(loader, node, first)
    return value if value is None or isinstance(value, bool | int | float | str | datetime.date) else str(value)


def _refuse_twice(loader: Loader, node: Any, first: int, seen: set[int]) -> None:
    """Refuse a key that stands twice in one mapping as it is typed, before what is merged is put in."""
    if node.id == "scalar" or id(node) in seen:
        return
    seen.add(id(node))
    keys = set()
    for inner in node.value:
        if node.id == "mapping":
            key_node, inner = inner
            key = _name(loader, key_node, first)
            if key in keys and key != "<<":
                raise BrokenYamlError(f'duplicate key "{key}"', first + key_node.start_mark.line, key)
            keys.add(key)
        _refuse_twice(loader, inner, first, seen)


def _name(loader: Loader, node: Any, first: int) -> str:
    """Give a key as text: a plain one as it is typed."""
    return str(node.value if node.id == "scalar" else _value(loader, node, first))


def _value(loader: Loader, node: Any, first: int) -> Any:
    """Give the value that PyYAML makes of a node."""
    try:
        return loader.construct_object(node, deep=True)
    except _UNFIT as error:
        raise BrokenYamlError(str(error), first + node.start_mark.line) from error
