"""``nevbook check`` and ``nevbook new`` as a person calls them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from nevbook.cli import main

CLEAN = Path(__file__).parents[1] / "books" / "two-languages"
CHAPTER_ZH = "courses/tiny/01-first/chapter.zh.md"


@pytest.fixture
def repository(tmp_path):
    """Make a repository with a course, a chapter and an exercise by the verbs themselves."""
    shutil.copytree(CLEAN / "courses", tmp_path / "courses", ignore=shutil.ignore_patterns("tiny", "lone"))
    (tmp_path / "_config.yml").write_text("title: tiny\n", encoding="utf-8")
    for arguments in (
        ["new", "course", "tiny", "--title-en", "Tiny", "--title-zh", "小课程"],
        ["new", "chapter", "tiny", "first", "--title-zh", "第一章"],
        ["new", "exercise", "charge", "--chapter", "first"],
    ):
        assert call(tmp_path, *arguments).exit_code == 0
    return tmp_path


def call(root: Path, *arguments: str, language: str = "en"):
    return CliRunner().invoke(main, [*arguments, "--root", str(root)], env={"NEVBOOK_LANG": language})


def spoil(root: Path) -> None:
    """Put a problem into two files."""
    for name, old, new in (
        ("courses/tiny/01-first/chapter.md", "place: simulation", "plase: simulation\n  place: simulation"),
        ("courses/tiny/course.yml", "theory: 1", "theory: 9"),
    ):
        path = root / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_a_clean_repository(repository):
    result = call(repository, "check")
    assert result.exit_code == 0, result.output
    assert result.output.strip().endswith("files read, all in order.")
    assert call(repository, "check", language="zh").output.strip().endswith("没有问题。")


def test_problems_come_at_once_sorted_with_their_remedies(repository):
    spoil(repository)
    result = call(repository, "check")
    assert result.exit_code == 1
    lines = result.output.splitlines()
    places = [line.split(": ")[0] for line in lines if "[" in line and not line.startswith(" ")]
    assert places == [
        "courses/tiny/01-first/chapter.md:10",
        "courses/tiny/course.yml:7",
        "courses/tiny/course.yml:7",
    ]
    assert sum(line.startswith("    → ") for line in lines) == 3
    assert lines[-1].endswith("3 problems.")


def test_problems_in_chinese(repository):
    spoil(repository)
    output = call(repository, "check", language="zh").output
    assert "[unknown-key] 此处没有 nev.plase 这个键。" in output
    assert "最接近的键：place。" in output


def test_problems_for_a_program(repository):
    assert json.loads(call(repository, "check", "--json").output) == []
    spoil(repository)
    result = call(repository, "check", "--json")
    assert result.exit_code == 1
    first = json.loads(result.output)[0]
    assert (first["code"], first["line"], first["values"]["nearest"]) == ("unknown-key", 10, "place")


def test_checking_writes_nothing(repository):
    spoil(repository)
    before = {path: path.read_bytes() for path in repository.rglob("*") if path.is_file()}
    call(repository, "check")
    assert {path: path.read_bytes() for path in repository.rglob("*") if path.is_file()} == before


def test_code_is_copied_on_demand(repository):
    path = repository / CHAPTER_ZH
    path.write_text(path.read_text(encoding="utf-8").replace("reading_v = 13.9", "reading_v = 1"), encoding="utf-8")
    assert "[code-differs]" in call(repository, "check").output
    result = call(repository, "check", "--copy-code", "first")
    assert result.exit_code == 0
    assert f"{CHAPTER_ZH}: 1 code cells copied" in result.output
    assert "reading_v = 1\n" in (repository / f"build/kept/{CHAPTER_ZH}.1").read_text(encoding="utf-8")
    assert "nothing was written" in call(repository, "check", "--copy-code", "first").output


def test_a_wrong_id_for_copying_is_a_problem(repository):
    result = call(repository, "check", "--copy-code", "frist")
    assert result.exit_code == 1
    assert "first" in result.output


def test_outside_a_repository(tmp_path):
    result = call(tmp_path, "check")
    assert result.exit_code == 1
    assert "[no-repository]" in result.output


def test_wrong_usage():
    assert CliRunner().invoke(main, ["check", "--no-such-option"]).exit_code == 2
    assert CliRunner().invoke(main, ["new", "nothing"]).exit_code == 2


def test_a_class_is_among_what_can_be_new():
    output = CliRunner().invoke(main, ["new", "--help"]).output
    assert all(f"\n  {name} " in output for name in ("course", "chapter", "exercise", "class"))
