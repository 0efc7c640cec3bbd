"""Notice when a notebook on the disk is older than what was run: handing it in would lose the student's work."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class _Watch:
    """What was run in this kernel: cell id → (source, the notebook files' time stamps when it was run)."""

    notebooks: set[Path] = field(default_factory=set)
    ran: dict[str, tuple[str, dict[Path, int]]] = field(default_factory=dict)
    shell: Any = None

    def after_cell(self, result: Any) -> None:
        cell_id = getattr(result.info, "cell_id", None)
        if cell_id:
            self.ran[cell_id] = (result.info.raw_cell, {path: _stamp(path) for path in self.notebooks})


_watch = _Watch()


def watch(notebook: Path) -> None:
    """Remember from now on which cells are run in this kernel, to compare them with `notebook` later."""
    _watch.notebooks.add(notebook)
    # Only where IPython is running already: the workshop does not import it.
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is not None and shell is not _watch.shell:
        _watch.shell = shell
        shell.events.register("post_run_cell", _watch.after_cell)


def is_behind(notebook: Path) -> bool:
    """Tell whether `notebook` has not been saved since a cell was run whose source it does not hold.

    A front end gives each cell's id when it runs it. Only cells run since the file was last written count: what was
    edited and saved after its run is the student's newer word.
    """
    now = _stamp(notebook)
    sources = {cell.get("id"): cell["source"].strip() for cell in read_cells(notebook)}
    return any(
        stamps.get(notebook) == now and sources.get(cell_id, "") != source.strip()
        for cell_id, (source, stamps) in _watch.ran.items()
    )


def read_cells(notebook: Path) -> list[dict[str, Any]]:
    """Give the notebook's cells as they stand in its file, each source as one text.

    Raises
    ------
    OSError, ValueError
        If the file cannot be read, or is no notebook.
    """
    content = json.loads(notebook.read_text(encoding="utf-8"))
    if not isinstance(content, dict) or not isinstance(content.get("cells"), list):
        raise ValueError(notebook.name)
    return [{**cell, "source": _text(cell.get("source"))} for cell in content["cells"] if isinstance(cell, dict)]


def _text(source: object) -> str:
    return "".join(source) if isinstance(source, list) else str(source or "")


def _stamp(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
