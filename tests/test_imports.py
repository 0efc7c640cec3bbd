"""Who may import whom, as the design says, and what a plain import must not load."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src"
#: Each room may import those before it.
WORKSHOP = ("vehicle", "faults", "instruments", "stations", "jobcard", "bench")
#: Open to every room of the workshop.
WORKSHOP_COMMON = ("data", "labels", "messages", "surroundings")
#: Room → the rooms of nevbook that it may import besides itself; ``problems`` is open to all.
BUILDER = {
    "curriculum": (),
    "publishing": ("curriculum",),
    "grading": ("curriculum",),
    "cli": ("curriculum", "publishing", "grading"),
}
#: The rooms within grading, in the order of a submission's way; each may import those before it.
GRADING = (
    "classes", "exercises", "intake", "border", "sandbox", "student", "verifier", "running", "outcome", "samples",
    "checks",
)  # fmt: skip
HEAVY = {
    "IPython", "cantools", "ipykernel", "ipywidgets", "jupyter_book", "jupytext", "matplotlib", "nbclient", "nbconvert",
    "nbformat", "nbgrader", "numpy", "openpyxl", "pandas", "pooch", "pydantic", "ruamel", "scipy", "sphinx",
    "yaml",
}  # fmt: skip


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Give the absolute names that a file imports, inside functions too, with their lines."""
    package = path.parent.relative_to(SOURCE).parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield module, node.lineno
            yield from ((f"{module}.{alias.name}", node.lineno) for alias in node.names)


def rooms(package: str) -> Iterator[tuple[str, str, str]]:
    """Give (place, room of the file, name that it imports) for a package."""
    for path in sorted((SOURCE / package).rglob("*.py")):
        parts = path.relative_to(SOURCE / package).with_suffix("").parts
        for name, line in imports(path):
            yield f"{path.relative_to(SOURCE)}:{line}", parts[0], name


def test_the_workshop_knows_nothing_of_the_builder():
    assert [place for place, _, name in rooms("nevlab") if name.split(".")[0] == "nevbook"] == []


def test_the_rooms_of_the_workshop_import_one_way():
    wrong = []
    for place, room, name in rooms("nevlab"):
        parts = name.split(".")
        if parts[0] != "nevlab" or len(parts) < 2 or parts[1] not in WORKSHOP or room == parts[1]:
            continue
        if room in WORKSHOP_COMMON or (room in WORKSHOP and WORKSHOP.index(parts[1]) > WORKSHOP.index(room)):
            wrong.append(f"{place} {name}")
    assert wrong == []


def test_every_room_of_the_workshop_has_its_place():
    found = {path.stem for path in (SOURCE / "nevlab").iterdir() if path.suffix == ".py" or path.is_dir()}
    assert found - {*WORKSHOP, *WORKSHOP_COMMON, "__init__", "__pycache__", "py"} == set()


def test_the_rooms_of_grading_import_one_way():
    wrong = []
    for path in sorted((SOURCE / "nevbook/grading").rglob("*.py")):
        room = path.relative_to(SOURCE / "nevbook/grading").with_suffix("").parts[0]
        for name, line in imports(path):
            parts = name.split(".")
            if parts[:2] == ["nevbook", "grading"] and len(parts) > 2 and room != "__init__":
                assert parts[2] in GRADING, f"{path.name}:{line} {name}"
                if GRADING.index(parts[2]) > GRADING.index(room):
                    wrong.append(f"{path.name}:{line} {name}")
    assert wrong == []


def test_the_rooms_of_the_builder_import_one_way():
    wrong = []
    for place, room, name in rooms("nevbook"):
        parts = name.split(".")
        known = parts[0] == "nevbook" and len(parts) > 1 and parts[1] in BUILDER
        if known and parts[1] != room and parts[1] not in BUILDER.get(room, ()):
            wrong.append(f"{place} {name}")
    assert wrong == []


@pytest.mark.parametrize(
    ("package", "room"), [("nbgrader", "grading"), ("jupyter_book", "publishing"), ("sphinx", "publishing")]
)
def test_a_tool_is_known_to_one_room_only(package, room):
    wrong = [place for place, where, name in rooms("nevbook") if name.split(".")[0] == package and where != room] + [
        place for place, _, name in rooms("nevlab") if name.split(".")[0] == package
    ]
    assert wrong == []


def loaded(*code: str) -> set[str]:
    """Run code in a fresh Python and give the heavy packages that it loaded."""
    script = ";".join(
        [*code, "import json, sys", "print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})))"]
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("COV_", "COVERAGE_"))}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, encoding="utf-8", env=environment
    )
    return HEAVY & set(json.loads(done.stdout.splitlines()[-1]))


def test_importing_the_workshop_loads_nothing_heavy():
    assert loaded("import nevlab") == set()


@pytest.mark.parametrize(
    "arguments", [["--help"], ["new", "--help"], ["new", "chapter", "--help"], ["check", "--help"], ["--version"]]
)
def test_help_loads_nothing_heavy(arguments):
    run = f"with contextlib.redirect_stdout(io.StringIO()): main({arguments!r}, standalone_mode=False)"
    assert loaded("import contextlib, io", "from nevbook.cli import main", f"exec({run!r})") == set()
