"""``nevbook sign`` and what ``nevbook build --release`` refuses, as a person calls them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from nevbook.cli import main

CLEAN = Path(__file__).parents[1] / "books" / "two-languages"
CHAPTER = "courses/tiny/01-first/chapter.md"
SIGNOFFS = "courses/tiny/signoffs.yml"
SAMPLES = """\
  sample-school: {kind: school, name: {en: A sample school, zh: 示例学校}}
  sample-enterprise: {kind: enterprise, name: {en: A sample enterprise, zh: 示例企业}}
people:
  sample-teacher: {name: {en: A sample teacher, zh: 示例教师}, organisation: sample-school}
  sample-engineer: {name: {en: A sample engineer, zh: 示例工程师}, organisation: sample-enterprise}
"""


@pytest.fixture
def repository(tmp_path):
    """Make a repository with a chapter and an exercise that are ready to be signed."""
    shutil.copytree(CLEAN / "courses", tmp_path / "courses", ignore=shutil.ignore_patterns("tiny", "lone"))
    shutil.copytree(CLEAN / "book", tmp_path / "book")
    (tmp_path / "_config.yml").write_text("title: tiny\n", encoding="utf-8")
    for arguments in (
        ["new", "course", "tiny", "--title-en", "Tiny", "--title-zh", "小课程"],
        ["new", "chapter", "tiny", "first", "--title-en", "First", "--title-zh", "第一章"],
        ["new", "exercise", "charge", "--chapter", "first"],
    ):
        assert call(tmp_path, *arguments).exit_code == 0
    edit(tmp_path, "courses/people.yml", "people:\n", SAMPLES)
    edit(tmp_path, CHAPTER, "status: draft", "status: ready")
    edit(tmp_path, CHAPTER, "authors: []", "authors: [{person: tiny-author, role: author}]")
    assert call(tmp_path, "check").exit_code == 0, call(tmp_path, "check").output
    return tmp_path


def call(root: Path, *arguments: str, answer: str | None = None, language: str = "en"):
    return CliRunner().invoke(main, [*arguments, "--root", str(root)], input=answer, env={"NEVBOOK_LANG": language})


def edit(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text, text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def put(root: Path, side: str, who: str, *more: str, answer: str | None = "y\n", language: str = "en"):
    return call(root, "sign", "first", "--as", side, "--who", who, *more, answer=answer, language=language)


def test_the_person_sees_what_is_signed_and_is_asked(repository):
    result = put(repository, "school", "sample-teacher", answer="n\n")
    assert result.exit_code == 1
    for told in (
        "first: First",
        "A sample teacher (A sample school), for: school",
        "the whole chapter, its exercises and data",
        "chapter.zh.md",
        "exercises/charge",
        "Sign this? [y/N]",
        "Not signed; nothing was written.",
    ):
        assert told in result.output
    assert put(repository, "school", "sample-teacher", answer="").exit_code == 1
    assert not (repository / SIGNOFFS).exists()
    result = put(repository, "school", "sample-teacher", language="zh")
    assert result.exit_code == 0
    assert "示例教师（示例学校），身份：学校" in result.output
    assert "确认签字？" in result.output
    assert "chapter: " not in (repository / SIGNOFFS).read_text(encoding="utf-8")
    assert call(repository, "check").exit_code == 0


def test_signing_twice_writes_once(repository):
    put(repository, "school", "sample-teacher")
    before = (repository / SIGNOFFS).read_text(encoding="utf-8")
    result = put(repository, "school", "sample-teacher", answer=None)
    assert (result.exit_code, "already" in result.output) == (0, True)
    assert (repository / SIGNOFFS).read_text(encoding="utf-8") == before
    put(repository, "safety", "sample-teacher")
    assert (repository / SIGNOFFS).read_text(encoding="utf-8").startswith(before)


@pytest.mark.parametrize(
    ("side", "who", "code"),
    [
        ("enterprise", "sample-teacher", "sign-wrong-side"),
        ("school", "tiny-author", "sign-wrong-side"),
        ("school", "sample-techer", "unknown-id"),
        ("school", "", "sign-who"),
    ],
)
def test_who_cannot_sign_is_told_why(repository, side, who, code):
    result = put(repository, side, who, answer=None)
    assert result.exit_code == 1
    assert f"[{code}]" in result.output
    assert "sample-" in result.output
    assert not (repository / SIGNOFFS).exists()


def test_a_chapter_with_problems_is_not_signed_and_all_are_told(repository):
    edit(repository, CHAPTER, "place: simulation", "plase: simulation\n  place: simulation")
    edit(repository, "exercises/charge/exercise.md", ":points:", ":point:")
    edit(repository, CHAPTER, "status: ready", "status: draft")
    result = put(repository, "enterprise", "sample-teacher", answer=None)
    assert result.exit_code == 1
    for code in ("sign-wrong-side", "sign-not-ready", "unknown-key", "exercise-points"):
        assert f"[{code}]" in result.output
    assert call(repository, "sign", "frist", "--as", "school").exit_code == 1
    assert call(repository, "sign", "first", "--as", "ministry").exit_code == 2


def test_a_chapter_that_changed_is_stale_and_can_be_signed_again(repository):
    put(repository, "school", "sample-teacher")
    edit(repository, CHAPTER, "# First", "# First of all")
    result = call(repository, "check")
    assert result.exit_code == 1
    assert f"{SIGNOFFS}:2: [signature-stale] first is not what sample-teacher signed for school" in result.output
    assert "chapter.md changed since" in result.output
    assert put(repository, "school", "sample-teacher").exit_code == 0
    assert call(repository, "check").exit_code == 0


def test_a_release_is_refused_with_all_reasons_at_once(repository):
    edit(repository, CHAPTER, "risk: high-voltage", "risk: high-voltage")
    put(repository, "school", "sample-teacher")
    edit(repository, CHAPTER, "# First", "# First of all")
    edit(repository, "courses/tiny/course.yml", "theory: 1", "theory: 9")
    result = call(repository, "build", "--release", "--json")
    assert result.exit_code == 1
    told = [(found["code"], found["values"].get("side")) for found in json.loads(result.output)]
    assert told[:3] == [("release-stale", "school"), ("release-unsigned", "enterprise"), ("release-unsigned", "safety")]
    assert {code for code, _ in told[3:]} == {"hours-do-not-add-up", "practice-too-short"}
    assert not (repository / "build").exists()


def test_a_release_has_all_languages(repository):
    assert call(repository, "build", "--release", "--language", "zh").exit_code == 2


def test_the_courses_that_are_shipped_are_unsigned():
    root = Path(__file__).parents[2]
    assert list((root / "courses").rglob("signoffs.yml")) == []
