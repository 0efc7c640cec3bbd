"""The teacher edition is a build of its own, and nothing of it is in what students get."""

from __future__ import annotations

import pytest

from leaks import leaks, secrets_of
from nevbook.curriculum import read_curriculum
from nevbook.publishing import book
from tiny_book import build, copy_tiny, silent, workers

FIRST = "courses/tiny/01-first"


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """Give the repository of a tiny book, built in Chinese for students and for teachers."""
    root = copy_tiny(tmp_path_factory.mktemp("both") / "tiny")
    (root / FIRST / "teaching-notes.zh.md").write_text("# 第一章教学说明\n\n讲慢一点。\n", encoding="utf-8")
    (root / FIRST / "teaching-notes.md").write_text("# Notes of the first\n\nSay it slowly.\n", encoding="utf-8")
    page = root / "exercises/charge/exercise.zh.md"
    page.write_text(page.read_text(encoding="utf-8") + MANUAL, encoding="utf-8")
    assert [found.show("en") for found in build(root, "zh")] == []
    curriculum, _ = read_curriculum(root)
    found = book.build(workers(), curriculum, ["zh"], silent, edition="teacher")
    assert [one.show("en") for one in found] == []
    return root


MANUAL = """
+++ {"manual": "why", "points": 4, "competency": "BAT-11"}

说明理由。

### BEGIN SOLUTION
因为电容要先充电。
### END SOLUTION

### BEGIN MARK SCHEME
1 分：写出电容。
### END MARK SCHEME
"""


def teachers(root, name):
    return (root / "build/teacher/zh" / f"{name}.html").read_text(encoding="utf-8")


def test_notes_and_exercises_stand_behind_their_chapter(both):
    assert "讲慢一点。" in teachers(both, f"{FIRST}/teaching-notes")
    sidebar = teachers(both, "book/index")
    order = [sidebar.index(f'href="../{name}.html"') for name in (
        f"{FIRST}/chapter", f"{FIRST}/teaching-notes", "exercises/charge/exercise", "courses/tiny/02-second/chapter",
    )]  # fmt: skip
    assert order == sorted(order)


def test_what_an_exercise_hides_is_shown_as_such(both):
    page = teachers(both, "exercises/charge/exercise")
    for words in ("参考答案", "隐藏测试", "作答 q1", "测试 tau · 2 分 · BAT-11", "the-hidden-words"):
        assert words in page, words
    assert "参考答案 · 教师评阅 why · 4 分 · BAT-11" in page
    assert "评分标准 · 教师评阅 why · 4 分 · BAT-11" in page
    assert "因为电容要先充电。" in page
    assert "BEGIN" not in page
    assert "教师版：含参考答案和评分标准，不得发给学生。" in page


def test_nothing_for_teachers_is_in_the_students_book_and_nothing_links_to_it(both):
    curriculum, _ = read_curriculum(both)
    student = both / "build/book"
    secrets = secrets_of(curriculum.exercises["charge"])
    assert leaks(secrets, student) == []
    assert leaks(secrets, both / "build/teacher")
    for path in student.rglob("*"):
        if path.is_file() and path.suffix in (".html", ".js", ".inv"):
            text = path.read_text(encoding="utf-8", errors="replace")
            for secret in (
                "Say it slowly",
                "讲慢一点",
                "teaching-notes",
                "build/teacher",
                "exercises/charge",
                "教师版",
            ):
                assert secret not in text, (path, secret)


def test_the_students_cells_are_not_run_again_for_the_teachers(both):
    log = (both / "build/cache/teacher-zh/build.log").read_text(encoding="utf-8")
    assert "Using cached notebook" in log
    assert "Executed notebook" not in log
