"""How the code of pages is run: where its outputs are kept, in which surroundings, and which cell failed."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from nevbook.curriculum.model import Cell

_RULED = re.compile(r"^-{10,}\n(.*?)\n-{10,}$", re.DOTALL | re.MULTILINE)
_LINE = re.compile(r"Cell In\[\d+\], line (\d+)")
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


def environment() -> dict[str, str]:
    """Give the environment variables of every kernel of the book, besides the language's.

    Benches show their still form, and the kernel is that of this Python, not one that somebody installed for the
    user. Figures have the looks and the ids that they have on every machine: the settings of the user's own Matplotlib
    are not read, and sets have one order. Pages are run at the same time: threads within a small matrix would only
    get in each other's way.
    """
    return {
        "NEVLAB_STATIC": "1",
        "JUPYTER_PREFER_ENV_PATH": "1",
        "MATPLOTLIBRC": str(Path(__file__).with_name("matplotlibrc")),
        "PYTHONHASHSEED": "0",
        "OPENBLAS_NUM_THREADS": "1",
    }


def cache_folder(kept: Path) -> Path:
    """Give the folder of the outputs that are kept in `kept`, and drop those of earlier states of nevlab.

    Jupyter's cache knows a notebook by its cells alone; what the cells show also depends on :mod:`nevlab`, so
    its digest is part of the folder's name.
    """
    current = kept / "outputs" / digest(package_folder("nevlab"))
    for old in current.parent.glob("*"):
        if old != current:
            shutil.rmtree(old)
    return current


def digest(*folders: Path) -> str:
    """Give a digest of every file in some folders."""
    told = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                told.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return told.hexdigest()[:16]


def package_folder(name: str) -> Path:
    """Give the folder of an installed package of ours, without importing it."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(name=name)
    return Path(spec.submodule_search_locations[0])


def failed_cell(report: str, cells: Iterable[Cell]) -> tuple[int, str]:
    """Find where the code of a page failed.

    Parameters
    ----------
    report : str
        What nbclient tells of the failure: it quotes the cell and the traceback.
    cells : iterable of Cell
        The page's code cells.

    Returns
    -------
    line : int
        The line of the page's file that failed; 0 where the report names no cell of the page.
    error : str
        The error's own last line.
    """
    plain = _ANSI.sub("", report)
    error = next((line.strip() for line in reversed(plain.splitlines()) if line.strip()), "")
    quoted = _RULED.search(plain)
    source = quoted.group(1).strip() if quoted else ""
    for cell in cells:
        if source and cell.source.strip() == source:
            within = _LINE.search(plain)
            return cell.line + (int(within.group(1)) - 1 if within else 0), error
    return 0, error
