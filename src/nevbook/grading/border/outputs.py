"""What a student's process gives as a cell's outputs becomes a notebook's outputs, or is refused."""

from __future__ import annotations

import json
from typing import Any

from nevbook.grading.border.bounds import Malformed

_TEXTS = {
    "stream": ("name", "text"),
    "error": ("ename", "evalue"),
    "display_data": (),
    "execute_result": (),
}
_MOST = 1000
_MOST_CHARACTERS = 8 * 2**20
"""More than a shell keeps of a cell, and little enough for a notebook's file."""


def well_formed(told: object) -> list[dict[str, Any]]:
    """Give outputs in nbformat's form, made anew of the parts that belong there.

    Parameters
    ----------
    told : object
        What came from a process that runs a student's code: plain data of any form.

    Raises
    ------
    Malformed
        Where it is no list of outputs, at most 1000 and 8 MiB.
    """
    if type(told) is not list or len(told) > _MOST:
        raise Malformed("not outputs")
    made = [_output(one) for one in told]
    if len(json.dumps(made, ensure_ascii=False)) > _MOST_CHARACTERS:
        raise Malformed("too much for a notebook")
    return made


def _output(told: object) -> dict[str, Any]:
    if type(told) is not dict or type(told.get("output_type")) is not str or told["output_type"] not in _TEXTS:
        raise Malformed("not an output")
    kind = told["output_type"]
    made = {"output_type": kind} | {name: _text(told.get(name)) for name in _TEXTS[kind]}
    if kind == "stream":
        made["name"] = "stderr" if made["name"] == "stderr" else "stdout"
    elif kind == "error":
        lines = told.get("traceback")
        if type(lines) is not list:
            raise Malformed("not a traceback")
        made["traceback"] = [_text(line) for line in lines]
    else:
        made |= {"data": _bundle(told.get("data")), "metadata": _bundle(told.get("metadata"))}
    if kind == "execute_result":
        count = told.get("execution_count")
        made["execution_count"] = count if type(count) is int and 0 <= count < 2**31 else None
    return made


def _bundle(told: object) -> dict[str, Any]:
    """Give data by MIME type: texts, or what JSON can hold."""
    if type(told) is not dict or any(type(kind) is not str for kind in told):
        raise Malformed("not data by type")
    try:
        # What is not a number has no place in JSON: it becomes a text.
        return json.loads(_text(json.dumps(told, ensure_ascii=False)), parse_constant=str)
    except (TypeError, ValueError, RecursionError):
        raise Malformed("not JSON") from None


def _text(told: object) -> str:
    """Give a text that can be written to a file: a lone surrogate cannot."""
    if type(told) is not str:
        raise Malformed("not a text")
    return told.encode("utf-8", "replace").decode()
