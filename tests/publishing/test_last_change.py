"""The day of a chapter's last change is told by the repository's history, or not at all."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from nevbook.curriculum import read_curriculum
from nevbook.publishing import last_change
from nevbook.publishing.last_change import LastChange

ROOT = Path(__file__).parents[2]
CHAPTER = "precharge-contactors"


def git(folder, *words, day="2026-03-04"):
    moment = f"{day}T23:30:00+0800"
    who = {
        "GIT_AUTHOR_NAME": "a",
        "GIT_AUTHOR_EMAIL": "a@b.c",
        "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@b.c",
    }
    when = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
    subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, env=os.environ | who | when)


@pytest.fixture
def book(tmp_path):
    """A copy of the courses and exercises, outside any repository."""
    for name in ("courses", "exercises"):
        shutil.copytree(ROOT / name, tmp_path / "book" / name)
    return tmp_path / "book"


def told(folder):
    last_change._has_whole_history.cache_clear()
    curriculum, _ = read_curriculum(folder)
    chapter = next(one for one in curriculum.chapters if one.id == CHAPTER)
    return last_change.of_chapter(chapter, curriculum)


def commit(folder, day):
    git(folder, "add", "-A", day=day)
    git(folder, "commit", "-qm", "change", day=day)


def test_it_is_the_day_of_the_last_commit_of_the_chapter_or_its_exercise(book):
    assert told(book) is None
    git(book, "init", "-q")
    assert told(book) is None
    commit(book, "2026-03-04")
    assert told(book) == LastChange("2026-03-04", is_open=False)
    other = next(book.glob("courses/electric-drive/*/chapter.md"))
    other.write_text(other.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    commit(book, "2026-04-05")
    assert told(book) == LastChange("2026-03-04", is_open=False)
    exercise = book / "exercises/precharge/exercise.zh.md"
    exercise.write_text(exercise.read_text(encoding="utf-8") + "\n更多。\n", encoding="utf-8")
    assert told(book) == LastChange("2026-03-04", is_open=True)
    commit(book, "2026-05-06")
    assert told(book) == LastChange("2026-05-06", is_open=False)


def test_a_copy_tells_the_same_and_a_shallow_one_nothing(book, tmp_path):
    git(book, "init", "-q")
    commit(book, "2026-03-04")
    other = next(book.glob("courses/electric-drive/*/chapter.md"))
    other.write_text(other.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    commit(book, "2026-04-05")
    git(tmp_path, "clone", "-q", book.as_uri(), "whole")
    git(tmp_path, "clone", "-q", "--depth=1", book.as_uri(), "shallow")
    assert told(tmp_path / "whole") == LastChange("2026-03-04", is_open=False)
    assert told(tmp_path / "shallow") is None


def test_without_git_nothing_is_told(book, monkeypatch):
    git(book, "init", "-q")
    commit(book, "2026-03-04")
    monkeypatch.setenv("PATH", "")
    assert told(book) is None
