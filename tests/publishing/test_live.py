"""Chapters as notebooks: what is in them and what is not, the setting that opens them, what JupyterLite carries."""

from __future__ import annotations

import base64
import json
import re
from importlib.metadata import distribution

import nbformat
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from nevbook.curriculum import read_curriculum
from nevbook.curriculum.notebook_file import notebook_bytes
from nevbook.problems import ProblemsFound
from nevbook.publishing import lite, live, notebooks, npm, wheels
from nevbook.publishing.paths import BookPaths
from tiny_book import replace

FIRST = "courses/tiny/01-first"
PICTURE = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"
MORE = """
![a circuit](images/circuit.svg) See [the glossary](../../../book/glossary.md) {cite:p}`tiny-book`.

:::{dropdown} Answer
It is {term}`pre-charge`.
:::
"""


@pytest.fixture
def curriculum(tiny):
    (tiny / FIRST / "images").mkdir()
    (tiny / FIRST / "images/circuit.svg").write_bytes(PICTURE)
    (tiny / FIRST / "teaching-notes.md").write_text("# For the teacher's eyes\n", encoding="utf-8")
    (tiny / "book/references.bib").write_text(
        "@misc{tiny-book, author={Müller, A. and Li, B.}, title={The {CAN} of a tiny car}, year=2026}\n",
        encoding="utf-8",
    )
    replace(tiny / FIRST / "chapter.md", "## What comes next", f"{MORE}\n## What comes next")
    read, problems = read_curriculum(tiny)
    assert problems == ()
    return read


def made(curriculum, name="first", code="en"):
    return notebooks.notebook(curriculum.chapter(name), curriculum, code)


def text(notebook):
    return "\n".join(cell.source for cell in notebook.cells)


def test_a_notebook_is_valid_and_the_same_bytes_each_time(curriculum):
    notebook = made(curriculum)
    nbformat.validate(notebook)
    assert notebook_bytes(notebook) == notebook_bytes(made(curriculum))
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids)
    assert all(cell.outputs == [] for cell in notebook.cells if cell.cell_type == "code")


def test_its_text_is_plain_markdown_and_holds_no_facts_and_nothing_of_teachers(curriculum):
    whole = text(made(curriculum))
    assert "# First things" in whole
    assert "It is pre-charge." in whole
    assert not re.search(r"\{[\w:-]+\}`|:::|^\(.*\)=$|^```\{", whole, re.MULTILINE)
    assert not re.search(r"job_task|tiny-author|kernelspec|teacher's eyes", whole)


def test_it_holds_its_pictures_and_lists_the_works_that_it_cites(curriculum):
    notebook = made(curriculum)
    (holder,) = (cell for cell in notebook.cells if "attachments" in cell)
    assert "![a circuit](attachment:circuit.svg)" in holder.source
    assert base64.b64decode(holder.attachments["circuit.svg"]["image/svg+xml"]) == PICTURE
    assert "See the glossary [1]." in holder.source
    assert notebook.cells[-1].source.endswith("[1] Müller, A.; Li, B. The CAN of a tiny car. 2026")


def test_it_leads_to_the_notebook_of_another_chapter(curriculum):
    assert "[the second chapter](02-second.ipynb)" in text(made(curriculum))
    assert notebooks.name(curriculum.chapter("second"), curriculum, "en") == "en/tiny/02-second.ipynb"


def test_its_labels_are_in_its_language_before_the_first_code_runs(curriculum):
    for code in ("en", "zh"):
        (prepare, first, *_) = (cell for cell in made(curriculum, code=code).cells if cell.cell_type == "code")
        assert f'use_language("{code}")' in prepare.source
        assert first.metadata.jupyter.source_hidden
    assert not [cell for cell in made(curriculum, "second").cells if cell.cell_type == "code"]


def test_notebooks_lie_beside_the_book_only_where_something_opens_them(curriculum):
    paths = BookPaths(curriculum.root)
    opened = live.read("https://hub.example/hub/user-redirect/lab/tree/{notebook}")
    live.make(curriculum, paths, ("en", "zh"), opened)
    there = {path.relative_to(paths.notebooks).as_posix() for path in paths.notebooks.rglob("*.ipynb")}
    assert there == {"en/tiny/01-first.ipynb", "en/tiny/02-second.ipynb", "zh/lone/01-only.ipynb",
                     "zh/tiny/01-first.ipynb", "zh/tiny/02-second.ipynb"}  # fmt: skip
    live.make(curriculum, paths, ("en", "zh"), None)
    assert not paths.notebooks.exists()


def test_the_address_holds_the_chapters_notebook():
    opened = live.read("https://hub.example/git-pull?urlpath=lab/tree/{notebook}&x=1")
    assert opened.opens("zh/a b/01.ipynb") == "https://hub.example/git-pull?urlpath=lab/tree/zh/a%20b/01.ipynb&x=1"
    assert live.read("") is None


@pytest.mark.parametrize("value", ["yes", "https://hub.example/lab", "hub.example/{notebook}", "javascript:{notebook}"])
def test_a_setting_that_says_nothing_is_told_with_its_line(tiny, value):
    replace(tiny / "_config.yml", 'nevbook_live: ""', f"nevbook_live: {json.dumps(value)}")
    with pytest.raises(ProblemsFound, match=r"_config.yml:\d+: \[live-address\]"):
        live.of_book(tiny)


def test_what_jupyterlite_carries_is_complete_beside_an_archive(tmp_path):
    """Held against the lock file of the Pyodide that the kernel is made for."""
    told = json.loads((npm.folder("pyodide") / "pyodide-lock.json").read_text(encoding="utf-8"))
    assert told["info"]["python"].startswith(f"{lite.python()}.")
    archive = {canonicalize_name(name) for name in told["packages"]}
    assert set(lite.FROM_ARCHIVE) <= archive
    assert not set(lite.CARRIED) & archive
    # JupyterLite's kernel brings a stand-in for the one that is left.
    known = {*lite.FROM_ARCHIVE, *lite.CARRIED, "widgetsnbextension"}
    browser = {"sys_platform": "emscripten", "platform_system": "Emscripten", "python_version": "3.14", "extra": ""}
    for name in lite.CARRIED:
        for need in map(Requirement, distribution(name).requires or ()):
            if need.marker is None or need.marker.evaluate(browser):
                assert canonicalize_name(need.name) in known, name


def test_a_wheel_is_whole_and_the_same_each_time(tmp_path):
    import subprocess
    import sys

    first, second = tmp_path / "one", tmp_path / "two"
    for folder in (first, second):
        folder.mkdir()
        made = [wheels.of_nevlab((), folder), wheels.of_installed("bitstruct", folder)]
    assert all((first / wheel.name).read_bytes() == wheel.read_bytes() for wheel in made)
    target = tmp_path / "target"
    command = [sys.executable, "-m", "pip", "install", "--no-index", "--no-deps", "--target", str(target)]
    subprocess.run([*command, *map(str, made)], check=True, capture_output=True)
    code = "import bitstruct, nevlab.labels; print(bitstruct.pack('u8', 7), bitstruct.__file__, nevlab.labels.__file__)"
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], env={"PYTHONPATH": str(target)}, check=True, capture_output=True, text=True
    )
    assert done.stdout.split()[0] == "b'\\x07'"
    assert all(place.startswith(str(target)) for place in done.stdout.split()[1:])
