"""YAML read by libyaml, by the rules of YAML 1.2: ``yes`` and ``on`` are words, ``010`` is ten; a date is a date.

What is written back with its comments kept, goes through ruamel.yaml instead, which takes fifty times as long.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

import yaml

DEEPEST = 100
_TAG = "tag:yaml.org,2002:"
#: Section 10.3.2 of YAML 1.2.2, with ISO 8601 dates: what a plain scalar is, and the characters that it may start with.
_PLAIN = (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    (
        "float",
        r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
        list("-+.0123456789"),
    ),
    (
        "timestamp",
        r"\d{4}-\d{2}-\d{2}|"
        r"\d{4}-\d{1,2}-\d{1,2}([Tt]|[ \t]+)\d{1,2}:\d{2}:\d{2}(\.\d*)?([ \t]*(Z|[-+]\d{1,2}(:\d{2})?))?",
        list("0123456789"),
    ),
    ("merge", r"<<", ["<"]),
)


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """PyYAML's safe loader with the plain scalars of YAML 1.2."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[Any]]] = {}

    def construct_yaml_int(self, node: Any) -> int:
        """Give a whole number: decimal, ``0o…`` or ``0x…``."""
        text = self.construct_scalar(node)
        return int(text, 0) if text[:2] in ("0o", "0x") else int(text)


for _name, _pattern, _starts in _PLAIN:
    Loader.add_implicit_resolver(_TAG + _name, re.compile(f"(?:{_pattern})$", re.ASCII), _starts)
Loader.add_constructor(f"{_TAG}int", Loader.construct_yaml_int)


def compose(text: str) -> tuple[Any, Loader]:
    """Give the node that a text is, None where it is empty, and the loader that makes values of nodes.

    Raises
    ------
    yaml.YAMLError
        Where the text cannot be read, or goes too deep.
    """
    depth = 0
    for event in yaml.parse(text, Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:  # libyaml's composer would go on until the stack is used up
            raise yaml.MarkedYAMLError(None, None, f"more than {DEEPEST} blocks within each other", event.start_mark)
    loader = Loader(text)
    return loader.get_single_node(), loader


def load(text: str) -> Any:
    """Read YAML into plain Python values.

    Raises
    ------
    yaml.YAMLError
        Where the text cannot be read, or goes too deep.
    """
    node, loader = compose(text)
    return None if node is None else loader.construct_document(node)
