"""``nevbook build`` and ``nevbook preview`` where they stop before a book is made."""

from __future__ import annotations

import json
import shutil
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from nevbook.cli import main

TINY = Path(__file__).parents[1] / "books/two-languages"


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setenv("NEVBOOK_LANG", "en")
    shutil.copytree(TINY, tmp_path / "tiny")
    (tmp_path / "tiny/_config.yml").write_text("title: Tiny\n", encoding="utf-8")
    return tmp_path / "tiny"


def run(root, *arguments):
    return CliRunner().invoke(main, [*arguments, "--root", str(root)])


def test_problems_of_the_courses_come_before_any_building(root):
    course = root / "courses/tiny/course.yml"
    course.write_text("id: tiny\nletter: A\n", encoding="utf-8")
    answer = run(root, "build")
    assert answer.exit_code == 1
    assert "courses/tiny/course.yml" in answer.output
    assert "[missing-key]" in answer.output
    assert not (root / "build").exists()
    told = json.loads(run(root, "build", "--json").output)
    assert {"missing-key"} <= {found["code"] for found in told}


def test_a_language_without_a_home_page_is_named(root):
    (root / "book/index.zh.md").unlink()
    answer = run(root, "build", "--language", "zh")
    assert answer.exit_code == 1
    assert "book/index.zh.md" in answer.output
    (root / "book/index.md").unlink()
    assert run(root, "preview", "--no-browser").exit_code == 1


def test_an_unknown_chapter_is_answered_with_the_nearest(root):
    answer = run(root, "preview", "secnd", "--no-browser")
    assert answer.exit_code == 1
    assert "The nearest: second" in answer.output


def test_a_port_in_use_is_answered_with_another(root):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = run(root, "preview", "--no-browser", "--port", str(port))
    assert answer.exit_code == 1
    assert f"--port {port + 1}" in answer.output
