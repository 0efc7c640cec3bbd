"""Graded notebooks as they are kept: nothing in them runs where a person looks at them.

nbgrader's formgrader shows what lies in ``autograded/`` in the instructor's browser: HTML and JavaScript that a
student's code displayed, raw HTML and links of text cells. What is kept is what such a page cannot take for code:

- of outputs the text and the bitmaps; a table is shown as its text, of anything else its type is named
- text that a student wrote as it was written, in a fence, with its attached bitmaps below
- of metadata nbgrader's own

The submission itself is untouched in ``submitted/``, and what came in, in ``received/``.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import nbformat
from nbgrader.preprocessors import NbGraderPreprocessor

_BITMAPS = ("image/png", "image/jpeg", "image/gif")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
_PLAIN_ID = re.compile(r"[\w.\-]+")
_FENCE = re.compile(r"`{3,}")


def harmless(notebook: Any, given: Collection[str] = ()) -> Any:
    """Give a copy of a graded notebook that is safe to look at.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        A notebook that was run.
    given : collection of str
        Texts of the exercise's own text cells; they stay as they are.

    Returns
    -------
    nbformat.NotebookNode
        With the same cells in the same order.
    """
    kept = copy.deepcopy(notebook)
    kept.metadata = {key: found for key in ("kernelspec", "language_info") if (found := _plain(notebook.metadata, key))}
    for number, cell in enumerate(kept.cells):
        if not _PLAIN_ID.fullmatch(str(cell.get("id", "a"))):
            cell["id"] = f"cell-{number:04d}"
        marks = cell.metadata.get("nbgrader", {})
        is_marked = isinstance(marks, dict) and _PLAIN_ID.fullmatch(str(marks.get("grade_id", "")))
        cell.metadata = {"nbgrader": marks} if is_marked else {}
        if cell.cell_type == "code":
            cell.outputs = [shown for output in cell.get("outputs", []) for shown in _output(output)]
        elif cell.source not in given and not (is_marked and _is_locked(marks)):
            cell.cell_type = "markdown"
            _as_written(cell)
    return nbformat.from_dict(kept)


class Harmless(NbGraderPreprocessor):
    """The last step of autograding: keeps graded notebooks so that stock nbgrader can show them."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Give the notebook that is kept."""
        return harmless(nb), resources


def _is_locked(marks: Mapping[str, Any]) -> bool:
    """Tell whether a cell with an id is the exercise's own: nbgrader has put its text back before it was graded."""
    return marks.get("locked") is True and not marks.get("solution")


def _plain(metadata: Mapping[str, Any], key: str) -> dict[str, str]:
    """Give a kernel's or a language's description, if it is one: a page makes names of classes and lexers of it."""
    told = metadata.get(key)
    words = (
        {str(name): word for name, word in told.items() if isinstance(word, str)} if isinstance(told, Mapping) else {}
    )
    is_plain = "name" in words and all(re.fullmatch(r"[\w .+()/\-]*", word) for word in words.values())
    return words if is_plain else {}


def _output(output: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    kind = output.get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        yield {"output_type": kind, "name": name, "text": _text(output.get("text", ""))}
    elif kind == "error":
        lines = output.get("traceback")
        yield {
            "output_type": kind,
            "ename": _text(output.get("ename", "")),
            "evalue": _text(output.get("evalue", "")),
            "traceback": [_text(line) for line in lines] if isinstance(lines, list) else [],
        }
    elif kind in ("display_data", "execute_result"):
        data = output.get("data")
        shown = dict(_data(data if isinstance(data, Mapping) else {}))
        shown = shown or {"text/plain": f"[{', '.join(map(str, data or ()))}]"}
        count = output.get("execution_count")
        counted = {"execution_count": count if isinstance(count, int) else None} if kind == "execute_result" else {}
        yield {"output_type": kind, "data": shown, "metadata": {}, **counted}


def _data(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if "text/plain" in data:
        yield "text/plain", _text(data["text/plain"])
    for kind in _BITMAPS[:2]:
        if _is_bitmap(data.get(kind)):
            yield kind, _text(data[kind])


def _is_bitmap(data: object) -> bool:
    return isinstance(data, str | list) and bool(_BASE64.fullmatch(_text(data)))


def _as_written(cell: Any) -> None:
    """Show a text cell's source letter by letter: in a fence longer than any that stands in it."""
    fence = "`" * (max((len(found) for found in _FENCE.findall(cell.source)), default=2) + 1)
    attached = cell.pop("attachments", None)
    pictures = {
        f"picture-{number}": {kind: data}
        for number, (kind, data) in enumerate(_bitmaps(attached if isinstance(attached, Mapping) else {}), 1)
    }
    below = "".join(f"\n\n![{name}](attachment:{name})" for name in pictures)
    cell.source = f"{fence}\n{cell.source}\n{fence}{below}"
    if pictures:
        cell.attachments = pictures


def _bitmaps(attachments: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for bundle in attachments.values():
        for kind, data in bundle.items() if isinstance(bundle, Mapping) else ():
            if kind in _BITMAPS and _is_bitmap(data):
                yield kind, _text(data)


def _text(told: object) -> str:
    return "".join(map(str, told)) if isinstance(told, list) else str(told)
