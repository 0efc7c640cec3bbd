"""A plain `jupyter-book build .`, without any verb of ours, makes the English book, as safely."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from leaks import leaks, secrets_of
from nevbook.curriculum import read_curriculum
from nevbook.publishing import toc
from tiny_book import files


@pytest.fixture
def plain(tiny):
    curriculum, _ = read_curriculum(tiny)
    toc.write(curriculum)
    before = files(tiny)
    program = shutil.which("jupyter-book", path=str(Path(sys.executable).parent))
    command = [program, "build", ".", "-W", "-n", "--keep-going"]
    done = subprocess.run(command, cwd=tiny, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert files(tiny) - before == {name for name in files(tiny) if name.startswith("_build/")}
    return tiny


def test_it_works_without_a_warning_and_publishes_no_exercise(plain):
    html = plain / "_build/html"
    page = (html / "courses/tiny/01-first/chapter.html").read_text(encoding="utf-8")
    assert "Judge the pre-charge of a tiny car" in page
    assert "still 1" in page
    assert "nev-switch" not in page
    published = [path.relative_to(html).as_posix() for path in html.rglob("*.html") if "_static" not in path.parts]
    assert not [name for name in published if "exercise" in name or ".zh" in name or "lone" in name]
    assert not list(html.rglob("*.md"))
    curriculum, _ = read_curriculum(plain)
    assert leaks(secrets_of(curriculum.exercises["charge"]), html) == []
